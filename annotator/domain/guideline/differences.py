"""What of the guideline of a label, or of what is claimed of spans, is another one, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import ndiff
from typing import Any

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.scheme_form import attribute_of, base_of, entities_of, relation_of
from annotator.domain.guideline.claims import claim_chapters

_PARTS = {
    "description": "definition", "include": "include", "exclude": "exclude", "examples": "examples", "notes": "notes",
}  # fmt: skip
_KINDS = frozenset(("changed", "added", "parted", "dropped", "merged"))


def differing_lines(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], told: Callable[[str], str] = str
) -> list[str]:
    """The lines that a change of a scheme puts into the guideline (`+ `) and takes out of it (`- `), under their parts.

    A part stands before its lines as it is called (`  include`); of a change that is about something else there is no
    line. `told` gives an example as people read it. Of the rules of a scheme these are the lines of relations,
    attributes, entities and bases.
    """
    if kind == "rules":
        return list(_of_claims(before, after))
    if kind not in _KINDS:
        return []
    found: list[str] = []
    for part, name in _PARTS.items():
        was, now = (list(_lines(side.get(part), told)) for side in (before, after))
        found += _differing(name, was, now)
    return found


def _differing(part: str, was: Sequence[str], now: Sequence[str]) -> list[str]:
    lines = [line.rstrip() for line in ndiff(was, now) if line[0] in "+-"]
    return [f"  {part}", *lines] if lines else []


def _of_claims(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    was, now = (
        {lines[0].removeprefix("## "): list(filter(None, lines[1:])) for lines in map(str.splitlines, _chapters(side))}
        for side in (before, after)
    )
    for part in dict.fromkeys((*was, *now)):
        yield from _differing(part, was.get(part, ()), now.get(part, ()))


def _chapters(side: Mapping[str, Any]) -> Iterator[str]:
    """The chapters of what one side of a change says of claims."""
    relations, attributes, bases = (
        [{**row, "name": name} for name, row in side.get(table, {}).items() if row is not None]
        for table in ("relation", "attribute", "base")
    )
    rules = side.get("entities")
    claims = ClaimScheme(
        tuple(map(relation_of, relations)),
        tuple(map(attribute_of, attributes)),
        None if rules is None else entities_of(rules),
        tuple(map(base_of, bases)),
    )
    return (text for _, text in claim_chapters(claims))


def _lines(value: Any, told: Callable[[str], str]) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif value:
        yield from map(told, value)
