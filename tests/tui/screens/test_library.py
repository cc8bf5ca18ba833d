"""What the library says of review: to who reviews, to who labels, and to who does both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import act, finish, project, put
from textual.pilot import Pilot
from textual.widgets import Input, Static

from annotator.config import SORTED_BY, Settings
from annotator.domain.article import Article
from annotator.domain.decisions import Commented, Flagged
from annotator.domain.span import Span
from annotator.services.reviewing import place as review_place
from annotator.services.reviewing.session import ReviewSession
from annotator.services.second_look import NOTHING_TO_LOOK_AT
from annotator.storage.queries.assignments import give
from annotator.storage.queries.listing.entries import entries
from annotator.storage.queries.listing.orders import SORT_KEYS
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.withheld import SERVED
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.widgets.article_list import PAGE
from annotator.tui.widgets.line import Line

ADA, BOB, ORG = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(8, 11, "ORG")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Five articles: approved, returned to ana, in review, ready, new; eva reviews, ana and ben label."""
    with project(tmp_path / "p.db") as opened:
        keys = [put(opened, f"Ada met Bob {number} .") for number in range(5)]
        for key in keys[:4]:
            finish(opened, key, {"ana": [ADA, BOB], "ben": [ORG]})
        sessions = [ReviewSession(opened, key, "eva") for key in keys[:3]]
        for session in (*sessions, sessions[0]):
            session.take(1)
        sessions[0].approve()
        sessions[1].give_back("ana")
        review_place.keep_place(sessions[2], 0)
        yield opened


def lines(screen: object) -> list[str]:
    assert isinstance(screen, LibraryScreen)
    return [screen.articles.render_line(line).text.rstrip() for line in range(5)]


async def opened(pilot: Pilot[None]) -> LibraryScreen:
    await pilot.pause()
    assert isinstance(pilot.app.screen, LibraryScreen)
    return pilot.app.screen


async def test_one_comes_back_to_the_article_that_was_left_open(store: Store) -> None:
    keys = [put(store, f"Cy met Di {number} .") for number in range(3)]
    async with AnnotatorApp(store, "cora", start="library", suggest=False).run_test(size=(80, 24)) as pilot:
        library = await opened(pilot)
        assert library.articles.row
        assert library.articles.row.entry.key != keys[1]
        library.app.annotate(keys[1])
        await pilot.pause()
        await pilot.press("q")
        library = await opened(pilot)
        assert library.articles.row
        assert library.articles.row.entry.key == keys[1]


