"""Keys that stand twice in one JSON object: the last one counts, as everywhere, and that is told.

A value that was read does not show them. It has fewer keys than its text then, which is quick to count; only such a
text is read once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import orjson

from annotator.formats.base import Notice
from annotator.plural import counted

_BEHIND_KEYS = (b'":', b'" :')


class KeysTwice:
    """Looks for them in the values of one file."""

    def __init__(self) -> None:
        self._objects = 0
        self._first: tuple[str, int] | None = None

    def look(self, text: bytes, value: Any, line: int) -> None:
        """Count the objects with such keys in a value that was read from this text, which begins on line `line`."""
        if isinstance(value, dict | list) and not _has_few_quotes(text, value) and _keys(text) > _keys(_written(value)):
            with suppress(ValueError, RecursionError):
                json.loads(text, object_pairs_hook=lambda pairs: self._object(pairs, line))

    def _object(self, pairs: list[tuple[str, Any]], line: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        twice = [key for key, value in pairs if key in found or found.update({key: value})]
        if twice:
            self._objects += 1
            self._first = self._first or (twice[0], line)
        return found

    def __iter__(self) -> Iterator[Notice]:
        """What there is to say of the whole file."""
        if self._first:
            key, line = self._first
            objects = counted(self._objects, "object has", "objects have")
            yield Notice(f"{objects} a key twice, such as {key[:40]!r}: the last one counts.", line)


def _has_few_quotes(text: bytes, value: Any) -> bool:
    """Whether the text of an object of nothing but texts has no more quotes than its keys and values need."""
    return type(value) is dict and text.count(b'"') == 4 * len(value) and {*map(type, value.values())} == {str}


def _written(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # a number of more than 64 bits, half of a surrogate pair
        return b""


def _keys(text: bytes) -> int:
    """How many keys a text has, or more: what stands in a string is counted alike in what was read and is written."""
    return sum(map(text.count, _BEHIND_KEYS))
