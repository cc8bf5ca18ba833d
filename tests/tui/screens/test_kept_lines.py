"""Lines of a list that are made once."""

from __future__ import annotations

from textual.content import Content

from annotator.tui.screens.lens.kept_lines import KeptLines


def test_a_line_is_made_anew_where_what_it_shows_or_wears_is_another() -> None:
    kept, made = KeptLines(), list[str]()

    def line(at: int, shown: object) -> Content:
        def make() -> Content:
            made.append(f"{at}")
            return Content(f"{at}")

        return kept.line(at, shown, make)

    one, other = ["one"], ["one"]
    kept.wear("light")
    assert line(1, one) is line(1, one)
    line(1, other)
    line(2, one)
    kept.wear("light")
    line(2, one)
    kept.wear("dark")
    line(2, one)
    assert made == ["1", "1", "2", "2"]
