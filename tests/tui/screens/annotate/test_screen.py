"""The annotate screen: keys are pressed, and what the project then holds is read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from support.blank import blank
from support.desks import SUGGESTED, at, make
from textual.geometry import Region
from textual.pilot import Pilot

from annotator.config import Settings
from annotator.domain.article import Article
from annotator.domain.suggestion import Suggestion
from annotator.domain.text.sentences import sentences
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.table import in_scope
from annotator.tui.lines.facts import facts
from annotator.tui.model_process import SuggestionsFailed
from annotator.tui.screens.annotate.missed.hints import Hints
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.dialogs import FinishDialog
from annotator.tui.screens.common.guideline import Guideline
from annotator.tui.screens.common.help import Help
from annotator.tui.screens.labels.picker import LabelPicker
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.style.palette import PALETTES
from annotator.tui.style.worn import palette_in
from annotator.tui.text.session_marks import marks_in
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.search_line import SearchLine

Walk = tuple[Pilot[None], AnnotateScreen]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, _ = make(tmp_path / "p.db")
    scheme = store.scheme()
    save_scheme(store, type(scheme)(scheme.labels, auto_accept="off"))
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, AnnotateScreen)
        yield pilot, app.screen
    store.close()


def held(store: Store, key: str) -> list[tuple[str, str, str]]:
    rows = store.conn.execute(
        "SELECT quote, label, decided FROM spans JOIN articles ON id = article WHERE key = ? AND state = 'held' "
        'ORDER BY start, "end"',
        (key,),
    )
    return rows.fetchall()


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Wait for what happens by itself."""
    for _ in range(200):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not happen")


