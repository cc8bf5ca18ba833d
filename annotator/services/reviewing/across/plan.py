"""What a vote would settle among the open conflicts of all articles: read only, so that it can be looked at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.claims.form import claim_form
from annotator.domain.claims.values import Claim, Relation
from annotator.domain.disagreement.article_labels import Answer, ArticleConflict
from annotator.domain.disagreement.claim_conflict import CLAIM_KINDS, ClaimConflict, ClaimVersion
from annotator.domain.disagreement.conflicts import Conflict, Dispute, Said
from annotator.domain.disagreement.votes import NO_VOTES, Outcome, Quota, vote
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.claims.words import version_words
from annotator.storage.queries.review_queue import disputed, waiting
from annotator.storage.store import Store

KINDS = tuple(dict.fromkeys(("label", "boundary", "both", "missed", "split/merge", "article", *CLAIM_KINDS)))
_CONTEXT = 60

NOT_ASKED = "not asked for"
IN_THE_WAY = "a span of gold that may not overlap is in the way"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which conflicts are voted on, and what a winner needs.

    `kinds` and `labels` name those of which a conflict must have one (all, where none is named); `chosen` lets a
    conflict of an article through, or not. `weights` say what the vote of each annotator counts; one, where it is None.
    With `or_nothing`, no span holds where none has the votes, be "nothing" as it may.
    """

    quota: Quota
    kinds: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    weights: Mapping[str, float] | None = None
    break_ties: bool = True
    or_nothing: bool = False
    chosen: Callable[[ReviewCursor, Dispute], bool] | None = None

    def asks_for(self, desk: ReviewCursor, conflict: Dispute) -> bool:
        """Whether a conflict is one of those that are voted on."""
        if self.kinds and conflict.kind not in self.kinds:
            return False
        if self.labels and self.labels.isdisjoint(labels_of(conflict)):
            return False
        return self.chosen is None or self.chosen(desk, conflict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A conflict of an article, by its key, and what the vote makes of it; `before` and `after` stand around it.

    `words` are those of each version of a conflict about claims.
    """

    key: str
    title: str
    conflict: Dispute
    outcome: Outcome
    quotes: Mapping[tuple[int, int], str]
    before: str
    after: str
    words: Mapping[ClaimVersion, str] = field(default_factory=dict)

    @property
    def quote(self) -> str:
        """The words of the conflict; of one about the article as a whole, its question."""
        if isinstance(self.conflict, ArticleConflict):
            return self.conflict.question
        return self.quotes[self.conflict.start, self.conflict.end]

    def said(self, version: Said) -> str:
        """A version in words: `ORG “Acme”`, `nothing`, `SPORT: yes`, `Tor Lund head_of UHW`."""
        if isinstance(self.conflict, ClaimConflict):
            return self.words[tuple(one for one in version if not isinstance(one, Span | Answer))]
        if isinstance(self.conflict, ArticleConflict):
            answers = (f"{one.label}: {'yes' if one.on else 'no'}" for one in version if isinstance(one, Answer))
            return ", ".join(answers) or "not answered"
        spans = (
            f"{one.label} “{one_line(self.quotes[one.start, one.end])}”" for one in version if isinstance(one, Span)
        )
        return " + ".join(spans) or "nothing"

    @property
    def votes(self) -> str:
        """How many votes it has: `2 of 3`; of weights the share: `71 %`."""
        outcome = self.outcome
        if outcome.of == len(self.conflict.versions):
            return f"{outcome.votes:,.0f} of {outcome.of:,.0f}"
        return f"{outcome.votes / (outcome.of or 1):.0%}".replace("%", " %")

    def as_json(self) -> dict[str, Any]:
        """The same as `settle --dry-run --json` gives it."""
        outcome = self.outcome
        return {
            "article": self.key,
            "title": self.title,
            "kind": self.conflict.kind,
            "start": self.conflict.start,
            "end": self.conflict.end,
            "quote": self.quote,
            "versions": {who: _plain(version) for who, version in self.conflict.versions},
            "gold": _plain(outcome.version or ()),
            "votes": round(outcome.votes, 4),
            "of": round(outcome.of, 4),
            "tied": outcome.tied,
        }


def _plain(version: Said) -> list[dict[str, Any]]:
    def plain(one: Span | Answer | Claim) -> dict[str, Any]:
        if isinstance(one, Span):
            return {"start": one.start, "end": one.end, "label": one.label}
        return {"label": one.label, "on": one.on} if isinstance(one, Answer) else claim_form(one)

    return [plain(one) for one in version]


@dataclass(slots=True)
class Plan:
    """What a vote would settle, and why it leaves what it leaves; `articles` are those with open conflicts."""

    proposals: list[Proposal] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    articles: int = 0

    @property
    def told(self) -> str:
        """The same in a sentence."""
        touched = len({one.key for one in self.proposals})
        return f"{counted(len(self.proposals), 'conflict')} in {counted(touched, 'article')}"


def plan(store: Store, asked: Asked, progress: ProgressCallback = lambda _done, _of: None) -> Plan:
    """Vote on the open conflicts of all articles that wait for a reviewer; nothing is written."""
    found = Plan()
    for done, of in planning(store, asked, found):
        progress(done, of)
    return found


def planning(store: Store, asked: Asked, found: Plan) -> Iterator[tuple[int, int]]:
    """The same, an article at a time: how many articles were looked at, and of how many."""
    some = waiting(store)
    for number, one in enumerate(some, start=1):
        if disputed(store, one):
            desk = ReviewCursor(store, one.key)
            found.articles += bool(desk.open_anywhere)
            found.proposals += proposals(desk, asked, found.left)
        yield number, len(some)


def proposals(desk: ReviewCursor, asked: Asked, left: Counter[str]) -> Iterator[Proposal]:
    """What the vote makes of the open conflicts of an article; what is left is counted."""
    for conflict in desk.open_anywhere:
        if not asked.asks_for(desk, conflict):
            left[NOT_ASKED] += 1
            continue
        outcome = vote(conflict, asked.quota, desk.scheme.allows, asked.weights, break_ties=asked.break_ties)
        if asked.or_nothing and outcome.left == NO_VOTES and isinstance(conflict, Conflict):
            outcome = replace(outcome, version=(), left="")
        if outcome.version is not None and in_the_way(desk, outcome.version):
            outcome = replace(outcome, version=None, left=IN_THE_WAY)
        if outcome.version is None:
            left[outcome.left] += 1
        else:
            yield _proposal(desk, conflict, outcome)


def in_the_way(desk: ReviewCursor, version: Said) -> bool:
    """Whether a span of gold, be it agreed, ruled or a reviewer's own, would have to give way to a version."""
    spans = [one for one in version if isinstance(one, Span)]
    return any(
        not desk.scheme.allows(span, other)
        for span in spans
        for other in desk.layer.touching(span.start, span.end)
        if other != span
    )


def labels_of(conflict: Dispute) -> set[str]:
    """The labels, of relations too, that somebody speaks of in a conflict."""
    if isinstance(conflict, ArticleConflict):
        return {*conflict.labels}
    spans = {span.label for span in conflict.spans}
    if isinstance(conflict, ClaimConflict):
        claims = (claim for _, version in conflict.versions for claim in version)
        return spans | {claim.label for claim in claims if isinstance(claim, Relation)}
    return spans


def _proposal(desk: ReviewCursor, conflict: Dispute, outcome: Outcome) -> Proposal:
    text, start, end = desk.text, conflict.start, conflict.end
    edges = {(start, end), *((span.start, span.end) for span in conflict.spans)}
    quotes = {(start, end): text[start:end] for start, end in edges}
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    words: dict[ClaimVersion, str] = {}
    if isinstance(conflict, ClaimConflict):
        versions = {version for _, version in conflict.versions} | {()}
        words = {version: version_words(conflict, version, text, desk.scheme.claims) for version in versions}
    return Proposal(desk.key, desk.article.title, conflict, outcome, quotes, before, after if end else "", words)
