"""What settling a conflict takes, as events: the ruling, and what gives way to it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.domain.decisions import Approved, Event, Noted, Rejected, Removed, Reopened, Ruled
from annotator.domain.disagreement.article_labels import Answer, Answers, ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import REOPENED, Dispute, Said
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.annotating.events import noting
from annotator.services.reviewing.article_cursor import ReviewCursor


def ruling(desk: ReviewCursor, conflict: Dispute, ruled: Said, choice: str) -> list[Event]:
    """A ruling, with what must give way to it."""
    known = desk.settled.get(conflict)
    was = known[0] if known else None
    events: list[Event] = []
    if was and was.conflict != conflict.name:
        events.append(replace(was, spans=(), cats=(), claims=(), choice=REOPENED))
    if isinstance(conflict, ClaimConflict):
        claims = tuple(one for one in ruled if not isinstance(one, Span | Answer))
        return [*events, Ruled(conflict.start, conflict.end, conflict.name, (), choice, (), claims)]
    if isinstance(conflict, ArticleConflict):
        answers = tuple(one for one in ruled if isinstance(one, Answer))
        return [*events, *_others_off(desk, answers), Ruled(0, 0, conflict.name, (), choice, answers)]
    version = tuple(one for one in ruled if isinstance(one, Span))
    if not all(desk.scheme.allows(one, other) for number, one in enumerate(version) for other in version[:number]):
        raise DecisionError("The scheme does not let these spans overlap.")
    before = {*was.spans} if was else set()
    in_the_way = (
        other
        for span in version
        for other in desk.layer.touching(span.start, span.end)
        if other not in before and not desk.scheme.allows(span, other)
    )
    given = giving_way(desk, in_the_way)
    return [*events, *given, Ruled(conflict.start, conflict.end, conflict.name, version, choice)]


def approving(desk: ReviewCursor) -> list[Event]:
    """What approves the gold layer; it is reopened first where it was approved before."""
    return [*([Reopened()] if desk.layer.status == "approved" else []), Approved()]


def _others_off(desk: ReviewCursor, answers: Answers) -> list[Event]:
    """In groups of one choice, take back what was set by hand beside the labels that hold now."""
    on = [event for answer in answers if answer.on for event in noting(desk, answer.label, on=True)]
    return [event for event in on if isinstance(event, Noted) and not event.on and event.label in desk.layer.noted]


def giving_way(desk: ReviewCursor, spans: Iterable[Span]) -> list[Event]:
    """Take gold spans away: out of the ruling they stand in; refused, if they are agreed; else removed."""
    events: list[Event] = []
    left: dict[str, Ruled] = {}
    for span in dict.fromkeys(spans):
        rulings_here = (ruling for ruling, _ in desk.settled.values() if span in ruling.spans)
        ruling = next(rulings_here, None)
        if ruling:
            ruling = left.get(ruling.conflict, ruling)
            left[ruling.conflict] = replace(ruling, spans=tuple(one for one in ruling.spans if one != span))
        else:
            events.append(Rejected(span) if desk.layer.held[span].ruled else Removed(span))
    return [*events, *left.values()]


def kept_out(desk: ReviewCursor, events: Sequence[Event]) -> list[Event]:
    """The same events, but what they take away is taken away for good."""
    gone = giving_way(desk, (event.span for event in events if isinstance(event, Removed)))
    return [*gone, *(event for event in events if not isinstance(event, Removed))]
