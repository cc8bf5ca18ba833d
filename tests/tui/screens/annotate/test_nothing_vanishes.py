"""No suggestion is gone without a word: what a key puts away is counted, shown on request, and comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import pytest
import spacy
from support.blank import blank
from support.desks import at
from textual.pilot import Pilot
from textual.widgets import Static

from annotator.config import Settings
from annotator.domain.article import Article
from annotator.domain.scheme import Overlap
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.suggest.base import Answer
from annotator.suggest.process.client import Answered, Refused
from annotator.tui import model_process
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen

Walk = tuple[Pilot[None], AnnotateScreen]


@asynccontextmanager
async def walk(
    folder: Path, texts: Sequence[str], names: Sequence[tuple[str, str, float]], overlap: Overlap = "none"
) -> AsyncIterator[Walk]:
    """The annotate screen on the first of these texts, with every place of these names suggested, and a memory."""
    with blank(folder / "p.db") as store:
        save_scheme(store, replace(store.scheme(), overlap=overlap, auto_accept="off"))
        with store.write():
            for number, text in enumerate(texts):
                article = Article.of(text)
                store.add_article(article, f"2026-01-01T00:00:0{number}.000Z")
                store.add_suggestions(article.key, "spacy:test-1", list(places(text, names)))
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            await until(pilot, lambda: screen.learning.follows)
            yield pilot, screen


def places(text: str, names: Sequence[tuple[str, str, float]]) -> list[tuple[int, int, str, float]]:
    found = [(at(quote, label, nth, text), score) for quote, label, score in names for nth in range(text.count(quote))]
    return [(span.start, span.end, span.label, score) for span, score in found]


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Wait for what happens by itself."""
    for _ in range(200):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not happen")


async def learned(pilot: Pilot[None], screen: AnnotateScreen) -> None:
    """Wait until the memory has learned from all that was decided."""
    await until(pilot, lambda: not screen.session.decided)


