"""Measuring models on articles that were held back: by F1, and by the corrections they take as models are used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from annotator.domain.scheme import Scheme
from annotator.services.suggesting.ask_models import Answers, ask_all
from annotator.services.suggesting.gate import LabelScore, Saved, Work, saved
from annotator.services.suggesting.material import Material
from annotator.suggest.base import fit
from annotator.suggest.common.specs import spec_of, with_phrases

Corrections = Callable[[Scheme, Sequence[Material], Sequence[Material], Answers], Sequence[Mapping[str, int]]]
"""How many corrections each of some articles takes, by label, where others are done and these answers are suggested."""


class Measured:
    """Articles held back, the present model on them, and how another one compares; `present` is "" for none."""

    def __init__(
        self,
        corrections: Corrections,
        scheme: Scheme,
        learn: Sequence[Material],
        test: Sequence[Material],
        present: str,
    ) -> None:
        self._corrections, self._scheme, self._learn, self._test = corrections, scheme, learn, test
        self._present = spec_of(present) if present else ""
        self._genres = [one.genre for one in test]

    def by_label(self, spec: str) -> dict[str, LabelScore]:
        """The scores of each label that can be given, before and with the model of a spec."""
        answers = self._ask(spec)
        work = self._work(answers)
        scores: dict[str, LabelScore] = {}
        for label in (one.name for one in self._scheme.active()):
            gold = sum(span.label == label for one in self._test for span in one.spans)
            now, new = (_f1(label, some, self._scheme, self._test) for some in (self._now, answers))
            scores[label] = LabelScore(gold, now, new, saved(self._work_now, work, self._genres, label))
        return scores

    def together(self, spec: str) -> Saved:
        """What the model of a spec saves of all corrections."""
        return saved(self._work_now, self._work(self._ask(spec)), self._genres)

    @cached_property
    def _now(self) -> Answers:
        return self._ask(self._present) if self._present else {one.article.key: () for one in self._test}

    @cached_property
    def _work_now(self) -> Work:
        return self._work(self._now)

    def _ask(self, spec: str) -> Answers:
        """What is said of the articles by the model of a spec, and of noun phrases by the parser of the present one."""
        phrases = with_phrases([self._present], self._scheme)[1:] if self._present else ()
        return ask_all([one.article for one in self._test], list(dict.fromkeys([spec, *phrases])))

    def _work(self, answers: Answers) -> Work:
        return self._corrections(self._scheme, self._learn, self._test, answers)


def _f1(label: str, answers: Answers, scheme: Scheme, test: Sequence[Material]) -> float:
    """2 right / (proposed + gold), over all articles."""
    right = proposed = gold = 0
    for one in test:
        true = {(span.start, span.end) for span in one.spans if span.label == label}
        said = {
            span[:2]
            for answer in answers.get(one.article.key, ())
            for span in fit(answer, one.article.text, scheme).spans
            if span[2] == label
        }
        right, proposed, gold = right + len(true & said), proposed + len(said), gold + len(true)
    return 2 * right / (proposed + gold) if proposed + gold else 0.0
