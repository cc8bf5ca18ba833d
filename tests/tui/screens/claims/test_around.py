"""What stands around the article in the tasks: keys that do something in the footer, what is here in the panel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.claiming import CLAIMS, HPA, HPA_AGAIN, LUND, PORT, SOL, TOWN, TOWN_AGAIN, UHW, decided, made
from support.desks import at
from textual.pilot import Pilot

from annotator import services
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Added, Claimed
from annotator.domain.span import Span
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.claims.choice_list import ChoiceList
from annotator.tui.screens.claims.screen import ClaimsScreen
from annotator.tui.widgets.guideline_text import GuidelineText
from annotator.tui.widgets.line import Line

Walk = tuple[Pilot[None], ClaimsScreen]
ENTITIES = [Claimed(Same(HPA, PORT)), Claimed(Same(HPA_AGAIN, PORT))]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, key = made(tmp_path / "p.db")
    decided(store, key, ENTITIES)
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="same")
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ClaimsScreen)
        yield pilot, app.screen
    store.close()


def told(screen: ClaimsScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}", Line).render())


def panel(screen: ClaimsScreen) -> str:
    return str(screen.numbered.render())


def stand(screen: ClaimsScreen, span: Span) -> None:
    screen.go(span)
    screen.refresh_view()


async def test_the_footer_of_same_has_the_keys_that_do_something(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, UHW)
    keys = told(screen, "keys")
    assert "space same" in keys and "x not same" in keys and "f point at it" in keys and "+ join all" in keys
    stand(screen, HPA)
    assert "space go on" in told(screen, "keys") and "x take out" in told(screen, "keys")
    stand(screen, SOL)
    assert " x " not in told(screen, "keys")
    assert "Nothing is proposed: f points at what it is the same as." in panel(screen)
    stand(screen, UHW)
    await pilot.press("space")
    assert screen.session.focus == TOWN_AGAIN
    await pilot.press("space")
    assert "Nothing more is open: ; goes on, s finishes." in told(screen, "facts")
    assert "space" not in told(screen, "keys") and "tab" not in told(screen, "keys")


async def test_what_cannot_be_taken_says_so_and_stays(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, SOL)
    await pilot.press("space")
    assert "Nothing is proposed here; f points" in told(screen, "facts")
    assert screen.session.focus == SOL


async def test_one_letter_stands_on_all_mentions_of_what_it_is_for(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, LUND)
    await pilot.press("f")
    assert screen.asked is not None
    (target,) = (one for one in screen.asked.pointing.targets if PORT in one.spans)
    assert set(target.spans) == {PORT, HPA, HPA_AGAIN} and target.words == "Halvik Port Authority"
    assert len(screen.asked.pointing.targets) == 6  # TOWN, UNION, UHW, the port, SOL, TOWN_AGAIN
    await pilot.press("escape")


async def test_the_panel_says_what_no_line_is_there_for(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("semicolon")
    assert screen.at_task.name == "ties"
    stand(screen, LUND)
    assert "No relation is here: A-Z draws one, enter lists them." in panel(screen)
    assert "A-Z draw" in told(screen, "keys")


async def test_what_no_attribute_is_for_says_so(tmp_path: Path) -> None:
    claims = CLAIMS.__class__(attributes=(CLAIMS.attributes[2],))  # of people alone
    store, _ = made(tmp_path / "p.db", claims)
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="facts")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ClaimsScreen)
        stand(app.screen, TOWN)
        assert "No attribute of the scheme is for GPE." in panel(app.screen)
        stand(app.screen, SOL)
        assert "No attribute" not in panel(app.screen)
    store.close()


async def test_the_top_line_has_the_place_of_the_article(walk: Walk) -> None:
    pilot, screen = walk
    for _ in range(100):
        if screen.position:
            break
        await pilot.pause(0.02)
    assert "1/1" in told(screen, "top")


async def test_lists_say_what_they_are_of(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, UHW)
    await pilot.press("enter")
    assert isinstance(screen.app.screen, ChoiceList)
    assert "“UHW” is the same as" in str(screen.app.screen.query_one("#box").border_title)
    await pilot.press("escape", "t")
    assert isinstance(screen.app.screen, ChoiceList)
    assert "Entities of the article" in str(screen.app.screen.query_one("#box").border_title)


async def test_what_may_be_the_same_has_the_numbers_of_its_lines_in_the_text(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, TOWN_AGAIN)
    lanes = {mark.span: mark.words for mark in screen.marks(0, len(screen.session.text))}
    assert lanes[TOWN] == "1 Halvik"
    await pilot.press("space")
    lanes = {mark.span: mark.words for mark in screen.marks(0, len(screen.session.text))}
    assert lanes[TOWN] == "Halvik"


async def test_a_line_out_of_sight_is_chosen_by_its_number_before_it_is_taken(tmp_path: Path) -> None:
    names = [f"the {word} team" for word in ("red", "blue", "green", "old", "new", "tall", "young", "last")]
    text = f"{'. '.join(names)}."
    store, key = made(tmp_path / "p.db", text=text)
    decided(store, key, [Added(at(name, "ORG", 0, text)) for name in names])
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="same")
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ClaimsScreen)
        stand(screen, at(names[-1], "ORG", 0, text))
        lines = len(screen.lines_here())
        assert lines > 4
        assert f"+{lines - 4} more: ~" in panel(screen)
        await pilot.press(str(lines))
        assert screen.chosen == lines - 1 and not screen.session.layer.members
        assert "new: an entity of its own" in panel(screen)
        await pilot.press(str(lines))
        assert screen.session.layer.members
    store.close()


async def test_what_another_program_has_claimed_is_shown_when_a_key_finds_it(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("semicolon")
    stand(screen, LUND)
    await pilot.press("H")
    assert screen.asked is not None
    targets = screen.asked.pointing.targets
    at_port = next(number for number, one in enumerate(targets) if PORT in one.spans)
    decided(screen.store, screen.session.key, [Claimed(Relation(LUND, "head_of", targets[at_port].span))])
    await pilot.press(*services.hint_letters(len(targets))[at_port])
    assert "That holds already." in told(screen, "facts")
    assert "head_of  Halvik Port Authority" in panel(screen)


async def test_d_tells_of_the_relations_before_the_labels(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("semicolon")
    stand(screen, LUND)
    await pilot.press("d")
    await pilot.pause()
    lines = str(screen.query_one(GuidelineText).render()).splitlines()
    (head,) = (number for number, line in enumerate(lines) if line.strip() == "H   head_of")
    assert "From PERSON to ORG or GPE" in lines[head + 1]
    assert any(line.strip() == "P   PERSON" for line in lines[head:])


async def test_numbers_of_lines_leave_the_text_while_letters_and_numbers_are_asked_for(walk: Walk) -> None:
    pilot, screen = walk
    stand(screen, TOWN_AGAIN)

    def at_town() -> str | None:
        return {mark.span: mark.words for mark in screen.marks(0, len(screen.session.text))}[TOWN]

    assert at_town() == "1 Halvik"
    await pilot.press("f")
    assert at_town() == "Halvik"
    await pilot.press("escape")
    assert at_town() == "1 Halvik"


async def test_no_share_is_done_where_nothing_was_asked(walk: Walk) -> None:
    pilot, screen = walk
    assert "%" in told(screen, "top")
    await pilot.press("semicolon")
    stand(screen, LUND)
    await pilot.press("H", "a")
    assert "→ 2" in told(screen, "top") and "%" not in told(screen, "top")
    await pilot.press("semicolon")
    stand(screen, LUND)
    assert "> relation" not in told(screen, "keys")


async def test_a_click_on_what_has_a_letter_takes_it_and_another_one_lets_go(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("semicolon")
    region = screen.view.region

    def cell_of(span: Span) -> tuple[int, int]:
        places = ((x, y) for y in range(region.height) for x in range(region.width))
        return next((x + region.x, y + region.y) for x, y in places if screen.view.offset_at(x, y) == span.start)

    stand(screen, LUND)
    await pilot.press("H")
    await pilot.click(offset=cell_of(HPA_AGAIN))
    assert screen.asked is None
    assert "head_of  Halvik Port Authority" in panel(screen), "any mention of the entity is it"
    await pilot.press("H")
    await pilot.click(offset=(1, region.y))
    assert screen.asked is None and len(screen.lines_here()) == 2


@pytest.mark.parametrize("key", ["space", "x", "f", "tab", "j", "k", "enter"])
async def test_an_article_without_spans_is_said_to_have_none(key: str, tmp_path: Path) -> None:
    store, _ = made(tmp_path / "p.db", text="Rain falls.")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="same")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        assert isinstance(app.screen, ClaimsScreen)
        assert "No span of this article is for the task" in told(app.screen, "facts")
    store.close()


async def test_what_was_just_drawn_is_what_keys_are_about(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("semicolon")
    stand(screen, LUND)
    for _ in range(3):
        before = {line.claim for line in screen.lines_here()}
        await pilot.press("P", "a")
        line = screen.line()
        assert line is not None and {one.claim for one in screen.lines_here()} == {*before, line.claim}
    await pilot.press("x")
    assert {one.claim for one in screen.lines_here()} == before
    assert "turn round" not in told(screen, "keys"), "either way round is the same"
    await pilot.press("u", "semicolon")
    stand(screen, LUND)
    await pilot.press("Q")
    assert [line.words for line in screen.lines_here()][screen.chosen or 0] == "quoted: yes"
    await pilot.press("x")
    assert not screen.at_task.tally().held


async def test_the_spans_say_that_there_is_another_task(tmp_path: Path) -> None:
    for claims, said in (
        (CLAIMS, "; next task · s finishes"),
        (ClaimScheme(), "label keys add · s finishes"),
    ):
        store, _ = made(tmp_path / f"{bool(claims)}.db", claims)
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.press("ctrl+home")
            assert isinstance(app.screen, AnnotateScreen)
            assert said in str(app.screen.facts.render())
        store.close()
