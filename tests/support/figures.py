"""What tests of measures have in common: layers of spans, and figures as they are printed."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.agreement.base import Figure
from annotator.domain.span import Span

layers = st.lists(
    st.builds(
        lambda start, size, label: Span(start, start + size, label),
        st.integers(0, 25),
        st.integers(1, 8),
        st.sampled_from(["PER", "ORG"]),
    ),
    max_size=8,
    unique=True,
)
"""The spans of one annotator, in no order."""


def rounded(figure: Figure) -> float:
    """A figure to four places; it must have a value."""
    assert figure.value is not None
    return round(figure.value, 4)
