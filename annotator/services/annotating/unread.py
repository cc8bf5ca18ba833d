"""What was accepted without being read, in one key with much else or by itself, and what a correction of it means.

Who corrects the label of one span corrects it of the others over the same words under the same label, where nobody has
read any of those: they *follow*. Who takes away what they had read takes those away as well.
"""

from __future__ import annotations

from itertools import groupby

from annotator.domain.decisions import Accepted, Confirmed
from annotator.domain.folded import fold
from annotator.domain.span import Span
from annotator.services.annotating.article_cursor import ArticleCursor


def followers(desk: ArticleCursor, span: Span) -> list[Span]:
    """The other held spans over the same words under the same label, in order, if none of them was read."""
    if span not in desk.layer.held:
        return []
    words = fold(span.quote(desk.text))
    alike = (one for one in desk.layer.held if one.label == span.label and fold(one.quote(desk.text)) == words)
    others = sorted(one for one in alike if one != span)
    return others if others and unread(desk).issuperset(others) else []


def gone_with(desk: ArticleCursor, span: Span) -> list[Span]:
    """What follows when a held span is taken away: nothing where that was not read either, but may be an exception."""
    others = followers(desk, span)
    return others if others and span not in unread(desk) else []


def unread(desk: ArticleCursor) -> set[Span]:
    """The held spans that nobody has read."""
    held, together = desk.layer.held, _together(desk)
    read = {one.event.span for one in desk.layer.latest() if isinstance(one.event, Confirmed) and not one.bulk}
    return {span for span, one in held.items() if one.auto or span in together}.difference(read)


def follow(number: int) -> str:
    """The sentence that says that so many followed; "" for none."""
    return f"{number} more of the same, accepted unread, {'follows' if number == 1 else 'follow'}." if number else ""


def _together(desk: ArticleCursor) -> set[Span]:
    """The held spans that one key accepted together with spans over other words."""
    found: set[Span] = set()
    for _, step in groupby(desk.layer.latest(), key=lambda decision: decision.step):
        accepted = [(one.event.span, one.at) for one in step if one.bulk and isinstance(one.event, Accepted)]
        if len({fold(span.quote(desk.text)) for span, _ in accepted}) > 1:
            found.update(span for span, at in accepted if span in desk.layer.held and desk.layer.held[span].at == at)
    return found
