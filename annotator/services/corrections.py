"""My corrections: what review made of an annotator's article, with the reasons and the annotator's own figures.

Own spans are compared with the gold layer where that is settled; where a conflict is still open,
nothing was corrected yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.agreement import f1
from annotator.agreement.f1 import Matches
from annotator.domain.conflicts import Conflict, Version, align
from annotator.domain.decisions import GOLD
from annotator.domain.layer import Comment
from annotator.services.review_desk import ReviewDesk
from annotator.storage.pairs import pairs
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """One place where gold differs: what the annotator has there, what gold has, and what was said about it."""

    conflict: Conflict
    own: Version
    gold: Version
    reasons: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of an article, in the order of the text.

    `returned` is the reviewer's word, `comments` are on the article; `here` counts own and gold spans
    of this article (open conflicts left out), `everywhere` those of all articles that were approved.
    """

    returned: str
    comments: Sequence[Comment]
    found: Sequence[Correction]
    here: Matches
    everywhere: Matches
    open: int


def corrections(store: Store, key: str, annotator: str) -> Corrections | None:
    """What review made of an annotator's layer; None where nobody has reviewed the article."""
    desk = ReviewDesk(store, key)
    layer = store.layer(key, annotator).layer
    reviewed = desk.layer.status == "approved" or layer.status == "returned" or len(desk.settled) or desk.layer.comments
    if annotator == GOLD or not reviewed:
        return None
    unsettled = {span for conflict in desk.open for span in conflict.spans}
    own = [span for span in layer.spans if span not in unsettled]
    gold = [one.span for one in desk.gold()]
    said = {(one.text, one.span): one for one in (*layer.comments, *desk.layer.comments) if one.by != annotator}
    comments = list(said.values())
    found = [_correction(conflict, annotator, comments) for conflict in align({annotator: own, GOLD: gold}).conflicts]
    everywhere = (pair.matches for pair in pairs(store) if {pair.a, pair.b} == {annotator, GOLD})
    return Corrections(
        layer.returned,
        [one for one in comments if one.span is None],
        found,
        f1.exact(own, gold),
        next(everywhere, Matches()),
        len(desk.open),
    )


def _correction(conflict: Conflict, annotator: str, comments: Sequence[Comment]) -> Correction:
    versions = dict(conflict.versions)
    reasons = [one for one in comments if one.span and one.span.start < conflict.end and conflict.start < one.span.end]
    return Correction(conflict, versions[annotator], versions[GOLD], reasons)
