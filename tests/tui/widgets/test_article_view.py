from __future__ import annotations

from bisect import bisect_left
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from annotator.domain.span import Span
from annotator.tui.style.themes import THEMES
from annotator.tui.text.marks import Mark
from annotator.tui.text.segments import MARK, drawn_line
from annotator.tui.widgets import painting
from annotator.tui.widgets.article_view import ArticleView

LINE = "Leaders of the Harbour Workers’ Union said in 東京 on Tuesday they would meet officials of the Ministry. "
TEXT = "Port unions in Valdora agree\n\n" + "\n\n".join(f"{number} {LINE}{LINE}" for number in range(40))


class Host(App[None]):
    def __init__(self, text: str = TEXT) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "annotator-dark"
        self.text = text
        self.marks: list[Mark] = []
        self.told: list[Any] = []
        self.asked: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_mount(self) -> None:
        self.view.show(self.text, self.touching, roles=[(0, 28, "title")], colours={"ORG": "magenta"})
        self.begin()

    def begin(self) -> None:
        """What happens before the first layout."""

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def touching(self, start: int, end: int) -> list[Mark]:
        self.asked.append((start, end))
        marks = sorted(self.marks, key=lambda mark: mark.span)
        return [mark for mark in marks[: bisect_left([m.span.start for m in marks], end)] if mark.span.end > start]

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        self.told.append(message)

    def on_article_view_dragged(self, message: ArticleView.Dragged) -> None:
        self.told.append(message)

    def screen_text(self) -> list[str]:
        return [self.view.render_line(y).text for y in range(self.view.size.height)]


class Recorder:
    """What a view asks to be repainted."""

    def __init__(self, view: ArticleView, monkeypatch: pytest.MonkeyPatch) -> None:
        self.regions: list[Region] = []
        original = view.refresh

        def refresh(*regions: Region, **how: bool) -> ArticleView:
            self.regions += regions or [view.size.region]
            return original(*regions, **how)

        monkeypatch.setattr(view, "refresh", refresh)


async def test_the_article_is_shown_from_its_title_with_a_margin() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        shown = app.screen_text()
        assert shown[0].strip(f" {MARK}") == ""
        assert shown[1].rstrip(f" {MARK}") == "    Port unions in Valdora agree"
        assert all(len(line) <= 80 for line in shown)


async def test_a_mark_on_the_edge_tells_how_far_one_is() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:

        def marked() -> list[int]:
            return [y for y, line in enumerate(app.screen_text()) if line[-1] == MARK]

        at_first = marked()
        assert at_first[0] == 0
        app.view.move_to(len(TEXT))
        await pilot.pause()
        assert marked()[-1] == 23
        app.view.move_to(0)
        await pilot.pause()
        assert marked() == at_first
        app.view.show("Short.", lambda _start, _end: (), colours={})
        await pilot.pause()
        assert marked() == []


async def test_what_is_scrolled_to_was_drawn_while_the_keys_rested(monkeypatch: pytest.MonkeyPatch) -> None:
    app, other = Host(), Host()
    app.marks = other.marks = [Mark(Span(at, at + 7, "ORG"), "open") for at in range(40, len(TEXT), 60)]
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.move_to(40)
        await pilot.pause(0.4)
        drawn: list[object] = []
        monkeypatch.setattr(painting, "drawn_line", lambda *of, **how: (drawn.append(of), drawn_line(*of, **how))[1])
        app.view.scroll_lines(8)
        app.view.paint()
        shown = app.screen_text()
        assert len(drawn) == 2  # where the mark on the edge came and went
    async with other.run_test(size=(80, 24)) as pilot:
        other.view.move_to(40)
        other.view.scroll_lines(8)
        await pilot.pause()
        assert other.screen_text() == shown


async def test_only_rows_near_the_screen_are_asked_for() -> None:
    app = Host(TEXT * 200)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert max(end for _, end in app.asked) < 4000
        app.asked.clear()
        app.view.move_to(len(app.text) - 5)
        await pilot.pause()
        assert min(start for start, _ in app.asked) > len(app.text) - 8000


