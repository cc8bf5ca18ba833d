"""A vote on a conflict: the spans that enough annotators hold become gold, the others do not.

Each span is voted on by itself, as it stands; "nothing" is what those say who hold no span there. Of the article as a
whole, and of claims, each version is voted on as one. What is asked of a winner is a *quota*: a share of the votes, or
a number of them. A vote counts one, or as much as the annotator weighs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from annotator.domain.disagreement.article_labels import Answers, ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.disagreement.conflicts import Conflict, Dispute, Said
from annotator.domain.span import Span

NO_VOTES, TIE = "nothing has the votes", "as many votes for another version"
_SHARE, _PERCENT, _NUMBER = (
    re.compile(r"([0-9]{1,6})\s*/\s*([0-9]{1,6})"),
    re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)\s*%"),
    re.compile(r"([0-9]{1,6})(?:\s+votes?)?"),
)
_NEARLY = 1e-9

Allows = Callable[[Span, Span], bool]


@dataclass(frozen=True, slots=True)
class Quota:
    """What a winner needs: a `share` of the votes above 0 and up to 1, or, where that is None, a `number` of them."""

    share: Fraction | None
    number: int = 0
    words: str = ""

    @classmethod
    def of(cls, text: str) -> Quota:
        """What `2/3`, `60 %` or `3` ask for. Raises `ValueError` for what is none of these, or no vote could have."""
        words = text.strip()
        if found := _SHARE.fullmatch(words):
            share = Fraction(int(found[1]), int(found[2]) or 1) if int(found[2]) else Fraction(0)
        elif found := _PERCENT.fullmatch(words):
            share = Fraction(found[1]) / 100
        elif (found := _NUMBER.fullmatch(words)) and int(found[1]):
            return cls(None, int(found[1]), words)
        else:
            share = Fraction(0)
        if not 0 < share <= 1:
            raise ValueError(f"{text!r} is no share or number of votes: `2/3`, `60 %` or `3`.")
        return cls(share, 0, words)

    def met(self, votes: float, of: float) -> bool:
        """Whether so many votes are enough."""
        needed = self.number if self.share is None else float(self.share) * of
        return votes > 0 and votes >= needed - _NEARLY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote comes to: the version that holds, or why (`left`) there is none.

    `votes` of `of` are those of its weakest span, or of whoever says that version; `tied` if another version had
    as many, and it was taken because it is longer, or because of whose it is.
    """

    version: Said | None
    votes: float
    of: float
    tied: bool = False
    left: str = ""


def vote(
    conflict: Dispute,
    quota: Quota,
    allows: Allows,
    weights: Mapping[str, float] | None = None,
    *,
    break_ties: bool = True,
) -> Outcome:
    """Vote on a conflict; who has no weight in `weights` counts nothing.

    Of spans that `allows` does not let stand side by side the one with more votes holds; of as many, if `break_ties`,
    the longer one, or that of the annotator whose name comes first; and a span holds against as many who have none.
    """
    counts = {who: 1.0 if weights is None else weights.get(who, 0.0) for who, _ in conflict.versions}
    if not isinstance(conflict, Conflict):
        return _of_versions(conflict, quota, counts, break_ties=break_ties)
    return _of_spans(conflict, quota, allows, counts, break_ties=break_ties)


def _of_versions(
    conflict: ArticleConflict | ClaimConflict, quota: Quota, counts: Mapping[str, float], *, break_ties: bool
) -> Outcome:
    held: dict[Answers | ClaimVersion, float] = {}
    for who, version in conflict.versions:
        held[version] = held.get(version, 0.0) + counts[who]
    of = sum(counts.values())
    best = max(held, key=lambda version: held[version])
    votes = held[best]
    tied = sum(abs(number - votes) < _NEARLY for number in held.values()) > 1
    if not quota.met(votes, of):
        return Outcome(None, votes, of, left=NO_VOTES)
    if tied and not break_ties:
        return Outcome(None, votes, of, left=TIE)
    return Outcome(best, votes, of, tied)


def _of_spans(
    conflict: Conflict, quota: Quota, allows: Allows, counts: Mapping[str, float], *, break_ties: bool
) -> Outcome:
    held: dict[Span, float] = {}
    for who, version in conflict.versions:
        for span in version:
            held[span] = held.get(span, 0.0) + counts[who]
    of, none = sum(counts.values()), sum(counts[who] for who, version in conflict.versions if not version)
    enough = [span for span in sorted(held, key=lambda span: (-held[span], -len(span))) if quota.met(held[span], of)]
    taken: list[Span] = []
    tied = False
    for span in enough:
        in_the_way = [other for other in taken if not allows(span, other)]
        if not in_the_way:
            taken.append(span)
        tied = tied or any(abs(held[other] - held[span]) < _NEARLY for other in in_the_way)
    tied = tied or (bool(taken) and abs(min(held[span] for span in taken) - none) < _NEARLY)
    if tied and not break_ties:
        return Outcome(None, max(held.values()), of, left=TIE)
    if taken:
        return Outcome(tuple(sorted(taken)), min(held[span] for span in taken), of, tied)
    if quota.met(none, of):
        return Outcome((), none, of)
    return Outcome(None, max(none, *held.values()), of, left=NO_VOTES)
