"""Kappa and alpha of attributes, on what both annotators gave a value; over several attributes they are pooled.

They are computed as those of the labels of articles (see `common.article_labels`): a unit is an attribute of one place,
or relation, that has a value from both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from annotator.agreement.base import Compared, Figure, PairFigure, PairTable
from annotator.agreement.common.article_labels import ALPHA, KAPPA, Answers, label_figures, label_sums
from annotator.agreement.kappa import total

ABOUT = "Cohen's kappa and Krippendorff's alpha of attributes, on what both gave a value"
OF = "attributes"
ORDER = 80
_NAMES = {"attributes_kappa": KAPPA, "attributes_alpha": ALPHA}
_NOTHING = "no attribute has a value from both"


def _count(article: Compared, a: str, b: str) -> Answers:
    ours, theirs = (one.attributes for one in article.claims_of(a, b))
    return Counter((key[0], (ours[key],), (theirs[key],)) for key in ours.keys() & theirs.keys())


def _figures(parts: Sequence[Answers]) -> dict[str, Figure]:
    found = label_figures(parts, _NOTHING)
    return {name: found[of] for name, of in _NAMES.items()}


def _rows(parts: Sequence[Answers]) -> dict[str, dict[str, Figure]]:
    attributes = sorted({answer[0] for part in parts for answer in part})
    return {
        one: _figures([Counter({answer: n for answer, n in part.items() if answer[0] == one}) for part in parts])
        for one in attributes
    }


def _figure(name: str) -> PairFigure[Answers]:
    def value(counts: Iterable[tuple[Answers, int]]) -> Figure:
        return _figures([total(counts)])[name]

    return PairFigure(
        name, name.replace("_", " "), _count, value, by_article=name == "attributes_kappa",
        sums=partial(label_sums, name=_NAMES[name]),
    )  # fmt: skip


FIGURES = (*map(_figure, _NAMES), PairTable("attributes_by_name", _count, _rows))
