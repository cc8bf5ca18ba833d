"""What one person said of an article before and says now: the newest word holds, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.decisions import Commented, Event, Flagged, Imported, Noted, Rejected, Removed, Skipped
from annotator.domain.layer import Layer


def lacking(events: Sequence[Event], layer: Layer, made: set[Event], *, newer: bool) -> list[Event]:
    """What a layer lacks of what is said now; `made` has all it was ever told.

    The `newer` word on all of the article takes back what it leaves out.
    """
    if newer:
        return [*_taken_back(layer, events), *(event for event in events if not _holds(layer, event, status=True))]
    return [event for event in events if event not in made and not _holds(layer, event)]


def is_known(layer: Layer, event: Event) -> bool:
    """Whether a newer word than this event has settled what it is about."""
    match event:
        case Imported(span) | Rejected(span):
            return layer.knows(span)
        case Noted(label):
            return label in layer.cats
        case _:
            return False


def _taken_back(layer: Layer, events: Sequence[Event]) -> Iterator[Event]:
    """What takes back that of a layer which a newer word of the same person does not say any more."""
    said = set(events)
    for span in list(layer.held):
        if Imported(span) not in said:
            yield Removed(span)
    for label, on in list(layer.cats.items()):
        if on and not any(isinstance(event, Noted) and event.label == label for event in events):
            yield Noted(label, on=False)
    if layer.flagged and Flagged(on=True) not in said:
        yield Flagged(on=False)


def _holds(layer: Layer, event: Event, *, status: bool = False) -> bool:
    """Whether a layer has what an event would make of it; its `status` counts as such, or as any but open."""
    match event:
        case Imported(span):
            return span in layer.held
        case Rejected(span):
            return span in layer.rejected
        case Noted(label, on):
            return layer.cats.get(label) == on
        case Commented(text, span):
            return any((one.text, one.span) == (text, span) for one in layer.comments)
        case Flagged(on):
            return layer.flagged == on
        case Skipped() if status:
            return layer.status == "skipped"
        case _:
            return layer.status not in ({"open", "skipped", "returned"} if status else {"open"})
