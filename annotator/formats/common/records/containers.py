"""JSON values that hold several records: wrappers of other tools, tables by column, records by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.errors import InputError
from annotator.formats.base import Notice, SetAside
from annotator.formats.common.json_strict import Record
from annotator.formats.common.records.dialogue import dialogue_in
from annotator.formats.common.records.shaped import TEXT_KEYS
from annotator.formats.common.records.span_entries import STARTS

_DEEPEST = 4
_NOTHING = {"id", "version"}
"""What a container says that is of no use without it."""
_TEXTS = {*TEXT_KEYS, "fields", "tokens", "tokenized_text", "paragraphs", "sentences", "text_snippet", "inputs"}


def unwrapped(found: Iterable[Record | InputError | Notice]) -> Iterator[Record | InputError | Notice | SetAside]:
    """The records within what was read, each with the line its container begins at; what else that has is told."""
    beside: dict[str, None] = {}
    for item in found:
        if not isinstance(item, tuple) or _is_article(item[1]):
            yield item
        else:
            yield from ((item[0], one) for one in _contents(item[1], beside))
    if beside:
        yield SetAside(f"values beside the records ({', '.join(beside)})", len(beside), kept=False)


def _is_article(value: Any) -> bool:
    """Whether a value is what nearly all are: one record with its text."""
    return isinstance(value, dict) and isinstance(value.get("text"), str) and "sentences" not in value


def _contents(value: Any, beside: dict[str, None], depth: int = 0) -> Iterable[Any]:
    """The records that a value holds, else the value itself; the keys of what else a container has go to `beside`."""
    if not isinstance(value, dict) or depth > _DEEPEST or _is_record(value):
        return [value]
    inner = _inner(value, beside)
    return [value] if inner is None else (one for part in inner for one in _contents(part, beside, depth + 1))


def _is_record(value: Mapping[str, Any]) -> bool:
    sentences = value.get("sentences")
    of_words = isinstance(sentences, list) and all(isinstance(one, dict) and "tokens" in one for one in sentences)
    return of_words or any(isinstance(value.get(key), str) for key in TEXT_KEYS) or dialogue_in(value) is not None


def _inner(value: dict[str, Any], beside: dict[str, None]) -> Iterable[Any] | None:
    """What the one container that this value is holds, or None where it is none."""
    match value:
        case {"columns": [*names], "data": [*rows]} if {*map(type, rows)} == {list} and {*map(type, names)} == {str}:
            return [dict(zip(names, row, strict=False)) for row in rows]
        case {"paragraphs": [dict(), *_]}:
            _leave(value, value["paragraphs"], beside)
            return list(value["paragraphs"])
        case {"annotations": [*pairs], "classes": _}:
            return [pair for pair in pairs if pair is not None]
        case {"features": [*features], "rows": [*rows]}:
            classes = dict(filter(None, map(_class_names, features)))
            return [_with_names(row, classes) for row in rows]
        case {"row": dict(row)}:
            return [row]
    if columns := _columns(value):
        return columns
    if value and all(isinstance(one, dict) and _looks_like_record(one) for one in value.values()):
        return [{"id": name, **one} for name, one in value.items()]
    wrapped = [one for one in value.values() if _holds_records(one)]
    if len(wrapped) > 1 and all(isinstance(one, list) and _holds_records(one) for one in value.values()):
        return [_of_split(name, one) for name, part in value.items() for one in part]
    if len(wrapped) != 1:
        return None
    _leave(value, wrapped[0], beside)
    return wrapped[0] if isinstance(wrapped[0], list) else wrapped


def _leave(value: Mapping[str, Any], taken: Any, beside: dict[str, None]) -> None:
    """Put the keys of what a container has beside the records that are taken of it to those that are left out."""
    rest = (key for key, one in value.items() if one is not taken and one not in (None, "", [], {}))
    beside |= dict.fromkeys(key for key in rest if key not in _NOTHING)


def _class_names(feature: Any) -> tuple[str, list[str]] | None:
    """The column of a data set whose numbers have names, with the names, as Hugging Face's server says them."""
    match feature:
        case {"name": str(name), "type": {"names": [*names]} | {"feature": {"names": [*names]}}}:
            return name, names
    return None


def _with_names(row: Any, names: Mapping[str, list[str]]) -> Any:
    """A row of that server with the names of its numbers."""
    match row:
        case {"row": dict(cells)}:
            return {key: _named(value, names[key]) if key in names else value for key, value in cells.items()}
    return row


def _named(value: Any, names: list[str]) -> Any:
    if isinstance(value, list):
        return [_named(one, names) for one in value]
    return names[value] if isinstance(value, int) and 0 <= value < len(names) else value


def _of_split(name: str, record: Any) -> Any:
    """A record with the name of its part of a data set, where it is an object that does not say it."""
    return {"split": name, **record} if isinstance(record, dict) else record


def _holds_records(value: Any) -> bool:
    """Whether a value is a list of records, or a further wrapper of one."""
    if isinstance(value, dict):
        return any(_holds_records(one) for one in value.values() if isinstance(one, (dict, list)))
    return isinstance(value, list) and bool(value) and all(map(_looks_like_record, value))


def _looks_like_record(value: Any) -> bool:
    match value:
        case [str(), dict()]:
            return True
        case {"row": dict(row)}:
            return _looks_like_record(row)
        case {"fields": fields} if not fields:
            return False
        case {"role": _, "content": _}:
            return False  # a message of a conversation
        case dict():
            return not _TEXTS.isdisjoint(value) and value.keys().isdisjoint(STARTS)
        case _:
            return False


def _columns(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table that stands column by column, as pandas writes it; empty where it is none."""
    lists = [list(one.values()) if isinstance(one, dict) else one for one in value.values()]
    if len(lists) < 2 or not all(isinstance(one, list) for one in lists):
        return []
    key = next((key for key in TEXT_KEYS if key in value), "")
    texts = lists[list(value).index(key)] if key else []
    if len({len(one) for one in lists}) != 1 or not all(isinstance(text, str) for text in texts):
        return []
    return [dict(zip(value, row, strict=True)) for row in zip(*lists, strict=True)] if texts else []
