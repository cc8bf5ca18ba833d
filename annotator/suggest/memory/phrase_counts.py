"""What decisions teach about noun phrases: how often phrases of a form are spans, and under which labels.

Both are counted from the general to the particular: any phrase, its place in the sentence, its head's lemma, its very
words. The estimate of one step is that of the step before, moved by what was counted: `(k + m p) / (n + m)`, where `k`
of `n` were seen, `p` is the estimate before and `m` its weight (the m-estimate of Cestnik 1990, as back-off).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple, Self

from annotator.suggest.common.phrase_form import PhraseForm

_WEIGHT, _LABEL_WEIGHT, _AT_FIRST = 3.0, 2.0, 0.5
_SUFFIX = 3
_COMMON = frozenset({("NOUN",), ("PRON",)})
_FEW, _SHARE = 5, 0.15

Feature = tuple[str, ...]


class Features(NamedTuple):
    """By what the chance and the label of a phrase are counted, the general first."""

    wanted: tuple[Feature, ...]
    labelled: tuple[Feature, ...]

    @classmethod
    def of(cls, form: PhraseForm, words: str, *, bare: bool) -> Self:
        """Those of a phrase with these words; `bare` tells that it was trimmed by the border rule."""
        dep, reach, pos, ent, first, lemma = form
        cut = "trimmed" if bare else ""
        place = (cut, dep, reach, pos, "" if bare else first)
        wanted = (*(place[:size] for size in range(1, 6)), (cut, "lemma", reach, lemma), ("words", words))
        labelled = ((pos,), (pos, ent), (pos, ent, lemma[-_SUFFIX:]), ("lemma", lemma), ("lemma", lemma, ent))
        return cls(wanted, (*labelled, ("words", words)))


class PhraseCounts:
    """Phrases that were wanted, with their labels, and phrases that were passed over; counted, and given back."""

    def __init__(self) -> None:
        self._wanted: dict[Feature, list[int]] = {}
        self._labels: dict[Feature, Counter[str]] = {}
        self._common = [0, 0]

    @property
    def of_mentions(self) -> bool:
        """Whether what is held is mentions and not names alone: common nouns and pronouns are often wanted."""
        wanted, seen = self._common
        return wanted >= _SHARE * (seen + _FEW)

    def count(self, features: Features, label: str, times: int = 1) -> None:
        """Count a phrase that was held under a label, or ("") passed over; `times` -1 gives it back."""
        every = [self._wanted.setdefault(feature, [0, 0]) for feature in features.wanted]
        for seen in (*every, self._common) if features.labelled[0] in _COMMON else every:
            seen[0] += times * bool(label)
            seen[1] += times
        for feature in features.labelled if label else ():
            self._labels.setdefault(feature, Counter())[label] += times

    def chance(self, features: Features) -> float:
        """How likely a phrase is a span."""
        chance = _AT_FIRST
        for feature in features.wanted:
            if seen := self._wanted.get(feature):
                chance = (seen[0] + _WEIGHT * chance) / (seen[1] + _WEIGHT)
        return chance

    def label(self, features: Features, among: Collection[str]) -> tuple[str, float]:
        """The likeliest label of a phrase `among` some, and how likely it is; ("", 0.0) where nothing tells of one."""
        chances: dict[str, float] = {}
        for feature in features.labelled:
            seen = self._labels.get(feature)
            total = seen.total() if seen else 0
            if seen and total:
                chances = {
                    label: (seen[label] + _LABEL_WEIGHT * chances.get(label, 0.0)) / (total + _LABEL_WEIGHT)
                    for label in {*chances, *seen}
                }
        best = max(((chance, label) for label, chance in chances.items() if label in among), default=(0.0, ""))
        return best[1], best[0]
