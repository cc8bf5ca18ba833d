"""Packages of strangers, installed for a test: modules in a folder of the path, and the metadata beside them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator import plugins
from annotator.formats.common import detect

SHOUTING = Path(__file__).parent / "shouting"
"""A package with a format, a suggester and a measure of its own: whoever installs it, or puts its files here."""
SHOUTING_JOINS = {
    "formats": {"shout": "shouting.format"},
    "suggest": {"shouter": "shouting.suggester"},
    "agreement": {"loudness": "shouting.measure"},
}


def install(
    folder: Path, package: str, joins: Mapping[str, Mapping[str, str]], *sources: Path | tuple[str, str]
) -> None:
    """Lay a package into a folder as an installer does, without its network: modules, metadata, entry points.

    `joins` are its entry points by group and name; a source is a file or folder, or the name and text of a module.
    """
    folder.mkdir(exist_ok=True)
    for source in sources:
        match source:
            case (str(name), str(text)):
                (folder / f"{name}.py").write_text(text, encoding="utf-8")
            case Path():
                shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    info = folder / f"{package.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
    groups = (
        f"[annotator.{group}]\n" + "".join(f"{name} = {target}\n" for name, target in points.items())
        for group, points in joins.items()
    )
    (info / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")


@contextmanager
def joined(folder: Path) -> Iterator[None]:
    """This process with a folder of packages on its path."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        forget()
        yield
    forget()


def forget() -> None:
    """Forget which packages there are."""
    for looked_up in (plugins._joined, detect.load, detect._candidates):
        looked_up.cache_clear()