def line(screen: AnnotateScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


def quotes(spans: Sequence[Span], text: str) -> list[tuple[str, str]]:
    return [(span.quote(text), span.label) for span in spans]


def opened(screen: AnnotateScreen) -> list[tuple[str, str]]:
    return quotes(list(screen.session.proposals.open), screen.session.text)


NAVY = "Ships sail\n\nThe United States Navy and the United States met the United States Navy Band.\n"
NAVY_NAMES = [("United States", "GPE", 0.9), ("United States Navy", "ORG", 0.8)]


@pytest.mark.parametrize("overlap", ["nested", "any"])
async def test_an_outer_span_leaves_open_what_may_stand_within(tmp_path: Path, overlap: Overlap) -> None:
    async with walk(tmp_path, [NAVY], NAVY_NAMES, overlap) as (pilot, screen):
        session = screen.session
        session.go_to(at("United States Navy", "ORG", 0, NAVY))
        await pilot.press("space")
        await learned(pilot, screen)
        assert opened(screen) == [("United States", "GPE")] * 3 + [("United States Navy", "ORG")]
        assert not session.layer.aside


@pytest.mark.parametrize("overlap", ["nested", "any"])
async def test_identical_strings_are_decided_inside_longer_ones_where_both_may_stand(
    tmp_path: Path, overlap: Overlap
) -> None:
    async with walk(tmp_path, [NAVY], NAVY_NAMES, overlap) as (pilot, screen):
        screen.session.go_to(at("United States", "GPE", 1, NAVY))
        await pilot.press("asterisk")
        assert quotes(list(screen.session.layer.spans), NAVY) == [("United States", "GPE")] * 3
        assert opened(screen) == [("United States Navy", "ORG")] * 2
        assert screen.message[0] == "3 decided alike."


async def test_identical_strings_inside_longer_suggestions_are_passed_over_and_counted(tmp_path: Path) -> None:
    async with walk(tmp_path, [NAVY], NAVY_NAMES) as (pilot, screen):
        session = screen.session
        before = opened(screen)
        session.go_to(at("United States", "GPE", 1, NAVY))
        await pilot.press("asterisk")
        assert quotes(list(session.layer.spans), NAVY) == [("United States", "GPE")]
        assert screen.message[0] == "1 decided alike, 2 passed over: inside longer names."
        assert opened(screen).count(("United States Navy", "ORG")) == 2
        assert not session.layer.aside
        await pilot.press("asterisk")
        assert screen.message[0] == "2 passed over: inside longer names."
        await pilot.press("u")
        assert opened(screen) == before


async def test_identical_strings_inside_longer_spans_are_passed_over_and_counted(tmp_path: Path) -> None:
    async with walk(tmp_path, [NAVY], NAVY_NAMES) as (pilot, screen):
        session = screen.session
        for nth in (0, 1):
            session.go_to(at("United States Navy", "ORG", nth, NAVY))
            await pilot.press("space")
        session.go_to(at("United States", "GPE", 1, NAVY))
        await pilot.press("x")
        session.show_rejected = True
        session.go_to(at("United States", "GPE", 1, NAVY))
        await pilot.press("asterisk")
        assert screen.message[0] == "2 passed over: inside longer names."
        assert list(session.layer.rejected) == [at("United States", "GPE", 1, NAVY)]
        await pilot.press("space", "asterisk")
        assert quotes(list(session.layer.spans), NAVY)[1] == ("United States", "GPE")


async def test_identical_strings_that_were_decided_otherwise_stay_and_are_counted(tmp_path: Path) -> None:
    text = "Rain\n\nHWU met HWU and HWU.\n"
    async with walk(tmp_path, [text], [("HWU", "ORG", 0.9)]) as (pilot, screen):
        session = screen.session
        session.go_to(at("HWU", "ORG", 0, text))
        await pilot.press("P")
        session.move(text.index("HWU and"))
        await pilot.press("O")
        session.go_to(at("HWU", "ORG", 1, text))
        await pilot.press("asterisk")
        assert quotes(list(session.layer.spans), text) == [("HWU", "PERSON"), ("HWU", "ORG"), ("HWU", "ORG")]
        assert screen.message[0] == "1 decided alike, 1 passed over: decided otherwise."


async def test_what_lies_across_two_identical_strings_is_put_aside_once(tmp_path: Path) -> None:
    text = "Rain\n\nNew York, New York.\n"
    async with walk(tmp_path, [text], [("York, New", "ORG", 0.2), ("New York", "GPE", 0.9)]) as (pilot, screen):
        screen.session.go_to(at("York, New", "ORG", 0, text))
        screen.session.move(text.index("New York"))
        await pilot.press("asterisk")
        assert screen.message[0] == "2 decided alike."
        assert quotes(list(screen.session.layer.spans), text) == [("New York", "GPE")] * 2


MET = "Rain\n\nAna Ruiz Acme Corp met Bo Li.\n"
MET_NAMES = [("Ana Ruiz", "PERSON", 0.9), ("Acme", "ORG", 0.8), ("Corp", "ORG", 0.7), ("Bo Li", "PERSON", 0.9)]


async def test_a_shrunk_edge_gives_back_the_suggestions_it_was_grown_over(tmp_path: Path) -> None:
    async with walk(tmp_path, [MET], MET_NAMES) as (pilot, screen):
        session = screen.session
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert quotes(list(session.layer.spans), MET) == [("Ana Ruiz Acme Corp", "PERSON")]
        assert opened(screen) == [("Bo Li", "PERSON")]
        await pilot.press("right_curly_bracket")
        assert screen.message[0] == "1 given back."
        assert opened(screen) == [("Corp", "ORG"), ("Bo Li", "PERSON")]
        await pilot.press("exclamation_mark", "right_curly_bracket")
        assert session.focus == at("Ana Ruiz", "PERSON", 0, MET)
        assert opened(screen) == [("Acme", "ORG"), ("Corp", "ORG"), ("Bo Li", "PERSON")]
        assert not session.layer.aside
        await pilot.press("u")
        assert screen.message[0] == "Taken back: “Ana Ruiz Acme” → “Ana Ruiz”."
        assert opened(screen) == [("Corp", "ORG"), ("Bo Li", "PERSON")]


async def test_a_shrunk_edge_gives_back_decided_neighbours_as_they_were(tmp_path: Path) -> None:
    async with walk(tmp_path, [MET], MET_NAMES) as (pilot, screen):
        session = screen.session
        session.go_to(at("Acme", "ORG", 0, MET))
        await pilot.press("P")
        session.move(MET.index("Corp"))
        await pilot.press("x")
        session.move(MET.index("met"))
        await pilot.press("D")
        before = session.layer.snapshot()
        session.go_to(at("Ana Ruiz", "PERSON", 0, MET))
        await pilot.press(*["right_square_bracket"] * 3)
        assert quotes(list(session.layer.spans), MET) == [("Ana Ruiz Acme Corp met", "PERSON")]
        await pilot.press(*["right_curly_bracket"] * 3)
        after = session.layer.snapshot()
        focus = at("Ana Ruiz", "PERSON", 0, MET)
        assert {span: held for span, held in after["held"].items() if span != focus} == before["held"]
        assert after["rejected"] == before["rejected"]
        assert "aside" not in after


async def test_what_gave_way_is_given_back_after_a_restart_and_after_undo(tmp_path: Path) -> None:
    async with walk(tmp_path, [MET], MET_NAMES) as (pilot, screen):
        await pilot.press("right_square_bracket", "right_curly_bracket", "u")
        assert opened(screen) == [("Corp", "ORG"), ("Bo Li", "PERSON")]
        screen.open_article(screen.session.key)
        await pilot.press("right_curly_bracket")
        assert opened(screen) == [("Acme", "ORG"), ("Corp", "ORG"), ("Bo Li", "PERSON")]


async def test_what_gave_way_stays_away_once_something_else_is_decided(tmp_path: Path) -> None:
    async with walk(tmp_path, [MET], MET_NAMES) as (pilot, screen):
        session = screen.session
        await pilot.press("right_square_bracket")
        session.go_to(at("Bo Li", "PERSON", 0, MET))
        await pilot.press("space")
        session.go_to(at("Ana Ruiz Acme", "PERSON", 0, MET))
        await pilot.press("right_curly_bracket")
        assert opened(screen) == [("Corp", "ORG")]
        assert list(session.layer.aside) == [at("Acme", "ORG", 0, MET)]


YEARS = "Old towns\n\nBuilt in 1450, burnt in 1521, sacked in 1632, rebuilt in 1733 and 1899.\n"
YEAR_NAMES = [(year, "DATE", 0.9) for year in ("1450", "1521", "1632", "1733", "1899")]
OTHER_YEARS = "New towns\n\nFounded in 1901 with 1733 souls.\n"


async def test_one_refused_year_leaves_the_others_where_they_are(tmp_path: Path) -> None:
    async with walk(tmp_path, [YEARS], YEAR_NAMES) as (pilot, screen):
        await pilot.press("x")
        await learned(pilot, screen)
        assert opened(screen) == [(year, "DATE") for year in ("1521", "1632", "1733", "1899")]
        assert "folded" not in line(screen, "facts")
        await pilot.press("e")
        assert screen.message[0] == "Nothing is folded away."


async def test_what_several_refusals_hide_is_counted_shown_and_comes_back(tmp_path: Path) -> None:
    names = [*YEAR_NAMES, ("1901", "DATE", 0.9), ("1733 souls", "QUANTITY", 0.9)]
    async with walk(tmp_path, [YEARS, OTHER_YEARS], names) as (pilot, screen):
        await pilot.press("x", "x", "x")
        await until(pilot, lambda: opened(screen) == [])
        assert "2 folded: e shows them" in line(screen, "facts")
        await pilot.press("e")
        assert opened(screen) == [("1733", "DATE"), ("1899", "DATE")]
        assert screen.message[0] == "2 folded suggestions shown: e folds them away again."
        assert "folded:" not in line(screen, "facts")
        await pilot.press("e")
        assert (opened(screen), screen.message[0]) == ([], "2 folded away.")
        await pilot.press("n")
        assert opened(screen) == [("1733 souls", "QUANTITY")]
        assert "2 folded: e shows them" in line(screen, "facts")
        await pilot.press("u")
        await until(pilot, lambda: len(opened(screen)) == 3)
        assert "folded" not in line(screen, "facts")


async def test_an_accepted_year_brings_its_like_back(tmp_path: Path) -> None:
    async with walk(tmp_path, [YEARS], YEAR_NAMES) as (pilot, screen):
        await pilot.press("x", "x", "x")
        await until(pilot, lambda: opened(screen) == [])
        await pilot.press("e", "tab", "space")
        await learned(pilot, screen)
        await pilot.press("e")
        assert opened(screen) == [("1899", "DATE")]


async def test_a_refused_string_is_counted_wherever_else_it_stands(tmp_path: Path) -> None:
    text = "Rain\n\nToday is Today, said Bo Li of Today.\n"
    async with walk(tmp_path, [text], [("Today", "DATE", 0.9), ("Bo Li", "PERSON", 0.9)]) as (pilot, screen):
        await pilot.press("x")
        await until(pilot, lambda: opened(screen) == [("Bo Li", "PERSON")])
        assert "2 folded: e shows them" in line(screen, "facts")
        await pilot.press("u")
        await until(pilot, lambda: len(opened(screen)) == 4)
        assert "folded" not in line(screen, "facts")


async def test_what_a_known_string_replaces_is_counted_and_shown(tmp_path: Path) -> None:
    async with walk(tmp_path, [NAVY], NAVY_NAMES) as (pilot, screen):
        assert opened(screen).count(("United States", "GPE")) == 1
        assert "2 folded: e shows them" in line(screen, "facts")
        await pilot.press("e")
        assert opened(screen).count(("United States", "GPE")) == 3


class Reader:
    """A worker that answers when it is told to."""

    def __init__(self, specs: list[str]) -> None:
        self.waiting: list[str] = []
        self.replies: SimpleQueue[Answered | Refused] = SimpleQueue()

    @property
    def next(self) -> str | None:
        return next(iter(self.waiting), None)

    def ask(self, key: str, text: str) -> None:
        self.waiting.append(key)

    def awaits(self, key: str) -> bool:
        return key in self.waiting

    def cancel(self) -> None:
        self.waiting.clear()

    def close(self) -> None:
        """Nothing runs."""

    def get(self) -> Answered | Refused:
        return self.replies.get()

    def reply(self, reply: Answered | Refused) -> None:
        self.waiting.remove(reply.key)
        self.replies.put(reply)


@asynccontextmanager
async def unread(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Walk, Reader]]:
    """The annotate screen on an article that a model is still to read, and the model."""
    spacy.blank("en").to_disk(folder / "english")
    reader = Reader([])
    monkeypatch.setattr(model_process, "Worker", lambda _, **__: reader)
    with Store.create(folder / "p.db") as store:
        with store.write():
            for number, text in enumerate((MET, NAVY)):
                store.add_article(Article.of(text), f"2026-01-01T00:00:0{number}.000Z")
        settings = Settings(models=(str(folder / "english"),))
        app = AnnotatorApp(store, "ana", settings=settings, start="annotate")
        async with app.run_test(size=(100, 30)) as pilot:
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            yield (pilot, screen), reader


