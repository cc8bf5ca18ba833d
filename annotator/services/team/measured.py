"""How annotators do on hidden gold, as they go: of the spans that are known to be right, how many they have.

Only layers that are finished count. What an annotator has beside the gold counts as `more` where the gold of the
article is whole. Who is below the limit of a round is told once ten spans are measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.span import Span
from annotator.plural import counted
from annotator.storage.queries.team.on_gold import finished_on
from annotator.storage.store import Store
from annotator.storage.team.hidden import hidden, is_any
from annotator.storage.team.names import register
from annotator.storage.team.rounds import Round, rounds
from annotator.suggest.common.precision import Precision, worth

_ENOUGH = 10
_NAMED = 3
LIMIT = 0.8
"""What share is asked for where a round does not say otherwise."""


@dataclass(slots=True)
class Measured:
    """Somebody on hidden gold: how many articles, of how many spans how many are right, and what is not.

    `mixed` counts `(right label, label given)` of spans with right edges, `missed` and `other_edges` the others that
    are not right, `more` those that are not in gold; `limit` is the share (0..1) that is asked for, and `tell` whether
    the person is told, too.
    """

    name: str
    articles: int = 0
    right: int = 0
    of: int = 0
    other_edges: int = 0
    missed: int = 0
    more: int = 0
    limit: float = LIMIT
    tell: bool = False
    mixed: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def share(self) -> Precision:
        """The share that is right, with its interval of 95 %."""
        return worth(self.right, self.of)

    @property
    def below(self) -> bool:
        """Whether that is less than is asked for, of enough spans to say so."""
        return self.of >= _ENOUGH and self.right < self.limit * self.of

    @property
    def often_mixed(self) -> str:
        """The labels that are mixed most often: `LOC for ORG 5`; "" where none are."""
        rows = sorted(self.mixed.items(), key=lambda row: (-row[1], row[0]))[:_NAMED]
        return ", ".join(f"{given} for {right} {number:,}" for (right, given), number in rows)

    def sentence(self) -> str:
        """What the lead is told."""
        one = self.share
        asked = f", and {self.limit * 100:.3g}% is asked for" if self.below else ""
        mixed = f" Mixed: {self.often_mixed}." if self.mixed else ""
        return (
            f"{self.name}: {self.right:,} of {counted(self.of, 'span')} of hidden gold right, "
            f"{self.right / self.of:.1%} ({one.low:.0%} to {one.high:.0%}){asked}.{mixed}"
        )

    def to_themselves(self) -> str:
        """What the person is told."""
        mixed = f" Most often mixed: {self.often_mixed}; `annotator guide` tells them apart." if self.mixed else ""
        of_ten = f"{10 * self.right / self.of:.1f} of 10"
        return f"Of {counted(self.of, 'span')} of yours that were checked, {of_ten} are right.{mixed}"

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        one = self.share
        return {
            "articles": self.articles, "right": self.right, "of": self.of, "share": one.precision, "low": one.low,
            "high": one.high, "limit": self.limit, "below": self.below, "other_edges": self.other_edges,
            "missed": self.missed, "more": self.more,
            "mixed": [{"right": right, "given": given, "n": n} for (right, given), n in sorted(self.mixed.items())],
        }  # fmt: skip


def measured(store: Store, of: Round | None = None) -> dict[str, Measured]:
    """Everybody who has finished an article with hidden gold, of one round or of all, by name."""
    found: dict[str, Measured] = {}
    asked = {one.id: one.settings for one in rounds(store.conn)}
    for gold in hidden(store.conn, store.scheme().current) if is_any(store.conn) else ():
        if of is None or gold.round == of.id:
            settings = asked.get(gold.round, {})
            for name, spans in finished_on(store, gold.article):
                one = found.setdefault(name, Measured(name))
                one.limit = max(_limit(settings.get("limit")), one.limit if one.articles else 0.0)
                one.tell |= bool(settings.get("tell"))
                _compare(one, gold.spans, spans, whole=gold.whole)
    return {name: one for name, one in sorted(found.items()) if one.of}


def _limit(said: object) -> float:
    """The limit that a round has; what is no share from 0 to 1 is none."""
    return said if isinstance(said, float | int) and 0 <= said <= 1 else LIMIT


def _compare(one: Measured, gold: Iterable[Span], spans: Iterable[Span], *, whole: bool) -> None:
    given, right = set(spans), set(gold)
    by_edges = {(span.start, span.end): span for span in sorted(given - right)}
    one.articles += 1
    one.of += len(right)
    one.right += len(right & given)
    for span in sorted(right - given):
        if same := by_edges.get((span.start, span.end)):
            one.mixed[span.label, same.label] += 1
        elif any(other.start < span.end and span.start < other.end for other in given):
            one.other_edges += 1
        else:
            one.missed += 1
    if whole:
        one.more += sum(not any(a.start < b.end and b.start < a.end for b in right) for a in given)


def may_see(store: Store, who: str) -> bool:
    """Whether somebody may be shown what is measured on hidden gold: a lead, or where there is none, who deals."""
    said = register(store.conn)
    leads = {one.name for one in said.entries.values() if one.role == "lead"} - said.former().keys()
    return who in (leads or {one.by for one in rounds(store.conn)})


def told(store: Store, who: str) -> Iterator[str]:
    """What a lead is told of those who are below the limit."""
    if is_any(store.conn) and may_see(store, who):
        yield from (one.sentence() for one in measured(store).values() if one.below)


def told_themselves(store: Store, who: str) -> str:
    """What somebody is told who is below the limit of a round that tells, or ""."""
    one = measured(store).get(who)
    return one.to_themselves() if one and one.below and one.tell else ""
