"""The entities of an article as a list: each with its joins, and who made them, and why."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.claims.values import Same
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.question import LineState, ListLine
from annotator.suggest.claims.same import FILE, NAME

WHY = {
    NAME: "same words", "same:case": "same words but for capitals", "same:acronym": "initials",
    "same:part": "part of the name", "same:words": "words of the name",
    "same:appositive": "stands beside it", "same:head": "same noun", "same:pronoun": "who may be meant",
    FILE: "from a file",
}  # fmt: skip
"""What a rule goes by, in words."""


def entities_listed(desk: Desk) -> list[ListLine]:
    """Each entity of several mentions, the mentions under it."""
    layer, found = desk.layer, list[ListLine]()
    entities = sorted(sorted(mentions) for mentions in layer.claim_index.entities().values() if len(mentions) > 1)
    for mentions in entities:
        first = mentions[0]
        words = f"{desk.called(first)}  {counted(len(mentions), 'mention')}"
        found.append(ListLine(words, first, heading=True, claim=Same(first, first)))
        for span in mentions:
            standing = layer.members[span]
            other = nearest([one for one in mentions if one != span], span)
            why = ", ".join(filter(None, (WHY.get(standing.source), standing.by, standing.at[:10])))
            state: LineState = "auto" if standing.auto else "held"
            found.append(ListLine(desk.quote(span), span, state=state, claim=Same(span, other), why=why))
    return found


def nearest(spans: Iterable[Span], about: Span) -> Span:
    """The nearest one before a span, else the nearest behind it."""
    return min(spans, key=lambda span: (span > about, abs(span.start - about.start)))
