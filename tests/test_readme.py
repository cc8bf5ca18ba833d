"""README says what is true: its blocks are those of the program, its commands exist, its picture is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
from support.readme import README, written

from annotator.cli._main import annotator as cli
from annotator.config import THEMES, load
from annotator.tui.keys.keymap import resolve

TEXT = README.read_text(encoding="utf-8")


def test_keys_settings_verbs_formats_and_schema_are_those_of_the_program() -> None:
    assert written(TEXT) == TEXT, "run: python tests/support/readme.py"


def test_its_example_of_settings_can_be_read(tmp_path: Path) -> None:
    (example,) = [block for block in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL) if "[keymap]" in block]
    (tmp_path / "config.toml").write_text(example, encoding="utf-8")
    own = load(tmp_path / "config.toml")
    assert resolve(own.preset, own.keymap)["accept"] == own.keymap["accept"]
    assert own.theme in THEMES


def test_every_command_it_names_exists() -> None:
    context = click.Context(cli)
    named = set(re.findall(r"\bannotator ([a-z]+)\b", "\n".join(re.findall(r"```.*?```", TEXT, re.DOTALL))))
    assert named
    assert named <= set(cli.list_commands(context))


def test_it_has_one_line_that_runs_the_demo_and_one_that_runs_the_tests() -> None:
    lines = [line for line in TEXT.splitlines() if line.startswith("python3 -m venv")]
    assert sum(line.endswith("annotator demo") for line in lines) == 1
    assert sum("pytest" in line for line in lines) == 1


def test_its_files_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (README.parent / target).exists(), target
