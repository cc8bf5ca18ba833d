"""From the palette: articles are added, exported and dealt out beside the app, in the words of the verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.teams import finish, project, put
from textual.pilot import Pilot
from textual.widgets import Static

from annotator.domain.span import Span
from annotator.storage.queries.listing.entries import count
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.host import AppScreen
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.project.path_prompt import completions
from annotator.tui.screens.project.report import Report


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """One article, which ana has finished; the working folder has two texts."""
    monkeypatch.chdir(tmp_path)
    for name in ("one.txt", "onetwo.txt"):
        (tmp_path / name).write_text(f"The story of {name}.", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with project(tmp_path / "p.db") as opened:
        finish(opened, put(opened, "Ada met Bob ."), {"ana": [Span(0, 3, "PER")]})
        yield opened


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        await pilot.pause(0.05)
    raise AssertionError("It did not come.")


async def ended(pilot: Pilot[None]) -> str:
    """What the verb said, in the box that shows it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Report))
    await pilot.pause()
    said = str(pilot.app.screen.query(Static).first().render())
    await pilot.press("escape")
    return said


def chosen(pilot: Pilot[None], name: str) -> None:
    """What the palette does."""
    screen = pilot.app.screen
    assert isinstance(screen, AppScreen)
    assert name in {key.id for key in screen.available()}
    screen.perform(name)


async def test_articles_are_added_by_a_path_that_is_completed(store: Store) -> None:
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        chosen(pilot, "add_articles")
        await pilot.pause()
        await pilot.press("o", "tab", *".txt", "enter")
        await pilot.pause()
        assert "Adding" in str(screen.top.render())
        assert "1 added, 0 known already, 0 refused." in await ended(pilot)
        assert "Adding has ended: 1 added" in str(screen.facts.render())
        assert count(store) == 2
        assert screen.articles.virtual_size.height == 2
        assert "Adding" not in str(screen.top.render())
        chosen(pilot, "add_articles")
        await pilot.pause()
        await pilot.press(*"nowhere.txt", "enter")
        await until(pilot, lambda: "did not go well" in str(screen.facts.render()))
        while not isinstance(pilot.app.screen, LibraryScreen):
            await pilot.press("escape")
        chosen(pilot, "last_words")
        await pilot.pause()
        assert "nowhere.txt" in str(pilot.app.screen.query(Static).first().render())


async def test_an_export_says_where_it_lies_and_what_was_lost(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        chosen(pilot, "export")
        await pilot.pause()
        await pilot.press(*["backspace"] * 5, *"connll", "enter")
        await pilot.pause()
        assert "Did you mean conll?" in " ".join(str(one.render()) for one in pilot.app.screen.query(Static))
        await pilot.press(*["backspace"] * 3, *"ll", "up", *"~/out.conll", "enter")
        said = await ended(pilot)
        assert "1 article, 1 span." in said
        assert "out.conll" in said
        assert (tmp_path / "out.conll").is_file()


async def test_articles_are_dealt_out_and_marked_ones_exported(store: Store, tmp_path: Path) -> None:
    other = put(store, "Cy was not there .")
    finish(store, other, {"ana": []})
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        chosen(pilot, "assign")
        await pilot.pause()
        await pilot.press(*"ben,cid", "enter")
        said = await ended(pilot)
        assert "2 articles dealt out" in said
        assert "ben: " in said
        await pilot.pause()
        await pilot.press("x", "full_stop", "e")
        await pilot.pause()
        await pilot.press("up", *"some.jsonl", "enter")
        assert "1 article, " in await ended(pilot)
        assert len((tmp_path / "some.jsonl").read_text().splitlines()) == 1


async def test_the_project_is_tagged_and_the_tag_released(store: Store, tmp_path: Path) -> None:
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        chosen(pilot, "release")
        assert "There is no tag yet" in str(screen.facts.render())
        chosen(pilot, "tag")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "A tag has a name." in " ".join(str(one.render()) for one in pilot.app.screen.query(Static))
        await pilot.press(*"v1.0", "down", *"a note", "enter")
        await until(pilot, lambda: "v1.0: 1 article" in str(screen.facts.render()))
        chosen(pilot, "release")
        await pilot.pause()
        await pilot.press("down", *", brat", "down", *"out", "enter")
        said = await ended(pilot)
        assert "one alone: 1." in said
        assert "out: 1" in said
        assert b"ana" not in (tmp_path / "out" / "p.db").read_bytes()
        assert {path.name for path in (tmp_path / "out" / "gold").iterdir()} == {"jsonl", "brat"}
        chosen(pilot, "release")
        await pilot.pause()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "There is no tag 'v1.0x'." in " ".join(str(one.render()) for one in pilot.app.screen.query(Static))


async def test_what_is_under_way_can_be_stopped_and_one_thing_is_done_at_a_time(store: Store) -> None:
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        chosen(pilot, "suggest_all")
        chosen(pilot, "suggest_all")
        assert "one thing at a time" in str(screen.facts.render())
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is not screen
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "Suggesting was stopped; what was done stays." in str(screen.facts.render()))


def test_paths_are_completed(store: Store) -> None:
    assert completions("on") == ["one.txt", "onetwo.txt"]
    assert completions("f") == ["folder/"]
    assert completions("./one.") == ["./one.txt"]
    assert completions("nowhere/x") == []
    assert completions("\0") == []