def line(screen: AnnotateScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


async def test_space_accepts_and_goes_on_with_the_row_on_disk(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("space")
    assert held(screen.store, screen.session.key) == [("Harbour Workers’ Union", "ORG", "accepted")]
    assert screen.view.focus_mark == screen.session.focus == at("The Harbour Workers’ Union", "ORG")
    assert "✓ 1" in line(screen, "counts")


async def test_the_footer_says_how_many_are_sure(walk: Walk) -> None:
    pilot, screen = walk
    assert "y 3 sure" in line(screen, "keys")
    await pilot.press("y")
    assert {quote for quote, _, _ in held(screen.store, screen.session.key)} == {
        "Harbour Workers’ Union",
        "HWU",
        "Valdora",
    }
    assert "sure" not in line(screen, "keys")
    await pilot.press("y")
    assert screen.message[0] == "No open suggestion reaches 0.80."
    await pilot.press("u")
    assert "y 3 sure" in line(screen, "keys")


async def test_a_label_that_the_bar_does_not_show_stands_first_there_once_it_is_given(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.resize_terminal(60, 24)
    assert "MONEY" not in line(screen, "labels")
    await pilot.press("M")
    assert "MONEY" in line(screen, "labels")


async def test_an_article_without_spans_has_the_labels_of_the_others_first_in_the_bar(tmp_path: Path) -> None:
    with blank(tmp_path / "p.db") as store:
        with store.write():
            for number, text in enumerate(("Acme pays.", "Nothing.")):
                store.add_article(Article.of(text), f"2026-01-01T00:00:0{number}.000Z")
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(60, 24)) as pilot:
            await pilot.press("M", "n")
            assert isinstance(app.screen, AnnotateScreen)
            assert app.screen.session.text == "Nothing."
            assert line(app.screen, "labels").split()[:2] == ["M", "MONEY"]


async def test_the_picker_says_the_key_of_what_was_chosen(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("enter", *"money", "enter")
    assert screen.message[0] == "The key M gives MONEY."


async def test_where_nothing_was_suggested_nothing_is_said_to_be_all_decided(tmp_path: Path) -> None:
    with blank(tmp_path / "blank.db") as store:
        with store.write():
            store.add_article(Article.of("Acme sails to Rome."), "2026-01-01T00:00:00.000Z")
        async with AnnotatorApp(store, "ana", start="annotate", suggest=False).run_test(size=(100, 30)) as pilot:
            await pilot.press("O", "escape")
            screen = pilot.app.screen
            assert isinstance(screen, AnnotateScreen)
            assert len(screen.session.layer.held) == 1
            assert "all decided" not in line(screen, "facts")
            await pilot.press("w")
            assert line(screen, "facts").startswith(
                "  Nothing is suggested: f shows likely spans · label keys add · s finishes"
            )


async def test_a_narrow_footer_leaves_out_others_for_those_that_are_sure(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.resize_terminal(80, 24)
    assert "y 3 sure" in line(screen, "keys")
    await pilot.press("y")
    assert "f hints" in line(screen, "keys")


async def test_a_narrow_footer_begins_with_the_keys_that_label_where_words_are_selected(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.resize_terminal(80, 24)
    assert line(screen, "keys").startswith(" space accept ")
    await pilot.press("v")
    assert line(screen, "keys").startswith(" A-Z label  enter pick label ")


async def test_reject_relabel_resize_undo_redo(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("x", "tab", "tab", "P")
    assert held(screen.store, screen.session.key) == [("Ana-Lucía Ferreira", "PERSON", "relabelled")]
    await pilot.press("left_square_bracket")
    assert ("in Valdora", "GPE", "resized") in held(screen.store, screen.session.key)
    await pilot.press("u", "u")
    assert held(screen.store, screen.session.key) == []
    assert screen.message[0] == "Taken back: GPE → PERSON on “Ana-Lucía Ferreira”."
    await pilot.press("r")
    assert held(screen.store, screen.session.key) == [("Ana-Lucía Ferreira", "PERSON", "relabelled")]


async def test_a_selection_and_a_label_key_add_a_span(walk: Walk) -> None:
    pilot, screen = walk
    screen.session.move(screen.session.text.index("3 March"))
    await pilot.press("shift+right", "D")
    assert ("3 March", "DATE", "added") in held(screen.store, screen.session.key)
    assert screen.session.selection is None


async def test_hints_select_a_missed_name(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("f")
    hints = screen.app.screen
    assert isinstance(hints, Hints)
    letters = next(keys for keys, place in hints.spans.items() if place.quote(screen.session.text) == "3 March")
    await pilot.press(*letters, "D")
    assert ("3 March", "DATE", "added") in held(screen.store, screen.session.key)


async def test_a_message_leaves_what_is_to_be_decided_in_sight(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("tab", "o", "o")
    told, _ = facts(screen.session, screen.message, screen.colours, 80)
    assert told[0][0] == "  Display: compact."
    assert screen.session.focus
    assert screen.session.focus.quote(screen.session.text) in [words for words, _ in told]


async def test_sentences_are_gone_through_one_by_one_and_back(walk: Walk) -> None:
    pilot, screen = walk
    text = screen.session.text
    starts = [start for start, _ in sentences(text)]
    assert len(starts) > 3
    screen.session.move(0)
    seen = [screen.session.cursor]
    for _ in starts[1:]:
        await pilot.press("right_parenthesis")
        seen.append(screen.session.cursor)
    assert seen == starts
    for start in reversed(starts[:-1]):
        await pilot.press("left_parenthesis")
        assert screen.session.cursor == start
    await pilot.press("left_parenthesis")
    assert screen.session.cursor == 0


async def test_the_last_verdict_says_what_is_next(walk: Walk) -> None:
    pilot, screen = walk
    while screen.session.undecided:
        await pilot.press("space")
    assert "s finishes" in "".join(words for words, _ in facts(screen.session, ("", ""), screen.colours, 120)[0])
    await pilot.press("u")
    assert "s finishes" not in "".join(words for words, _ in facts(screen.session, ("", ""), screen.colours, 120)[0])


async def test_what_was_undone_has_the_focus_again_once_the_adviser_proposes_it(walk: Walk) -> None:
    pilot, screen = walk
    await until(pilot, lambda: screen.learning.learner is not None)
    first = screen.session.focus
    assert first is not None
    await pilot.press("space")
    assert first in screen.session.layer.held
    await until(pilot, lambda: screen.session.suggestion(first).sources == ("spacy:test-1",))
    await pilot.press("u")
    await until(pilot, lambda: screen.session.focus == first)


async def test_leaving_the_hints_takes_their_message_along(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("f")
    assert screen.message[0]
    await pilot.press("escape")
    assert not screen.message[0]


async def test_the_nearest_hints_are_the_short_ones_and_a_hint_can_be_extended(walk: Walk) -> None:
    pilot, screen = walk
    screen.session.move(screen.session.text.index("smiled"))
    await pilot.press("f")
    hints = screen.app.screen
    assert isinstance(hints, Hints)
    places = list(hints.spans.items())
    away = [abs(place.start - screen.session.cursor) for _, place in places]
    assert away == sorted(away)
    assert [len(letters) for letters, _ in places] == sorted(len(letters) for letters, _ in places)
    letters = next(keys for keys, place in places if place.quote(screen.session.text) == "3 March")
    await pilot.press(*letters, "shift+right", "shift+left", "shift+left", "D")
    assert ("3", "DATE", "added") in held(screen.store, screen.session.key)


async def test_the_picker_filters_and_takes(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("enter")
    assert isinstance(screen.app.screen, LabelPicker)
    await pilot.press("w", "o", "r", "k", "enter")
    assert held(screen.store, screen.session.key) == [("Harbour Workers’ Union", "WORK_OF_ART", "relabelled")]


async def test_finish_asks_once_then_opens_the_next_and_undo_comes_back(walk: Walk) -> None:
    pilot, screen = walk
    first = screen.session.key
    await pilot.press("s")
    assert isinstance(screen.app.screen, FinishDialog)
    await pilot.press("x")
    await pilot.pause()
    assert screen.store.layer(first, "ana").layer.status == "finished"
    assert screen.session.key != first
    await pilot.press("u")
    await pilot.pause()
    assert screen.session.key == first
    assert screen.session.layer.status == "open"
    assert not screen.session.layer.rejected
    assert screen.session.undecided


async def test_the_adviser_looks_again_after_decisions_and_not_after_moves(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot, screen = walk
    await until(pilot, lambda: screen.learning.learner is not None)
    looked: list[int] = []
    monkeypatch.setattr(screen.learning.learner, "refresh", lambda: looked.append(1) or [])
    await pilot.press("tab", "right", "tab")
    await pilot.pause(0.1)
    assert looked == []
    await pilot.press("space")
    await until(pilot, lambda: looked == [1])
    await pilot.press("right_square_bracket")
    await until(pilot, lambda: looked == [1, 1])
    await pilot.press("tab")
    await until(pilot, lambda: looked == [1, 1, 1])  # what was still in focus is learned from now


async def test_keys_do_what_the_user_has_mapped_them_to(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    settings = Settings(keymap={"accept": "f5", "right_grow": "f6", "search": "f7", "next": ""}, memory=False)
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=settings)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("space", "tab")
        assert held(store, key) == []
        await pilot.press("f6")
        assert [row[::2] for row in held(store, key)] == [("Harbour Workers’ Union opens", "resized")]
        await pilot.press("f5", "f5")  # on, then accepted
        assert [row[2] for row in held(store, key)] == ["resized", "accepted"]
        await pilot.press("f7", "a")
        assert app.screen.query_one(SearchLine).value == "a"
    store.close()


async def test_the_side_list_shows_what_there_is_after_every_key(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("t")
    for key in ["x", "z", "tilde", "tab", "space", "j", "tilde", "tilde", "k", "z", "P", "u", "tab", "right", "O"]:
        await pilot.press(key)
        assert screen.spans.listed == marks_in(screen.session, 0, len(screen.session.text)), key


async def test_suggestions_that_come_show_also_where_one_has_been_before(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.resize_terminal(60, 11)
    await pilot.press("ctrl+end")
    await pilot.pause()
    with screen.store.write():
        screen.store.add_suggestions(screen.session.key, "m", [(69, 72, "EVENT", 0.9)])
    screen.suggestions_came(screen.session.key)
    await pilot.press("ctrl+home")
    await pilot.pause()
    assert any(" EVE " in screen.view.render_line(y).text for y in range(screen.view.size.height))


async def test_search_goes_from_hit_to_hit_and_leaves_the_cursor(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("slash", *"ferreira")
    first = screen.session.cursor
    assert screen.session.text.startswith("Ferreira", first)
    await pilot.press("enter")
    second = screen.session.cursor
    assert second > first
    assert screen.session.text.startswith("Ferreira", second)
    await pilot.press("up")
    assert screen.session.cursor == first
    await pilot.press("escape")
    search = screen.query_one(SearchLine)
    assert not search.has_class("open")
    assert screen.session.cursor == first
    await pilot.press("slash")
    assert "“ferreira” again" in search.placeholder
    await pilot.press("down")
    assert (search.value, screen.session.cursor) == ("ferreira", second)
    await pilot.press("escape", "slash", "up")
    assert screen.session.cursor == first
    await pilot.press("escape", "slash", *"nowhere")
    stood = screen.session.cursor
    await pilot.press("escape", "slash", "enter")
    assert screen.session.cursor == stood
    assert "nothing found" in line(screen, "facts")
    await pilot.press("escape", "slash", "escape", "slash")
    assert "“nowhere” again" in search.placeholder


async def test_what_is_typed_behind_a_step_from_hit_to_hit_is_a_key_of_the_article(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("slash", *"ferreira", "enter", "L")
    search, text = screen.query_one(SearchLine), screen.session.text
    second = text.index("Ferreira", text.index("Ferreira") + 1)
    assert not search.has_class("open")
    assert [span.label for span in screen.session.layer.touching(second, second + 1)] == ["LOC"]
    await pilot.press("slash", *"ferreira", "enter", "slash", *"hwu")
    assert search.value == "hwu"
    await pilot.press("enter", "backspace", "u")
    assert search.value == "hwu"
    assert search.has_class("open")


async def test_comment_flag_and_guideline(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("c", *"odd", "enter", "exclamation_mark")
    await pilot.pause()
    layer = screen.store.layer(screen.session.key, "ana").layer
    assert [(comment.text, comment.span) for comment in layer.comments] == [("odd", SUGGESTED[0][0])]
    assert layer.flagged
    await pilot.press("d")
    await pilot.pause()
    assert isinstance(screen.app.screen, Guideline)
    await pilot.press("d", "space")
    assert screen.app.screen is screen


async def test_go_to_an_offset_the_end_and_an_article(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("colon", *"@20", "enter")
    assert screen.session.cursor == 20
    first = screen.session.key
    await pilot.press("colon", "2", "enter")
    assert screen.session.key != first


async def test_a_verdict_over_the_filter_leads_back_to_where_one_stood(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("tab")
    stood = screen.session.cursor, screen.session.focus
    await pilot.press("t", "slash", *"HWU", "enter", "x")
    assert (screen.session.cursor, screen.session.focus) == stood


async def test_the_side_list_is_filtered_walked_through_and_left(walk: Walk) -> None:
    pilot, screen = walk

    def listed() -> list[str]:
        return [mark.span.quote(screen.session.text) for mark in screen.spans.listed]

    await pilot.press("x", "t")
    assert len(listed()) == len(screen.session.proposals.open)
    assert "/ filters" in screen.spans.render_line(0).text
    await pilot.press("slash", *"HWU")
    assert listed() == ["HWU", "HWU"]
    assert screen.session.focus
    assert screen.session.focus.same_edges(at("HWU", "ORG"))
    await pilot.press("down")
    assert screen.session.focus.same_edges(at("HWU", "ORG", 1))
    await pilot.press("down", "enter", "space")
    assert at("HWU", "ORG") in screen.session.layer.held
    assert listed() == ["HWU", "HWU"]
    assert "/ filters" not in screen.spans.render_line(0).text
    await pilot.press("t", "t", "slash", *"talks/t", "backspace", "backspace")
    assert (screen.spans.wish, screen.session.layer.status) == ("talks", "open")
    assert "enter keep" in line(screen, "keys")
    await pilot.press(*["backspace"] * 5, *"gpe", *["backspace"] * 3, *"undecided")
    assert len(listed()) == len(screen.session.proposals.open)
    await pilot.press("escape")
    assert screen.spans.typing
    await pilot.press("escape", "P")
    assert not screen.spans.typing
    assert screen.session.layer.held
    assert "space accept" in line(screen, "keys")
    await pilot.press("t")
    assert not screen.spans.display
    await pilot.press("t", "tab", "slash")
    assert not screen.spans.typing
    assert isinstance(screen.focused, SearchLine)


async def test_the_side_list_gives_a_label_the_room_it_has(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("W", "t")
    assert "WORK_OF_…" in screen.spans.render_line(2).text
    await pilot.resize_terminal(160, 30)
    await pilot.pause()
    assert "WORK_OF_ART" in screen.spans.render_line(2).text


async def test_a_filter_that_was_kept_goes_behind_what_was_just_added(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("t", "slash", *"HWU", "enter")
    assert "esc all" in screen.spans.render_line(0).text
    await pilot.press("left", "v", "escape")
    assert (screen.session.selection, screen.spans.wish) == (None, "HWU")
    await pilot.press("escape")
    assert len(screen.spans.listed) == len(screen.session.proposals.open)
    assert "esc all" not in screen.spans.render_line(0).text


@pytest.mark.parametrize("width", [72, 80, 100])
async def test_what_was_just_added_is_named_in_a_sentence_with_an_end(walk: Walk, width: int) -> None:
    pilot, screen = walk
    await pilot.resize_terminal(width, 24)
    screen.session.move(screen.session.text.index("3 March"))
    await pilot.press("number_sign", "4", "shift+right", "D")
    said = line(screen, "facts")
    assert "* and edges: “3 March" in said
    assert "” until esc" in said
    assert "    * and" not in said


async def test_beside_every_span_the_line_of_facts_is_whole_at_80_columns(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.resize_terminal(80, 24)
    await pilot.press("O", "slash", *"smiled", "escape", "escape")
    assert screen.session.focus is None
    assert "label keys add the word  1 folded: e shows it" in line(screen, "facts")


async def test_a_list_that_has_no_room_takes_no_keys(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("t", "slash", "h")
    await pilot.resize_terminal(50, 30)
    await pilot.pause()
    assert not screen.spans.display
    await pilot.press("space")
    assert "✓ 1" in line(screen, "counts")
    await pilot.resize_terminal(100, 30)
    await pilot.pause()
    assert screen.spans.display
    assert "space accept" in line(screen, "keys")


async def test_another_theme_is_worn_at_once_by_all_that_is_seen(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("t")

    def colours() -> set[str]:
        strips = [*screen.labels.render_lines(Region(0, 0, 100, 1)), *screen.spans.render_lines(Region(0, 0, 34, 20))]
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        return {style.color.name for style in styles if style.color}

    await pilot.press("f2")
    await pilot.pause()
    assert screen.app.theme == "annotator-light"
    assert not colours() & {*PALETTES["annotator-dark"].labels.values()}
    assert {palette_in(screen.app).label("magenta")} <= colours()
    assert screen.app.settings.theme == "light"


async def test_the_side_list_opens_and_is_there_again_after_coming_back(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("t")
    assert screen.spans.display
    await pilot.press("n", "p")
    assert screen.spans.display


async def test_rejected_ones_show_with_z_and_can_be_accepted(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("x", "z")
    screen.session.go_to(SUGGESTED[0][0])
    await pilot.press("space")
    assert held(screen.store, screen.session.key) == [("Harbour Workers’ Union", "ORG", "accepted")]


async def test_help_lists_the_keys_and_q_leads_to_the_library_and_back(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("question_mark")
    assert isinstance(screen.app.screen, Help)
    await pilot.press("escape", "q")
    await pilot.pause()
    assert isinstance(screen.app.screen, LibraryScreen)
    await pilot.press("n")
    await pilot.pause()
    assert isinstance(screen.app.screen, AnnotateScreen)


async def test_one_stands_again_where_one_was(tmp_path: Path) -> None:
    for number in range(2):
        with make(tmp_path / "p.db")[0] if not number else Store.open(tmp_path / "p.db") as store:
            app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
            async with app.run_test(size=(100, 30)) as pilot:
                await pilot.pause()
                screen = app.screen
                assert isinstance(screen, AnnotateScreen)
                if number:
                    assert screen.session.focus == at("Valdora", "GPE")
                else:
                    screen.session.go_to(at("Ana-Lucía Ferreira", "GPE"))
                    await pilot.press("space")


async def test_late_suggestions_arrive_without_moving_the_cursor(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("space")
    before = (screen.session.cursor, screen.session.focus, screen.view.scroll_anchor)
    late = Suggestion(at("3 March", "DATE"), "spacy:late-1", 0.9)
    with screen.store.write():
        screen.store.add_suggestions(screen.session.key, late.source, [(late.span.start, late.span.end, "DATE", 0.9)])
    screen.suggestions_came(screen.session.key)
    await pilot.pause()
    assert late.span in screen.session.proposals.open
    assert before == (screen.session.cursor, screen.session.focus, screen.view.scroll_anchor)


async def test_what_the_line_of_search_leaves_is_a_key_of_the_screen(walk: Walk) -> None:
    pilot, screen = walk
    focus, theme = screen.session.focus, screen.app.theme
    await pilot.press("slash", "tab", "f2")
    assert screen.session.focus not in (focus, None)
    assert screen.app.theme != theme
    await pilot.press("a")
    assert isinstance(screen.focused, SearchLine)
    assert screen.focused.value == "a"


async def test_the_palette_over_a_question_has_the_keys_that_act_everywhere(walk: Walk) -> None:
    pilot, screen = walk
    titles = {command.title for command in screen.app.get_system_commands(screen)}
    await pilot.press("enter")
    over = list(screen.app.get_system_commands(screen.app.screen))
    assert {key.about for key in in_scope("app")} == {command.title for command in over} < titles
    theme = screen.app.theme
    next(command for command in over if "theme" in command.title).callback()
    assert screen.app.theme != theme


async def test_why_there_are_no_suggestions_is_said_also_below_a_question(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("enter")
    assert isinstance(screen.app.screen, LabelPicker)
    screen.app.post_message(SuggestionsFailed("The model is gone."))
    await pilot.pause()
    assert "The model is gone." in line(screen, "facts")


async def test_confirmed_strings_accept_themselves_and_undo_takes_them_back(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.1)
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        screen.session.go_to(at("HWU", "ORG"))
        await pilot.press("space")
        await pilot.pause(0.1)
        assert ("HWU", "ORG", "accepted") in held(store, key)
        auto = [one.span for one in screen.session.layer.held.values() if one.auto]
        assert auto == [at("HWU", "ORG", 1)]
        await pilot.press("u")
        assert not [one for one in screen.session.layer.held.values() if one.auto]
    store.close()


async def test_one_stands_again_on_what_only_the_memory_proposes(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    scheme = store.scheme()
    save_scheme(store, type(scheme)(scheme.labels, auto_accept="off"))
    learned = at("Ferreira", "PERSON", 1)
    for number in range(2):
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause(0.2)
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            if not number:
                screen.session.go_to(at("Ana-Lucía Ferreira", "GPE"))
                await pilot.press("P")
                await pilot.pause(0.1)
                screen.session.go_to(learned)
                screen.keep_place()
            assert screen.session.key == key
            assert screen.session.focus == learned
    store.close()


async def test_near_misses_are_shown_weak_where_the_settings_say_so(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    missed = at("3 March", "DATE")
    with store.write():
        store.add_suggestions(key, "near:spacy:test-1", [(missed.start, missed.end, "DATE", 0.1)])
    for wished in (False, True):
        app = AnnotatorApp(store, "ana", settings=Settings(near_misses=wished), start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause(0.2)
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            marks = {mark.span: mark for mark in marks_in(screen.session, 0, len(screen.session.text))}
            assert (missed in marks) is wished
            assert not wished or marks[missed].weak
    store.close()


async def test_a_message_longer_than_a_line_takes_that_of_the_footer_until_a_key(walk: Walk) -> None:
    pilot, screen = walk
    screen.say("What is said in many words is all said. " * 3)
    assert screen.query_one("#keys", Line).render().plain.strip() == "many words is all said."
    await pilot.press("tab")
    assert "accept" in screen.query_one("#keys", Line).render().plain
