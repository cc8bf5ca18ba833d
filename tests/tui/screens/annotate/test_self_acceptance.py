"""What accepts itself across articles, by keys: nothing where one only looks, else it is said; `u` takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank
from support.teams import act
from textual.pilot import Pilot

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Rejected
from annotator.domain.span import Span
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen

KNOWN, NEW = Article.of("Acme met Bo. Acme left."), Article.of("Mr Cy Orr said that Acme and Acme are one.")
NAME, ACME = Span(3, 9, "PERSON"), (Span(20, 24, "ORG"), Span(29, 33, "ORG"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = blank(tmp_path / "p.db")
    with store.write():
        for number, article in enumerate((KNOWN, NEW)):
            store.add_article(article, f"2026-01-01T00:00:0{number}.000Z")
        store.add_suggestions(NEW.key, "spacy:m-1", [(*NAME, 0.9)])
    act(store, KNOWN.key, "ana", Added(Span(0, 4, "ORG")), Added(Span(13, 17, "ORG")))
    return store


async def opened(app: AnnotatorApp, pilot: Pilot[None]) -> AnnotateScreen:
    screen = app.screen
    assert isinstance(screen, AnnotateScreen)
    while screen.learning.learner is None:
        await pilot.pause(0.02)
    return screen


async def test_what_was_confirmed_twice_waits_for_the_first_decision_in_an_article(store: Store) -> None:
    app = AnnotatorApp(store, "ana", article=NEW.key, start="annotate", suggest=False)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot)
        assert (list(screen.session.layer.held), screen.session.undecided, screen.message[0]) == ([], 3, "")
        await pilot.press("space")
        await pilot.pause(0.1)
        assert screen.message[0].endswith("2 accepted themselves: a shows them")
        assert sorted(screen.session.layer.held) == [NAME, *ACME]
        await pilot.press("u")
        await pilot.pause(0.1)
        assert (list(screen.session.layer.held), screen.session.focus) == ([], NAME)
        assert screen.message[0].startswith("Taken back: accepted PERSON on “Cy Orr”, and 2 that accepted themselves.")
        await pilot.press("r")
        assert sorted(screen.session.layer.held) == [NAME, *ACME]
        assert screen.session.focus == NAME
    store.close()


async def test_what_accepts_itself_when_one_comes_back_is_said(store: Store) -> None:
    act(store, NEW.key, "ana", Rejected(NAME))
    app = AnnotatorApp(store, "ana", article=NEW.key, start="annotate", suggest=False)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await opened(app, pilot)
        assert screen.message[0] == "2 accepted themselves: a shows them"
        assert sorted(screen.session.layer.held) == [*ACME]
    assert not app.screen_stack
    app._look_at_project()  # a timer may still ask for it
    store.close()
