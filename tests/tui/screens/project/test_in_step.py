"""A project of a team in the app: what is finished is sent beside the keys, and how it stands is told by a sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.blank import blank
from support.in_step import InStep, keys, label
from support.teams import project, put
from textual.pilot import Pilot

from annotator.domain.span import Span
from annotator.services.worklists.lists import save_list
from annotator.storage.worklists.places import ListedPlace
from annotator.sync import team
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.project.in_step import sign_of
from annotator.tui.widgets.line import Line


@pytest.fixture
def together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InStep]:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "none.toml"))
    made = InStep(tmp_path)
    made.owner()
    made.join("ana")
    yield made
    made.close()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        await pilot.pause(0.05)
    raise AssertionError("It did not come.")


def top(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#top", Line).render())


async def test_what_is_finished_is_sent_and_told_by_a_sign(together: InStep) -> None:
    olga, ana = together.stores["olga"], together.stores["ana"]
    key, began = keys(ana)[0], team.status(ana)["at"]
    app = AnnotatorApp(ana, "ana", article=key, start="annotate", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "news.db ●" in top(pilot) and team.status(ana)["at"] != began)
        label(ana, key, "ana", (0, 9, "PER"), finish=False)
        await until(pilot, lambda: "news.db ↑1" in top(pilot))
        label(ana, key, "ana", (14, 22, "PER"))
        await until(pilot, lambda: "news.db ●" in top(pilot))
        assert team.in_step(olga).pulled.rows == {"d": 3}


async def test_a_share_that_is_away_is_said(together: InStep, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, share = together.stores["ana"], Path(together.url)
    share.rename(share.with_name("away"))  # noqa: ASYNC240 - nothing else is under way
    said: list[str] = []
    monkeypatch.setattr(LibraryScreen, "say", lambda _self, message, _style="": said.append(message))
    app = AnnotatorApp(ana, "ana", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "news.db ○" in top(pilot))
    assert f"The folder {share} is not there." in said


async def test_what_others_did_is_told_to_the_screens(together: InStep, monkeypatch: pytest.MonkeyPatch) -> None:
    olga, ana = together.stores["olga"], together.stores["ana"]
    came: list[int] = []
    monkeypatch.setattr(LibraryScreen, "others_came", lambda _self: came.append(olga.last_decision))
    app = AnnotatorApp(olga, "olga", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "news.db ●" in top(pilot))
        label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
        team.in_step(ana)
        team.in_step(olga)
        await until(pilot, lambda: came == [2])


async def test_the_owner_is_told_who_asks_to_be_let_in(together: InStep, monkeypatch: pytest.MonkeyPatch) -> None:
    eve, olga = blank(together.path("eve")), together.stores["olga"]
    team.join(eve, together.url, "eve")
    team.in_step(eve)
    assert team.status(eve)["is"] == "waiting"
    eve.close()
    said: list[str] = []
    monkeypatch.setattr(LibraryScreen, "say", lambda _self, message, _style="": said.append(message))
    app = AnnotatorApp(olga, "olga", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "eve asks to be let in: `annotator sync admit eve` does." in said)


async def test_what_is_not_sent_is_told(together: InStep, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, began = together.stores["ana"], team.status(together.stores["ana"])["at"]
    said: list[str] = []
    monkeypatch.setattr(LibraryScreen, "say", lambda _self, message, _style="": said.append(message))
    app = AnnotatorApp(ana, "ana", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: team.status(ana)["at"] != began)
        label(ana, keys(ana)[0], "bob", (0, 9, "PER"))
        await until(pilot, lambda: any(one.startswith("2 decisions stay here: ") for one in said))


async def test_a_list_that_came_is_told(together: InStep, monkeypatch: pytest.MonkeyPatch) -> None:
    olga, ana = together.stores["olga"], together.stores["ana"]
    said: list[str] = []
    monkeypatch.setattr(LibraryScreen, "say", lambda _self, message, _style="": said.append(message))
    app = AnnotatorApp(ana, "ana", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "news.db ●" in top(pilot))
        place = ListedPlace(keys(olga)[0], "ana", Span(0, 9, ""))
        save_list(olga, "look", "find", [place], by="olga", about={})
        team.in_step(olga)
        team.in_step(ana)
        await until(pilot, lambda: "1 list came: “look”; in the library, r goes through it." in said)


async def test_of_a_project_of_no_team_nothing_is_shown(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        put(store, "Ada met Bob.")
        app = AnnotatorApp(store, "ana", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert app.in_step == ""


@pytest.mark.parametrize(
    ("how", "waiting", "sign"),
    [
        ("", 0, "…"),
        ("in step", 0, "●"),
        ("in step", 3, "↑3"),
        ("offline", 0, "○"),
        ("offline", 3, "○3"),
        ("refused", 0, "✗"),
    ],
)
def test_signs(how: str, waiting: int, sign: str) -> None:
    assert sign_of(how, waiting) == sign
