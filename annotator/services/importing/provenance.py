"""Who decided on a span, when and how, as a file of this product tells it of each: kept when it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.claims.standing import Standing
from annotator.domain.decisions import Claimed, Commented, Decision, Event, Imported, Refused, Rejected
from annotator.domain.document import IncomingLayer, Provenance
from annotator.domain.span import Span
from annotator.services.importing.label_mapping import Labels

IMPORT = "import"
"""The source of what was refused elsewhere, where the file names none."""
Made = Mapping[Span | Commented, Provenance]
"""By span, or by what was written: who made it, when, how, and from which suggestion."""


def made_of(layer: IncomingLayer, names: Mapping[str, str], labels: Labels) -> Made:
    """What a layer says of its spans, by the names and labels of this project."""
    return {
        what.labelled(labels.span(what.label)) if isinstance(what, Span) else what: made._replace(
            by=names.get(made.by, made.by)
        )
        for what, made in layer.made.items()
    }


def as_made(decisions: list[Decision], made: Made) -> list[Decision]:
    """Decisions as those of whoever made them, when they made them, where that is known."""
    return [_as_made(decision, made) for decision in decisions] if made else decisions


def _as_made(decision: Decision, made: Made) -> Decision:
    match decision.event:
        case Imported(span) if span in made:
            by, at, decided, source, score = made[span]
            return replace(decision, by=by, at=at, event=Imported(span, decided, source, score))
        case Rejected(span) if span in made:
            by, at, _, source, score = made[span]
            return replace(decision, by=by, at=at, event=Rejected(span, source, score))
        case Commented() as comment if comment in made:
            return replace(decision, by=made[comment].by, at=made[comment].at)
        case _:
            return decision


def bare(event: Event) -> Event:
    """An event as a file brings it, without how it came to be where it was made."""
    match event:
        case Imported(span):
            return Imported(span)
        case Rejected(span):
            return Rejected(span, IMPORT)
        case Claimed(claim):
            return Claimed(claim)
        case Refused(claim):
            return Refused(claim)
        case _:
            return event


def as_claimed(decision: Decision, how: Standing) -> Decision:
    """A decision on a claim as that of whoever made it, when they made it, where that is known."""
    return replace(decision, by=how.by, at=how.at) if how.by and how.at else decision
