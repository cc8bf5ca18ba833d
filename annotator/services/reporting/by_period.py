"""Agreement by week, month or round: a report for each period.

An article belongs to the period in which the last of those who are compared finished it; when it was approved
as gold does not count, which comes behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from annotator.agreement.base import Compared
from annotator.domain.decisions import GOLD
from annotator.errors import WrongUsage
from annotator.services.reporting.comparison import Comparison, TokensOf
from annotator.services.reporting.periods import By, Periods
from annotator.storage.queries.people.finish_dates import finish_dates
from annotator.storage.store import Store


class Placing:
    """In which period an article is, of which some of these annotators have finished a layer."""

    def __init__(self, store: Store, annotators: Iterable[str], by: By, *, first: bool) -> None:
        self.periods = Periods(store, by)
        self._dates = finish_dates(store, list(annotators), first=first) if by != "round" else {}

    def of(self, key: str, names: Iterable[str]) -> str:
        """The period in which the last of these finished the article (its key)."""
        people = [who for who in names if who != GOLD] or [GOLD]
        return self.periods.of(key, max(self._dates.get((key, who), "") for who in people))


def agree_by(
    store: Store,
    names: Sequence[str] = (),
    *,
    by: By,
    tokens: TokensOf = "stored",
    measures: Sequence[str] = (),
    seed: int = 1,
    first: bool = False,
    at: str = "",
    among: Collection[str] | None = None,
) -> dict[str, Any]:
    """Reports as `agreement.agree` gives them, under `periods`, each with its `period` and a `title` in words.

    With `by` and `first` as they were asked for; `left_out` counts by reason, over all pairs, what both had finished
    once and one of them has not now. Raises as `agree` does, and `WrongUsage` for a tag (`at`), which is one moment.
    """
    if at:
        raise WrongUsage("A tag is one moment, and has no weeks, months or rounds: say --at or --by.")
    compared = Comparison(store, names, tokens=tokens, measures=measures, first=first, among=among)
    placing = Placing(store, compared.annotators, by, first=first)
    found: dict[str, list[Compared]] = {}
    for article in compared.articles():
        found.setdefault(placing.of(article.key, article.layers), []).append(article)
    out: Counter[str] = Counter()
    for pair, reasons in compared.moment.left_out().items():
        out.update(reasons if set(pair) <= set(compared.annotators) else {})
    return {
        "by": by,
        "first": first,
        "left_out": dict(sorted(out.items())),
        "periods": [
            {"period": name, "title": Periods.title_of(by, name), **compared.report(found[name], seed)}
            for name in placing.periods.in_order(found)
        ],
    }
