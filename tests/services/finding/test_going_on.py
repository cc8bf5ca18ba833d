"""A layer that is asked for one place after the other says what it says of each alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span, SpanIndex
from annotator.services.finding.going_on import GoingOn
from annotator.services.finding.places import saying

_STRETCH = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda at: (at[0], at[0] + at[1]))
_SPANS = st.lists(st.builds(lambda at, label: Span(at[0], at[1], label), _STRETCH, st.sampled_from(["ORG", "PERSON"])))


@given(_SPANS, st.lists(_STRETCH), st.booleans())
def test_it_says_the_same_of_each_place(spans: list[Span], places: list[tuple[int, int]], apart: bool) -> None:
    kept: list[Span] = []
    for span in sorted(set(spans)):
        if not apart or not kept or kept[-1].end <= span.start:
            kept.append(span)
    going = GoingOn(kept)
    for start, end in sorted(places):
        assert going.saying(start, end) == saying(SpanIndex(kept), start, end)