async def status(pilot: Pilot[None], screen: AnnotateScreen, text: str) -> str:
    await pilot.pause()
    return _status(screen, text)


def _status(screen: AnnotateScreen, text: str) -> str:
    return screen.store.layer(Article.of(text).key, "ana").layer.status


async def test_an_article_that_the_model_has_not_read_is_finished_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with unread(tmp_path, monkeypatch) as ((pilot, screen), reader):
        await pilot.press("s")
        assert "has not read this article yet" in str(screen.app.screen.query(Static).first().render())
        await pilot.press("s", "escape")
        assert await status(pilot, screen, MET) == "open"
        await until(pilot, lambda: len(reader.waiting) == 2)
        await pilot.press("s", "escape")
        assert await status(pilot, screen, MET) == "open"
        await pilot.press("s", "enter")
        await until(pilot, lambda: _status(screen, MET) == "finished")


async def test_what_came_while_it_was_asked_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with unread(tmp_path, monkeypatch) as ((pilot, screen), reader):
        await until(pilot, lambda: len(reader.waiting) == 2)
        await pilot.press("s")
        reader.reply(Answered(Article.of(MET).key, (Answer("spacy:test-1", [(6, 14, "PERSON", 0.9)]),)))
        await until(pilot, lambda: screen.session.undecided == 1)
        asked = str(screen.app.screen.query(Static).first().render())
        assert "1 suggestion is undecided." in asked
        assert "has not read" not in asked
        await pilot.press("enter")
        assert await status(pilot, screen, MET) == "open"
        await pilot.press("x")
        await until(pilot, lambda: _status(screen, MET) == "finished")
        assert screen.store.layer(Article.of(MET).key, "ana").layer.rejected


