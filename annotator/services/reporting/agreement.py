"""`annotator agree`: how far annotators agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from typing import Any

from annotator.agreement.base import Compared, Figure
from annotator.agreement.common.article_labels import KAPPA, label_agreement
from annotator.domain.disagreement.article_labels import answered
from annotator.services.reporting.comparison import Comparison, TokensOf
from annotator.storage.queries.compared import finished_cats
from annotator.storage.store import Store


def agree(
    store: Store,
    names: Sequence[str] = (),
    *,
    tokens: TokensOf = "stored",
    measures: Sequence[str] = (),
    seed: int = 1,
    first: bool = False,
    at: str = "",
    among: Collection[str] | None = None,
    begun: Callable[[Sequence[str], int], None] = lambda _annotators, _articles: None,
) -> dict[str, Any]:
    """The report (see `agreement.common.report`) for these annotators, or for all, by these measures, or by all.

    Token figures are on stored or whitespace tokens. With `first`, layers are compared as they were first finished,
    whatever was returned or corrected since; with `at`, as they were at that tag, under the labels of that time.
    Without `first`, `left_out` of each pair counts by reason what both have finished once and one of them not at that
    moment; `begun` hears which annotators are compared, on how many articles, before that takes its time. Where
    nobody is named, the gold layer is compared with each, but is no annotator among the others.
    Only the articles `among` these keys are compared, where that is said.
    Raises `WrongUsage` for a name or tag that is not there, `AnnotatorError` where fewer than two have finished
    anything or a measure that was named cannot be used.
    """
    compared = Comparison(store, names, tokens=tokens, measures=measures, first=first, at=at, among=among)
    if (shared := compared.shared()) is not None:
        begun(compared.annotators, shared)
    found = compared.report(list(compared.articles()), seed)
    out = compared.moment.left_out()
    for pair in found["pairs"]:
        a, b = sorted((pair["a"], pair["b"]))
        pair["left_out"] = dict(out.get((a, b), {}))
    return {**found, "first": first, "at": at}


def label_kappas(store: Store) -> dict[tuple[str, str], Figure]:
    """Kappa over the labels of articles as a whole, of each pair that both answered something, by name."""
    scheme = store.scheme()
    labels = [label.name for label in scheme.labels if label.kind == "article"]
    answers: dict[tuple[str, str], list[Compared]] = {}
    for key, said in finished_cats(store) if labels else ():
        cats = {who: answered(one, scheme.groups, labels) for who, one in said.items()}
        for pair in combinations(sorted(cats), 2):
            answers.setdefault(pair, []).append(Compared(key, "", 0, (), dict.fromkeys(pair, ()), cats))
    found = {pair: label_agreement(mine, *pair)[0][KAPPA] for pair, mine in answers.items()}
    return {pair: figure for pair, figure in sorted(found.items()) if figure.n}
