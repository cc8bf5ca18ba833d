from __future__ import annotations

import pytest
from support.themed import Themed
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region

from annotator.tui.widgets.row_list import RowList

LINES = [Content(f"row {number}") for number in range(90)]


class Host(Themed):
    def compose(self) -> ComposeResult:
        yield RowList()


def draw(row: int, _width: int, _here: bool) -> list[Content]:
    return [LINES[row]]


async def test_where_the_cursor_goes_two_rows_are_painted_and_elsewhere_all(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host()
    async with app.run_test(size=(30, 20)) as pilot:
        rows = app.query_one(RowList)
        rows.show([Content("head")], len(LINES), draw, 3)
        await pilot.pause()
        rows.point(3)
        asked: list[tuple[Region, ...]] = []
        refresh = rows.refresh
        monkeypatch.setattr(rows, "refresh", lambda *regions, **how: (asked.append(regions), refresh(*regions, **how)))
        rows.point(3)
        assert asked == []
        rows.point(5)
        assert [[region.y for region in regions] for regions in asked] == [[4, 6]]
        rows.point(80)
        assert () in asked
        shown = [rows.render_line(y).text.strip() for y in range(rows.size.height)]
        assert "row 80" in shown
        monkeypatch.undo()
        before = rows.render_line(1)
        app.theme = "annotator-light"
        await pilot.pause()
        assert rows.render_line(1) != before


async def test_a_row_that_says_something_else_is_painted_anew() -> None:
    app = Host()
    async with app.run_test(size=(30, 20)) as pilot:
        rows = app.query_one(RowList)
        rows.show([Content("head")], 2, draw, None)
        await pilot.pause()
        rows.show([Content("3 left")], 2, lambda row, _width, _here: [Content("else") if row else LINES[row]], None)
        assert [rows.render_line(y).text.strip() for y in range(4)] == ["3 left", "row 0", "else", ""]


async def test_the_head_stays_where_the_rows_scroll_below_it() -> None:
    app = Host()
    async with app.run_test(size=(30, 20)) as pilot:
        rows = app.query_one(RowList)
        rows.show([Content("head"), Content("")], len(LINES), draw, 0)
        await pilot.pause()

        def shown() -> list[str]:
            return [rows.render_line(y).text.strip() for y in range(rows.size.height)]

        for cursor, first in ((17, 0), (18, 9), (89, 72), (70, 61), (0, 0)):
            rows.point(cursor)
            assert shown() == ["head", "", *(f"row {number}" for number in range(first, first + 18))]
        rows.point(89)
        await pilot.click(RowList, offset=(3, 0))
        assert rows.cursor == 89
