"""Agreement of two annotators on the labels of articles as a whole: pooled kappa and alpha, and both label by label.

A unit is a question about one article that both answered; who did not answer it is left out, and did
not say "no". Over several questions kappa is pooled (De Vries, Elliott, Kanouse and Teleki 2008,
"Using pooled kappa to summarize interrater agreement across many items"), with each question
weighted by its units, and alpha likewise; of one question they are Cohen's and Krippendorff's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from annotator.agreement.base import Compared, Figure

KAPPA, ALPHA, BY_LABEL = "cats_kappa", "cats_alpha", "cats_by_label"
Pairs = Counter[tuple[Hashable, Hashable]]
"""How often the one answered a question with this and the other with that."""


SetBy = Mapping[str, Mapping[str, AbstractSet[str]]]
"""By annotator and question the labels that they set anywhere."""


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
) -> tuple[dict[str, Figure], list[dict[str, Any]]]:
    """Kappa and alpha of all questions together, by name, and a row for each label that one of the two set.

    `set_by` is what they set beyond these articles, too, where that is known. `n` is how many answers both gave; a
    label of a group of one choice is compared as "this one or not".
    """
    pairs: dict[str, Pairs] = {}
    of_labels: dict[str, Pairs] = {}
    answered = [(one.cats.get(a, {}), one.cats.get(b, {})) for one in articles]
    used = set_by if set_by is not None else labels_set(articles)
    labels = {name: mine | used.get(b, {}).get(name, set()) for name, mine in used.get(a, {}).items()}
    for ours, theirs in answered:
        for question in ours.keys() & theirs.keys():
            one, other = ours[question], theirs[question]
            pairs.setdefault(question, Counter())[one, other] += 1
            for label in labels[question]:
                of_labels.setdefault(label, Counter())[label in one, label in other] += 1
    rows = [
        {"label": label, "n": found.total(), KAPPA: pooled_kappa([found]).value, ALPHA: pooled_alpha([found]).value}
        for label, found in sorted(of_labels.items())
    ]
    return {KAPPA: pooled_kappa(pairs.values()), ALPHA: pooled_alpha(pairs.values())}, rows


def pooled_kappa(questions: Iterable[Pairs]) -> Figure:
    """1 - observed / expected disagreement, each summed over the questions, by Cohen's expectation."""
    observed = expected = 0.0
    n = 0
    for pairs in questions:
        size, ours, theirs = pairs.total(), Counter[Hashable](), Counter[Hashable]()
        for (one, other), count in pairs.items():
            ours[one] += count
            theirs[other] += count
        n += size
        observed += _differing(pairs)
        expected += size - sum(count * theirs[value] for value, count in ours.items()) / size
    return _figure(observed, expected, n)


def pooled_alpha(questions: Iterable[Pairs]) -> Figure:
    """The same by Krippendorff's expectation: of both annotators' answers together, without replacement."""
    observed = expected = 0.0
    n = 0
    for pairs in questions:
        size, totals = pairs.total(), Counter[Hashable]()
        for pair, count in pairs.items():
            for value in pair:
                totals[value] += count
        n += size
        observed += _differing(pairs)
        expected += sum(count * (2 * size - count) for count in totals.values()) / (2 * (2 * size - 1))
    return _figure(observed, expected, n)


def _differing(pairs: Pairs) -> int:
    return sum(count for (one, other), count in pairs.items() if one != other)


def _figure(observed: float, expected: float, n: int) -> Figure:
    if not n:
        return Figure(None, 0, "no question about an article was answered by both")
    if not expected:
        return Figure(None, n, "both gave one and the same answer everywhere, so chance explains all of it")
    return Figure(1 - observed / expected, n)
