"""Spans that stand in the text itself, between tags: `<PER>Ada</PER>`, `<ENAMEX TYPE="PERSON">Ada</ENAMEX>`.

The label of a span is what its tag says under `type`, else the tag's name. The tags are no part of the text then, and
`&amp;` and its like are the signs that they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.common.claims.gathered import Claims
from annotator.formats.common.span_reader import sorted_spans

READ_SETTINGS = {"inline": "the tags in a text that mark spans: inline=PER,LOC or inline=all"}
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]{0,40})(?P<said>(?:\s+[\w.:-]+=(?:\"[^\"<]*\"|'[^'<]*'))*)\s*>"
)
_SAID = re.compile(r"([\w.:-]+)=[\"']([^\"']*)[\"']")
_TYPE = "type"


class Untagged(NamedTuple):
    """A text without its tags, the spans that they marked, and what else they say of these."""

    text: str
    spans: list[Span]
    claims: Claims


def wanted_tags(settings: Mapping[str, str]) -> frozenset[str] | None:
    """The names of the tags that mark spans, none of them for all; None where the user does not say that there are."""
    said = settings.get("inline")
    if said is None:
        return None
    return frozenset() if said == "all" else frozenset(filter(None, said.split(",")))


def untagged(text: str, names: frozenset[str]) -> Untagged:
    """A text whose tags of these names (all, if there are none) mark spans.

    Raises `InputError`, with the line, for one that is not closed or closes nothing.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    claims = Claims()
    open_: list[tuple[str, dict[str, str], int, int]] = []
    at = done = 0
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if names and name not in names:
            continue
        pieces.append(unescape(text[done : tag.start()]))
        at, done = at + len(pieces[-1]), tag.end()
        if not tag["close"]:
            said = {key.lower(): unescape(value) for key, value in _SAID.findall(tag["said"])}
            open_.append((name, said, at, tag.start()))
            continue
        if not open_ or open_[-1][0] != name:
            raise InputError(f"{tag[0]} closes nothing.", line=_line(text, tag.start()))
        _, said, start, _ = open_.pop()
        if start < at:
            spans.append(Span(start, at, said.pop(_TYPE, "").strip() or name))
            for key, value in said.items():
                claims.attribute(spans[-1], key, value)
    if open_:
        raise InputError(f"<{open_[-1][0]}> is not closed.", line=_line(text, open_[-1][3]))
    return Untagged("".join((*pieces, unescape(text[done:]))), sorted_spans(spans), claims)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
