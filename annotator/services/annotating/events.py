"""What each verb decides: the events of one step, made from what the cursor over the article shows.

Pure: nothing is applied or written here. Every list puts aside or takes away first what may not
stand beside the span that comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from annotator.domain.claims.values import Attribute, Claim, Same
from annotator.domain.decisions import (
    Accepted,
    Added,
    Claimed,
    Commented,
    Event,
    Flagged,
    Noted,
    Rejected,
    Relabelled,
    Removed,
    Resized,
    Restored,
    Superseded,
)
from annotator.domain.disagreement.voting import credited
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens, unspaced
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.occurrences import occurrences


def accepting(desk: ArticleCursor, spans: Iterable[Span]) -> list[Event]:
    """Take suggestions as they are; their rivals are put aside."""
    taken = list(spans)
    events: list[Event] = []
    for span in taken:
        suggestion = desk.suggestion(span)
        events.append(Accepted(span, credited(suggestion), suggestion.score))
    if len(taken) == 1:
        cleared = clearing(desk, taken[0])
        return [*cleared, *events, *carried(desk, cleared, taken[0])]
    aside = {rival for span in taken for rival in desk.proposals.rivals(span)}.difference(taken)
    return [*(putting_aside(desk, rival) for rival in sorted(aside)), *events]


def accepting_themselves(desk: ArticleCursor, suggestions: Iterable[Suggestion]) -> list[Event]:
    """Take suggestions whose string was confirmed before, marked as such."""
    events: list[Event] = []
    for suggestion in suggestions:
        rivals = _rivals_aside(desk, suggestion.span)
        events += [*rivals, Accepted(suggestion.span, credited(suggestion), suggestion.score, auto=True)]
    return events


def rejecting(desk: ArticleCursor, span: Span) -> list[Event]:
    """Refuse a suggestion; take away a span of one's own."""
    held = desk.layer.held.get(span)
    if held and held.suggested is None:
        return [Removed(span)]
    suggestion = desk.suggestion(span)
    return [Rejected(span, credited(suggestion), suggestion.score)]


def relabelling(desk: ArticleCursor, span: Span, name: str) -> list[Event]:
    """Hold a span, held or suggested, under another label."""
    suggestion = desk.suggestion(span)
    source, score = ("", None) if span in desk.layer.held else (credited(suggestion), suggestion.score)
    relabelled, cleared = Relabelled(span, name, source, score), clearing(desk, span.labelled(name), span)
    rest = _refused_again(desk, span) if span in desk.layer.held else carried(desk, cleared, span.labelled(name))
    return [*cleared, relabelled, *rest]


def adding(desk: ArticleCursor, span: Span) -> list[Event]:
    """Hold a span of one's own."""
    cleared = clearing(desk, span)
    return [*cleared, Added(span), *carried(desk, cleared, span)]


def resizing(desk: ArticleCursor, span: Span, start: int, end: int) -> list[Event]:
    """Hold a span, held or suggested, with other edges; what gave way to it and need not any more is restored."""
    suggestion = desk.suggestion(span)
    source, score = ("", None) if span in desk.layer.held else (credited(suggestion), suggestion.score)
    target = span.resized(start, end)
    restored = [Restored(one) for one in sorted(gave_way(desk, span)) if _may_come_back(desk, one, span, target)]
    resized, cleared = Resized(span, start, end, source, score), clearing(desk, target, span)
    rest = _refused_again(desk, span) if span in desk.layer.held else carried(desk, cleared, target)
    return [*cleared, resized, *restored, *rest]


def gave_way(desk: ArticleCursor, span: Span) -> set[Span]:
    """What gave way to a held span while it was made and moved, for as long as nothing else is decided."""
    found: set[Span] = set()
    for _, together in groupby(desk.layer.latest(), key=lambda decision: decision.step):
        events = [decision.event for decision in together]
        made = next((event for event in events if isinstance(event, _MAKING) and _result(event) == span), None)
        if made:
            yielding = [event.span for event in events if isinstance(event, Superseded | Removed)]
            moved = isinstance(made, Resized)  # else what has the same edges was another answer to the same question
            found.update(one for one in yielding if one.overlaps(span) and (moved or not one.same_edges(span)))
            span = made.span
        elif not all(map(_keeps_focus, events)):
            break
    return found


_MAKING = Accepted | Added | Relabelled | Resized


def _result(event: Accepted | Added | Relabelled | Resized) -> Span:
    """The span that an event has made."""
    match event:
        case Relabelled(span, label):
            return span.labelled(label)
        case Resized(span, start, end):
            return span.resized(start, end)
        case _:
            return event.span


def _keeps_focus(event: Event) -> bool:
    """Whether one stays where one is: an event about the article, or of a string that accepts itself."""
    by_itself = isinstance(event, Superseded) or (isinstance(event, Accepted) and event.auto)
    return by_itself or isinstance(event, Commented | Flagged | Noted)


def _may_come_back(desk: ArticleCursor, one: Span, was: Span, now: Span) -> bool:
    """Whether what gave way to a span `was` is gone still, and may stand beside what is held once that is `now`."""
    layer = desk.layer
    gone = one in layer.aside or not (layer.knows(one) or layer.last_removed(one) is None)
    beside = [now, *(held for held in layer.touching(one.start, one.end) if held != was)]
    return gone and all(not one.same_edges(held) and desk.scheme.allows(one, held) for held in beside)


def _refused_again(desk: ArticleCursor, span: Span) -> list[Event]:
    """A suggestion that was rejected stays so when a held span that had come to be just the same is another one."""
    return [Restored(span)] if span in desk.layer.held and desk.layer.last_refused(span) else []


