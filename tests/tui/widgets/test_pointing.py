"""The mouse in an article view."""

from __future__ import annotations

from support.article_host import TEXT, Host

from annotator.domain.span import Span
from annotator.tui.text.marks import Mark
from annotator.tui.widgets.article_view import ArticleView


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