async def test_who_reviews_sees_how_far_each_article_has_come(store: Store) -> None:
    async with AnnotatorApp(store, "eva", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        words = ["approved", "returned to ana", "in review: 1 of 2 settled", "ready for review", "new"]
        assert all(line.endswith(word) for line, word in zip(lines(screen), words, strict=True))
        assert "★ 1  ↩ 1  ◐ 1" in str(screen.top.render())
        assert "20 %" in str(screen.top.render())
        assert str(screen.facts.render()).strip() == "4 to approve"
        assert screen.articles.cursor == 2


async def test_who_labels_sees_their_own_state_first(store: Store) -> None:
    async with AnnotatorApp(store, "ben", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        shown = [line.split()[-2:] for line in lines(screen)]
        assert shown[0] == ["approved", "finished"]
        assert shown[2:] == [["review", "finished"], ["span", "finished"], [".", "new"]]
        assert "★" not in str(screen.top.render())
    review_place.keep_place(ReviewSession(store, review_place.last_reviewed(store, "eva") or "", "ben"), 0)
    async with AnnotatorApp(store, "ben", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert lines(screen)[2].endswith("finished · 1 of 2 settled")
        assert lines(screen)[4].endswith("new")


async def test_what_is_for_others_is_said_and_does_not_count(store: Store) -> None:
    keys = [entry.key for entry in entries(store, "cid")]
    with store.write():
        give(store, [(key, "cid") for key in keys[:3]] + [(key, "ana") for key in keys[3:]])
    finish(store, keys[0], {"cid": []})
    async with AnnotatorApp(store, "cid", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert [line.split()[-1] for line in lines(screen)] == ["finished", "new", "new", "others'", "others'"]
        assert str(screen.facts.render()).strip() == "2 to go of 3 · 2 for others"
        assert "33 %" in str(screen.top.render())
        finish(store, keys[1], {"cid": []})
        await pilot.press("n", "s", "a")  # names in gold are suggested, so it asks
        await pilot.pause()
        assert "All of your own are done; 2 are for others." in str(pilot.app.screen.query_one("#facts", Line).render())
        await pilot.press("q", "n")
        assert str(screen.facts.render()).strip() == "All of your own are done; 2 are for others."


async def test_no_article_of_a_list_is_skipped_because_the_one_before_is_done_and_has_left_it(store: Store) -> None:
    keys = [entry.key for entry in entries(store, "zoe")]
    async with AnnotatorApp(store, "zoe", suggest=False).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"state:new", "enter")
        for key in keys[:3]:
            await pilot.press("n")
            await pilot.pause()
            assert isinstance(pilot.app.screen, AnnotateScreen)
            assert pilot.app.screen.session.key == key
            finish(store, key, {"zoe": []})
            await pilot.press("q")
            await pilot.pause()


async def test_whoever_is_done_with_an_article_goes_on_in_the_list_that_was_asked_for(store: Store) -> None:
    keys = [entry.key for entry in entries(store, "zoe")]
    async with AnnotatorApp(store, "zoe", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("s", "1", "slash", *"state:new", "enter", "n")
        for key in keys[::-1]:
            await pilot.pause()
            assert isinstance(pilot.app.screen, AnnotateScreen)
            assert pilot.app.screen.session.key == key
            await pilot.press("i")
        assert isinstance(pilot.app.screen, AnnotateScreen)
        assert pilot.app.screen.message[0] == "Skipped. That was the last article of the list."
        await pilot.press("q", "escape", "n")
        await pilot.pause()
        assert screen.articles.virtual_size.height == len(keys)
        assert isinstance(pilot.app, AnnotatorApp)
        assert pilot.app.next_article(keys[0]) is None


async def test_what_annotators_ask_is_listed_and_walked_through(store: Store) -> None:
    keys = [entry.key for entry in entries(store, "eva")]
    async with AnnotatorApp(store, "eva", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("exclamation_mark")
        assert "Nobody has flagged" in str(screen.facts.render())
        act(store, keys[3], "ana", Commented("A team or a club?", BOB), Flagged(True))
        act(store, keys[4], "ben", Flagged(True))
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert [line.split("  ")[-1].strip() for line in lines(screen)[:2]] == [
            "ana: A team or a club? · ⚑ ana",
            "⚑ ben",
        ]
        assert str(screen.facts.render()).strip() == "2 articles flagged or commented on · ! shows all"
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(pilot.app, AnnotatorApp)
        assert pilot.app.screen is not screen
        await pilot.press("q")
        await pilot.pause()
        assert screen.articles.cursor == 0
        await pilot.press("n", "q")
        await pilot.pause()
        assert screen.articles.cursor == 1
        await pilot.press("n")
        assert pilot.app.screen is screen
        assert str(screen.facts.render()).strip() == "That was the last article of the list."
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "⚑ ✎1" in lines(screen)[3]
        assert "⚑" in lines(screen)[4]


async def test_on_a_narrow_screen_the_words_stay_whole_beside_a_scroll_bar(store: Store) -> None:
    async with AnnotatorApp(store, "eva", suggest=False).run_test(size=(40, 8)) as pilot:
        screen = await opened(pilot)
        assert screen.articles.show_vertical_scrollbar
        assert [line.split()[-1] for line in lines(screen)[:3]] == ["approved", "returned", "review"]
        assert max(map(len, lines(screen))) < 40


async def test_a_sentence_that_a_line_does_not_hold_takes_that_of_the_keys_until_the_next_key(store: Store) -> None:
    async with AnnotatorApp(store, "zoe", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        keys = str(screen.keys.render())
        await pilot.press("a")
        said = f"{screen.facts.render()} {screen.keys.render()}"
        assert " ".join(said.split()) == NOTHING_TO_LOOK_AT
        await pilot.press("j")
        assert str(screen.keys.render()) == keys


async def test_one_key_into_a_review_its_library_knows(store: Store) -> None:
    app = AnnotatorApp(store, "zoe", start="review", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("1", "q")
        screen = await opened(pilot)
        assert lines(screen)[0].endswith("approved")


async def test_a_filter_shows_the_first_matches_at_once_and_then_counts_them(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        with store.write():
            for number in range(2 * PAGE + 5):
                title = "odd" if number % 2 else "even"
                store.add_article(Article.of(f"{title} {number}"), f"2026-01-01T00:00:00.{number:09d}Z")
        async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot)
            await pilot.press("j", "j", "slash", "e", "v")
            await pilot.pause()
            assert [line.split()[-2] for line in lines(screen)] == ["0", "2", "4", "6", "8"]
            assert screen.articles.cursor == 0
            for _ in range(200):
                if screen.articles.virtual_size.height > PAGE:
                    break
                await pilot.pause(0.05)
            assert screen.articles.virtual_size.height == PAGE + 3
            await pilot.press("escape")
            await pilot.pause()
            assert screen.articles.virtual_size.height == 2 * PAGE + 5


async def test_a_guest_of_the_server_asks_for_nothing_of_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SERVED, "annotator")
    async with AnnotatorApp(store, "ben", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for asked in ("by:ana", "label:PER", "-by:ana"):
            await pilot.press("slash", *asked)
            assert "asks for what others did, too, which is not shown here" in str(screen.facts.render())
            assert screen.articles.virtual_size.height == 5
            await pilot.press("escape")
        await pilot.press("slash", *"state:new")
        await pilot.pause()
        assert screen.articles.virtual_size.height < 5


async def test_the_filter_is_a_question_with_help_below_it_and_faults_by_their_place(store: Store) -> None:
    async with AnnotatorApp(store, "ben", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("slash")
        assert "a word of the title, or state: flag:" in str(screen.facts.render())
        assert "tab complete" in str(screen.keys.render())
        await pilot.press(*"sta", "tab", "n")
        assert "state: how far you are: new, open" in str(screen.facts.render())
        assert screen.articles.virtual_size.height == 5
        await pilot.press("tab")
        await pilot.pause()
        assert screen.query_one("#filter", Input).value == "state:new"
        assert screen.articles.virtual_size.height == 1
        await pilot.press("space", *"stat:x", "space")
        assert "At 11: stat: is nothing that can be asked. Did you mean state:x?" in str(screen.facts.render())
        assert screen.articles.virtual_size.height == 1
        await pilot.press("enter")
        assert "At 11" in str(screen.facts.render())
        await pilot.press(*["backspace"] * 7, "enter")
        assert "1 article matches · / asks anew, esc shows all" in str(screen.facts.render())
        assert "enter open" in str(screen.keys.render())
        await pilot.press("escape")
        await pilot.pause()
        assert screen.articles.virtual_size.height == 5


async def test_the_list_is_sorted_and_remembers_by_what(store: Store) -> None:
    app = AnnotatorApp(store, "ben", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "▴" not in str(screen.top.render())
        await pilot.press("s", "3")
        await pilot.pause()
        assert "▴ state" in str(screen.top.render())
        assert lines(screen)[0].endswith("new")
        await pilot.press("s", "enter")
        await pilot.pause()
        assert "▾ state" in str(screen.top.render())
        assert lines(screen)[4].endswith("new")
        assert app.settings.library_order == "-state"
        await pilot.press("j", "enter", "q")
        await pilot.pause()
        assert screen.articles.cursor == 1
        await pilot.press("s", "1")
        await pilot.pause()
        assert "added" not in str(screen.top.render())
    async with AnnotatorApp(store, "ben", settings=Settings(library_order="-state"), suggest=False).run_test() as pilot:
        assert "▾ state" in str((await opened(pilot)).top.render())


def test_every_order_can_be_set() -> None:
    assert set(SORTED_BY) == set(SORT_KEYS)


async def test_columns_are_switched_and_remembered_and_named_in_the_head(store: Store) -> None:
    app = AnnotatorApp(store, "ben", suggest=False)
    async with app.run_test(size=(120, 24)) as pilot:
        screen = await opened(pilot)
        head = screen.query_one("#columns", Line)
        assert not head.display
        await pilot.press("t", "c", "space", *["down"] * 4, "enter", "escape")
        await pilot.pause()
        assert head.display
        assert str(head.render()).split() == ["title", "language", "length"]
        assert " English " in lines(screen)[0]
        assert app.settings.library_columns == ("language", "length")


async def test_several_articles_are_marked_and_done_something_with(store: Store) -> None:
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.articles.cursor = 0
        await pilot.press("x", "shift+down", "shift+down")
        assert [line[:2] for line in lines(screen)] == [" ■", " ■", " ■", " ■", "  "]
        assert "4 articles marked · . does something with them" in str(screen.facts.render())
        await pilot.press("full_stop", "f")
        await pilot.pause()
        assert "4 articles flagged." in str(screen.facts.render())
        assert sum("⚑" in line for line in lines(screen)) == 4
        await pilot.press("full_stop", "f")
        await pilot.pause()
        assert "Nothing changed" in str(screen.facts.render())
        await pilot.press("full_stop", "g", *"ben,cid", "enter")
        await pilot.pause()
        assert "4 articles given, 4 of them to several by now." in str(screen.facts.render())
        await pilot.press("full_stop", "g", *"gold", "enter")
        await pilot.pause()
        assert "'gold'" in str(screen.facts.render())
        await pilot.press("full_stop", "a")
        await pilot.pause()
        assert "4 articles put away" in str(screen.facts.render())
        assert screen.articles.virtual_size.height == 1
        await pilot.press("slash", *"archived:yes", "enter", "asterisk")
        await pilot.pause()
        assert lines(screen)[3].startswith(" ■")
        assert lines(screen)[3].endswith("archived")
        await pilot.press("full_stop", "r")
        await pilot.pause()
        assert "4 articles brought back." in str(screen.facts.render())
        await pilot.press("escape", "asterisk")
        assert "5 articles marked" in str(screen.facts.render())
        await pilot.press("escape")
        assert lines(screen)[0][:2] == "  "


async def test_the_article_under_the_cursor_is_previewed_where_there_is_room(store: Store) -> None:
    async with AnnotatorApp(store, "ana", suggest=False).run_test(size=(120, 24)) as pilot:
        screen = await opened(pilot)
        pane = screen.query_one("#preview", Static)

        async def shows(word: str) -> bool:
            for _ in range(100):
                if word in str(pane.render()):
                    return True
                await pilot.pause(0.05)
            return False

        screen.articles.cursor = 0
        assert await shows("Ada PER met Bob PER 0 .")
        await pilot.press("j", "j", "j", "j")
        assert await shows("Ada met Bob 4 .")
        await pilot.press("t")
        assert not pane.display
        await pilot.press("t")
        await pilot.resize_terminal(100, 24)
        assert not pane.display
        await pilot.press("t")
        assert "needs a terminal of 120 columns" in str(screen.facts.render())
