from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.tui.text.mark_list import MarkList
from annotator.tui.text.marks import Mark

LENGTH = 60
MARKS = st.builds(
    lambda a, n, label, state: Mark(Span(a, a + n, label), state),
    st.integers(0, LENGTH),
    st.integers(1, 25),
    st.sampled_from("AB"),
    st.sampled_from(["open", "decided"]),
)
TEXTS = st.lists(MARKS, max_size=20, unique_by=lambda mark: mark.span)
STRETCHES = st.tuples(st.integers(0, LENGTH), st.integers(1, LENGTH)).map(lambda pair: (pair[0], pair[0] + pair[1]))


class Text:
    """Marks that change behind the list, which is told where."""

    def __init__(self, marks: list[Mark]) -> None:
        self.marks = marks

    def touching(self, start: int, end: int) -> list[Mark]:
        found = [mark for mark in self.marks if mark.span.start < end and mark.span.end > start]
        return sorted(found, key=lambda mark: mark.span)


def opened(*stretches: tuple[int, int]) -> list[Mark]:
    return [Mark(Span(start, end, "A"), "open") for start, end in stretches]


@example(opened((0, 3), (1, 2)), [(opened((2, 3)), (2, 3))], (0, 3))
@given(TEXTS, st.lists(st.tuples(TEXTS, STRETCHES), max_size=4), STRETCHES)
def test_a_list_that_is_told_what_changed_is_as_if_made_anew(
    marks: list[Mark], changes: list[tuple[list[Mark], tuple[int, int]]], around: tuple[int, int]
) -> None:
    text = Text(marks)
    listing = MarkList(text.touching)
    assert listing.around(*around) == text.touching(*around)
    for other, (start, end) in changes:
        inside = {
            mark.span: mark for mark in [*other, *text.marks] if start <= mark.span.start and mark.span.end <= end
        }
        beside = [mark for mark in text.marks if mark.span not in inside]
        text.marks = beside + [mark for mark in other if mark.span in inside]
        listing.touch(start, end)
        assert listing.around(*around) == text.touching(*around)


def test_where_nothing_changed_the_list_is_the_very_same() -> None:
    text = Text([Mark(Span(0, 4, "A"), "open"), Mark(Span(9, 12, "A"), "open")])
    listing = MarkList(text.touching)
    before = listing.around(0, LENGTH)
    listing.touch(0, 5)
    assert listing.around(0, LENGTH) is before
    text.marks[0] = Mark(Span(0, 4, "A"), "decided")
    listing.touch(0, 5)
    after = listing.around(0, LENGTH)
    assert [mark.state for mark in after] == ["decided", "open"]
    assert after[1] is before[1]


def test_after_many_changes_all_is_looked_up_once() -> None:
    text = Text([])
    asked: list[tuple[int, int]] = []

    def marks(start: int, end: int) -> list[Mark]:
        asked.append((start, end))
        return text.touching(start, end)

    listing = MarkList(marks)
    listing.around(0, LENGTH)
    for place in range(50):
        listing.touch(place, place + 1)
    text.marks.append(Mark(Span(40, 44, "A"), "open"))
    assert listing.around(0, LENGTH) == text.marks
    assert asked == [(0, LENGTH)] * 2
