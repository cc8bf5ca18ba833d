"""What of the guideline of a label is another one, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import ndiff
from typing import Any

_PARTS = {
    "description": "definition", "include": "include", "exclude": "exclude", "examples": "examples", "notes": "notes",
}  # fmt: skip
_KINDS = frozenset(("changed", "added", "parted", "dropped", "merged"))


def differing_lines(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], told: Callable[[str], str] = str
) -> list[str]:
    """The lines that a change of a scheme puts into the guideline (`+ `) and takes out of it (`- `), under their parts.

    A part stands before its lines as it is called (`  include`); of a change that is about something else there is no
    line. `told` gives an example as people read it.
    """
    if kind not in _KINDS:
        return []
    found: list[str] = []
    for part, name in _PARTS.items():
        was, now = (list(_lines(side.get(part), told)) for side in (before, after))
        lines = [line.rstrip() for line in ndiff(was, now) if line[0] in "+-"]
        found += [f"  {name}", *lines] if lines else []
    return found


def _lines(value: Any, told: Callable[[str], str]) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif value:
        yield from map(told, value)
