"""Which bases lie beside a project: `NAME.kb` in its folder, and nowhere else, whatever a scheme or a user says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BaseError, NoSuchBase, WrongUsage, did_you_mean
from annotator.storage.bases.base_file import BaseFile, check_header

SUFFIX = ".kb"
_NAME = re.compile(r"\w(?:[\w.-]{0,62}\w)?")


@dataclass(frozen=True, slots=True)
class Listed:
    """A base that lies beside a project, with its numbers of entries and names; `problem` says why it is none."""

    name: str
    size: int
    entries: int = 0
    names: int = 0
    problem: str = ""


def path_of(project: Path, name: str) -> Path:
    """Where the base of a name lies, or would lie, beside a project. Raises `WrongUsage` for what is no plain name."""
    if not _NAME.fullmatch(name):
        raise WrongUsage(
            f"{name!a} is no name of a base: one has letters, digits, `-`, `_` and `.` within, 64 at most."
        )
    return project.parent / f"{name}{SUFFIX}"


def existing(project: Path, name: str) -> Path:
    """Where the base of a name lies beside a project. Raises `NoSuchBase`, `WrongUsage`."""
    path = path_of(project, name)
    if not path.exists():
        known = names(project)
        there = f"There are: {', '.join(known)}." if known else "There is none yet: `annotator kb add` makes one."
        raise NoSuchBase(f"There is no base {name!r} beside {project}.{did_you_mean(name, known)} {there}")
    return path


def opened(project: Path, name: str) -> BaseFile:
    """A base that lies beside a project, to be closed by the caller. Raises `NoSuchBase`, `BaseError`, `WrongUsage`."""
    return BaseFile.open(existing(project, name))


def listed(project: Path) -> list[Listed]:
    """Every file beside a project that is called like a base, in the order of the names."""
    return [*map(_listed, _files(project))]


def names(project: Path) -> list[str]:
    """The names of the files beside a project that are called like a base."""
    return [path.stem for path in _files(project)]


def beside(project: Path, names: Iterable[str]) -> list[str]:
    """Those of these bases that lie beside a project."""
    there = {path.stem for path in _files(project)}
    return [name for name in names if name in there]


def apart_told(bases: Sequence[str]) -> str:
    """That somebody who gets a project needs the files of these bases, too; "" for none."""
    files, them = _named(bases)
    there = "in no package and on no share"
    return f"Entities are linked to {files}, {there}: send {them} along, to lie beside the project." if bases else ""


def wanted_told(bases: Sequence[str]) -> str:
    """That the files of these bases do not lie beside a project that came from others; "" for none."""
    files, them = _named(bases)
    return f"Entities are linked to {files}: ask who leads for {them}, to lie beside the project." if bases else ""


def _named(bases: Sequence[str]) -> tuple[str, str]:
    return ", ".join(f"{name}{SUFFIX}" for name in bases), "them" if len(bases) > 1 else "it"


def remove(project: Path, name: str) -> Listed:
    """Take a base away, even one that is damaged, and tell what it was. Raises `NoSuchBase`, `BaseError`."""
    path = existing(project, name)
    check_header(path)
    gone = _listed(path)
    try:
        path.unlink()
    except OSError as error:
        raise BaseError(f"{path} cannot be taken away: {error.strerror}.") from error
    return gone


def _files(project: Path) -> list[Path]:
    found = project.parent.glob(f"*{SUFFIX}")
    return [path for path in sorted(found) if _NAME.fullmatch(path.stem) and path.is_file()]


def _listed(path: Path) -> Listed:
    try:
        with BaseFile.open(path) as base:
            return Listed(path.stem, path.stat().st_size, base.entries, base.names)
    except BaseError as error:
        return Listed(path.stem, 0, problem=str(error))
