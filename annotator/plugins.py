"""The registry: a file in `formats/`, `suggest/`, `agreement/`, `engines/` or `cli/` is the plug-in of that name.

Every file there is one, but for `base.py`, which says what a plug-in of that folder has, and for those
whose name begins with `_`; what several of them need lies in sub-packages. `names` lists them without importing
any, `load` imports exactly one; what must be known of all before any is imported stands in their files as a literal,
which `peek` reads. Strangers join by an entry point in the group `annotator.<folder>`; a name that is taken here
already cannot be joined.
"""

from __future__ import annotations

import re
import sys
from ast import literal_eval
from contextlib import suppress
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from annotator.errors import AnnotatorError, NoSuchPlugin, PluginError, did_you_mean, first_line

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_SAID = ("*.dist-info/entry_points.txt", "*.egg-info/entry_points.txt", "EGG-INFO/entry_points.txt")
KINDS = {"formats": "format", "suggest": "suggester", "agreement": "measure", "engines": "engine"}
"""What a plug-in of a folder that strangers may join is called."""


@cache
def built_in(group: str) -> frozenset[str]:
    """The names of the folder's own files."""
    files = (Path(__file__).parent / group).glob("*.py")
    return frozenset(path.stem for path in files if not path.stem.startswith("_") and path.stem != "base")


@cache
def source(group: str, name: str) -> str:
    """The text of a built-in's file."""
    return (Path(__file__).parent / group / f"{name}.py").read_text(encoding="utf-8")


def peek(group: str, name: str, constant: str) -> Any:
    """What a built-in says of itself in a constant that is a literal, without importing it; None where it says nothing.

    Raises `ValueError` for what is no literal.
    """
    found = re.search(rf"^{constant} = (.*?)(?=\n[^ )\]}}]|\n?\Z)", source(group, name), re.DOTALL | re.MULTILINE)
    return literal_eval(found[1]) if found else None


def names(group: str) -> list[str]:
    """All names in a group, built-in and from entry points, in order."""
    return sorted(built_in(group) | _joined(group).keys())


def _any_joined() -> bool:
    """Whether some package may join a group, by the files in which packages say so: a tenth of the time of asking."""
    folders = [Path(folder) for folder in sys.path]
    files = chain.from_iterable(folder.glob(said) for folder in folders for said in _SAID)
    return any(folder.is_file() for folder in folders) or any(map(_joins, files))  # into no archive is looked here


def _joins(file: Path) -> bool:
    with suppress(OSError):
        return b"[annotator." in file.read_bytes()
    return False


@cache
def _joined(group: str) -> dict[str, EntryPoint]:
    """What strangers join to a group, by name; looked up once, because every installed package is asked."""
    if not _any_joined():
        return {}
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and not needed for what is built in

    return {point.name: point for point in reversed([*entry_points(group=f"annotator.{group}")])}


def load(group: str, name: str) -> Any:
    """The module (or the object of an entry point) of that name.

    Raises `NoSuchPlugin` with the names there are, `PluginError` for a stranger's that cannot be imported.
    """
    if name in built_in(group):
        module: ModuleType = import_module(f"annotator.{group}.{name}")
        return module
    point = _joined(group).get(name)
    if point is None:
        there = names(group)
        meant = did_you_mean(name, there)
        raise NoSuchPlugin(f"There is no {KINDS[group]} {name!r}.{meant} There are: {', '.join(there)}.")
    try:
        return point.load()
    except AnnotatorError:
        raise
    except (Exception, SystemExit) as error:
        package = point.dist.name if point.dist else point.module
        raise PluginError(
            f"The {KINDS[group]} {name!r} of the package {package} cannot be loaded: {first_line(error)}"
        ) from error
