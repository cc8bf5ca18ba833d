"""The page about the package from Python: its examples run as they stand, are typed, and need no other name of ours."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from mypy import api as mypy
from support.api_page import PAGE, examples, printed
from support.readme import written

import annotator

ROOT = Path(__file__).parents[2]
TEXT = PAGE.read_text(encoding="utf-8")
PROGRAM = "\n".join(examples(TEXT))


def test_its_table_of_names_is_that_of_the_package() -> None:
    assert written(TEXT) == TEXT, "run: python -m support.readme"


def test_its_examples_print_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in examples(TEXT):
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - this very page
        assert capsys.readouterr().out.splitlines() == printed(block), block
    assert len(names) > 5


def test_its_examples_use_public_names_alone() -> None:
    tree = ast.parse(PROGRAM)
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "annotator"
    }
    assert used <= set(annotator.__all__)
    imported = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [line for line in imported if "annotator" in line] == ["import annotator"]
    assert "._" not in PROGRAM


def test_its_examples_are_typed(tmp_path: Path) -> None:
    """As a strict type checker sees them, with what the package says of its types."""
    program = tmp_path / "example.py"
    program.write_text(PROGRAM + "\nreveal_type(project.sql)\nannotator.open(5)\nproject.documents().upper()\n")
    out, _, _ = mypy.run(["--config-file", str(ROOT / "pyproject.toml"), str(program)])
    said = re.findall(r"example\.py:\d+: (\w+): (.*)", out)
    assert "-> list[dict[str, Any]]" in said[0][1]
    assert [kind for kind, _ in said] == ["note", "error", "error"], out


def test_its_links_lead_somewhere() -> None:
    for target in ("../../exports/README.md", "../errors.py"):
        assert f"({target})" in TEXT
        assert (PAGE.parent / target).exists()
