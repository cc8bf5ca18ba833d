"""Verdicts on many spans at once, as the events of one step. Pure, as `events` is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.domain.decisions import Claimed, Event, Removed, Superseded
from annotator.domain.span import Span
from annotator.services.annotating import events as steps
from annotator.services.annotating.article_cursor import ArticleCursor


@dataclass(frozen=True, slots=True)
class Many:
    """What a verdict on many spans does: to how many of them, how many are so already, how many have no room."""

    events: list[Event]
    done: int
    already: int
    in_the_way: int

    def told(self, did: str) -> str:
        """How many were `did` (`"rejected"`), and what became of the others."""
        others = ((self.already, "as before"), (self.in_the_way, "passed over: another span is in the way"))
        return ", ".join([f"{self.done} {did}", *(f"{number} {why}" for number, why in others if number)])


def accepting_all(desk: ArticleCursor, spans: Iterable[Span]) -> Many:
    """Take suggestions, also refused ones, each where there is room for it."""
    return _each(desk, spans, lambda span: span, lambda span: steps.accepting(desk, [span]))


def relabelling_all(desk: ArticleCursor, spans: Iterable[Span], name: str) -> Many:
    """Hold spans under another label, each where there is room for it."""

    def events(span: Span) -> list[Event]:
        if span.label == name and span not in desk.layer.held:
            return steps.accepting(desk, [span])
        return steps.relabelling(desk, span, name)

    return _each(desk, spans, lambda span: span.labelled(name), events)


def labelling_all(desk: ArticleCursor, places: Iterable[Span], name: str, *, replacing: bool = False) -> Many:
    """Hold a label at places, each where there is room for it: held spans get it, elsewhere a span is made.

    With `replacing`, held spans that may not stand beside it are taken away.
    """

    def events(span: Span) -> list[Event]:
        return (
            steps.relabelling(desk, span, name) if span in desk.layer.held else steps.giving(desk, span.labelled(name))
        )

    return _each(desk, places, lambda span: span.labelled(name), events, replacing=replacing)


def rejecting_all(desk: ArticleCursor, spans: Iterable[Span]) -> Many:
    """Refuse suggestions, and take away spans of one's own."""
    known = list(spans)
    fresh = [span for span in known if span not in desk.layer.rejected]
    events = [event for span in fresh for event in steps.rejecting(desk, span)]
    return Many(events, len(fresh), len(known) - len(fresh), 0)


def _each(
    desk: ArticleCursor,
    spans: Iterable[Span],
    becomes: Callable[[Span], Span],
    step: Callable[[Span], list[Event]],
    *,
    replacing: bool = False,
) -> Many:
    """The events of a step for each span that becomes another one; what stands in its way, or is to, comes first.

    With `replacing`, what is held gives way, and only what was to come before it stands in its way. What was claimed
    of a span goes to the first that replaces it.
    """
    events: dict[Event, None] = {}
    made: list[Span] = []
    gone: set[Span] = set()
    already = in_the_way = 0
    for span in spans:
        target = becomes(span)
        here = () if replacing else desk.layer.touching(span.start, span.end)
        beside = [*made, *(one for one in here if one not in (span, target))]
        if target in desk.layer.held:
            already += 1
        elif span in gone or not all(desk.scheme.allows(target, one) for one in beside):
            in_the_way += 1
        else:
            fresh = step(span)
            yielding = {event.span for event in fresh if isinstance(event, Removed | Superseded)}
            if not gone.isdisjoint(yielding):
                fresh = [event for event in fresh if not isinstance(event, Claimed)]
            gone |= yielding
            events.update(dict.fromkeys(fresh))
            made.append(target)
    return Many(list(events), len(made), already, in_the_way)
