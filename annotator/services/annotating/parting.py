"""One span becomes two, two become one: the events of one step. Pure, as `events` is."""

from __future__ import annotations

import re

from annotator.domain.decisions import Event, Removed, Resized, Superseded
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.annotating import events as steps
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.edges import BETWEEN

_PARAGRAPH = re.compile(r"\n\s*\n")


def parts_of(desk: ArticleCursor, span: Span, offset: int) -> tuple[Span, Span]:
    """A span up to the token before an offset, and from the token at the offset on, both under its label.

    A comma or dash at the cut is in neither. Raises `DecisionError` where one of them would be empty.
    """
    tokens = desk.tokens.within(span.start, span.end)
    words = [(first, last) for first, last in tokens if desk.text[first:last] not in BETWEEN]
    before = [last for _, last in words if last <= offset]
    behind = [first for first, last in words if last > offset]
    if not before or not behind:
        raise DecisionError("Move the cursor to the word of the span that the second part begins with.")
    return span.resized(span.start, before[-1]), span.resized(behind[0], span.end)


def splitting(desk: ArticleCursor, span: Span, left: Span, right: Span) -> list[Event]:
    """Hold two parts of a span, held or suggested, instead of it."""
    moved = next(event for event in steps.resizing(desk, span, left.start, left.end) if isinstance(event, Resized))
    events = [*steps.clearing(desk, left, span), moved, *steps.giving(desk, right)]
    return [event for event in dict.fromkeys(events) if not _yields(event, span)]


def following(desk: ArticleCursor, span: Span) -> Span:
    """The next span or leading suggestion behind a span, in the same paragraph. Raises `DecisionError` without one."""
    kinds = (desk.layer.spans.after(span.end), desk.proposals.leaders(span.end))
    found = min((one for kind in kinds if (one := next(iter(kind), None))), default=None)
    if found is None or _PARAGRAPH.search(desk.text, span.end, found.start):
        raise DecisionError("No other span follows in this paragraph.")
    return found


def merging(desk: ArticleCursor, span: Span, other: Span) -> list[Event]:
    """Hold one span, under the label of the first, from where it begins to where the other one ends."""
    events: list[Event] = [Removed(other)] if other in desk.layer.held else []
    if desk.proposals.get(other):
        events.append(steps.putting_aside(desk, other))
    return list(dict.fromkeys([*events, *steps.resizing(desk, span, span.start, max(span.end, other.end))]))


def _yields(event: Event, span: Span) -> bool:
    return isinstance(event, Removed | Superseded) and event.span == span
