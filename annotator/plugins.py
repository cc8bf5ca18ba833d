"""The registry: a file in `formats/`, `suggest/` or `agreement/` is the plug-in of that name.

`names` lists them without importing any; `load` imports exactly one. Strangers join by an entry
point in the group `annotator.<group>`. Files whose name begins with `_` and `base` are no plug-ins.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.errors import NoSuchPlugin

_NOT_PLUGINS = {"base", "report"}


def names(group: str) -> list[str]:
    """All names in a group, built-in and from entry points, in order."""
    folder = Path(__file__).parent / group
    own = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")} - _NOT_PLUGINS
    return sorted(own | _joined(group).keys())


@cache
def _joined(group: str) -> dict[str, EntryPoint]:
    """What strangers join to a group, by name; looked up once, because every installed package is asked."""
    return {point.name: point for point in entry_points(group=f"annotator.{group}")}


def load(group: str, name: str) -> Any:
    """The module (or the object of an entry point) of that name. Raises `NoSuchPlugin` with the names there are."""
    if name not in names(group):
        raise NoSuchPlugin(f"There is no {name!r} in {group}. There are: {', '.join(names(group))}.")
    if (Path(__file__).parent / group / f"{name}.py").exists():
        module: ModuleType = import_module(f"annotator.{group}.{name}")
        return module
    return _joined(group)[name].load()
