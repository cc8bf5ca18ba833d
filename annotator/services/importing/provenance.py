"""Who decided on a span and when, as a file of this product tells it of each: kept when it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.decisions import Decision, Imported, Rejected
from annotator.domain.document import IncomingLayer
from annotator.domain.span import Span
from annotator.services.importing.label_mapping import Labels

Made = Mapping[Span, tuple[str, str]]
"""By span: the name of who decided on it, and when (UTC, ISO 8601)."""


def made_of(layer: IncomingLayer, names: Mapping[str, str], labels: Labels) -> Made:
    """What a layer says of its spans, by the names and labels of this project."""
    known = layer.made.items()
    return {span.labelled(labels.span(span.label)): (names.get(by, by), at) for span, (by, at) in known}


def as_made(decisions: list[Decision], made: Made) -> list[Decision]:
    """Decisions as those of whoever made them, when they made them, where that is known."""
    return [_as_made(decision, made) for decision in decisions] if made else decisions


def _as_made(decision: Decision, made: Made) -> Decision:
    match decision.event:
        case Imported(span) | Rejected(span) if span in made:
            by, at = made[span]
            return replace(decision, by=by, at=at)
        case _:
            return decision
