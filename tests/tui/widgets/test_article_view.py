"""Where an article view stands: its page, its cursor, what comes into sight."""

from __future__ import annotations

import pytest
from support.article_host import TEXT, Host

from annotator.tui.text.segments import MARK


async def test_the_article_is_shown_from_its_title_with_a_margin() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        shown = app.screen_text()
        assert shown[0].strip(f" {MARK}") == ""
        assert shown[1].rstrip(f" {MARK}") == "    Port unions in Valdora agree"
        assert all(len(line) <= 80 for line in shown)


async def test_the_page_scrolls_only_when_the_cursor_leaves_it() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        view = app.view
        view.move_to(TEXT.index("Tuesday"))
        assert view.scroll_anchor == 0
        view.move_to(len(TEXT) - 1)
        bottom = view.scroll_anchor
        assert bottom > 0
        view.move_to(view.offset_up(view.cursor), gentle=True)
        assert view.scroll_anchor == bottom
        view.move_to(0)
        assert view.scroll_anchor == 0


async def test_coming_back_shows_the_same_rows() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.move_to(TEXT.index("20 Leaders"))
        anchor, cursor = app.view.scroll_anchor, app.view.cursor
        await pilot.pause()
        before = app.screen_text()
    again = Host()
    async with again.run_test(size=(80, 24)) as pilot:
        again.view.move_to(cursor, reveal=False)
        again.view.scroll_anchor = anchor
        await pilot.pause()
        assert again.screen_text() == before
        assert again.view.scroll_anchor == anchor


async def test_a_place_that_is_set_before_the_first_layout_counts() -> None:
    class Early(Host):
        def begin(self) -> None:
            self.view.move_to(TEXT.index("20 Leaders"))
            self.view.scroll_anchor = TEXT.index("19 Leaders")

    app = Early()
    async with app.run_test(size=(80, 24)):
        assert app.view.scroll_anchor == TEXT.index("19 Leaders")


async def test_without_a_place_the_first_layout_shows_the_cursor() -> None:
    class Early(Host):
        def begin(self) -> None:
            self.view.move_to(TEXT.index("20 Leaders"))

    app = Early()
    async with app.run_test(size=(80, 24)):
        assert any("20 Leaders" in line for line in app.screen_text())


async def test_moving_up_and_down_keeps_the_wished_column() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        view = app.view
        start = at = TEXT.index("Harbour")
        for _ in range(4):
            view.move_to(at := view.offset_down(at))
        for _ in range(4):
            view.move_to(at := view.offset_up(at))
        assert at == start
        assert (view.offset_up(0), view.offset_down(len(TEXT) - 1)) == (0, len(TEXT) - 1)


async def test_a_page_on_and_back_shows_the_cursor_on_the_same_line() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        view = app.view
        view.move_to(TEXT.index("10 Leaders"))
        anchor, at = view.scroll_anchor, view.cursor
        view.move_to(down := view.page_down(at))
        assert down > at
        assert view.scroll_anchor > anchor
        view.move_to(view.page_up(down))
        assert (view.cursor, view.scroll_anchor) == (at, anchor)


async def test_a_cursor_that_stays_where_it_is_seen_moves_nothing() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        view = app.view
        for way in (view.page_down, view.page_up):
            view.move_to(TEXT.index("10 Leaders"))
            view.scroll_anchor = view.row_start(view.cursor)
            view.move_to(way(view.cursor))
            anchor = view.scroll_anchor
            view.move_to(view.cursor)
            assert view.scroll_anchor == anchor
        view.scroll_lines(40)
        view.move_to(view.cursor)
        assert view.window[0] <= view.cursor < view.window[1]


async def test_the_ends_of_a_row() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        assert app.view.row_start(5) == 0
        assert app.view.row_end(5) == TEXT.index("\n") - 1
        assert app.view.row_end(29) == app.view.row_start(29) == 29


@pytest.mark.parametrize("text", ["", "\n", "x", "\x1b[2J\x07\u202e\r", "\u0301", "a" * 10_000])
async def test_odd_texts_can_be_shown_and_walked(text: str) -> None:
    app = Host(text)
    async with app.run_test(size=(60, 8)) as pilot:
        view = app.view
        for way in (view.offset_down, view.offset_up, view.page_down, view.page_up, view.row_start, view.row_end):
            view.move_to(way(view.cursor))
            await pilot.pause()
            assert 0 <= view.cursor <= len(text)
        assert not any(char in "\x1b\x07\u202e\r" for line in app.screen_text() for char in line)
