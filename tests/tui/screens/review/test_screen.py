"""The review screen: keys are pressed, and what the project then holds is read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from threading import Event

import pytest
from support.teams import act, finish, project, put
from support.troubles import locked
from textual.pilot import Pilot
from textual.widgets import Input

from annotator.config import Settings
from annotator.domain.decisions import GOLD, Flagged, Resized
from annotator.domain.span import Span
from annotator.services.reporting.statistics import statistics
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.doctor import examine
from annotator.storage.queries import queue
from annotator.storage.queries.queue import position
from annotator.storage.queries.review_queue import statuses
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.common import counting
from annotator.tui.screens.common.dialogs import Sure
from annotator.tui.screens.common.guideline import Guideline
from annotator.tui.screens.common.text_prompt import TextPrompt
from annotator.tui.screens.lens.screen import LensScreen
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.review.return_dialog import Return
from annotator.tui.screens.review.rules import Preview, ReviewRules
from annotator.tui.screens.review.screen import ReviewScreen

TEXT = "Ada Lovelace met the Acme board in Paris while Bob Li waited outside .\n"
ADA, ADA_ONLY, ACME, THE_ACME = Span(0, 12, "PER"), Span(0, 3, "PER"), Span(21, 25, "ORG"), Span(17, 25, "ORG")
PARIS, BOB, BOB_ORG = Span(35, 40, "LOC"), Span(47, 53, "PER"), Span(47, 53, "ORG")
ANA, BEN = [ADA, THE_ACME, PARIS, BOB], [ADA_ONLY, ACME, PARIS, BOB_ORG]

Walk = tuple[Pilot[None], ReviewScreen]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "team.db") as opened:
        yield opened


@pytest.fixture
async def walk(store: Store) -> AsyncIterator[Walk]:
    first, second = put(store, TEXT), put(store, TEXT + "More .")
    for key in (first, second):
        finish(store, key, {"ana": ANA, "ben": BEN})
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.session.key == first
        yield pilot, app.screen


def gold(screen: ReviewScreen, key: str = "") -> list[Span]:
    rows = screen.store.conn.execute(
        'SELECT start, "end", label FROM spans JOIN articles ON id = article '
        "WHERE layer = ? AND state = 'held' AND key = ? ORDER BY start",
        (GOLD, key or screen.session.key),
    )
    return [Span(*row) for row in rows]


def line(screen: ReviewScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


async def test_a_number_takes_a_version_and_goes_on(walk: Walk) -> None:
    pilot, screen = walk
    assert "= 1" in line(screen, "top")
    assert "≠ 3" in line(screen, "top")
    assert "boundary" in line(screen, "versions")
    await pilot.press("1")
    assert gold(screen) == [ADA, PARIS]
    assert screen.session.conflict == screen.session.conflicts[1]
    await pilot.press("2", "right_square_bracket")
    assert gold(screen) == [ADA, ACME, PARIS, Span(47, 60, "PER")]
    assert "settled 3" in line(screen, "top")
    assert "all settled: s approves" in line(screen, "facts")


@pytest.mark.parametrize("last", ["2", "x", "L"])
async def test_the_last_conflict_settled_approves_the_article_and_one_undo_takes_both_back(
    walk: Walk, last: str
) -> None:
    pilot, screen = walk
    first = screen.session.key
    await pilot.press("1", "2", last)
    assert screen.session.key != first
    assert statuses(screen.store, first)[GOLD] == "approved"
    told = line(screen, "facts") + line(screen, "keys")
    assert "All 3 conflicts are settled: approved. This is the next one; u takes it back." in told
    await pilot.press("u")
    assert screen.session.key == first
    assert statuses(screen.store, first)[GOLD] == "open"
    assert gold(screen) == [ADA, ACME, PARIS]
    assert screen.session.conflict == screen.session.conflicts[2]
    await pilot.press("r")
    assert statuses(screen.store, first)[GOLD] == "approved"
    assert screen.session.key == first
    await pilot.press("1")
    assert screen.session.key == first


async def test_a_rule_that_settles_all_approves_and_who_reviews_their_own_is_told(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(2)]
    for key in keys:
        finish(store, key, {"ana": ANA, "ben": BEN})
    async with AnnotatorApp(store, "ben", start="review", suggest=False).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        (hit,) = [hit async for hit in ReviewRules(screen).search("as ana has them")]
        hit.command()
        await pilot.pause()
        await pilot.press("enter")
        assert statuses(store, keys[0])[GOLD] == "approved"
        assert "You labelled it, too" in line(screen, "facts") + line(screen, "keys")
        assert statistics(store).own_approvals == {"ben": 1}


async def test_an_article_somebody_has_back_is_not_approved_by_itself(walk: Walk) -> None:
    pilot, screen = walk
    key = screen.session.key
    screen.session.give_back("ben", "look again")
    await pilot.press("1", "1", "1")
    assert statuses(screen.store, key)[GOLD] == "open"
    assert screen.session.key == key
    assert "All 3 conflicts are settled: s approves." in line(screen, "facts")


async def test_refusals_are_said_and_change_nothing(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("m")
    assert "majority" in line(screen, "facts")
    await pilot.press("7")
    assert "2 versions" in line(screen, "facts")
    await pilot.press("s")
    assert "still open" in line(screen, "facts")
    assert gold(screen) == []
    assert screen.session.conflict == screen.session.conflicts[0]


async def test_nobody_is_right_undo_and_redo(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("x", "x")
    assert gold(screen) == [PARIS]
    assert screen.session.progress == (2, 3)
    await pilot.press("u")
    assert screen.session.progress == (1, 3)
    assert screen.session.conflict == screen.session.conflicts[1]
    await pilot.press("r", "u", "u")
    assert screen.session.progress == (0, 3)


async def test_labels_and_edges_make_a_version_of_ones_own(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("right_curly_bracket")
    assert ADA_ONLY in gold(screen)
    assert screen.session.conflict == screen.session.conflicts[0]
    await pilot.press("tab", "L")
    assert THE_ACME.labelled("LOC") in gold(screen)
    assert screen.session.conflict == screen.session.conflicts[2]


async def test_off_any_conflict_a_label_key_adds_and_x_takes_away(walk: Walk) -> None:
    pilot, screen = walk
    screen.session.move(TEXT.index("board"))
    screen.refresh_view()
    await pilot.press("O")
    assert Span(26, 31, "ORG") in gold(screen)
    await pilot.press("j")
    assert screen.session.focus == PARIS
    await pilot.press("x")
    assert gold(screen) == [Span(26, 31, "ORG")]


async def test_why_is_kept_on_the_conflict_and_shown_with_it(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("c", *"both", "enter")
    assert [(one.text, one.by) for _, one in screen.session.comments()] == [("both", "rita")]
    assert "“both” rita" in line(screen, "versions")


async def test_approving_opens_the_next_and_undo_comes_back(walk: Walk) -> None:
    pilot, screen = walk
    first = screen.session.key
    screen.app.settings = Settings(approve_settled=False)
    await pilot.press("1", "1", "1")
    assert screen.session.key == first
    await pilot.press("s")
    assert screen.session.key != first
    assert statuses(screen.store, first)[GOLD] == "approved"
    await pilot.press("u")
    assert screen.session.key == first
    assert statuses(screen.store, first)[GOLD] == "open"
    await pilot.press("n")
    assert screen.session.key != first
    await pilot.press("p")
    assert screen.session.key == first


async def test_disputed_articles_come_first_and_the_others_are_approved_at_once(walk: Walk) -> None:
    pilot, screen = walk
    agreed = [put(screen.store, f"{TEXT} {number}") for number in range(25)]
    for key in agreed:
        finish(screen.store, key, {"ana": [ADA], "ben": [ADA]})
    await pilot.press("1", "1", "1", "1", "1", "1")
    assert screen.session.key in agreed
    assert "y approves the 25 left, where all agree" in line(screen, "facts")
    await pilot.press("y")
    assert isinstance(pilot.app.screen, Sure)
    await pilot.press("escape")
    assert GOLD not in statuses(screen.store, agreed[0])
    await pilot.press("y", "enter")
    await pilot.pause()
    assert {statuses(screen.store, key)[GOLD] for key in agreed} == {"approved"}
    assert gold(screen, agreed[24]) == [ADA]
    assert "25 articles approved. No other article waits" in line(screen, "facts")
    await pilot.press("u")
    assert pilot.app.screen is screen
    assert statuses(screen.store, agreed[24])[GOLD] == "open"


async def test_returning_takes_the_name_and_the_reason(walk: Walk) -> None:
    pilot, screen = walk
    first = screen.session.key
    await pilot.press("less_than_sign")
    assert isinstance(pilot.app.screen, Return)
    await pilot.press("down", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, TextPrompt)
    assert "ben" in str(pilot.app.screen.query_one("#box").border_title)
    assert statuses(screen.store, first)["ben"] == "finished"
    await pilot.press(*"again", "enter")
    await pilot.pause()
    assert statuses(screen.store, first)["ben"] == "returned"
    assert screen.store.layer(first, "ben").layer.returned == "again"
    assert screen.session.key != first


@pytest.mark.parametrize("keys", [("c",), ("less_than_sign", "down", "enter")], ids=["why", "return"])
async def test_words_that_cannot_be_kept_are_asked_for_again(walk: Walk, keys: tuple[str, ...]) -> None:
    pilot, screen = walk
    screen.store.conn.execute("PRAGMA busy_timeout = 20")
    with locked(screen.store):
        await pilot.press(*keys, *"well", "enter")
        await pilot.pause()
        prompt = pilot.app.screen
        assert isinstance(prompt, TextPrompt)
        assert prompt.line.value == "well"
        assert "locked by another" in screen.message[0]
    await pilot.press("enter")
    await pilot.pause()
    assert pilot.app.screen is screen


async def test_a_rule_is_previewed_and_is_one_step(walk: Walk) -> None:
    pilot, screen = walk
    (hit,) = [hit async for hit in ReviewRules(screen).search("leading article")]
    hit.command()
    await pilot.pause()
    assert isinstance(pilot.app.screen, Preview)
    await pilot.press("escape")
    assert screen.session.progress == (0, 3)
    hit.command()
    await pilot.pause()
    await pilot.press("enter")
    assert gold(screen) == [ACME, PARIS]
    offered = [hit.text async for hit in ReviewRules(screen).discover()]
    assert "Settle all open conflicts as ben has them" in offered
    await pilot.press("u")
    assert screen.session.progress == (0, 3)


async def test_lanes_show_who_said_what_at_the_conflict_alone(walk: Walk) -> None:
    pilot, screen = walk
    marks = screen.marks.marks(0, 13)
    assert [(mark.span, mark.state, mark.tag) for mark in marks] == [
        (ADA_ONLY, "version", "ben"),
        (ADA, "version", "ana"),
    ]
    assert screen.view.focus_mark == ADA
    await pilot.press("1")
    assert [(mark.span, mark.state, mark.tag) for mark in screen.marks.marks(0, 13)] == [(ADA, "decided", "")]
    await pilot.press("z")
    assert {(mark.span, mark.state) for mark in screen.marks.marks(0, 13)} == {
        (ADA, "decided"),
        (ADA_ONLY, "rejected"),
    }


async def test_list_display_and_narrow_screens(walk: Walk) -> None:
    pilot, screen = walk
    assert screen.side.display
    await pilot.press("t", "o", "o")
    assert not screen.side.display
    assert screen.view.display_mode == "compact"
    await pilot.press("t")
    await pilot.resize_terminal(80, 24)
    assert screen.side.display
    assert screen.numbered.size.height <= 8


async def test_on_eighty_columns_the_keys_shown_are_enough_for_a_whole_review(walk: Walk) -> None:
    pilot, screen = walk
    screen.app.settings = Settings(approve_settled=False)
    await pilot.resize_terminal(80, 24)
    await pilot.pause()
    shown = line(screen, "keys")
    for words in ("1-9 take", "x none", "tab next", "u undo", "c why", "A-Z own label", "< return", "? help"):
        assert words in shown
    await pilot.press("ctrl+end")
    assert "tab next" in line(screen, "keys")
    await pilot.press("tab", "1", "1", "1", "ctrl+end")
    for words in ("s approve", "u undo", "c why", "A-Z own label", "< return", "? help"):
        assert words in line(screen, "keys")


async def test_the_list_follows_every_ruling_wherever_it_was_made(store: Store) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    edges = [(words.index(word), words.index(word) + len(word)) for word in words.split()]
    key = put(store, words)
    finish(store, key, {"ana": [Span(*one, "PER") for one in edges], "ben": [Span(*one, "ORG") for one in edges]})
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)

        def shown() -> list[str]:
            strips = app.screen._compositor.render_strips()
            return ["".join(one.text for one in row)[-33:].strip() for row in strips]

        for number, keys in enumerate(("1", "2", "x", "shift+tab", "u", "L", *"1212121212", "u", "u", "k", "P", "j")):
            await pilot.press(keys)
            await pilot.pause()
            before = shown()
            screen.conflicts.refresh()
            await pilot.pause()
            assert shown() == before, f"{number}: {keys}"


async def test_what_an_annotator_changes_meanwhile_is_shown_before_it_is_ruled_on(walk: Walk) -> None:
    pilot, screen = walk
    act(screen.store, screen.session.key, "ben", Resized(ADA_ONLY, 4, 12))
    await pilot.press("1")
    assert gold(screen) == []
    assert "Changed meanwhile by ben" in line(screen, "facts")
    assert (Span(4, 12, "PER"), "version", "ben") in [
        (mark.span, mark.state, mark.tag) for mark in screen.marks.marks(0, 13)
    ]
    assert "PER Lovelace" in line(screen, "versions")
    await pilot.press("2")
    assert Span(4, 12, "PER") in gold(screen)


async def test_a_click_on_a_conflict_goes_there(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.click("#conflicts", offset=(6, 2 + 3 * 2))
    assert screen.session.conflict == screen.session.conflicts[2]
    await pilot.click("#versions", offset=(6, 3))
    assert screen.session.progress == (1, 3)


async def test_blind_hides_every_name(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": ANA, "ben": BEN})
    app = AnnotatorApp(store, "rita", start="review", suggest=False, blind=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        await pilot.press("1")
        shown = [line(screen, name) for name in ("top", "versions", "facts", "agreement")]
        lists = [strip.text for strip in map(screen.conflicts.render_line, range(screen.conflicts.size.height))]
        page = [strip.text for strip in map(screen.view.render_line, range(screen.view.size.height))]
        assert not any(name in words for name in ("ana", "ben") for words in (*shown, *lists, *page))
        assert "settled: A" in "".join(lists) or "settled: B" in "".join(lists)


async def test_one_annotator_alone_can_be_reviewed(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": ANA})
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.session.conflicts == ()
        await pilot.press("j", "L", "j", "x", "s")
        assert gold(screen, key) == [ADA, THE_ACME.labelled("LOC"), BOB]
        assert statuses(store, key)[GOLD] == "approved"


async def test_who_reviews_their_own_work_is_told(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(3)]
    finish(store, keys[0], {"ana": ANA, "ben": BEN})
    finish(store, keys[1], {"ben": BEN, "cid": BEN})
    finish(store, keys[2], {"ana": ANA, "cid": ANA})
    async with AnnotatorApp(store, "ben", start="review", suggest=False).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert "You labelled this article yourself" in line(screen, "facts")
        assert "own work" in line(screen, "top")
        await pilot.press("1", "1", "1")
        assert screen.session.key == keys[1]
        await pilot.press("y")
        await pilot.pause()
        assert "You labelled 1 of them yourself." in str(pilot.app.screen.query_one("#box").border_title)
        await pilot.press("enter")
        await pilot.pause()
    assert statistics(store).own_approvals == {"ben": 2}
    act(store, keys[1], "cid", Flagged(True))
    ReviewSession(store, keys[1], "rita").approve()
    assert statistics(store).own_approvals == {"ben": 1}


async def test_the_library_opens_the_review_and_says_where_nothing_waits(store: Store) -> None:
    key = put(store, TEXT)
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        assert "Nothing to review: finish articles" in str(app.screen.facts.render())
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.session.key == key
        assert "Nobody has finished" in line(app.screen, "versions")
        assert "Nothing is to be settled here yet" in line(app.screen, "facts")
        await pilot.press("1", "s", "less_than_sign", "A", "q")
        assert isinstance(app.screen, LibraryScreen)
        assert "1 to approve" in str(app.screen.facts.render())


async def test_hostile_names_and_words_are_shown_as_signs(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"[red]ana\x1b[31m": ANA, "b\u202een": BEN})
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        await pilot.press("c", "x", "enter", "less_than_sign")
        await pilot.pause()
        assert isinstance(app.screen, Return)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen.focused, Input)
        await pilot.press("escape")
        shown = "".join(line(screen, name) for name in ("top", "versions", "facts", "agreement"))
        assert "[red]ana␛[31m" in shown
        assert not {"\x1b", "\u202e"} & {*shown}


async def test_where_nothing_waits_the_review_opens_at_what_was_reviewed(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": [ADA], "ben": [ADA]})
    ReviewSession(store, key, "rita").approve()
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.session.key == key
        assert "approved" in line(screen, "top")
        await pilot.press("n")
        assert "No finished article is left." in line(screen, "facts")


async def test_words_are_searched_and_articles_and_offsets_gone_to_as_where_one_annotates(walk: Walk) -> None:
    pilot, screen = walk
    first = screen.session.key
    await pilot.press("slash", *"bo", "enter")
    assert "2 of 2 · enter next" in line(screen, "facts")
    assert TEXT[screen.session.cursor :].startswith("Bob Li")
    await pilot.press("escape", "1")
    assert gold(screen) == [PARIS, BOB]
    await pilot.press("colon", *"@17", "enter")
    assert screen.session.conflict == screen.session.conflicts[1]
    await pilot.press("colon", "2", "enter")
    assert screen.session.key != first
    await pilot.press("colon", *first[:8], "enter", "colon", "9", "enter")
    assert (screen.session.key, screen.session.cursor) == (first, 9)
    assert "This is offset 9; there is no article of that number." in line(screen, "facts")
    await pilot.press("colon", *"9999", "enter")
    assert "There is no article 9999." in line(screen, "facts")


async def test_the_guideline_can_be_read_in_a_review_too(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("d")
    await pilot.pause()
    assert isinstance(screen.app.screen, Guideline)
    await pilot.press("q")
    assert screen.app.screen is screen


async def reviewed(store: Store, *keys: str) -> ReviewScreen:
    """The screen of a review in which keys were pressed, after the app was left."""
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press(*keys)
        return app.screen


async def test_a_review_goes_on_where_it_was_left(store: Store) -> None:
    for text in (TEXT, TEXT + "More ."):
        finish(store, put(store, text), {"ana": ANA, "ben": BEN})
    before = (await reviewed(store, "n", "1", "tab", "right")).session
    again = (await reviewed(store)).session
    assert (again.key, again.conflict, again.cursor) == (before.key, before.conflict, before.cursor)
    assert again.conflict is not None
    assert again.cursor > BOB.start == again.conflict.start


async def test_a_conflict_settled_since_the_place_was_kept_is_left_behind(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": ANA, "ben": BEN})
    before = (await reviewed(store, "tab")).session
    before.take(1)  # as when the power goes before the place is kept again
    assert (await reviewed(store)).session.conflict == before.conflicts[2]


async def test_where_the_article_no_longer_waits_the_review_begins_at_the_next(store: Store) -> None:
    first, second = put(store, TEXT), put(store, TEXT + "More .")
    for key in (first, second):
        finish(store, key, {"ana": ANA, "ben": BEN})
    session = (await reviewed(store, "1", "1", "right_square_bracket")).session
    assert session.key == first
    session.approve()
    assert (await reviewed(store)).session.key == second


async def test_the_footer_has_no_key_that_would_do_nothing_and_such_a_key_says_why(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": [ADA, ACME], "ben": [ADA_ONLY]})
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(160, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        for word in ("majority", "both", "approve"):
            assert word not in line(screen, "keys")
        await pilot.press("b")
        assert "does not let these spans overlap" in line(screen, "facts")
        await pilot.press("m")
        assert "No version has a majority here" in line(screen, "facts")
        await pilot.press("s")
        assert "2 conflicts are still open" in line(screen, "facts")
        await pilot.press("1", "c", *"why", "enter", "b")
        assert "one version with a span" in line(screen, "facts")
        assert gold(screen) == [ADA]
        await pilot.press("x")
        assert "approve" in line(screen, "keys")
        await pilot.press("tab")
        assert "No conflict is open" in line(screen, "facts")
        screen.session.move(TEXT.index("board"))
        screen.refresh_view()
        assert "none" not in line(screen, "keys")
        await pilot.press("x")
        assert "No span is here: j" in line(screen, "facts")


async def test_an_agreed_span_on_the_edges_of_a_settled_conflict_can_be_gone_to_and_taken_away(tmp_path: Path) -> None:
    as_org, as_loc = ADA.labelled("ORG"), ADA.labelled("LOC")
    with project(tmp_path / "any.db", overlap="any") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": [ADA, as_loc, PARIS], "ben": [as_org, as_loc, PARIS]})
        app = AnnotatorApp(store, "rita", start="review", suggest=False)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReviewScreen)
            await pilot.press("1", "c", *"why", "enter")
            assert screen.session.conflict
            await pilot.press("j")
            assert (screen.session.focus, screen.session.conflict) == (as_loc, None)
            assert "agreed by all 2" in line(screen, "facts")
            await pilot.press("right_curly_bracket", "right_square_bracket")
            await pilot.press("k")
            assert screen.session.conflict
            await pilot.press("j", "x")
            assert [span for span in gold(screen) if span != PARIS] == [ADA]
            assert screen.session.progress == (1, 1)
            await pilot.press("j")
            assert screen.session.focus == PARIS
            await pilot.press("k")
            assert screen.session.conflict
            await pilot.press("u")
            assert as_loc in gold(screen)


async def test_edges_are_those_of_the_selection_while_there_is_one_and_a_number_is_no_version(walk: Walk) -> None:
    pilot, screen = walk
    before = gold(screen)
    screen.session.move(TEXT.index("Paris"))
    await pilot.press("v", "left_square_bracket")
    assert screen.session.selection == (32, 40)
    assert gold(screen) == before
    await pilot.press("v", "number_sign", "2", "tab")
    assert gold(screen) == before
    await pilot.press("1")
    assert gold(screen) != before


async def test_what_a_search_has_found_is_selected_in_a_review_too(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("slash", *"waited", "escape", "L")
    assert Span(54, 60, "LOC") in gold(screen)


async def test_where_else_the_words_of_a_conflict_stand_in_gold(walk: Walk, store: Store) -> None:
    pilot, screen = walk
    first = screen.session.key
    await pilot.press("1", "ampersand")
    lens = pilot.app.screen
    assert isinstance(lens, LensScreen)
    while lens.reading:
        await pilot.pause(0.02)
    assert lens.whose == GOLD
    assert lens.about() == "find “the Acme”"
    await pilot.press("asterisk", "O", "enter")
    assert "in an open conflict" in lens._told[0]
    await pilot.press("slash", *"Ada Lovelace", "enter")
    while lens.reading:
        await pilot.pause(0.02)
    await pilot.press("L", "q")
    assert pilot.app.screen is screen
    assert Span(0, 12, "LOC") in gold(screen, first)
    assert Span(0, 12, "LOC") in screen.session.layer.held
    await pilot.press("u")
    assert ADA in gold(screen, first)
    assert not list(examine(store))


async def test_in_a_large_project_the_place_of_the_article_is_counted_behind_its_first_frame(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", -1)
    go_on = Event()

    def slowly(of: Store, key: str) -> tuple[int, int]:
        assert of.conn is not store.conn
        assert go_on.wait(30)
        return position(of, key)

    monkeypatch.setattr(queue, "position", slowly)
    for text in (TEXT, TEXT + "More ."):
        finish(store, put(store, text), {"ana": ANA, "ben": BEN})
    app = AnnotatorApp(store, "rita", start="review", suggest=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert " … " in str(screen.top.render())
        await pilot.press("1")
        assert ADA in gold(screen)
        go_on.set()
        while screen._position is None:
            await pilot.pause(0.02)
        assert " 1/2 " in str(screen.top.render())
