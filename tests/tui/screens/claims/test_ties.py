"""Relations in the app: keys are pressed, and what the project then holds is read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from support.claiming import HPA, HPA_AGAIN, LUND, PORT, SOL, TOWN, UHW, UNION, decided, made
from support.desks import make
from textual.pilot import Pilot

from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Claimed
from annotator.domain.span import Span
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.table import WITHHELD
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.claims.choice_list import ChoiceList
from annotator.tui.screens.claims.screen import ClaimsScreen
from annotator.tui.screens.common.dialogs import FinishDialog
from annotator.tui.screens.common.help import Help
from annotator.tui.screens.common.text_prompt import TextPrompt
from annotator.tui.widgets.line import Line

Walk = tuple[Pilot[None], ClaimsScreen]
ENTITIES = [Claimed(Same(HPA, PORT)), Claimed(Same(HPA_AGAIN, PORT)), Claimed(Same(UHW, UNION))]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, key = made(tmp_path / "p.db")
    decided(store, key, ENTITIES)
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("semicolon")
        while not (isinstance(app.screen, ClaimsScreen) and app.screen.at_task.name == "ties"):
            await pilot.press("semicolon")
        assert isinstance(app.screen, ClaimsScreen)
        yield pilot, app.screen
    store.close()


def relations(store: Store) -> list[tuple[Any, ...]]:
    return store.conn.execute(
        "SELECT quote, relation, other_quote, state, auto FROM claims ORDER BY 1, 2, 3"
    ).fetchall()


def told(screen: ClaimsScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}", Line).render())


def stand(screen: ClaimsScreen, span: Span) -> None:
    screen.go(span)
    screen.refresh_view()


async def test_a_label_and_a_letter_draw_a_relation(walk: Walk) -> None:
    pilot, screen = walk
    assert "names" in told(screen, "top") and "TIES" in told(screen, "top")
    stand(screen, LUND)
    await pilot.press("H", "a")
    assert relations(screen.store) == [
        ("Tor Lund", "head_of", "HPA", "held", 0),
        ("Tor Lund", "member_of", "HPA", "held", 1),
    ]
    assert screen.session.focus == LUND
    assert "head_of  Halvik Port Authority   yours" in str(screen.numbered.render())
    assert "Drawn: head_of → Halvik Port Authority, with 1 implied." in told(screen, "facts")
    await pilot.press("u")
    assert relations(screen.store) == []
    assert "Taken back: head_of “Tor Lund” → “HPA”" in told(screen, "facts")


async def test_a_key_that_fits_nothing_says_so_and_does_nothing(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("B")
    assert "based_in takes ORG as head and GPE as tail" in told(screen, "facts")
    await pilot.press("Z")
    assert "Nothing of this task has the key Z" in told(screen, "facts")
    assert relations(screen.store) == []


async def test_letters_are_let_go_of_and_another_label_asks_anew(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("H")
    assert screen.asked is not None and "a-z take it" in told(screen, "keys")
    await pilot.press("M")
    assert screen.asked is not None and "member_of" in screen.asked.pointing.asked
    await pilot.press("escape")
    assert screen.asked is None and isinstance(screen.app.screen, ClaimsScreen)
    await pilot.press("H", "question_mark")
    assert screen.asked is None and "That was no letter" in told(screen, "facts")


async def test_what_cannot_be_turned_says_why_and_still_waits_for_a_letter(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("H", "less_than_sign")
    assert "It cannot be turned: PERSON is no tail of head_of." in told(screen, "facts")
    assert screen.asked is not None
    await pilot.press("escape", "P", "less_than_sign")
    assert "opposes has no direction" in told(screen, "facts")
    await pilot.press("a")
    assert [name for _, name, *_ in relations(screen.store)] == ["opposes"]


async def test_the_only_one_is_taken_by_space_and_all_are_found_by_words(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, TOWN)
    await pilot.press("P", "slash")
    assert isinstance(screen.app.screen, ChoiceList)
    await pilot.press(*"sol", "enter")
    assert ("Halvik", "opposes", "Ingrid Sol", "held", 0) in relations(screen.store)
    stand(screen, UNION)
    await pilot.press("B")
    assert screen.asked is not None and screen.asked.pointing.proposed is None
    await pilot.press("escape")


async def test_x_takes_back_the_line_that_was_chosen(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("H", "a", "tilde")
    assert screen.chosen == 1
    await pilot.press("x")
    assert [row[1:4] for row in relations(screen.store)] == [
        ("head_of", "HPA", "held"), ("member_of", "HPA", "refused"),
    ]  # fmt: skip
    await pilot.press("1", "x")
    assert [row[3] for row in relations(screen.store)] == ["refused"]


async def test_following_goes_to_the_other_end(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("greater_than_sign")
    assert screen.session.focus == LUND and "Nothing is here to follow" in told(screen, "facts")
    await pilot.press("H", "a", "greater_than_sign")
    assert screen.session.focus == HPA
    assert "← head_of  Tor Lund" in str(screen.numbered.render())


async def test_j_and_f_go_to_spans_and_esc_twice_back_to_them(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("j")
    assert screen.session.focus == SOL
    await pilot.press("k", "f")
    assert screen.asked is not None
    await pilot.press("a")
    assert screen.session.focus not in (LUND, None)
    await pilot.press("escape")
    assert "esc again" in told(screen, "facts")
    await pilot.press("j", "escape", "escape")
    assert isinstance(pilot.app.screen, AnnotateScreen)
    assert pilot.app.screen.session.focus == screen.session.focus


async def test_the_list_finds_a_relation(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("t")
    assert "No relation holds or is proposed in this article." in told(screen, "facts")
    assert "A-Z draw" in told(screen, "keys")
    stand(screen, LUND)
    await pilot.press("H", "a", "j", "t")
    assert isinstance(screen.app.screen, ChoiceList)
    await pilot.press(*"member", "enter")
    assert screen.session.focus == LUND and screen.chosen == 1


async def test_a_comment_names_the_relation_that_was_chosen(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("H", "a", "1", "c")
    assert isinstance(screen.app.screen, TextPrompt)
    await pilot.press(*"sure", "enter")
    assert [one.text for one in screen.session.layer.comments] == ["head_of  Halvik Port Authority: sure"]


async def test_the_picker_lists_relations(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("enter", *"oppo", "enter")
    assert screen.asked is not None and "opposes" in screen.asked.pointing.asked
    await pilot.press("a")
    assert [row[1] for row in relations(screen.store)] == ["opposes"]


async def test_what_was_drawn_meanwhile_is_there_and_stays(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    decided(screen.store, screen.session.key, [Claimed(Relation(SOL, "head_of", UNION))])
    await pilot.press("H", "a")
    assert {row[0] for row in relations(screen.store)} == {"Tor Lund", "Ingrid Sol"}
    assert "→ 3" in told(screen, "top")


async def test_a_scheme_of_spans_alone_knows_nothing_of_it(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, AnnotateScreen)
        screen = app.screen
        await pilot.press("semicolon")
        assert app.screen is screen and "; is no key here." in told_by(screen)
        assert screen.keymap["next_task"] == WITHHELD
        assert "next_task" not in {key.id for key in screen.available()}
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help)
    store.close()


def told_by(screen: AnnotateScreen) -> str:
    return str(screen.query_one("#facts", Line).render())


async def test_the_app_begins_at_a_task(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db")
    decided(store, key, ENTITIES)
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="ties")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ClaimsScreen) and app.screen.at_task.name == "ties"
        await pilot.press("q")
        assert isinstance(app.screen, AnnotateScreen)
    store.close()


async def test_plus_lets_one_letter_follow_the_other(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("M", "plus", "a")
    panel = str(screen.numbered.render())
    await pilot.press("a")
    assert "There are no letters a" in told(screen, "facts"), "the letters of the others stay what they were"
    assert str(screen.numbered.render()) == panel
    await pilot.press("s", "escape")
    drawn = {(head, name) for head, name, _, _, _ in relations(screen.store)}
    assert drawn == {("Tor Lund", "member_of")}
    assert len(relations(screen.store)) == 2
    assert screen.asked is None
    await pilot.press("u")
    assert len(relations(screen.store)) == 1, "each is a step of its own"
    await pilot.press("plus")
    assert "letters that wait" in told(screen, "facts")


async def test_any_other_key_goes_on_from_letters_that_follow_each_other(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("M", "plus", "a", "P")
    assert screen.asked is not None and "opposes" in screen.asked.pointing.asked
    await pilot.press("plus", "a", "space")
    assert screen.asked is None
    assert sorted(row[1] for row in relations(screen.store)) == ["member_of", "opposes"]


async def test_an_article_without_spans_says_so_and_keys_do_no_harm(tmp_path: Path) -> None:
    store, _ = made(tmp_path / "p.db", text="Rain falls.\n\nNobody minded.")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="ties")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ClaimsScreen)
        assert "No span of this article is for the task" in told(screen, "facts")
        keys = "space x H 1 tilde asterisk y less_than_sign greater_than_sign tab j k f plus enter t c"
        for key in keys.split():
            await pilot.press(key, "escape")
            assert app.screen is screen or isinstance(app.screen, AnnotateScreen)
            if app.screen is not screen:
                await pilot.press("semicolon")
        assert not store.layer(screen.session.key, "ana").layer.claims
    store.close()


async def test_before_an_article_is_finished_it_is_said_what_is_open_in_its_tasks(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s")
        assert isinstance(app.screen, FinishDialog)
        assert list(app.screen.unfinished.sentences()) == ["Open questions: 4 in same."]
        await pilot.press("enter")
        assert store.layer(key, "ana").layer.status == "finished"
    store.close()
