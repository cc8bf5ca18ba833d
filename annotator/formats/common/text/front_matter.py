"""What a text says of itself before it begins: YAML between two lines of `---`, or TOML between two of `+++`.

What stands between two rules and is no such block is text and stays text. Values are the words as they are written
(`date: 2026-01-02` is no date but its ten characters), in lists and objects where the block has them.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

import yaml

from annotator.formats.base import Notice

_BLOCK = re.compile(
    r"(?P<rule>---|\+\+\+)[ \t]*\r?\n(?P<block>(?![ \t]*\r?$).{,65536}?^)"
    r"(?:(?P=rule)|\.\.\.)[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*",
    re.DOTALL | re.MULTILINE,
)
_LINE = re.compile(r"([^\W\d][\w.-]*):(?:[ \t]+(.*?))?[ \t]*\r?")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_USUAL = {
    "author", "authors", "byline", "categories", "category", "date", "description", "draft", "id", "keywords", "lang",
    "language", "layout", "permalink", "published", "slug", "source", "summary", "tags", "title", "type", "url",
}  # fmt: skip


class FrontMatter(NamedTuple):
    """What a text says of itself, the text without that, and what there is to say about it."""

    known: Mapping[str, Any]
    text: str
    notices: list[Notice]


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text; none where what it begins with is no such block."""
    found = _BLOCK.match(text)
    if found is None:
        return FrontMatter({}, text, [])
    known, notices = (_yaml if found["rule"] == "---" else _toml)(found["block"])
    if not (len(known) > 1 or _USUAL.intersection(map(str.lower, known))):
        return FrontMatter({}, text, notices)
    return FrontMatter(known, text[found.end() :], notices)


def _yaml(block: str) -> tuple[dict[str, Any], list[Notice]]:
    """What a block of YAML says; one that is none is read line by line, if each of its lines says something."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, yaml.BaseLoader)):
            return {}, [Notice("Its front matter has aliases (*name) and stays part of the text.")]
        found = yaml.load(block, yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and objects alone
        json.dumps(found, ensure_ascii=False).encode()
    except (yaml.YAMLError, RecursionError, ValueError):
        lines = [_LINE.fullmatch(line) for line in block.splitlines() if line.strip()]
        said = {line[1]: (line[2] or "").strip("\"'") for line in lines if line}
        if not said or None in lines:
            return {}, [Notice("What stands between its first two rules is no YAML and stays part of the text.")]
        return said, [Notice("Its front matter is no YAML; it was read line by line.")]
    named = isinstance(found, dict) and all(isinstance(name, str) and _NAME.fullmatch(name) for name in found)
    return (found if named else {}), []


def _toml(block: str) -> tuple[dict[str, Any], list[Notice]]:
    try:
        return {name: _plain(value) for name, value in tomllib.loads(block.replace("\r\n", "\n")).items()}, []
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return {}, [Notice("What stands between its first two lines of +++ is no TOML and stays part of the text.")]


def _plain(value: Any) -> Any:
    """A value of TOML as one of JSON: dates and times, and numbers that are none, as texts."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case date() | time():
            return value.isoformat()
        case float() if value - value != 0:
            return str(value)
        case _:
            return value
