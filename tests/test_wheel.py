"""The wheel: all that the program reads at run time is in it, nothing else, and it says of itself what is true."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from trove_classifiers import classifiers

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "annotator"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with ZipFile(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def metadata(wheel: ZipFile) -> Message:
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(wheel.read(name))


def test_it_has_every_file_of_the_package_and_nothing_else(wheel: ZipFile) -> None:
    own = {name for name in wheel.namelist() if ".dist-info/" not in name and ".data/" not in name}
    hidden = {"__pycache__"}
    there = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    assert own == {name for name in there if not hidden & set(Path(name).parts)}


@pytest.mark.parametrize("pattern", ["annotator/py.typed", "annotator/tui/**/*.tcss", "annotator/demo/articles/*.txt"])
def test_what_is_read_at_run_time_is_in_it(wheel: ZipFile, pattern: str) -> None:
    wanted = [path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)]
    assert wanted
    assert set(wanted) <= set(wheel.namelist())


def test_its_packages_are_ours_alone(wheel: ZipFile) -> None:
    folders = {name.split("/")[0].rpartition(".")[2] for name in wheel.namelist()}
    assert folders == {"annotator", "data", "dist-info"}
    (manual,) = [name for name in wheel.namelist() if ".data/" in name]
    assert manual.endswith("data/share/man/man1/annotator.1")
    assert not [name for name in wheel.namelist() if Path(name).name.startswith(("test_", "conftest"))]


def test_it_says_who_made_it_for_whom_and_what_it_runs_on(metadata: Message) -> None:
    assert metadata["Name"] == "article-annotator"
    assert metadata["Author"] == "The annotator developers"
    assert metadata["License-Expression"] == "MIT"
    told = set(metadata.get_all("Classifier", []))
    assert told <= set(classifiers)
    assert "Development Status :: 4 - Beta" in told
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in range(11, 15)} <= told
    assert {line.split(" :: ")[0] for line in told} >= {"Operating System", "Intended Audience", "Topic", "Typing"}


def test_its_extras_are_those_of_the_project(metadata: Message) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(metadata.get_all("Provides-Extra", [])) == set(project["optional-dependencies"])
    assert not [what for what in metadata.get_all("Requires-Dist", []) if what.startswith(("annotator", "article"))]
