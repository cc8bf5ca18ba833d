"""Tags of tokens, both ways.

A *tag* is `O`, or a prefix that says where in a span its token stands, a hyphen, and the label. All
schemes are read by one rule: a span begins at B, U, S and W, after E, L, U, S and W, and where the label changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.formats.common.losses import TokenEdges

_TAG = re.compile(r"([BIESLUMW])-(.+)")
_SCHEMES = {
    name: tuple(marks) for name, marks in (("iob1", "IIII"), ("iob2", "BIIB"), ("bioes", "BIES"), ("biluo", "BILU"))
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens with their tags."""

    edges: TokenEdges
    tags: Sequence[str]


def tags(count: int, spans: list[tuple[int, int, str]], scheme: str) -> list[str]:
    """The tag of each of `count` tokens; `spans` are `[first, end)` in tokens, in order, and do not overlap."""
    first_, inner, last_, single = _SCHEMES[scheme]
    result = ["O"] * count
    before = (-1, "")
    for first, end, label in spans:
        marks = single if end - first == 1 else first_ + inner * (end - first - 2) + last_
        if scheme == "iob1" and before == (first, label):
            marks = "B" + marks[1:]
        result[first:end] = [f"{mark}-{label}" for mark in marks]
        before = (end, label)
    return result


def spans_of(given: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans of a sentence's tags, as `[first, end)` in tokens with a label."""
    spans: list[tuple[int, int, str]] = []
    open_, closed = False, True
    for place, tag in enumerate(given):
        match = _TAG.fullmatch(tag)
        if not match:
            open_ = False
            continue
        mark, label = match.groups()
        if not open_ or closed or mark in "BUSW" or spans[-1][2] != label:
            spans.append((place, place + 1, label))
        else:
            spans[-1] = (spans[-1][0], place + 1, label)
        open_, closed = True, mark in "ELUSW"
    return spans
