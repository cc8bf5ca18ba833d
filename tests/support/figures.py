"""What tests of measures have in common: layers of spans, and figures as they are printed."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.agreement.base import Claims, Figure
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

_places = st.sampled_from([(0, 2), (1, 4), (4, 6), (5, 9), (9, 10)])
claims = st.builds(
    lambda relations, named, links, attributes: Claims(
        relations=relations,
        undirected={"met"},
        between_entities={"owns"},
        entities=[[place for place, name in named.items() if name == entity] for entity in {*named.values()}],
        links=links,
        attributes=attributes,
    ),
    st.sets(st.tuples(_places, st.sampled_from(["heads", "owns", "met"]), _places), max_size=5),
    st.dictionaries(_places, st.integers(0, 2)),
    st.dictionaries(st.tuples(_places, st.just("news")), st.sampled_from(["", "K1", "K2"])),
    st.dictionaries(st.tuples(st.sampled_from(["mention", "tense"]), _places), st.sampled_from(["yes", "no"])),
)
"""What one annotator claims of spans."""


def rounded(figure: Figure) -> float:
    """A figure to four places; it must have a value."""
    assert figure.value is not None
    return round(figure.value, 4)