@pytest.mark.parametrize("refused", [False, True])
async def test_that_nothing_came_while_it_was_asked_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    async with unread(tmp_path, monkeypatch) as ((pilot, screen), reader):
        await until(pilot, lambda: len(reader.waiting) == 2)
        await pilot.press("s")
        key = Article.of(MET).key
        reader.reply(Refused(key, "It ends the model.") if refused else Answered(key, (Answer("spacy:test-1", []),)))
        await until(pilot, lambda: "has not read" not in str(screen.app.screen.query(Static).first().render()))
        await pilot.press("enter")
        assert await status(pilot, screen, MET) == "finished"


@pytest.mark.parametrize("refused", [False, True])
async def test_an_article_that_the_model_is_through_with_is_finished_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    async with unread(tmp_path, monkeypatch) as ((pilot, screen), reader):
        await until(pilot, lambda: len(reader.waiting) == 2)
        key = Article.of(MET).key
        reader.reply(Refused(key, "It ends the model.") if refused else Answered(key, (Answer("spacy:test-1", []),)))
        for _ in range(5):  # the answer is here before the app has stored it
            await until(pilot, lambda: not screen.app.unread(key))
            await pilot.pause(0.05)
        await pilot.press("s")
        await until(pilot, lambda: _status(screen, MET) == "finished")


async def test_without_a_model_an_article_is_finished_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_there(*_: object, **__: object) -> tuple[str, ...]:
        return ()

    async with unread(tmp_path, monkeypatch) as ((pilot, screen), _):
        monkeypatch.setattr(model_process, "specs_for", none_there)
        await pilot.press("s")
        await until(pilot, lambda: _status(screen, MET) == "finished")
