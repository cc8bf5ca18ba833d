"""The folder is the registry: a file that is put there is a plug-in, and nothing else has to be touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.strangers import SHOUTING, install, joined

from annotator import plugins
from annotator.errors import NoSuchPlugin, PluginError

PACKAGE = Path(plugins.__file__).parent
VERB = """\"\"\"`annotator shout`: say it louder.\"\"\"

import click

from annotator.cli.base import Verb

ORDER = 15


@click.command(cls=Verb)
def shout() -> None:
    \"\"\"Say it.\"\"\"
    print("OH")
"""


def test_a_file_in_its_folder_is_all_it_takes(tmp_path: Path) -> None:
    house = tmp_path / "annotator"
    shutil.copytree(PACKAGE, house, ignore=shutil.ignore_patterns("__pycache__"))
    for file, place in (
        ("format", "formats/shout"),
        ("suggester", "suggest/shouter"),
        ("measure", "agreement/loudness"),
    ):
        shutil.copy(SHOUTING / f"{file}.py", house / f"{place}.py")
    (house / "cli" / "shout.py").write_text(VERB, encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()

    def run(*args: str) -> str:
        around = os.environ | {"PYTHONPATH": str(tmp_path), "ANNOTATOR_CONFIG": str(work / "none.toml")}
        command = [sys.executable, "-m", "annotator", *args]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=work, env=around).stdout

    verbs = run("--help").split("Verbs:\n")[1].split("\n")
    assert [verb.split()[0] for verb in verbs[:3]] == ["demo", "shout", "add"]
    assert "Say it louder." in verbs[1]
    assert run("shout") == "OH\n"
    for name, spans in (("ana", "0 5 EVENT\n11 17 GPE\n"), ("ben", "0 5 EVENT\n")):
        (work / "a.txt").write_text(f"SHOUT:STORM hits BERGEN\n{spans}", encoding="utf-8")
        run("add", "a.txt", "--as", name)
    assert run("suggest", "--model", "shouter:GPE") == "2 suggestions in 1 article by shouter:gpe-2.0.\n"
    (pair,) = json.loads(run("agree", "--json"))["pairs"]
    assert pair["loudness"] == 0.5
    assert run("export", "shout", "--layer", "ben", "-o", "b.shout").startswith("1 article, 1 span.")


@pytest.mark.parametrize("group", ["formats", "suggest", "agreement", "cli"])
def test_every_file_that_is_no_base_and_begins_with_no_line_is_one(group: str) -> None:
    names = plugins.built_in(group)
    assert {path.stem for path in (PACKAGE / group).glob("[!_]*.py")} - {"base"} == names
    assert names <= set(plugins.names(group))
    assert "base" not in names


def test_a_name_that_is_taken_cannot_be_joined(tmp_path: Path) -> None:
    install(tmp_path / "packages", "odd", {"formats": {"text": "odd_text"}}, ("odd_text", "1 / 0"))
    with joined(tmp_path / "packages"):
        assert plugins.load("formats", "text").NAME == "text"
        assert plugins.names("formats").count("text") == 1


def test_of_two_that_are_joined_under_one_name_the_first_on_the_path_counts(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        install(tmp_path / folder, folder, {"agreement": {"same": f"same_{folder}"}}, (f"same_{folder}", "x = 1"))
    with joined(tmp_path / "second"), joined(tmp_path / "first"):
        assert plugins.load("agreement", "same").__name__ == "same_first"


def test_what_cannot_be_loaded_is_said_with_its_package(tmp_path: Path) -> None:
    sources = {"ends": "raise SystemExit(3)", "fails": "{}['x']", "no_code": "def", "gone": "import nix_nix"}
    joins = {"suggest": {name: f"odd_{name}" for name in sources} | {"nowhere": "odd_nowhere", "part": "odd_gone:part"}}
    install(tmp_path / "packages", "odd-things", joins, *((f"odd_{name}", text) for name, text in sources.items()))
    with joined(tmp_path / "packages"):
        for name in joins["suggest"]:
            with pytest.raises(PluginError) as raised:
                plugins.load("suggest", name)
            assert str(raised.value).startswith(f"The suggester {name!r} of the package odd-things cannot be loaded: ")
            assert "\n" not in str(raised.value)


def test_a_name_that_is_not_there_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(
        NoSuchPlugin,
        match=r"^There is no measure 'nix'\. There are: alpha, attributes, coref, f1, gamma, kappa, links, rel",
    ):
        plugins.load("agreement", "nix")


def test_a_literal_is_read_whole_and_nothing_else_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A = 1\nB = (\n    'x)',\n    {'y': [2]},\n)\n_C = 3\nD = 'last'"
    monkeypatch.setattr(plugins, "source", lambda _group, _name: text)
    assert [plugins.peek("any", "any", name) for name in "ABCD"] == [1, ("x)", {"y": [2]}), None, "last"]
    monkeypatch.setattr(plugins, "source", lambda _group, _name: "A = __import__('os')\n")
    with pytest.raises(ValueError, match="malformed"):
        plugins.peek("any", "any", "A")


def test_no_package_is_asked_where_none_joins(tmp_path: Path) -> None:
    asked = "import sys; from annotator import plugins as p; p.names('formats'); print(*sys.modules)"
    root = str(Path(plugins.__file__).parents[1])

    def asks(*folders: Path) -> bool:
        path = os.pathsep.join((root, *map(str, folders)))
        done = subprocess.run(
            [sys.executable, "-S", "-c", asked], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
        )
        return "importlib.metadata" in done.stdout.split()

    install(tmp_path / "other", "other", {}, ("other", ""))
    install(tmp_path / "shout", "shout", {"formats": {"shout": "shout"}}, ("shout", ""))
    assert not asks(tmp_path / "other")
    assert asks(tmp_path / "other", tmp_path / "shout")
