"""What a shape is: the keys that tell it, and how its record becomes one of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.base import ReadOptions

Record = dict[str, Any]
_SENTENCE = re.compile(r".*\s.*[.!?…][\"'”’»)]*|.*[。！？]|(\S+\s+){4,}\S+|.*\n.*", re.DOTALL)
_LONG = 50


@dataclass(slots=True)
class Shaped:
    """A record in our own shape, with entries that models propose, by source, and records of further layers.

    `asides` is what of it is taken neither as spans nor as article labels: a name, how many, whether it is kept;
    `says` are sentences on it.
    """

    record: Record
    proposed: list[tuple[str, Iterable[Any]]] = field(default_factory=list)
    layers: dict[str, Record] = field(default_factory=dict)
    asides: list[tuple[str, int, bool]] = field(default_factory=list)
    says: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shape:
    """The records of a tool: `tool` is a name for sentences, `known` whether a record is one, `take` makes it ours.

    `take` may raise anything where a record has the keys and is not built like it.
    """

    tool: str
    known: Callable[[Record], bool]
    take: Callable[[Record, ReadOptions], Shaped]


def has_all(*keys: str) -> Callable[[Record], bool]:
    """Whether a record has all these keys."""
    wanted = set(keys)
    return lambda record: wanted <= record.keys()


def has_any(*keys: str) -> Callable[[Record], bool]:
    """Whether a record has one of these keys."""
    wanted = set(keys)
    return lambda record: not wanted.isdisjoint(record)


def without(record: Record, *keys: str) -> Record:
    """What a record has beyond these keys."""
    return {key: value for key, value in record.items() if key not in keys}


def value_at(record: Any, path: str) -> Any:
    """What stands under a key, or under keys within each other that dots join."""
    if isinstance(record, dict) and path in record:
        return record[path]
    key, dot, rest = path.partition(".")
    return value_at(record.get(key), rest) if dot and isinstance(record, dict) else None


def without_path(record: Record, path: str) -> Record:
    """The record without what `value_at` finds."""
    if path in record:
        return {key: value for key, value in record.items() if key != path}
    key, dot, rest = path.partition(".")
    return {**record, key: without_path(record[key], rest)} if dot and isinstance(record.get(key), dict) else record


def has_words(record: Record) -> bool:
    """Whether a record gives tokens as words, and not by their places."""
    tokens = record.get("tokens")
    return isinstance(tokens, list) and bool(tokens) and isinstance(tokens[0], str)


def is_written(text: str) -> bool:
    """Whether a text is as long as, or ends as, a sentence, and is not what a label is called."""
    return len(text) >= _LONG or _SENTENCE.fullmatch(text) is not None
