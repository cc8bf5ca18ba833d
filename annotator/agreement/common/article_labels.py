"""Agreement of two annotators on the labels of articles as a whole: pooled kappa and alpha, F1, each also by label.

A unit is a question about one article that both answered; who did not answer it is left out, and did
not say "no". Over several questions kappa is pooled (De Vries, Elliott, Kanouse and Teleki 2008,
"Using pooled kappa to summarize interrater agreement across many items"), with each question
weighted by its units, and alpha likewise; of one question they are Cohen's and Krippendorff's own.
F1 is that of the labels they set: 2 * both / (a + b).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from annotator.agreement.base import Chosen, Compared, Figure, Sums, columns

KAPPA, ALPHA, F1, BY_LABEL = "cats_kappa", "cats_alpha", "cats_f1", "cats_by_label"
NAMES = (KAPPA, ALPHA, F1)
Answers = Counter[tuple[str, Chosen, Chosen]]
"""How often the one answered a question with this and the other with that."""
Totals = Mapping[tuple[str, Chosen, Chosen], Any]
"""The same, numbers or arrays of numbers."""
SetBy = Mapping[str, Mapping[str, AbstractSet[str]]]
"""By annotator and question the labels that they set anywhere."""
_ALIKE = "both gave one and the same answer everywhere, so chance explains all of it"


def labels_set(articles: Iterable[Compared]) -> SetBy:
    """What each annotator set anywhere."""
    found: dict[str, dict[str, set[str]]] = {}
    for article in articles:
        for who, answers in article.cats.items():
            for question, chosen in answers.items():
                found.setdefault(who, {}).setdefault(question, set()).update(chosen)
    return found


def label_agreement(
    articles: Sequence[Compared], a: str, b: str, *, set_by: SetBy | None = None
) -> tuple[dict[str, Figure], dict[str, dict[str, Figure]]]:
    """The figures of all questions together, by name, and those of each label that one of the two set.

    `set_by` is what they set beyond these articles, too, where that is known. `n` is how many answers both gave; a
    label of a group of one choice is compared as "this one or not".
    """
    used = set_by if set_by is not None else labels_set(articles)
    labels = {name: mine | used.get(b, {}).get(name, set()) for name, mine in used.get(a, {}).items()}
    whole: list[Answers] = []
    by_label: dict[str, list[Answers]] = {}
    for place, article in enumerate(articles):
        ours, theirs = article.cats.get(a, {}), article.cats.get(b, {})
        both = {question: (ours[question], theirs[question]) for question in ours.keys() & theirs.keys()}
        whole.append(Counter((question, *pair) for question, pair in both.items()))
        for question, (one, other) in both.items():
            for label in labels.get(question, ()):
                mine = by_label.setdefault(label, [Counter() for _ in articles])
                mine[place][label, (label,) * (label in one), (label,) * (label in other)] += 1
    return label_figures(whole), {label: label_figures(mine) for label, mine in sorted(by_label.items())}


def label_figures(
    parts: Sequence[Answers], nothing: str = "no question about an article was answered by both"
) -> dict[str, Figure]:
    """The figures by name, of the answers to each article; `nothing` is why there are none."""
    totals: Answers = Counter()
    for part in parts:
        totals.update(part)
    n = totals.total()
    if not n:
        return dict.fromkeys(NAMES, Figure(None, 0, nothing))
    undefined: dict[str, str] = {}
    if not _by_chance(totals, _cohen):
        undefined = {KAPPA: _ALIKE, ALPHA: _ALIKE}
    if not _set(totals):
        undefined[F1] = "neither set a label"
    return {
        name: Figure(None, n, undefined[name])
        if name in undefined
        else Figure(of(totals), n, sums=partial(label_sums, parts, name))
        for name, of in _FORMULAS.items()
    }


def label_sums(parts: Sequence[Answers], name: str) -> Sums:
    """What the figure of that name follows from, of the answers to each article."""
    return Sums(columns(parts), _FORMULAS[name])


def _kappa(totals: Totals) -> Any:
    """1 - observed / expected disagreement, each summed over the questions, by Cohen's expectation."""
    return 1 - _differing(totals) / _by_chance(totals, _cohen)


def _alpha(totals: Totals) -> Any:
    """The same by Krippendorff's expectation: of both annotators' answers together, without replacement."""
    return 1 - _differing(totals) / _by_chance(totals, _krippendorff)


def _f1(totals: Totals) -> Any:
    return 2 * sum(count * len({*ours} & {*theirs}) for (_, ours, theirs), count in totals.items()) / _set(totals)


def _set(totals: Totals) -> Any:
    return sum(count * (len(ours) + len(theirs)) for (_, ours, theirs), count in totals.items())


def _differing(totals: Totals) -> Any:
    return sum(count for (_, one, other), count in totals.items() if one != other)


def _by_chance(totals: Totals, expected: Callable[[Any, Sequence[Sequence[Any]]], Any]) -> Any:
    """The disagreement that is expected, summed over the questions."""
    questions: dict[str, dict[Chosen, list[Any]]] = {}
    for (question, *pair), count in totals.items():
        for side, answer in enumerate(pair):
            sides = questions.setdefault(question, {}).setdefault(answer, [0, 0])
            sides[side] = sides[side] + count
    every = (list(answers.values()) for answers in questions.values())
    return sum(expected(sum(ours for ours, _ in counts), counts) for counts in every)


def _cohen(size: Any, counts: Sequence[Sequence[Any]]) -> Any:
    return size - sum(ours * theirs for ours, theirs in counts) / (size + (size == 0))


def _krippendorff(size: Any, counts: Sequence[Sequence[Any]]) -> Any:
    both = [ours + theirs for ours, theirs in counts]
    return sum(count * (2 * size - count) for count in both) / (2 * (2 * size - 1))


_FORMULAS: Mapping[str, Callable[[Totals], Any]] = {KAPPA: _kappa, ALPHA: _alpha, F1: _f1}
