"""Which states are compared, and which changes are shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.disagreement.span_changes import span_changes
from annotator.domain.span import Span
from annotator.services.exporting.tag_diff import ChangedSpan
from annotator.tui.screens.changes.choice import Between, Filter, Side, counts_told

BEFORE = (Span(0, 1, "A"), Span(2, 3, "A"), Span(4, 5, "B"), Span(6, 7, "B"))
AFTER = (Span(0, 1, "B"), Span(2, 3, "C"), Span(4, 6, "B"), Span(8, 9, "C"))
CHANGES = [ChangedSpan("key", "gold", one, "x") for one in span_changes(BEFORE, AFTER)]


def test_at_first_it_is_since_the_last_tag_or_between_the_last_two() -> None:
    assert Between(["v1", "v2"], changed=True).told == "v2 → now"
    assert Between(["v1", "v2"], changed=False).told == "v1 → v2"
    assert Between(["v1"], changed=False).told == "v1 → now"


@given(
    st.lists(st.text("abc", min_size=1), min_size=1, max_size=5, unique=True),
    st.booleans(),
    st.lists(st.tuples(st.sampled_from(("since", "until")), st.sampled_from((-1, 1)))),
)
def test_one_state_is_always_before_the_other(tags: list[str], changed: bool, moves: list[tuple[Side, int]]) -> None:
    between, order = Between(tags, changed=changed), [*tags, ""]
    for side, way in moves:
        before = between.told
        assert between.move(side, way) == (between.told != before)
        assert order.index(between.since) < order.index(between.until)


def test_kinds_come_one_after_the_other_and_labels_stay_within_a_kind() -> None:
    wanted, seen = Filter(), []
    for _ in range(5):
        wanted.next_kind(CHANGES, 1)
        seen.append((wanted.kind, len(wanted.shown(CHANGES))))
    assert seen == [("relabelled", 2), ("resized", 1), ("removed", 1), ("added", 1), ("", 5)]
    wanted.next_kind(CHANGES, 1)
    wanted.alike(CHANGES[0])
    assert (wanted.told, len(wanted.shown(CHANGES))) == (" · only relabelled A → B", 1)
    wanted.alike(CHANGES[0])
    assert len(wanted.shown(CHANGES)) == 2
    assert counts_told(CHANGES) == "relabelled 2, resized 1, removed 1, added 1"
