from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from support.themed import Themed
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region

from annotator.tui.lines.parts import Parts, Top, facts_line, top_line
from annotator.tui.widgets.line import Line

PALE, STRONG = "$text-muted", "bold $background on $success"


class Host(Themed):
    CSS = "#fitting { width: auto; } #rest { width: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Line(id="whole")
        with Horizontal():
            yield Line(id="rest")
            yield Line(id="fitting")

    def line(self, name: str) -> Line:
        return self.query_one(f"#{name}", Line)


def text(line: Line) -> str:
    return line.render_line(0).text


async def test_only_the_cells_that_differ_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host()
    async with app.run_test(size=(40, 6)) as pilot:
        line, asked = app.line("whole"), list[tuple[Region, ...]]()
        line.show((("3 left ", PALE), ("of 10", STRONG)))
        await pilot.pause()
        refresh = line.refresh
        monkeypatch.setattr(line, "refresh", lambda *regions, **how: (asked.append(regions), refresh(*regions, **how)))
        line.show((("3 left ", PALE), ("of 10", STRONG)))
        assert asked == []
        line.show((("3 left ", PALE), ("of 9", STRONG)))
        line.show((("2 left ", PALE), ("of 9", STRONG)))
        assert asked == [(Region(7, 0, 5, 1),), (Region(0, 0, 7, 1),)]
        await pilot.pause()
        assert text(line) == "2 left of 9".ljust(40)


async def test_a_line_of_its_own_width_leaves_the_rest_to_others() -> None:
    app = Host()
    async with app.run_test(size=(40, 6)) as pilot:
        for shown in ("1 of 9", "1 of 10", ""):
            app.line("fitting").show(((shown, PALE),))
            await pilot.pause()
            assert (app.line("fitting").size.width, app.line("rest").size.width) == (len(shown), 40 - len(shown))
            assert not shown or text(app.line("fitting")) == shown


async def test_another_theme_and_another_width_show_at_once() -> None:
    app = Host()
    async with app.run_test(size=(40, 6)) as pilot:
        line = app.line("whole")
        line.show((("a long line of words", PALE),))
        await pilot.pause()
        dark = line.render_line(0)
        app.theme = "annotator-light"
        await pilot.pause()
        assert line.render_line(0) != dark
        for width in (10, 30):
            await pilot.resize_terminal(width, 6)
            assert text(line) == "a long line of words".ljust(width)[:width]


TOP = Top("news.db", (1, 9), "Port unions agree to talks about a third week of strikes", "ada", 0, 0, 50)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 200))
def test_counting_moves_nothing_on_the_top_line(held: int, rejected: int, width: int) -> None:
    top = replace(TOP, held=held, rejected=min(rejected, 50 - held), undecided=max(50 - held - rejected, 0))
    before, after = top_line(TOP, width), top_line(top, width)
    assert before[0] == after[0]
    assert length(before[1]) == length(after[1])
    assert length(after[0] + after[1]) == max(width, length(after[1]) + length(after[0]))
    share = min(100 - round((top.undecided or 0) * 2), 99)
    assert after[1][-1][0].endswith(f" {share} % " if width >= 60 else f" ○ {top.undecided} ")


def shares(top: Top) -> str:
    return top_line(top, 100)[1][-1][0].strip(" ─")


def test_an_article_is_whole_only_once_it_is_finished_and_own_spans_are_no_share_of_the_suggestions() -> None:
    assert shares(replace(TOP, held=399, undecided=1)) == "99 %"
    assert shares(replace(TOP, held=50, undecided=0)) == "99 %"
    assert shares(replace(TOP, held=50, undecided=0, words=("finished",))) == "100 %"
    assert shares(replace(TOP, held=3, added=3, undecided=0)) == "–"
    assert shares(replace(TOP, held=4, added=3, undecided=1)) == "50 %"


def test_what_follows_from_decisions_is_told_beside_what_the_library_counts() -> None:
    before, after = top_line(TOP, 100)[1], top_line(replace(TOP, undecided=51, besides=1), 100)[1]
    assert " ○ 50+1 " in [text for text, _ in after]
    assert length(before) == length(after)


def test_what_is_not_known_yet_is_not_told_as_done() -> None:
    def said(top: Top) -> tuple[str, str]:
        *_, undecided, _, share = (text.strip(" ─") for text, _ in top_line(top, 100)[1])
        return undecided, share

    assert said(replace(TOP, held=9, undecided=None)) == ("○ …", "…")
    assert said(replace(TOP, undecided=0)) == ("○ 0", "–")
    assert said(replace(TOP, undecided=0, words=("finished",))) == ("○ 0", "100 %")


def test_facts_begin_with_a_margin_and_end_with_the_screen() -> None:
    parts = facts_line([("▸ ", "red"), ("Valdoran Ministry of Transport", "bold")], 20)
    assert parts == (("  ▸ ", "red"), ("Valdoran Minist…", "bold"))


def length(parts: Parts) -> int:
    return sum(cell_len(piece) for piece, _ in parts)