async def test_a_decision_repaints_only_the_cells_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        start = TEXT.index("Harbour")
        span = Span(start, start + 22, "ORG")
        app.marks = [Mark(span, "open")]
        app.view.touch(span.start, span.end)
        await pilot.pause()
        record = Recorder(app.view, monkeypatch)
        app.marks = [Mark(span, "decided")]
        app.view.touch(span.start, span.end)
        await pilot.pause()
        assert [(region.right, region.height) for region in record.regions] == [(21 + 22, 1), (21 + 22, 1)]
        record.regions.clear()
        app.view.touch(0, len(TEXT))
        await pilot.pause()
        assert record.regions == []


async def test_focus_selection_and_display_show_at_once() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        start = TEXT.index("Harbour")
        span = Span(start, start + 22, "ORG")
        app.marks = [Mark(span, "open")]
        view = app.view
        view.touch(span.start, span.end)
        view.focus_mark = span
        view.move_to(span.start)
        await pilot.pause()
        assert (view.focus_mark, view.cursor, view.selection) == (span, span.start, None)
        assert "ORG┄┄┄" in "".join(app.screen_text())
        view.display_mode = "compact"
        await pilot.pause()
        assert "Union‹ORG› said" in "".join(app.screen_text())
        view.display_mode = "plain"
        await pilot.pause()
        assert "ORG" not in "".join(app.screen_text())
        view.show_hints({span.start: "sd"})
        await pilot.pause()
        assert "the sdrbour" in "".join(app.screen_text())


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


async def test_the_ends_of_a_row() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)):
        assert app.view.row_start(5) == 0
        assert app.view.row_end(5) == TEXT.index("\n") - 1
        assert app.view.row_end(29) == app.view.row_start(29) == 29


async def test_the_mouse_tells_offsets_and_the_wheel_scrolls() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        start = TEXT.index("Harbour")
        app.marks = [Mark(Span(start, start + 22, "ORG"), "decided")]
        app.view.touch(0, 100)
        await pilot.click(ArticleView, offset=(4, 1))
        await pilot.click(ArticleView, offset=(22, 5))
        assert [(m.offset, m.span) for m in app.told] == [(0, None), (start + 1, app.marks[0].span)]
        app.told.clear()
        await pilot.mouse_down(ArticleView, offset=(4, 1))
        await pilot.hover(ArticleView, offset=(9, 1))
        await pilot.mouse_up(ArticleView, offset=(9, 1))
        assert [(m.start_offset, m.end_offset) for m in app.told] == [(0, 5)]
        app.view.scroll_lines(6)
        assert app.view.scroll_anchor > 0


async def test_clicks_find_wide_text_and_blank_lines() -> None:
    app = Host("a東京b\n\nend")
    async with app.run_test(size=(80, 10)):
        view = app.view
        assert [view.offset_at(4 + cell, 1) for cell in range(7)] == [0, 1, 1, 2, 2, 3, 4]
        assert view.offset_at(4, 0) is None
        assert view.offset_at(30, 3) == 5
        assert view.offset_at(0, 4) == 6


async def test_another_theme_and_another_size_paint_anew() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        dark = app.view.render_line(1)
        app.theme = "annotator-light"
        await pilot.pause()
        assert app.view.render_line(1) != dark
        await pilot.resize_terminal(40, 12)
        assert max(len(line) for line in app.screen_text()) <= 40
        await pilot.resize_terminal(8, 3)
        assert app.screen_text()


async def test_a_change_of_style_that_changes_no_colour_hides_no_later_change() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.notify_style_update()
        start = TEXT.index("Harbour")
        app.marks = [Mark(Span(start, start + 22, "ORG"), "decided")]
        app.view.touch(start, start + 22)
        await pilot.pause()
        assert "ORG━━━" in "".join(app.screen_text())


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
