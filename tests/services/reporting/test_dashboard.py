from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.projects import at_work
from support.teams import act, finish, project, put

from annotator.domain.decisions import GOLD, Accepted, Decision, Finished, Imported, Rejected, decide
from annotator.domain.layer import step_all
from annotator.domain.sanitise import visible
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.reporting.dashboard import dashboard
from annotator.services.reporting.html_dashboard import page, write_page
from annotator.services.reviewing.queue import approve_undisputed
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.assignments import give
from annotator.storage.store import Store
from annotator.tui.lines.dashboard_lines import progress, sources

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME, OSLO = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG"), Span(23, 27, "ORG")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


def timed(store: Store, key: str, who: str, minutes: int, day: str) -> None:
    state = store.layer(key, who)
    (made,) = decide([Finished()], layer=who, by=who, elapsed_ms=minutes * 60_000)
    step = [Decision(made.id, made.step, made.layer, made.by, f"{day}T12:00:00.000Z", made.event, made.elapsed_ms)]
    step_all(state.layer, step)
    with store.write():
        store.append(key, TEXT, step, state.layer, revision=state.revision)


def test_pace_and_time_are_those_of_articles_that_took_time(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(5)]
    for key, minutes, day in zip(keys, (1, 2, 9), ("2026-01-01", "2026-01-01", "2026-01-03"), strict=False):
        timed(store, key, "ana", minutes, day)
    act(store, keys[3], "ana", Imported(ADA), Finished())
    board = dashboard(store)
    (ana,) = board.people
    assert (ana.finished, ana.done, board.articles) == (4, 4, 5)
    assert ana.minutes == 2
    assert ana.pace == pytest.approx(3 * 60 / 12)
    assert board.days[:2] == ["2026-01-01", "2026-01-03"]
    assert list(ana.days[:2]) == [2, 1]
    assert sum(ana.days) == 4


def test_sources_and_labels_and_pairs(store: Store) -> None:
    key = put(store, TEXT)
    act(store, key, "ana", Accepted(ADA, "model", 0.9), Rejected(BOB, "model", 0.2))
    act(store, key, "ana", Accepted(OSLO, "model", 0.9, auto=True), Finished())
    finish(store, key, {"ben": [ADA, ACME]})
    board = dashboard(store)
    (source,) = board.sources
    assert (source.name, source.fates, source.precision) == ("model", (2, 0, 0, 1), 0.5)
    assert board.labels == [("ORG", 2), ("PER", 2)]
    assert [(one.a, one.b, one.f1.value) for one in board.pairs] == [("ana", "ben", pytest.approx(1 / 2))]


def test_progress_is_over_one_s_own_articles(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(4)]
    with store.write():
        give(store, [(keys[0], "ana"), (keys[1], "ana"), (keys[2], "ben"), (keys[3], "dot")])
    finish(store, keys[0], {"ana": [ADA]})
    finish(store, keys[2], {"ben": [ADA], "cid": [ADA]})
    ReviewSession(store, keys[2], "rita").approve()
    board = dashboard(store)
    assert {one.name: (one.done, one.given, one.share) for one in board.people} == {
        "ana": (1, 2, 0.5), "ben": (1, 1, 1.0), "cid": (1, 1, 1.0), "dot": (0, 1, 0.0), GOLD: (1, 4, 0.25),
    }  # fmt: skip
    assert "of their own articles" in page(board)


def test_approval_in_bulk_has_no_pace(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(3)]
    for key in keys:
        finish(store, key, {"ana": [ADA], "ben": [ADA]})
    ReviewSession(store, keys[0], "rita").approve()
    store.conn.execute("UPDATE layers SET elapsed_ms = 60000 WHERE layer = 'gold'")
    assert list(approve_undisputed(store, "rita")) == keys[1:]
    store.conn.execute("UPDATE layers SET elapsed_ms = 1 WHERE layer = 'gold' AND elapsed_ms < 60000")
    gold = dashboard(store).people[-1]
    assert (gold.finished, gold.pace, gold.minutes) == (3, pytest.approx(60), 1)


def test_what_was_accepted_unread_and_decided_in_bulk_is_told(store: Store) -> None:
    key = put(store, TEXT)
    with store.write():
        store.add_suggestions(key, "model", [(0, 3, "PER", 0.9), (15, 19, "ORG", 0.9)])
    at_work(store, key).finish("accept")
    board = dashboard(store)
    assert board.people[0].unread == 1
    assert (board.sources[0].bulk, board.sources[0].precision, board.sources[0].decided) == (2, None, 2)
    assert ">100%</td>" in page(board)
    assert "100% accepted unread" in progress(board, 80).plain
    assert "2 in bulk or by themselves" in sources(board, 80).plain


def test_gold_comes_last(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"zoe": [ADA], "hal": [ADA]})
    ReviewSession(store, key, "rita").approve()
    assert [one.name for one in dashboard(store).people] == ["hal", "zoe", GOLD]


def test_the_page_is_sound_and_escapes_what_comes_from_outside(store: Store, tmp_path: Path) -> None:
    name = "<script>alert('x')</script>&\"\u202e"
    key = put(store, TEXT)
    finish(store, key, {name: [ADA], "ben": [ADA, BOB, ACME]})
    act(store, key, "cid", Accepted(ADA, name, 0.9), Finished())
    text = page(dashboard(store))
    assert "<script" not in text
    body = text[text.index("<body>") : text.index("</html>")]
    root = ET.fromstring(body)  # noqa: S314 - our own page
    heads = [one.text for one in root.iter("h2")]
    assert heads == ["Progress", "Agreement", "Labels", "Sources"]
    names = ["".join(one.itertext()) for one in root.iter("bdi")]
    assert visible(name) in names
    widths = [float(one.get("width", "0")) for one in root.iter("rect")]
    assert max(widths) <= 240
    assert any(0 < width < 240 for width in widths)
    write_page(dashboard(store), tmp_path / "out" / "page.html")
    assert (tmp_path / "out" / "page.html").read_text(encoding="utf-8") == text
    with pytest.raises(AnnotatorError, match="cannot be written"):
        write_page(dashboard(store), tmp_path / "p.db" / "page.html")


def test_the_name_of_the_project_is_made_harmless_too(store: Store, tmp_path: Path) -> None:
    board = replace(dashboard(store), project="a\x1b[2J\udce9<b>")
    write_page(board, tmp_path / "page.html")
    assert "a␛[2J\ufffd&lt;b&gt;: progress" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_an_empty_project_has_a_page(store: Store) -> None:
    assert page(dashboard(store)).count("Nothing yet.") == 4
