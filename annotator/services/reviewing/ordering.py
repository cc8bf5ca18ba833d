"""In which order disputed articles come to a reviewer: the worst first, or those that are disputed alike together.

    worst   most conflicts first
    label   by the label that most of an article's conflicts are about, the most disputed label first
    kind    by the kind that most of its conflicts are of, the most frequent kind first
    pair    by the two annotators who differ most in it, the pair that differs most of all first

Within a group, the article with most conflicts comes first; of as many, the one that was added first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from annotator.domain.disagreement.conflicts import Alignment, Dispute, align
from annotator.services.reviewing.across.plan import labels_of
from annotator.storage.queries.reviewing.layers import finished_layers
from annotator.storage.store import Store

FILE, WORST = "file", "worst"


def disputed_in_order(store: Store, order: str) -> dict[str, str]:
    """The keys of the disputed articles that wait, each with its group ("" where there are none), in one of the orders.

    Raises `KeyError` for an order that there is not.
    """
    groups = store.scheme().groups
    found: dict[str, tuple[Dispute, ...]] = {}
    agreed: Counter[str] = Counter()
    for one in finished_layers(store):
        alignment = align(one.spans, one.cats, groups)
        if alignment.disputes:
            found[one.key] = alignment.disputes
        agreed.update(_shared(alignment))
    if order == WORST:
        return dict.fromkeys(sorted(found, key=lambda key: -len(found[key])), "")
    group_of = _GROUPS[order]
    of_article = {key: Counter(group for one in disputes for group in group_of(one)) for key, disputes in found.items()}
    rank = _ranked(of_article.values(), agreed)
    main = {key: min(counts, key=lambda name: (-counts[name], rank[name])) for key, counts in of_article.items()}
    return {key: main[key] for key in sorted(found, key=lambda key: (rank[main[key]], -len(found[key])))}


def _shared(alignment: Alignment) -> Counter[str]:
    """How much each pair says the same of in an article."""
    number = len(alignment.agreed) + len(alignment.labels.agreed) + len(alignment.disputes)
    same = Counter({f"{one}, {other}": number for one, other in combinations(alignment.annotators, 2)})
    same.subtract(pair for one in alignment.disputes for pair in _pairs(one))
    return same


def _ranked(counts: Iterable[Counter[str]], agreed: Mapping[str, int]) -> dict[str, int]:
    """The place of each group among all: by its conflicts, or, of a pair, by their share of what both have."""
    every: Counter[str] = Counter()
    for one in counts:
        every.update(one)
    worst = sorted(every, key=lambda name: (-every[name] / (every[name] + agreed.get(name, 0)), -every[name], name))
    return {name: place for place, name in enumerate(worst)}


def _labels(conflict: Dispute) -> Iterable[str]:
    return labels_of(conflict)


def _kinds(conflict: Dispute) -> Iterable[str]:
    return (conflict.kind,)


def _pairs(conflict: Dispute) -> Iterable[str]:
    versions = sorted(conflict.versions, key=lambda version: version[0])
    return (f"{one[0]}, {other[0]}" for one, other in combinations(versions, 2) if one[1] != other[1])


_GROUPS: dict[str, Callable[[Dispute], Iterable[str]]] = {"label": _labels, "kind": _kinds, "pair": _pairs}