@dataclass(frozen=True, slots=True)
class Alike:
    """What deciding identical strings alike does, and at how many places it does nothing.

    `inside` counts the places within a longer span or suggestion that the string may not stand beside, `otherwise`
    those where something else is decided, `within` those inside longer words of a segmenter, `already` those where the
    same is decided.
    """

    events: list[Event]
    inside: int
    otherwise: int
    within: int
    already: int


def all_same(desk: ArticleCursor, span: Span) -> Alike:
    """Decide every identical string of the article as `span` is: refused if it was, else held with its label.

    What only accepted itself is as good as undecided.
    """
    refuse = span in desk.layer.rejected
    events: list[Event] = []
    inside = otherwise = already = 0
    quote = span.quote(desk.text)
    places = list(occurrences(desk.text, quote, desk.tokens))
    for start, end in places:
        other = Span(start, end, span.label)
        if other in (desk.layer.rejected if refuse else desk.layer.held):
            already += other != span
        elif _lies_inside(desk, other):
            inside += 1
        elif refuse:
            undecided = other in desk.proposals.open or _is_auto(desk, other)
            events += rejecting(desk, other) if undecided else []
            otherwise += not undecided and other in desk.layer.held
        elif desk.layer.knows(other) or not _has_room(desk, other):
            otherwise += 1
        else:
            itself = replaced(desk, other)
            events += relabelling(desk, itself, span.label) if itself else giving(desk, other)
    signs = set(occurrences(desk.text, quote, OwnTokens(desk.text)) if unspaced(quote) else ())
    within = sum(not desk.layer.knows(Span(*place, span.label)) for place in signs.difference(places))
    return Alike(list(dict.fromkeys(events)), inside, otherwise, within, already)  # two may put one rival aside


def _is_auto(desk: ArticleCursor, span: Span) -> bool:
    """Whether a span is held that only accepted itself."""
    return span in desk.layer.held and desk.layer.held[span].auto


def _lies_inside(desk: ArticleCursor, span: Span) -> bool:
    """Whether a longer span or suggestion, beside which it may not stand, contains a span."""
    here = (*desk.layer.touching(span.start, span.end), *desk.proposals.open.touching(span.start, span.end))
    longer = (one for one in here if one.contains(span) and not one.same_edges(span))
    return any(not desk.scheme.allows(span, one) for one in longer)


def _has_room(desk: ArticleCursor, span: Span) -> bool:
    here = desk.layer.touching(span.start, span.end)
    return all(desk.scheme.allows(span, held) or _is_auto(desk, held) for held in here)


def giving(desk: ArticleCursor, span: Span) -> list[Event]:
    """Hold a span, from the suggestion at its place if there is one."""
    if span in desk.proposals.open:
        return accepting(desk, [span])
    same = same_edges(desk, span)
    return relabelling(desk, same, span.label) if same else adding(desk, span)


def same_edges(desk: ArticleCursor, span: Span) -> Span | None:
    """An open suggestion that covers exactly the same text, whatever its label."""
    return next((one for one in desk.proposals.open.touching(span.start, span.end) if one.same_edges(span)), None)


def replaced(desk: ArticleCursor, span: Span) -> Span | None:
    """A held span that covers exactly the same text as one beside which it may not stand."""
    here = desk.layer.touching(span.start, span.end)
    return next((one for one in here if one.same_edges(span) and not desk.scheme.allows(span, one)), None)


def noting(desk: ArticleCursor, name: str, *, on: bool) -> list[Event]:
    """Set or take back a label of the article as a whole; in a group of one choice, the others go."""
    others: list[Event] = []
    for group in desk.scheme.groups if on else ():
        if group.choice == "one" and name in group.labels:
            others += [Noted(other, on=False) for other in group.labels if other != name and desk.layer.cats.get(other)]
    return [*others, Noted(name, on)]


def clearing(desk: ArticleCursor, target: Span, instead_of: Span | None = None) -> list[Event]:
    """Make room for `target`: rivals are put aside, held spans that may not stand beside it are taken away."""
    in_the_way = (
        held
        for held in desk.layer.touching(target.start, target.end)
        if held not in (target, instead_of) and not desk.scheme.allows(target, held)
    )
    return [*_rivals_aside(desk, target, instead_of), *map(Removed, in_the_way)]


def carried(desk: ArticleCursor, cleared: Iterable[Event], target: Span) -> list[Event]:
    """Let a span have what was claimed of the one that alone gave way to it; nothing, where several did."""
    gone = [event.span for event in cleared if isinstance(event, Removed)]
    if len(gone) != 1:
        return []
    (old,), layer = gone, desk.layer
    events: list[Event] = []
    if member := layer.members.get(old):
        others = (one for one in layer.claim_index.mentions(member.entity) if one != old)
        events.append(Claimed(Same(target, next(others, target)), member.source, member.score, member.auto))
    held = [claim for table, claim in layer.claim_index.on(old) if table == "claims"]
    for claim in sorted(held, key=_relations_first):
        standing = layer.claims[claim]
        events.append(Claimed(claim.moved(old, target), standing.source, standing.score, standing.auto))
    return events


def _relations_first(claim: Claim) -> bool:
    """Attributes of relations rest on these."""
    return isinstance(claim, Attribute)


def _rivals_aside(desk: ArticleCursor, span: Span, but: Span | None = None) -> list[Event]:
    return [putting_aside(desk, rival) for rival in desk.proposals.rivals(span) if rival != but]


def putting_aside(desk: ArticleCursor, span: Span) -> Superseded:
    """Let a suggestion give way to another decision."""
    suggestion = desk.suggestion(span)
    return Superseded(span, credited(suggestion), suggestion.score)
