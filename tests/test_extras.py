"""What tells how to install something names the Python that runs, and packages of others: never this program itself."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from support.installation import EXTRAS, PYPROJECT, installed_in

from annotator import extras, plugins
from annotator.errors import ModelError, PluginError
from annotator.extras import DISTRIBUTION, install_command, requirements
from annotator.formats.base import needs
from annotator.suggest import zeroshot
from annotator.suggest.common.installed import how_to_get, no_pipeline

PACKAGE = Path(extras.__file__).parent


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed_in(tmp_path, monkeypatch)


def test_the_distribution_has_a_name_of_its_own_and_the_command_stays() -> None:
    assert PYPROJECT["name"] == DISTRIBUTION != "annotator"
    assert PYPROJECT["scripts"] == {"annotator": "annotator.__main__:main"}


@pytest.mark.parametrize("extra", [name for name in EXTRAS if name != "dev"])
def test_a_command_runs_the_python_that_runs_now_and_names_what_the_extra_asks_for(extra: str) -> None:
    assert requirements(extra) == EXTRAS[extra]
    assert shlex.split(install_command(extra)) == [sys.executable, "-m", "pip", "install", *EXTRAS[extra]]


def test_an_extra_is_not_taken_for_another_whose_name_begins_so() -> None:
    assert requirements("e") == requirements("eng") == []


def test_where_a_path_has_blanks_a_shell_takes_it_as_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/my tools/bin/python")
    assert shlex.split(install_command("en"))[:4] == ["/my tools/bin/python", "-m", "pip", "install"]


def test_where_there_is_no_pip_another_installer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    assert shlex.split(install_command("en")) == ["uv", "pip", "install", "--python", sys.executable, *EXTRAS["en"]]


def test_a_checkout_that_is_not_installed_says_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "DISTRIBUTION", "no-such-thing")
    assert install_command("uima") == "the packages that pyproject.toml names under the extra uima"


def _sentences(folder: Path) -> dict[str, str]:
    """Every sentence of the program that says how to get something, by the extra that it is about."""
    with pytest.raises(ModelError) as without:
        zeroshot.open(f"{folder}?ORG")
    return {"en": how_to_get("en"), "uima": str(needs("uima", "uima")), "zeroshot": str(without.value)}


def test_every_such_sentence_ends_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fast_gliner", None)
    for extra, sentence in {**_sentences(tmp_path), "en ": no_pipeline("nix")}.items():
        assert sentence.endswith(f" with: {install_command(extra.strip())}")
        assert "\n" not in sentence


def test_of_a_language_that_no_extra_is_for_none_is_promised() -> None:
    assert "--model" in how_to_get("tlh")
    assert "install" not in how_to_get("tlh").replace("installed", "")


def test_what_a_format_needs_is_an_extra_that_is_there() -> None:
    for name in plugins.names("formats"):
        try:
            extra = plugins.load("formats", name).EXTRA
        except PluginError:
            continue
        assert extra in {"", *EXTRAS}


@pytest.mark.parametrize(
    ("kind", "forbidden"),
    [
        ("*.py", r"pip[x3]? install|annotator\["),
        ("*.md", r"install (-\S+ )*['\"]?annotator\b|(?<!article-)annotator\["),
    ],
)
def test_nothing_tells_to_install_this_program_by_the_name_of_a_stranger(kind: str, forbidden: str) -> None:
    files = [path for path in PACKAGE.rglob(kind) if path.name != "extras.py"]
    assert [str(path) for path in files if re.search(forbidden, path.read_text("utf-8"))] == []
