"""What an article view paints, and that it paints no more than what has changed."""

from __future__ import annotations

import pytest
from support.article_host import TEXT, Host, Recorder

from annotator.domain.span import Span
from annotator.tui.text.marks import Mark
from annotator.tui.text.segments import MARK, drawn_line
from annotator.tui.widgets import painting


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
        assert "Union·ORG said" in "".join(app.screen_text())
        view.display_mode = "plain"
        await pilot.pause()
        assert "ORG" not in "".join(app.screen_text())
        view.show_hints({span.start: "sd"})
        await pilot.pause()
        assert "the sdrbour" in "".join(app.screen_text())


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
