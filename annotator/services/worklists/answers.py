"""What an answer about a place of a worklist decides, as events. Nothing is written here."""

from __future__ import annotations

from annotator.domain.decisions import Confirmed, Event, Rejected, Relabelled, Resized
from annotator.domain.disagreement.voting import credited
from annotator.domain.span import Span, Stretch
from annotator.services.annotating import events as steps
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.storage.worklists.places import ListedPlace


def is_there(desk: ArticleCursor, place: ListedPlace) -> bool:
    """Whether a place is still to be decided as it was listed: the span is held, or nothing was said of it yet."""
    span = place.span
    if span.label:
        return span in desk.layer.held
    held = any(one.same_edges(span) for one in desk.layer.touching(span.start, span.end))
    return not held and span.labelled(place.suggested) not in desk.layer.rejected


def staying(desk: ArticleCursor, place: ListedPlace, edges: Stretch) -> list[Event]:
    """The span stays as it is, but for its edges; where nothing is held, nothing is."""
    if not place.span.label:
        return []
    if edges != (place.span.start, place.span.end):
        return steps.resizing(desk, place.span, *edges)
    return [Confirmed(place.span)]


def labelling(desk: ArticleCursor, place: ListedPlace, edges: Stretch, label: str) -> list[Event]:
    """The span has a label, and these edges; where nothing is held, one is made."""
    span = place.span
    if not span.label:
        return steps.giving(desk, Span(*edges, label))
    if label == span.label:
        return staying(desk, place, edges)
    if edges == (span.start, span.end):
        return steps.relabelling(desk, span, label)
    target = Span(*edges, label)
    return [*steps.clearing(desk, target, span), Relabelled(span, label), Resized(span.labelled(label), *edges)]


def removing(desk: ArticleCursor, place: ListedPlace) -> list[Event]:
    """There is no span; where nothing is held, what is suggested is refused."""
    if place.span.label:
        return steps.rejecting(desk, place.span)
    if not place.suggested:
        return []
    suggestion = desk.suggestion(place.span.labelled(place.suggested))
    return [Rejected(suggestion.span, credited(suggestion), suggestion.score)]
