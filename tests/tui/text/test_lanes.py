from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.domain.span import Span
from annotator.tui.text.lanes import Lanes, Piece, stack
from annotator.tui.text.marks import Mark
from annotator.tui.text.rows import Flow, Row

TEXT = "Valdoran Ministry of Transport, 東京 about 4,200 dockers said on Tuesday 👍🏽 ok\n"
LABELS = st.sampled_from(["ORG", "NORP", "WORK_OF_ART", "東京", "x", "\x1b[2J"])
SPANS = st.builds(
    lambda a, n, label: Span(a, min(a + n, len(TEXT)), label), st.integers(0, len(TEXT) - 1), st.integers(1, 40), LABELS
)
STATES = st.sampled_from(["decided", "open", "auto", "rejected", "version"])
MARKS = st.lists(
    st.builds(Mark, SPANS, STATES, st.none() | st.floats(0, 1), tag=st.sampled_from(["", "ada"]), note=st.booleans()),
    max_size=10,
    unique=True,
)


def row_of(text: str, width: int = 88) -> Row:
    return Flow(text, width).row_at(0)


def touching(row: Row, marks: list[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.span.start < row.end and mark.span.end > row.start]


def all_pieces(lanes: Lanes) -> list[Piece]:
    return [piece for lane in lanes for piece in lane]


@given(MARKS, st.integers(12, 88), st.integers(1, 3), st.integers(0, 10))
def test_no_two_pieces_overlap_in_a_lane_and_none_leaves_the_width(
    marks: list[Mark], width: int, room: int, at: int
) -> None:
    focus = marks[at].span if at < len(marks) else None
    for row in Flow(TEXT, width).rows():
        lanes = stack(row, touching(row, marks), focus, width=width + 1, room=room)
        assert len(lanes) >= room
        for lane in lanes:
            assert all(0 <= piece.start < piece.end <= piece.stop <= width + 1 for piece in lane)
            assert all(one.stop <= two.start for one, two in pairwise(lane))


@given(MARKS, st.integers(12, 88), st.integers(0, 10))
def test_what_holds_and_what_is_focused_has_its_line(marks: list[Mark], width: int, at: int) -> None:
    focus = marks[at].span if at < len(marks) else None
    for row in Flow(TEXT, width).rows():
        here = touching(row, marks)
        shown = [piece.mark for piece in all_pieces(stack(row, here, focus, width=width))]
        assert len(shown) == len(set(shown))
        for mark in here:
            part = TEXT[max(mark.span.start, row.start) : min(mark.span.end, row.stop)]
            if part.strip() and (mark.firm or mark.span == focus):
                assert mark in shown


@given(MARKS)
def test_every_open_mark_that_meets_no_other_has_its_line(marks: list[Mark]) -> None:
    row = row_of(TEXT)
    lonely = [mark for mark in marks if not any(mark.span.overlaps(other.span) for other in marks if other is not mark)]
    shown = [piece.mark for piece in all_pieces(stack(row, touching(row, marks), None, width=88))]
    assert {mark for mark in lonely if mark.span.quote(TEXT).strip()} <= set(shown)


@given(MARKS)
def test_suggestions_alone_never_open_a_lane(marks: list[Mark]) -> None:
    row = row_of(TEXT)
    assert len(stack(row, [mark for mark in marks if mark.state == "open"], None, width=88)) == 1


@given(MARKS)
@example([Mark(Span(71, 72, "ORG"), "decided"), Mark(Span(72, 73, "ORG"), "decided")])
def test_lanes_open_only_where_firm_marks_need_the_same_cells(marks: list[Mark]) -> None:
    row = row_of(TEXT)
    firm = [mark for mark in marks if mark.firm]
    edges = [(row.cell(mark.span.start), row.cell(mark.span.end)) for mark in firm]
    cells = [set(range(start, max(end, start + 1))) for start, end in edges]
    apart = not any(one & two for one, two in combinations(cells, 2))
    assert (len(stack(row, firm, None, width=88)) > 1) <= (not apart)


def test_the_outer_span_lies_above_the_inner_one() -> None:
    outer, inner = Mark(Span(0, 30, "ORG"), "decided"), Mark(Span(0, 8, "NORP"), "decided")
    lanes = stack(row_of(TEXT), [inner, outer], None, width=88)
    assert [[piece.mark for piece in lane] for lane in lanes] == [[outer], [inner]]


def test_suggestions_that_nest_open_lanes_once_the_focus_is_on_their_row() -> None:
    sure, inner = Mark(Span(0, 30, "ORG"), "open", 0.9), Mark(Span(0, 8, "NORP"), "open", 0.6)
    assert [[p.mark for p in lane] for lane in stack(row_of(TEXT), [inner, sure], None, width=88)] == [[sure]]
    opened = stack(row_of(TEXT), [inner, sure], sure.span, width=88)
    assert [[p.mark for p in lane] for lane in opened] == [[sure], [inner]]
    gone_in = stack(row_of(TEXT), [inner, sure], inner.span, width=88)
    assert [[p.mark for p in lane] for lane in gone_in] == [[inner], [sure]]
    kept = stack(row_of(TEXT), [inner, sure], None, width=88, room=2)
    assert [[p.mark for p in lane] for lane in kept] == [[sure], [inner]]


def test_the_versions_of_a_focused_conflict_have_a_lane_each() -> None:
    versions = [Mark(Span(a, 30, "ORG"), "version", tag=tag) for a, tag in ((0, "ada"), (0, "ben"), (9, "cy"))]
    row = row_of(TEXT)
    assert [len(lane) for lane in stack(row, versions, None, width=88)] == [1]
    names = [[piece.name for piece in lane] for lane in stack(row, versions, versions[2].span, width=88)]
    assert sorted(names) == [["ada ORG"], ["ben ORG"], ["cy ORG"]]


def test_the_focused_mark_lies_right_under_its_text_unless_what_holds_is_there() -> None:
    versions = [Mark(Span(0, 30, "ORG"), "version", tag="ada"), Mark(Span(9, 30, "ORG"), "version", tag="ben")]
    lanes = stack(row_of(TEXT), versions, versions[1].span, width=88)
    assert [[piece.name for piece in lane] for lane in lanes] == [["ben ORG"], ["ada ORG"]]
    inner = Mark(Span(0, 8, "NORP"), "open")
    lanes = stack(row_of(TEXT), [Mark(Span(0, 30, "ORG"), "decided"), inner], inner.span, width=88)
    assert [[piece.name for piece in lane] for lane in lanes] == [["ORG"], ["NORP"]]


def test_names_are_shortened_before_they_collide() -> None:
    row = row_of("a b of x")
    near = stack(row, [Mark(Span(0, 1, "CARDINAL"), "decided"), Mark(Span(7, 8, "ORG"), "decided")], None, width=20)
    assert [(piece.start, piece.name) for piece in near[0]] == [(0, "CARDIN"), (7, "ORG")]


def test_neighbours_without_a_blank_between_keep_a_gap() -> None:
    pieces = stack(
        row_of("東京都"), [Mark(Span(0, 2, "GPE"), "decided"), Mark(Span(2, 3, "ORG"), "open")], None, width=20
    )[0]
    assert [(piece.start, piece.end, piece.name) for piece in pieces] == [(0, 3, "GPE"), (4, 6, "ORG")]


def test_a_continued_span_is_named_once_and_a_sign_leads_on_below() -> None:
    flow = Flow("since about 4,200 dockers", 12)
    mark = Mark(Span(6, 17, "CARDINAL"), "open")
    above, below = (stack(row, [mark], None, width=12)[0][0] for row in list(flow.rows())[:2])
    assert (above.start, above.end, above.name) == (6, 11, "CARDIN")
    assert (below.start, below.end, below.name) == (0, 5, "↳")


def test_signs_tell_what_accepted_itself_and_what_has_a_comment() -> None:
    marks = [Mark(Span(0, 30, "ORG"), "auto", tag="ada", note=True)]
    assert stack(row_of(TEXT), marks, None, width=88)[0][0].name == "ada ≡ORG✎"


def test_a_blank_row_has_no_lane_and_any_other_has_one() -> None:
    assert stack(row_of("\n"), [], None, width=20) == ()
    assert stack(row_of("text"), [], None, width=20) == ((),)


@given(MARKS)
def test_names_take_the_cells_they_say(marks: list[Mark]) -> None:
    for piece in all_pieces(stack(row_of(TEXT), touching(row_of(TEXT), marks), None, width=88)):
        assert piece.stop - piece.start >= cell_len(piece.name)
        assert "\x1b" not in piece.name
