"""My corrections: what review made of an annotator's article, with the reasons and the annotator's own figures.

Own spans are compared with the gold layer where that is settled; where a conflict is still open,
nothing was corrected yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement import f1
from annotator.agreement.f1 import Matches
from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.article_labels import Answers, ArticleConflict, align_labels
from annotator.domain.disagreement.conflicts import Conflict, Kind, Version, align
from annotator.domain.gold import gold_labels
from annotator.domain.layer import Comment
from annotator.domain.span import Span
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.claims.corrected import ClaimCorrection, corrected_claims
from annotator.storage.queries.pairs import pairs
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """One place `[start, end)` that review has something to say about, and what was said there.

    `kind` tells how gold differs from the annotator's `own` spans; it is None where only words were
    said, or nothing yet. `gold` is None where nothing is settled yet.
    """

    start: int
    end: int
    kind: Kind | None
    own: Version
    gold: Version | None
    reasons: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class LabelCorrection:
    """A question about the article as a whole: what the annotator answers and what gold has (None: not settled yet)."""

    question: str
    own: Answers
    gold: Answers | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of an article, and the words on its spans, in the order of the text.

    Where an article came back without a word, the places that are not settled are among them.

    `returned` is the reviewer's word, `returned_by` who gave the article back and waits for it ("" where nobody
    does), `comments` are on the article; `here` counts own and gold spans
    of this article (open conflicts left out), `everywhere` those of all articles that were approved. `labels`
    are the article labels that gold has otherwise, or not yet; so are `claims`, in the order of tasks, those that
    are open only where the article came back.
    """

    returned: str
    returned_by: str
    comments: Sequence[Comment]
    found: Sequence[Correction]
    here: Matches
    everywhere: Matches
    open: int
    labels: Sequence[LabelCorrection] = ()
    claims: Sequence[ClaimCorrection] = ()


def corrections(store: Store, key: str, annotator: str) -> Corrections | None:
    """What review made of an annotator's layer; None where nobody has reviewed the article."""
    desk = ReviewCursor(store, key)
    layer = store.layer(key, annotator).layer
    back = layer.status == "returned"
    reviewed = desk.layer.status == "approved" or back or len(desk.settled) or desk.layer.comments
    if annotator == GOLD or not reviewed:
        return None
    places = [conflict for conflict in desk.open if isinstance(conflict, Conflict)]
    unsettled = {span for conflict in places for span in conflict.spans}
    own = [span for span in layer.spans if span not in unsettled]
    gold = [one.span for one in desk.gold()]
    said = {(one.text, one.span): one for one in (*layer.comments, *desk.layer.comments) if one.by != annotator}
    comments = list(said.values())
    found = [
        *(_correction(conflict, annotator, comments) for conflict in align({annotator: own, GOLD: gold}).conflicts),
        *(_unsettled(conflict, annotator, comments) for conflict in places),
    ]
    given = {reason for one in found for reason in one.reasons}
    found += [
        Correction(one.span.start, one.span.end, None, _near(own, one.span), _near(gold, one.span), [one])
        for one in comments
        if one.span and one not in given and back
    ]
    wordless = back and not layer.returned and not comments
    claims = corrected_claims(desk.claims, desk.layer.refusals, annotator, desk.text, desk.scheme.claims)
    everywhere = (pair.matches for pair in pairs(store) if {pair.a, pair.b} == {annotator, GOLD})
    return Corrections(
        layer.returned,
        layer.returned_by if back else "",
        [one for one in comments if one.span is None],
        sorted((one for one in found if one.kind or one.reasons or wordless), key=lambda one: one.start),
        f1.exact(own, gold),
        next(everywhere, Matches()),
        len(desk.open_anywhere),
        _of_labels(desk, annotator, layer.cats),
        [one for one in claims if back or one.gold is not None],
    )


def _of_labels(desk: ReviewCursor, annotator: str, own: Mapping[str, bool]) -> list[LabelCorrection]:
    """What review made of the article labels of an annotator: first what differs, then what is not settled yet."""
    waiting = [one for one in desk.open if isinstance(one, ArticleConflict)]
    left = {label for conflict in waiting for label in conflict.labels}
    sides = {annotator: own, GOLD: gold_labels(desk.alignment, desk.layer)}
    settled = {who: {label: on for label, on in said.items() if label not in left} for who, said in sides.items()}
    differing = [(one, dict(one.versions)) for one in align_labels(settled, desk.scheme.groups).conflicts]
    return [
        *(LabelCorrection(one.question, said[annotator], said[GOLD]) for one, said in differing),
        *(LabelCorrection(one.question, dict(one.versions).get(annotator, ()), None) for one in waiting),
    ]


def _correction(conflict: Conflict, annotator: str, comments: Sequence[Comment]) -> Correction:
    versions = dict(conflict.versions)
    own, gold = versions[annotator], versions[GOLD]
    return Correction(conflict.start, conflict.end, conflict.kind, own, gold, _about(conflict, comments))


def _unsettled(conflict: Conflict, annotator: str, comments: Sequence[Comment]) -> Correction:
    own = dict(conflict.versions).get(annotator, ())
    return Correction(conflict.start, conflict.end, None, own, None, _about(conflict, comments))


def _near(spans: Sequence[Span], span: Span) -> Version:
    return tuple(one for one in spans if one.overlaps(span))


def _about(conflict: Conflict, comments: Sequence[Comment]) -> list[Comment]:
    return [one for one in comments if one.span and one.span.start < conflict.end and conflict.start < one.span.end]
