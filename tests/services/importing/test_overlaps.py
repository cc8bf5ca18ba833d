"""Spans that come in order are refused exactly where two of them may not stand side by side."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.scheme import Overlap, Scheme
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.services.importing.overlaps import check_flow

TEXT = "a" * 12
SPANS = st.builds(
    lambda start, length, label: Span(start, min(start + length, 12), label),
    st.integers(0, 11),
    st.integers(1, 12),
    st.sampled_from("AB"),
)


@given(st.sets(SPANS, max_size=7), st.sampled_from(["none", "nested", "any"]))
def test_a_flow_is_refused_where_two_of_its_spans_clash(spans: set[Span], overlap: Overlap) -> None:
    scheme = Scheme((), overlap=overlap)
    try:
        check_flow(sorted(spans), scheme, TEXT, "ana")
    except InputError:
        fits = False
    else:
        fits = True
    assert fits == all(scheme.allows(one, other) for one, other in combinations(spans, 2))
