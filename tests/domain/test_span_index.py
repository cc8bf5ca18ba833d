from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from support.strategies import spans

from annotator.domain.span import Span, SpanIndex

some = spans(20)
offsets = st.integers(-2, 22)


class IndexBesideASet(RuleBasedStateMachine):
    """A `SpanIndex` and a plain set of spans are told the same and asked the same."""

    def __init__(self) -> None:
        super().__init__()
        self.index, self.model = SpanIndex(), set[Span]()

    @rule(span=some)
    def add(self, span: Span) -> None:
        known = span in self.model
        self.model.add(span)
        assert self.index.add(span) == (None if known else sorted(self.model).index(span))

    @rule(span=some)
    def discard(self, span: Span) -> None:
        wanted = sorted(self.model).index(span) if span in self.model else None
        assert self.index.position(span) == wanted
        assert self.index.discard(span) == wanted
        self.model.discard(span)

    @rule(start=offsets, end=offsets)
    def touching(self, start: int, end: int) -> None:
        wanted = [span for span in sorted(self.model) if span.start < end and span.end > start]
        assert self.index.touching(start, end) == wanted

    @rule(offset=offsets)
    def before_and_after(self, offset: int) -> None:
        ordered = sorted(self.model)
        assert list(self.index.after(offset)) == [span for span in ordered if span.start >= offset]
        assert list(self.index.before(offset)) == [span for span in reversed(ordered) if span.start < offset]

    @rule(span=some)
    def contains(self, span: Span) -> None:
        assert (span in self.index) == (span in self.model)

    @invariant()
    def same(self) -> None:
        assert list(self.index) == sorted(self.model)
        assert len(self.index) == len(self.model)


TestIndexBesideASet = IndexBesideASet.TestCase


@given(st.lists(some))
def test_an_index_made_at_once_holds_each_span_once_in_order(many: list[Span]) -> None:
    assert list(SpanIndex(many)) == sorted(set(many))
    assert "A" not in SpanIndex(many)
