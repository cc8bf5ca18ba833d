"""A layer out of events, for tests of what decisions do."""

from __future__ import annotations

from annotator.domain.decisions import (
    Decision,
    Event,
    decide,
)
from annotator.domain.layer import Layer, fold
from annotator.domain.span import Span

LENGTH = 8
A, B, WIDE = Span(0, 2, "A"), Span(0, 2, "B"), Span(0, 4, "A")


def made(*many: Event) -> list[Decision]:
    """The decisions of one step."""
    return decide(list(many), layer="ana", by="ana")


def single(event: Event) -> Decision:
    """The one decision of an event."""
    (decision,) = made(event)
    return decision


def holding(*many: Event) -> Layer:
    """The layer after these events, a step each."""
    return fold(LENGTH, [decision for event in many for decision in made(event)])
