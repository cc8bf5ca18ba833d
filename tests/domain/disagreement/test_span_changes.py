"""What makes one set of spans of another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.disagreement.span_changes import span_changes
from annotator.domain.span import Span

SPANS = st.sets(
    st.builds(lambda start, length, label: Span(start, start + length, label),
              st.integers(0, 9), st.integers(1, 5), st.sampled_from("AB")), max_size=12,
)  # fmt: skip


def test_each_kind_is_told_from_the_others() -> None:
    before = [Span(0, 3, "A"), Span(5, 9, "A"), Span(12, 15, "A"), Span(20, 22, "A"), Span(30, 33, "B")]
    after = [Span(0, 3, "B"), Span(5, 7, "A"), Span(10, 17, "A"), Span(20, 22, "A"), Span(20, 22, "B")]
    assert [(one.kind, one.before, one.after) for one in span_changes(before, after)] == [
        ("relabelled", Span(0, 3, "A"), Span(0, 3, "B")),
        ("resized", Span(5, 9, "A"), Span(5, 7, "A")),
        ("added", None, Span(10, 17, "A")),
        ("removed", Span(12, 15, "A"), None),
        ("added", None, Span(20, 22, "B")),
        ("removed", Span(30, 33, "B"), None),
    ]


def test_the_nearest_of_several_is_the_one_that_was_resized() -> None:
    found = span_changes([Span(0, 5, "A")], [Span(0, 20, "A"), Span(0, 6, "A")])
    assert [(one.kind, one.after) for one in found] == [("resized", Span(0, 6, "A")), ("added", Span(0, 20, "A"))]


@given(SPANS, SPANS)
def test_the_changes_make_the_one_of_the_other(before: set[Span], after: set[Span]) -> None:
    changes = span_changes(before, after)
    gone = [one.before for one in changes if one.before]
    new = [one.after for one in changes if one.after]
    assert len(gone) == len(set(gone))
    assert len(new) == len(set(new))
    assert (before - set(gone)) | set(new) == after
    assert span_changes(after, after) == []


@given(SPANS, SPANS)
def test_back_there_are_as_many_of_each_kind(before: set[Span], after: set[Span]) -> None:
    turned = {"added": "removed", "removed": "added"}
    there, back = (
        sorted(turned.get(one.kind, one.kind) if swap else one.kind for one in span_changes(*sides))
        for swap, sides in ((False, (before, after)), (True, (after, before)))
    )
    assert there.count("relabelled") == back.count("relabelled")
