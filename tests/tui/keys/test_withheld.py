"""Every key that leads on from library, article or palette is given to guests, or withheld from them, on purpose."""

from __future__ import annotations

import pytest

from annotator.tui.keys.keymap import resolve
from annotator.tui.keys.table import KEYS, acting_in
from annotator.tui.keys.withheld import FOR_LEADS, FOR_NOBODY, FOR_REVIEWERS, SERVED, withheld

GIVEN = {
    "help", "palette", "settings", "theme", "my_day", "second_look", "recheck", "open", "open_next", "library_down",
    "library_up", "library_search", "library_sort", "library_mark", "library_mark_down", "library_mark_up",
    "library_mark_all", "library_columns", "library_preview", "library_my_day",
    "library_second_look", "library_recheck", "library_asked", "library_notes", "library_let_go", "library_quit",
}  # fmt: skip


def test_every_key_of_the_library_and_the_palette_is_given_or_withheld() -> None:
    leading = {key.id for key in KEYS if key.scope in ("library", "app")}
    held_back = FOR_NOBODY | FOR_LEADS | FOR_REVIEWERS
    assert leading - held_back == GIVEN
    assert held_back <= {key.id for key in KEYS}


@pytest.mark.parametrize(("role", "lost"), [("annotator", 3), ("reviewer", 2), ("lead", 1), ("strange", 3)])
def test_less_is_withheld_from_those_who_answer_for_more(role: str, lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert withheld() == frozenset()
    monkeypatch.setenv(SERVED, role)
    assert withheld() == frozenset().union(*(FOR_NOBODY, FOR_LEADS, FOR_REVIEWERS)[:lost])


def test_what_is_withheld_is_on_no_screen() -> None:
    keymap = resolve("default", {}, ["library_review", "suspend"])
    shown = {key.id for key in acting_in("library", keymap)}
    assert not shown & {"library_review", "suspend"}
    assert "open" in shown
