from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator

from annotator.agreement import f1
from annotator.agreement.f1 import Matches
from annotator.domain.span import Span

LABELS = ["PER", "ORG", "LOC"]
anything = st.builds(
    lambda start, size, label: Span(start, start + size, label),
    st.integers(0, 25),
    st.integers(1, 8),
    st.sampled_from(LABELS),
)
layers = st.sets(anything, max_size=10)


def flat(spans: set[Span]) -> list[Span]:
    kept: list[Span] = []
    for one in sorted(spans):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def tags(spans: list[Span]) -> list[str]:
    found = ["O"] * 40
    for one in spans:
        found[one.start] = f"B-{one.label}"
        found[one.start + 1 : one.end] = [f"I-{one.label}"] * (len(one) - 1)
    return found


@given(layers, layers)
def test_nervaluate_agrees_on_strict_and_exact(a: set[Span], b: set[Span]) -> None:
    ours, theirs = flat(a), flat(b)
    results = Evaluator([tags(ours)], [tags(theirs)], tags=LABELS, loader="list").evaluate()["overall"]
    for measure, name in ((f1.exact, "strict"), (f1.unlabelled, "exact")):
        assert (measure(ours, theirs).f1().value or 0) == pytest.approx(results[name].f1)


@given(layers, layers)
def test_all_three_are_symmetric_and_in_order(a: set[Span], b: set[Span]) -> None:
    for measure in (f1.exact, f1.partial, f1.unlabelled):
        one, other = measure(a, b), measure(b, a)
        assert (one.both, one.a, one.b) == (other.both, other.b, other.a)
        assert 0 <= one.both <= min(len(a), len(b))
        assert measure(a, a).both == len(a)
    assert f1.exact(a, b).both <= min(f1.partial(a, b).both, f1.unlabelled(a, b).both)


@given(layers, layers)
def test_pairing_is_greedy_by_overlap(a: set[Span], b: set[Span]) -> None:
    left, right, expected = set(a), set(b), []
    while pairs := [(one, other) for one in left for other in right if one.overlaps(other)]:
        best = min(
            pairs,
            key=lambda p: (
                p[0] != p[1],
                -p[0].shared(p[1]),
                not p[0].same_edges(p[1]),
                len(p[0]) + len(p[1]),
                *sorted(p),
            ),
        )
        expected.append(best)
        left.discard(best[0])
        right.discard(best[1])
    assert f1.pairing(a, b) == sorted(expected)


@given(layers, layers)
def test_confusion_counts_every_span_once(a: set[Span], b: set[Span]) -> None:
    found = f1.confusion(a, b)
    ours, theirs = Counter[str | None](), Counter[str | None]()
    for (one, other), count in found.items():
        ours[one] += count
        theirs[other] += count
    assert ours - Counter({None: 99}) == Counter(span.label for span in a)
    assert theirs - Counter({None: 99}) == Counter(span.label for span in b)


def test_partial_wants_the_label_and_takes_each_span_once() -> None:
    whole = [Span(0, 10, "PER")]
    assert f1.partial(whole, [Span(0, 4, "PER"), Span(5, 10, "PER")]) == Matches(1, 1, 2)
    assert f1.partial(whole, [Span(0, 10, "ORG")]) == Matches(0, 1, 1)


def test_no_spans_have_no_f1() -> None:
    figure = f1.exact([], []).f1()
    assert (figure.value, figure.n, figure.reason) == (None, 0, "neither marked a span")
    assert f1.exact([Span(0, 1, "PER")], []).f1().value == 0.0
    assert (Matches(1, 2, 2) + Matches(0, 1, 1)).f1().value == 2 / 6
