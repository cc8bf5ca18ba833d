"""Claims that hypothesis draws on a few spans that lie side by side."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Claimed, Event, Refused, Withdrawn
from annotator.domain.span import Span

POOL = (Span(0, 2, "A"), Span(2, 4, "A"), Span(4, 6, "B"), Span(6, 8, "A"))
"""Spans that claims rest on."""

_span = st.sampled_from((*POOL, POOL[0].labelled("B"), Span(2, 5, "A")))
_relations = st.builds(Relation, _span, st.sampled_from(["head_of", "owns"]), _span)
claims: st.SearchStrategy[Claim] = st.one_of(
    st.builds(Same, _span, _span, st.booleans()),
    st.builds(Same, _span, _span),
    _relations,
    st.builds(Link, _span, st.sampled_from(["base", "other"]), st.sampled_from(["", "Q1", "Q2"])),
    st.builds(
        Attribute, _span | _relations, st.sampled_from(["mention", "note"]), st.booleans() | st.sampled_from(["x", ""])
    ),
)
scores = st.none() | st.floats(0, 1)
claim_events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Claimed, claims, st.sampled_from(["", "memory"]), scores, st.booleans()),
    st.builds(Claimed, claims),
    st.builds(Withdrawn, claims),
    st.builds(Refused, claims, st.sampled_from(["", "memory"]), scores),
)
