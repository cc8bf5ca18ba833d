"""`annotator agree`: how far annotators agree, and the very spans on which they do not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Literal

from annotator.agreement.base import Compared, Figure
from annotator.agreement.common.article_labels import KAPPA, label_agreement
from annotator.agreement.common.measures import load_measures
from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.article_labels import answered
from annotator.domain.disagreement.conflicts import Dispute, align
from annotator.domain.tokens import whitespace_tokens
from annotator.errors import AnnotatorError
from annotator.services.lookup import check_layer
from annotator.storage.queries.compared import (
    FinishedLayers,
    as_first_finished,
    finished,
    finished_cats,
    finished_counts,
)
from annotator.storage.queries.pairs import shared_articles
from annotator.storage.queries.people.first_finished import first_counts, left_out
from annotator.storage.store import Store

TokensOf = Literal["stored", "whitespace"]


def agree(
    store: Store,
    names: Sequence[str] = (),
    *,
    tokens: TokensOf = "stored",
    measures: Sequence[str] = (),
    seed: int = 1,
    first: bool = False,
    among: Collection[str] | None = None,
    begun: Callable[[int, int], None] = lambda _annotators, _articles: None,
) -> dict[str, Any]:
    """The report (see `agreement.common.report`) for these annotators, or for all, by these measures, or by all.

    Token figures are on stored or whitespace tokens. With `first`, layers are compared as they were first finished,
    whatever was returned or corrected since; without, `left_out` of each pair counts by reason what both have finished
    once and one of them not now; `begun` hears how many annotators are compared, on how many articles, before that
    takes its time. Where nobody is named, the gold layer is compared with each, but is no annotator among the others.
    Only the articles `among` these keys are compared, where that is said.
    Raises `WrongUsage` for a name that is not there, `AnnotatorError` where fewer than two have finished anything or
    a measure that was named cannot be used.
    """
    from annotator.agreement.common.report import report  # noqa: PLC0415 - it takes numpy, which screens do without

    by = load_measures(measures)
    known = first_counts(store) if first else finished_counts(store)
    for name in names:
        if name not in known:
            check_layer(store, name)
            have = ", ".join(known) or "nobody"
            raise AnnotatorError(f"{name} has finished no article of {store.path}; who has: {have}.")
    chosen = list(dict.fromkeys(names)) or list(known)
    if len(chosen) < 2:
        once = len(first_counts(store)) > 1 and not first
        hint = " What was returned or re-opened is compared by `annotator agree --first`." if once else ""
        have = ", ".join(chosen) or "nobody"
        raise AnnotatorError(f"Agreement needs two annotators; {have} has finished articles.{hint}")
    if not first:
        shared = set(shared_articles(store, chosen))
        begun(len(chosen), len(shared if among is None else shared & set(map(store.article_id, among))))
    apart = (GOLD,) if not names and GOLD in chosen and len(chosen) > 2 else ()
    layers = as_first_finished(store, chosen) if first else finished(store, chosen)
    layers = (one for one in layers if among is None or one.key in among)
    found = report(list(_compared(store, layers, tokens)), chosen, apart=apart, by=by, seed=seed)
    out = {} if first else left_out(store)
    for pair in found["pairs"]:
        a, b = sorted((pair["a"], pair["b"]))
        pair["left_out"] = dict(out.get((a, b), {}))
    return {**found, "first": first}


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


def _compared(store: Store, layers: Iterable[FinishedLayers], tokens: TokensOf) -> Iterator[Compared]:
    scheme = store.scheme()
    labels = [label.name for label in scheme.labels if label.kind == "article"]
    for one in layers:
        cats = {who: answered(said, scheme.groups, labels) for who, said in one.cats.items()}
        edges = whitespace_tokens(one.text) if tokens == "whitespace" else one.tokens
        yield Compared(one.key, one.title, len(one.text), edges, one.layers, cats)


def disagreements(store: Store, a: str, b: str) -> Iterator[tuple[str, str, Dispute]]:
    """The conflicts behind the figures of a pair: article key, title, and what each of the two says."""
    groups = store.scheme().groups
    for one in finished(store, (a, b)):
        for conflict in align(one.layers, one.cats, groups).disputes:
            yield one.key, one.title, conflict
