"""Going through a list on the screen: keys are pressed, and what is decided is read."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.shared import DATA
from support.teams import act, finish, project, put
from textual.pilot import Pilot

from annotator.domain.article import Article
from annotator.domain.decisions import Finished, Imported, Relabelled
from annotator.domain.span import Span
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, changing
from annotator.services.worklists.lists import told
from annotator.services.worklists.recheck import Asked, to_see
from annotator.storage.maintenance import short_writes
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens import long_work
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.recheck.screen import RecheckScreen

TEXT = "Ada met Bob at Acme in Oslo . Acme paid Ada ."
ADA, BOB, ACME, AGAIN = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "FIRM"), Span(30, 34, "FIRM")
Going = tuple[Pilot[None], RecheckScreen]
_GUM = DATA / "multi" / "gum_news_revisions.jsonl"


@pytest.fixture
async def going(tmp_path: Path) -> AsyncIterator[Going]:
    with project(tmp_path / "p.db", labels=("PER", "FIRM", "TEAM")) as store:
        finish(store, put(store, TEXT), {"ana": [ADA, BOB, ACME, AGAIN]})
        carry_out(store, changing(store, "FIRM", description="Companies.\nNo clubs."))
        carry_out(store, changing(store, "PER", description="People."))
        to_see(store, Asked(("PER", "FIRM"), layers=("ana",))).save(store, "again", "ana")
        app = AnnotatorApp(store, "ana", start="recheck", suggest=False)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, RecheckScreen)
            yield pilot, app.screen


def line(screen: RecheckScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


def shown(screen: RecheckScreen) -> str:
    return "\n".join(screen.view.render_line(y).text for y in range(screen.view.size.height))


def spans(store: Store) -> list[Span]:
    (key,) = store.conn.execute("SELECT key FROM articles").fetchone()
    return sorted(store.layer(key, "ana").layer.held)


async def test_each_place_is_decided_by_a_key_and_undone(going: Going) -> None:
    pilot, screen = going
    before = spans(screen.walk.store)
    assert "ana · again" in line(screen, "top")
    assert "0/4 " in line(screen, "top")
    assert "g4: description of PER: “People.”; it was empty. 1 more change: d shows" in line(screen, "why")
    assert "▸ Ada  PER  by ana under g2" in line(screen, "facts")
    assert "PER" in shown(screen)
    assert "FIRM" not in shown(screen)
    await pilot.press("space", "o")
    assert "“Ada”: PER stays." in line(screen, "also")
    assert "FIRM" in shown(screen)
    await pilot.press("x")
    assert "“Bob”: no PER." in line(screen, "also")
    assert "2/4 " in line(screen, "top")
    await pilot.press("right_curly_bracket")
    assert "at least one token" in line(screen, "also")
    await pilot.press("T")
    assert "“Acme”: FIRM → TEAM." in line(screen, "also")
    assert "▸ Acme  FIRM → TEAM?" in line(screen, "facts")
    assert "decided so far: TEAM 1" in line(screen, "also")
    await pilot.press("y")
    assert "All 4 were seen" in line(screen, "also")
    assert spans(screen.walk.store) == [ADA, ACME.labelled("TEAM"), AGAIN.labelled("TEAM")]
    await pilot.press("y", "space", "P", "x")
    assert "All 4 were seen" in line(screen, "also")
    await pilot.press("u", "u", "u", "u")
    assert spans(screen.walk.store) == before
    assert screen.walk.seen == 0
    await pilot.press("u")
    assert "no answer on this list" in line(screen, "also")
    await pilot.press("q")
    assert isinstance(screen.app.screen, LibraryScreen)


async def test_all_with_the_same_words_follow_one_answer(going: Going) -> None:
    pilot, screen = going
    await pilot.press("full_stop", "full_stop")
    assert "1 more × “Acme” on the list" in line(screen, "also")
    await pilot.press("asterisk")
    assert "The next answer is for all 2 × “Acme”" in line(screen, "also")
    await pilot.press("asterisk")
    assert "this place alone" in line(screen, "also")
    await pilot.press("asterisk", "T")
    assert "“Acme”: 2 × FIRM → TEAM." in line(screen, "also")
    assert screen.walk.seen == 2
    await pilot.press("d")
    await pilot.press("q", "u")
    assert spans(screen.walk.store) == [ADA, BOB, ACME, AGAIN]


async def test_edges_are_moved_before_the_answer_and_a_label_is_picked(going: Going) -> None:
    pilot, screen = going
    await pilot.press("right_square_bracket")
    assert "▸ Ada met" in line(screen, "facts")
    await pilot.press("backslash", "right_curly_bracket", "enter")
    await pilot.press("t", "e", "enter")
    assert spans(screen.walk.store)[0] == Span(0, 6, "TEAM")
    assert "“Ada”: PER → TEAM, now “Ada me”." in line(screen, "also")
    await pilot.press("Z")
    assert "No label of spans has the key Z." in line(screen, "also")
    await pilot.press("y")
    assert "Nothing is suggested here." in line(screen, "also")
    assert check_up(screen.walk.store).sound


async def test_what_was_changed_elsewhere_is_passed_over_and_said(going: Going) -> None:
    pilot, screen = going
    (key,) = screen.walk.store.conn.execute("SELECT key FROM articles").fetchone()
    with Store.open(screen.walk.store.path) as other:
        act(other, key, "ana", Relabelled(BOB, "TEAM"))
    await pilot.press("space")
    assert "Somebody else has changed it meanwhile" in line(screen, "also")
    await pilot.press("space")
    assert "1 place was changed meanwhile, and passed over." in line(screen, "also")
    assert "▸ Acme" in line(screen, "facts")


async def test_where_nothing_is_left_the_library_says_so(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        put(store, TEXT)
        app = AnnotatorApp(store, "ana", start="recheck", suggest=False)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, LibraryScreen)
            assert "Nothing is left for ana to see" in "\n".join(str(one.render()) for one in app.screen.query("Line"))


def exported(store: Store, out: Path) -> str:
    """The export, without the time that was spent: that does not come back by undo."""
    export(store, ExportOptions(out=out, layer="v6"))
    return re.sub('"elapsed_ms": ?[0-9]+', "", out.read_text(encoding="utf-8"))


@pytest.mark.skipif(not _GUM.exists(), reason="the revisions of GUM are not here")
async def test_a_real_change_of_a_guideline_is_gone_through_by_keys(tmp_path: Path) -> None:
    rows = [json.loads(row) for row in _GUM.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if "gum-V6.0.0" in row["annotations"]]

    def in_version(row: dict[str, dict[str, list[dict[str, object]]]], name: str) -> set[Span]:
        return {Span(one["start"], one["end"], one["label"]) for one in row["annotations"][name]}  # type: ignore[arg-type]

    both = ("gum-V6.0.0", "gum-V8.0.0")
    labels = sorted({span.label for row in rows for name in both for span in in_version(row, name)})
    with project(tmp_path / "p.db", overlap="any", labels=labels) as store:
        answers: dict[str, dict[tuple[int, int], set[str]]] = {}
        for row in rows:
            key = put(store, Article.of(row["text"]).text)
            act(store, key, "v6", *map(Imported, sorted(in_version(row, "gum-V6.0.0"))), Finished())
            for span in in_version(row, "gum-V8.0.0"):
                answers.setdefault(key, {}).setdefault((span.start, span.end), set()).add(span.label)
        before = exported(store, tmp_path / "before.jsonl")
        made, new = to_see(store, Asked(("object",), layers=("v6",))).save(store, "", "v6")
        assert (new, made.places) == (184, 184)
        app = AnnotatorApp(store, "v6", start="recheck", suggest=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            screen, keys = app.screen, 0
            assert isinstance(screen, RecheckScreen)
            while not screen.walk.done and keys < 200:
                place = screen.walk.place
                said = answers[place.article].get((place.span.start, place.span.end), set())
                label = "object" if "object" in said or not said else min(said)
                found = store.scheme().label(label)
                assert found is not None
                await pilot.press("space" if label == "object" else found.key)
                keys += 1
            assert keys == 184
            moves = store.conn.execute(
                "SELECT action, was_label, label, count(*) FROM decisions WHERE by = 'v6' AND action IN "
                "('relabelled', 'confirmed', 'removed', 'resized') GROUP BY 1, 2, 3"
            ).fetchall()
            relabelled = {row[2]: row[3] for row in moves if row[0] == "relabelled"}
            assert relabelled["abstract"] == 76
            assert sum(row[3] for row in moves) == 184
            statuses = {row[0] for row in store.conn.execute("SELECT status FROM layers")}
            assert statuses == {"finished"}
            assert told(store, made.list.name).seen == 184
            for _ in range(184):
                await pilot.press("u")
            assert screen.walk.seen == 0
        assert exported(store, tmp_path / "after.jsonl") == before
        assert check_up(store).sound


async def test_lists_that_wait_are_told_on_opening_and_a_key_leads_there(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", labels=("PER", "FIRM")) as store:
        finish(store, put(store, TEXT), {"ana": [ADA, BOB]})
        to_see(store, Asked(("PER",), layers=("ana",))).save(store, "again", "lea")
        app = AnnotatorApp(store, "ana", suggest=False)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, LibraryScreen)
            told = "\n".join(str(one.render()) for one in app.screen.query("Line"))
            assert "To see again: “again” 2; r goes through them." in told
            await pilot.press("r", "space", "space")
            await pilot.pause()
            assert isinstance(app.screen, RecheckScreen)
            assert "All 2 were seen" in line(app.screen, "also")
            await pilot.press("q")
            assert isinstance(app.screen, LibraryScreen)
            await pilot.press("r")
            assert "Nothing is left for ana" in "\n".join(str(one.render()) for one in app.screen.query("Line"))
            entries = [entry.title for entry in app.get_system_commands(app.screen)]
            assert sum(title.startswith("Recheck") for title in entries) == 1


async def test_what_was_undone_is_brought_back(going: Going) -> None:
    pilot, screen = going
    await pilot.press("x", "full_stop", "asterisk", "T")
    after = spans(screen.walk.store)
    await pilot.press("u", "u")
    assert spans(screen.walk.store) == [ADA, BOB, ACME, AGAIN]
    assert "Taken back in 1 article." in line(screen, "also")
    await pilot.press("r", "r")
    assert (spans(screen.walk.store), screen.walk.seen) == (after, 3)
    await pilot.press("r")
    assert "no answer on this list to be brought back" in line(screen, "also")


async def test_an_answer_for_many_articles_leaves_the_app_to_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_writes, "_AIM", 0.0)
    monkeypatch.setattr(long_work, "_PAUSE", 0.2)
    with project(tmp_path / "p.db", labels=("PER", "FIRM")) as store:
        for number in range(40):
            finish(store, put(store, f"Ada {number}"), {"ana": [ADA]})
        to_see(store, Asked(("PER",), layers=("ana",))).save(store, "again", "ana")
        app = AnnotatorApp(store, "ana", start="recheck", suggest=False)
        async with app.run_test(size=(110, 24)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, RecheckScreen)
            await pilot.press("asterisk", "F")
            assert line(screen, "also").strip().startswith("12 of 40 articles; esc stops.")
            await pilot.press("x", "escape")
            some = screen.walk.seen
            assert 0 < some < 40
            assert "Stopped; what was done stays, and u takes it back." in line(screen, "also")
            await pilot.press("u")
            while screen.work.under_way:
                await pilot.pause(0.02)
            assert screen.walk.seen == 0
            await pilot.press("asterisk", "F")
            while screen.work.under_way:
                await pilot.pause(0.02)
            assert "All 40 were seen" in line(screen, "also")
            assert check_up(store).sound
