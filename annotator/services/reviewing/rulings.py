"""How a conflict can be ruled: the versions that a key or a rule gives. Pure; nothing is written here.

A *choice* is the word that is kept with a ruling: the annotators whose version was taken, or
`majority`, `both`, `none`, `own`, or the name of a rule. A *rule* settles many conflicts at once;
for each it gives a version, or None where it does not apply.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.disagreement.article_labels import Answer, Answers, ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.disagreement.conflicts import Conflict, Dispute, Said, Version, majority
from annotator.domain.layer import Allows
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.suggest.common.border_rule import trim

MAJORITY, BOTH, NONE, OWN = "majority", "both", "none", "own"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered version of a conflict: its spans (none: "nothing") and who holds it, as shown.

    Of a conflict about the article as a whole it has `answers` instead (none: "not answered"), of one about spans
    `claims`.
    """

    number: int
    spans: Version
    annotators: tuple[str, ...]
    answers: Answers = ()
    claims: ClaimVersion = ()

    @property
    def version(self) -> Said:
        """What is ruled where this one is taken."""
        return self.claims or self.answers or self.spans


Rule = Callable[[Dispute, str], Said | None]


def shown_names(key: str, annotators: Iterable[str], *, blind: bool) -> dict[str, str]:
    """What each annotator is called on the screen, in the order they are shown.

    Blind, they are A, B, C in an order that differs from article to article.
    """
    if not blind:
        return {name: name for name in sorted(annotators)}
    mixed = sorted(annotators, key=lambda name: hashlib.sha256(f"{key}\0{name}".encode()).digest())
    return {name: _LETTERS[number % 26] + "'" * (number // 26) for number, name in enumerate(mixed)}


def choices(conflict: Dispute, shown: Mapping[str, str]) -> list[Choice]:
    """The versions of a conflict, numbered from 1 in the order in which annotators are shown."""

    def names(who: Iterable[str]) -> tuple[str, ...]:
        return tuple(shown.get(name, name) for name in who)

    if isinstance(conflict, ArticleConflict):
        found = enumerate(conflict.choices(shown), start=1)
        return [Choice(number, (), names(who), answers) for number, (answers, who) in found]
    if isinstance(conflict, ClaimConflict):
        said = enumerate(conflict.choices(shown), start=1)
        return [Choice(number, (), names(who), claims=claims) for number, (claims, who) in said]
    return [Choice(number, spans, names(who)) for number, (spans, who) in enumerate(conflict.choices(shown), start=1)]


def nothing(conflict: Dispute) -> Said:
    """The version in which nobody is right: no span, no claim; of the article as a whole, "no" to every label."""
    return tuple(Answer(label, on=False) for label in conflict.labels) if isinstance(conflict, ArticleConflict) else ()


def both(conflict: Conflict, allows: Allows) -> Version:
    """All spans that anybody has. Raises `DecisionError` where the scheme does not let them stand side by side."""
    spans = conflict.spans
    for number, one in enumerate(spans):
        if not all(allows(one, other) for other in spans[:number]):
            raise DecisionError("Both cannot be kept: the scheme does not let these spans overlap.")
    return spans


def starting_point(conflict: Conflict, ruled: Version) -> Version:
    """What a version of one's own starts from: the ruling, else the majority's, else the first that has spans."""
    return ruled or majority(conflict) or next(version for _, version in conflict.versions if version)


def changed(version: Version, old: Span, new: Span) -> Version:
    """A version with one span in place of another."""
    return tuple(sorted({*version} - {old} | {new}))


def without_article(conflict: Dispute, text: str) -> Version | None:
    """Of versions that differ only in what the border rule cuts off (`the`, `'s`, white space), the one without it."""
    if not isinstance(conflict, Conflict) or conflict.kind != "boundary":
        return None
    versions = {version for _, version in conflict.versions if version}
    cut = {tuple(_trimmed(span, text) for span in version) for version in versions}
    return cut.pop() if len(cut) == 1 and cut <= versions else None


def _trimmed(span: Span, text: str) -> Span:
    edges = trim(text, span.start, span.end)
    return span.resized(*edges) if edges else span


def shorter(conflict: Dispute, _text: str) -> Version | None:
    """Of single spans that differ in their edges alone, the shortest one."""
    return _by_length(conflict, min)


def longer(conflict: Dispute, _text: str) -> Version | None:
    """Of single spans that differ in their edges alone, the longest one."""
    return _by_length(conflict, max)


def _by_length(conflict: Dispute, best: Callable[[Iterable[int]], int]) -> Version | None:
    if not isinstance(conflict, Conflict):
        return None
    versions = {version for _, version in conflict.versions if version}
    if conflict.kind != "boundary" or any(len(version) != 1 for version in versions):
        return None
    size = best(len(version[0]) for version in versions)
    found = [version for version in versions if len(version[0]) == size]
    return found[0] if len(found) == 1 else None


def by_majority(conflict: Dispute, _text: str) -> Said | None:
    """What more than half of the annotators say."""
    return majority(conflict)


def keep_missed(conflict: Dispute, _text: str) -> Version | None:
    """Where some have a span and the others nothing: the span."""
    return conflict.spans if isinstance(conflict, Conflict) and conflict.kind == "missed" else None


def drop_missed(conflict: Dispute, _text: str) -> Version | None:
    """Where some have a span and the others nothing: nothing."""
    return () if isinstance(conflict, Conflict) and conflict.kind == "missed" else None


RULES: dict[str, tuple[str, Rule]] = {
    "majority": ("the majority, what more than half say", by_majority),
    "without-article": ("boundaries that differ by a leading article or a possessive: the shorter", without_article),
    "shorter": ("boundaries: the shorter", shorter),
    "longer": ("boundaries: the longer", longer),
    "keep-missed": ("missed spans: keep them", keep_missed),
    "drop-missed": ("missed spans: drop them", drop_missed),
}
"""The rules for many conflicts at once: by name, with a sentence."""
