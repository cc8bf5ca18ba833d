"""The board of the team in the app: its figures at every width, and the ways on from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.moments import act_at
from support.teams import act, finish, project, put
from textual.pilot import Pilot

from annotator.domain.decisions import Commented, Finished
from annotator.domain.span import Span
from annotator.services.project.assign import assign
from annotator.services.reviewing.session import ReviewSession
from annotator.services.team.people import add_people
from annotator.services.team.rounds import RoundOptions, new_round
from annotator.storage.queries.assignments import give
from annotator.storage.store import Store
from annotator.storage.team.hidden import HiddenGold, hide
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.agree.screen import AgreeScreen
from annotator.tui.screens.dashboard import DashboardScreen
from annotator.tui.screens.notes.screen import NotesScreen
from annotator.tui.screens.review.screen import ReviewScreen
from annotator.tui.screens.settle.screen import SettleScreen
from annotator.tui.screens.team.person import PersonScreen
from annotator.tui.screens.team.screen import TeamScreen
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList

TEXT = "Ada met Bob at Acme in Oslo , number {} ."
ADA, BOB = Span(0, 3, "PER"), Span(8, 11, "PER")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


@pytest.fixture
def team(store: Store) -> Store:
    """Three people with eight articles each; ana did one yesterday, ben one that differs, which is reviewed."""
    keys = [put(store, TEXT.format(number)) for number in range(8)]
    add_people(store, ["rita"], "reviewer")
    assign(store, ["ana", "ben"], per_article=2, dealer="lea")
    with store.write():
        give(store, [(key, "b\x1bo") for key in keys])  # as a copy made by other programs has it
    act_at(store, keys[0], "ana", datetime.now().astimezone() - timedelta(days=1), Finished(), seconds=300)
    finish(store, keys[1], {"ana": [ADA], "ben": [BOB]})
    review = ReviewSession(store, keys[1], "rita")
    while review.open:
        review.take(1)
    review.approve()
    act(store, keys[2], "ben", Commented("A team or a club?"))
    return store


def shown(pilot: Pilot[None]) -> tuple[str, str]:
    """The rows of people, and what stands below them."""
    screen = pilot.app.screen
    assert isinstance(screen, TeamScreen)
    rows = screen.query_one("#people", RowList)
    lines = ["".join(part.text for part in rows.render_line(y)) for y in range(rows.size.height)]
    return "\n".join(lines), str(screen.query_one("#below").render())


async def settled(pilot: Pilot[None]) -> None:
    """Wait until conflicts are counted."""
    for _ in range(200):
        await pilot.pause(0.01)
        if "is being counted" not in shown(pilot)[1]:
            return


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.usefixtures("team")
async def test_the_board_tells_what_is_known_and_what_is_not(store: Store, width: int) -> None:
    app = AnnotatorApp(store, "lea", suggest=False)
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        await pilot.press("d", "t")
        await settled(pilot)
        people, below = shown(pilot)
        told = " ".join(below.split())
        assert "b␛o" in people
        assert "given" in people
        assert "Labelled: no day, not everybody has a pace" in told
        assert "b␛o has finished nothing yet: 8 articles left." in told
        assert "1 open: “A team or a club?”" in told
        assert "1 of 8 articles" in told
        if width >= 80:
            ana = people.split("\n")[1].split()
            assert ana[1:6] == ["ana", "8", "2", "6", "5.0"]
            assert "no conflict is open." in told


@pytest.mark.usefixtures("team")
async def test_a_person_s_articles_come_in_orders_and_are_opened(store: Store) -> None:
    app = AnnotatorApp(store, "lea", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("d", "t", "down", "enter")
        screen = app.screen
        assert isinstance(screen, PersonScreen)
        assert (screen.person.name, [one.status for one in screen.listed[:2]]) == ("b\x1bo", ["new", "new"])
        while screen.course is None:
            await pilot.pause(0.01)
        assert "nothing that was finished" in str(screen.query_one("#course", Line).render_line(0).text)
        await pilot.press("q", "up", "enter", "tab")
        screen = app.screen
        assert isinstance(screen, PersonScreen)
        while screen.course is None:
            await pilot.pause(0.01)
        assert "1.00" in str(screen.query_one("#course", Line).render_line(0).text)
        first = screen.listed[0]
        assert first.gold is not None
        assert (screen.order, first.gold.f1().value) == ("farthest from gold first", 1.0)
        await pilot.press("shift+tab", "shift+tab")
        assert screen.listed[0].seconds == 300
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("q")
        assert isinstance(app.screen, PersonScreen)


async def test_it_says_of_which_round_and_of_which_gold_it_tells(team: Store) -> None:
    add_people(team, ["lea"], "lead")
    put(team, "Of the last round.")
    new_round(team, "late", ["ana"], RoundOptions(1), by="lea")
    with team.write() as conn:
        hide(conn, [HiddenGold(1, "", (ADA,), True)], "2026-01-01")
    for name, said in (("lea", "F1 to gold, hidden too, by week"), ("ana", "F1 to gold by week")):
        app = AnnotatorApp(team, name, suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await pilot.press("d", "t")
            await settled(pilot)
            assert "team · last round late" in str(app.screen.query_one("#top", Line).render_line(0).text)
            await pilot.press("enter")
            await pilot.pause()
            assert said in str(app.screen.query_one("#course", Line).render_line(0).text)


@pytest.mark.usefixtures("team")
async def test_the_keys_of_the_board_lead_on_and_back(store: Store) -> None:
    app = AnnotatorApp(store, "lea", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("d", "t")
        for key, screen in (("m", AgreeScreen), ("v", SettleScreen), ("at", NotesScreen)):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, screen)
            await pilot.press("q")
            await pilot.pause()
            assert isinstance(app.screen, TeamScreen)
        await pilot.press("q")
        assert isinstance(app.screen, DashboardScreen)


async def test_a_board_without_people_says_how_to_begin(store: Store) -> None:
    put(store, TEXT)
    app = AnnotatorApp(store, "lea", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("d", "t", "enter")
        await settled(pilot)
        assert "Nobody has begun" in shown(pilot)[0]
