from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import spans, spots

from annotator.domain.span import Span

some = spans(12)


def places(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@given(some, some)
def test_geometry_is_that_of_sets_of_code_points(one: Span, other: Span) -> None:
    assert one.overlaps(other) == bool(places(one) & places(other)) == other.overlaps(one)
    assert one.contains(other) == (places(other) <= places(one))
    assert one.same_edges(other) == (places(one) == places(other))
    assert one.shared(other) == len(places(one) & places(other))
    assert len(one) == len(places(one))


@given(some, some)
def test_spans_are_ordered_by_start_then_end_then_label(one: Span, other: Span) -> None:
    assert (one < other) == ((one.start, one.end, one.label) < (other.start, other.end, other.label))


@given(spots)
def test_a_quote_is_the_stretch_of_text(spot: tuple[str, Span]) -> None:
    text, span = spot
    assert span.quote(text) == text[span.start : span.end]
    assert len(span.quote(text)) == len(span)


@given(st.integers(-2, 3), st.integers(-2, 3))
def test_a_span_is_never_empty_and_never_before_the_text(start: int, end: int) -> None:
    if 0 <= start < end:
        assert Span(start, end, "A").resized(start, end + 1).labelled("B") == Span(start, end + 1, "B")
    else:
        with pytest.raises(ValueError, match="0 <= start < end"):
            Span(start, end, "A")


def test_a_span_is_a_tuple_that_is_as_long_as_its_stretch() -> None:
    start, end, label = span = Span(2, 5, "ORG")
    assert (start, end, label) == span == (2, 5, "ORG")
    assert (len(span), repr(span)) == (3, "Span(start=2, end=5, label='ORG')")
    assert pickle.loads(pickle.dumps(span)) == copy.deepcopy(span) == span  # noqa: S301 - made here
    assert type(copy.copy(span)) is Span
