"""Projects become one: in whatever order, twice, with scheme and queue; what cannot be read is refused."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count, permutations
from pathlib import Path
from typing import Any, Literal

import pytest
from support.blank import blank
from support.teams import act, finish, label, project, put

from annotator.domain.decisions import GOLD, Accepted, Added, Commented, Skipped, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import NewerProject, NoProject, NotAProject, SchemeError
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.assign import assign, hand_out, take_back
from annotator.services.project.merge import merge
from annotator.services.project.merge_schemes import SchemeClash
from annotator.services.project.next_article import next_for
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance import short_writes
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.merging import snapshot
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries import queue
from annotator.storage.queries.assignments import give
from annotator.storage.queries.counts import put_away
from annotator.storage.store import Store

TEXTS = ["Ada met Bob in Rome .", "Cleo met Dan in Oslo .", "Nobody was here ."]
ADA, BOB, ROME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "LOC")

Told = dict[str, list[Any]]


@pytest.fixture(params=["in its place", "copied", "copied and read whole"], autouse=True)
def read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the other project in its place or in a copy, by the pages that it has not in common with ours or whole."""
    if request.param == "copied":
        monkeypatch.setattr(snapshot, "_lies_still", lambda _, path: path.name == "other.db")
    elif request.param != "in its place":
        monkeypatch.setattr(snapshot, "rows_apart", lambda *_: None)


def told(path: Path) -> Told:
    """All that a project says, free of row numbers and of where a decision was made."""
    with Store.open(path) as store:
        assert list(examine(store)) == []

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return sorted(store.conn.execute(sql).fetchall(), key=repr)

        return {
            "articles": rows("SELECT key, title, added, archived FROM articles"),
            "tokens": rows("SELECT key, name, edges FROM tokens JOIN articles ON id = article"),
            "suggestions": rows(
                'SELECT key, start, "end", label, name, score FROM suggestions '
                "JOIN articles ON articles.id = article JOIN sources ON sources.id = suggestions.source"
            ),
            "decisions": rows("SELECT id, step, layer, by, at, action, label, note FROM decisions"),
            "spans": rows("SELECT * FROM all_spans"),
            "layers": rows(
                "SELECT key, layer, status, cats, undecided, elapsed_ms FROM layers JOIN articles ON id = article"
            ),
            "given": rows("SELECT key, annotator FROM assignments JOIN articles ON id = article"),
            "shared": rows("SELECT key, enough FROM shared JOIN articles ON id = article"),
            "labels": sorted(store.scheme().names()),
        }


@pytest.fixture
def team(tmp_path: Path) -> dict[str, Path]:
    """Three people with a project each, some articles shared, one review begun in two of them."""
    paths = {name: tmp_path / f"{name}.db" for name in ("ana", "ben", "cid")}
    with project(paths["ana"], labels=["PER", "LOC"]) as store:
        first = put(store, TEXTS[0])
        put(store, TEXTS[2])
        with store.write():
            store.set_tokens(first, "model-1", [0, 4], [3, 7])
            store.add_suggestions(first, "model", [(0, 3, "PER", 0.9), (15, 19, "LOC", 0.4)])
            give(store, [(first, "ana"), (first, "eve")])
        finish(store, first, {"ana": [ADA, BOB], "eve": [ADA]})
        ReviewSession(store, first, "rita").take(1)
    with project(paths["ben"], labels=["LOC", "ORG", "PER"]) as store:
        second, first = put(store, TEXTS[1]), put(store, TEXTS[0])
        with store.write():
            store.set_tokens(first, "model-0", [0], [3])
            store.add_suggestions(first, "model", [(0, 3, "PER", 0.7), (8, 11, "ORG", None)])
            give(store, [(first, "ben"), (first, "ana")], shared=[second], enough=1)
        finish(store, first, {"ben": [ADA.labelled("ORG"), ROME]})
        act(store, second, "ana", Accepted(Span(0, 4, "PER"), "model", 0.5))
    with project(paths["cid"], labels=["MISC"]) as store:
        save_scheme(store, store.scheme().with_label("PER").with_label("LOC"))
        first, second = put(store, TEXTS[0]), put(store, TEXTS[1])
        with store.write():
            give(store, [], shared=[second], enough=2)
        finish(store, first, {"ana": [ROME], "eve": [BOB]})
        act(store, second, "ana", Accepted(Span(0, 4, "PER"), "model", 0.5), Commented("hm"))
        ReviewSession(store, first, "sam").take(2)
    return paths


def merged(team: dict[str, Path], order: tuple[str, ...], at: Path) -> Path:
    shutil.copy(team[order[0]], at)
    with Store.open(at) as store:
        for name in order[1:]:
            merge(store, team[name])
    return at


def test_all_six_orders_say_the_same(team: dict[str, Path], tmp_path: Path) -> None:
    found = [told(merged(team, order, tmp_path / f"{n}.db")) for n, order in enumerate(permutations(team))]
    for one in found:
        assert one == found[0]
    assert len(found[0]["articles"]) == 3
    assert found[0]["labels"] == ["LOC", "MISC", "ORG", "PER"]
    assert [who for _, who in found[0]["given"]] == ["ana", "ben", "eve"]
    assert [enough for _, enough in found[0]["shared"]] == [2]
    with Store.open(tmp_path / "0.db") as store:
        key = store.conn.execute("SELECT key FROM articles WHERE title = ?", (TEXTS[0],)).fetchone()[0]
        assert list(store.layer(key, "ana").layer.spans) == [ADA, BOB, ROME]
        assert {one.by for one in store.decisions(key, GOLD)} == {"rita", "sam", GOLD}


def test_all_six_orders_export_the_same_bytes(team: dict[str, Path], tmp_path: Path) -> None:
    exports = set()
    for number, order in enumerate(permutations(team)):
        folder = tmp_path / str(number)
        folder.mkdir()
        out = folder / "all.jsonl"
        with Store.open(merged(team, order, folder / "p.db")) as store:
            export(store, ExportOptions(out=out, layer="all", status="any", rejected=True))
        exports.add(out.read_bytes())
    assert len(exports) == 1
    assert len(exports.pop().splitlines()) == 5


def test_the_same_twice_changes_nothing(team: dict[str, Path], tmp_path: Path) -> None:
    at = merged(team, ("ana", "ben", "cid"), tmp_path / "all.db")
    before = told(at)
    with Store.open(at) as store:
        for path in team.values():
            taken = merge(store, path).absorbed
            assert (taken.added, taken.decisions, taken.suggestions, dict(taken.layers)) == (0, 0, 0, {})
        taken = merge(store, at).absorbed
        assert (taken.added, taken.decisions) == (0, 0)
    assert told(at) == before


def test_what_was_dealt_out_elsewhere_leads_the_queue_here_and_no_lease_is_in_the_way(tmp_path: Path) -> None:
    with project(tmp_path / "there.db") as store:
        one, two = put(store, TEXTS[0]), put(store, TEXTS[1])
        with store.write():
            give(store, [(one, "dan")], shared=[two])
        assert next_for(store, "gus") == two  # gus has it in hand there
        assert next_for(store, "fay") is None
    with project(tmp_path / "here.db") as store:
        three = put(store, TEXTS[2])
        assert next_for(store, "fay") == three
        merge(store, tmp_path / "there.db")
        assert walked(store, "fay") == [two, three]
        assert walked(store, "dan") == [one, three]


def walked(store: Store, name: str) -> list[str]:
    """The articles that someone is offered, one after the other."""
    found = []
    while key := next_for(store, name):
        act(store, key, name, Skipped())
        found.append(key)
    return found


def test_the_other_file_is_only_read(team: dict[str, Path], tmp_path: Path) -> None:
    before = team["ben"].read_bytes()
    merged(team, ("ana", "ben"), tmp_path / "both.db")
    assert team["ben"].read_bytes() == before


def test_what_was_merged_is_not_undone_here(team: dict[str, Path], tmp_path: Path) -> None:
    at = merged(team, ("ana", "ben"), tmp_path / "both.db")
    with Store.open(at) as store:
        assert store.last_step("ben") is None
        assert store.last_step("ana") is not None


def test_a_copy_that_went_on_comes_home(team: dict[str, Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(team["ana"], copy)
    with Store.open(copy) as store:
        key = store.conn.execute("SELECT key FROM articles WHERE title = ?", (TEXTS[2],)).fetchone()[0]
        finish(store, key, {"ben": [Span(0, 6, "PER")]})
    with Store.open(team["ana"]) as store:
        report = merge(store, copy)
        assert report.as_json() == {
            "added": 0,
            "known": 2,
            "refused": [],
            "layers": {"ben": 1},
            "labels": [],
            "decisions": 2,
            "suggestions": 0,
        }
        assert store.last_step("ben") is None
        assert list(store.layer(key, "ben").layer.spans) == [Span(0, 6, "PER")]
    assert told(team["ana"]) == told(copy)


def broken(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as conn:
        for one in statements:
            conn.execute(one)
    conn.close()


DAMAGE: list[tuple[type[Exception], Callable[[Path], object]]] = [
    (NoProject, lambda path: path.unlink()),
    (NotAProject, lambda path: path.write_text("hello")),
    (NewerProject, lambda path: broken(path, "PRAGMA user_version = 9999")),
    (NotAProject, lambda path: broken(path, "DROP TRIGGER texts_stay", "UPDATE texts SET text = 'another'")),
    (NotAProject, lambda path: broken(path, "DROP TABLE suggestions")),
    (NotAProject, lambda path: broken(path, "DROP TRIGGER decisions_stay", "UPDATE decisions SET action = 'eaten'")),
    (NotAProject, lambda path: broken(path, "DROP TRIGGER decisions_stay", 'UPDATE decisions SET "end" = start')),
    (SchemeError, lambda path: broken(path, """UPDATE project SET scheme = '{"label": 3}'""")),
    (NotAProject, lambda path: broken(path, "UPDATE project SET scheme = 'no JSON'")),
]


@pytest.mark.parametrize(("error", "damage"), DAMAGE)
def test_what_cannot_be_read_is_refused_and_nothing_is_changed(
    team: dict[str, Path], error: type[Exception], damage: Callable[[Path], object]
) -> None:
    before = told(team["ana"])
    damage(team["ben"])
    there = team["ben"].read_bytes() if team["ben"].exists() else b""
    with Store.open(team["ana"]) as store, pytest.raises(error):
        merge(store, team["ben"])
    assert told(team["ana"]) == before
    assert (team["ben"].read_bytes() if team["ben"].exists() else b"") == there


def test_a_clash_is_told_and_nothing_merged_until_it_is_settled(team: dict[str, Path]) -> None:
    for name, means in (("ana", "a human being"), ("ben", "any character")):
        with Store.open(team[name]) as store:
            labels = (Label("PER", "P", description=means), *store.scheme().labels)
            unique = {label.name: label for label in reversed(labels)}
            save_scheme(store, Scheme(tuple(unique.values())))
    before = told(team["ana"])
    with Store.open(team["ana"]) as store:
        with pytest.raises(SchemeClash, match="'a human being' here and 'any character' there"):
            merge(store, team["ben"])
        assert told(team["ana"]) == before
        with pytest.raises(SchemeError, match="no label 'NOPE'"):
            merge(store, team["ben"], renames={"NOPE": "PER"})
        merge(store, team["ben"], renames={"PER": "CHARACTER"})
        assert label(store.scheme(), "CHARACTER").description == "any character"
        assert label(store.scheme(), "PER").description == "a human being"
        spans = store.conn.execute("SELECT DISTINCT layer, label FROM spans ORDER BY layer, label").fetchall()
        assert ("ana", "CHARACTER") in spans
    choices: dict[Literal["ours", "theirs"], str] = {"ours": "a human being", "theirs": "any character"}
    for prefer, means in choices.items():
        with Store.open(team["ana"]) as store:
            merge(store, team["ben"], prefer=prefer)
            assert label(store.scheme(), "PER").description == means


def test_a_new_project_takes_their_scheme(team: dict[str, Path], tmp_path: Path) -> None:
    with blank(tmp_path / "new.db") as store, Store.open(team["ana"]) as theirs:
        merge(store, team["ana"])
        assert store.scheme() == theirs.scheme()
    assert told(tmp_path / "new.db") == told(team["ana"])


def test_many_decisions(tmp_path: Path) -> None:
    text = "word " * 4000
    spans = [Span(5 * n, 5 * n + 4, "PER") for n in range(4000)]
    for name in ("one", "two"):
        with project(tmp_path / f"{name}.db") as store:
            finish(store, put(store, text), {name: spans})
    with Store.open(tmp_path / "one.db") as store:
        assert merge(store, tmp_path / "two.db").absorbed.decisions == 4001
        assert list(examine(store)) == []


def test_of_what_is_put_away_and_dealt_out_the_newest_word_holds_whoever_is_merged_into_whom(tmp_path: Path) -> None:
    with project(tmp_path / "new.db") as store:
        one, two, three = (put(store, text) for text in TEXTS)
        with store.write():
            give(store, [(one, "ana"), (two, "ana")], shared=[three], enough=2)
        put_away(store, [two], archived=True)
    shutil.copy(tmp_path / "new.db", tmp_path / "old.db")
    with Store.open(tmp_path / "new.db") as store:
        put_away(store, [one], archived=True)
        put_away(store, [two], archived=False)
        assign(store, ["ben"], again=True)
        after = told(tmp_path / "new.db")
    for ours, theirs in permutations(("new", "old")):
        path = Path(shutil.copy(tmp_path / f"{ours}.db", tmp_path / "joined.db"))
        with Store.open(path) as store:
            merge(store, tmp_path / f"{theirs}.db")
            merge(store, tmp_path / f"{theirs}.db")
        joined = told(path)
        assert [joined[what] for what in ("articles", "given", "shared")] == [
            after[what] for what in ("articles", "given", "shared")
        ]
    assert {who for _, who in after["given"]} == {"ben"}


@pytest.mark.parametrize("enough", [1, 3])
def test_how_many_are_enough_is_what_was_said_last(tmp_path: Path, enough: int) -> None:
    with project(tmp_path / "new.db") as store:
        key = put(store, TEXTS[0])
        assign(store, per_article=2)
    shutil.copy(tmp_path / "new.db", tmp_path / "old.db")
    with Store.open(tmp_path / "new.db") as store:
        assign(store, per_article=enough, again=True)
    for ours, theirs in permutations(("new", "old")):
        path = Path(shutil.copy(tmp_path / f"{ours}.db", tmp_path / "joined.db"))
        with Store.open(path) as store:
            merge(store, tmp_path / f"{theirs}.db")
        assert told(path)["shared"] == [(key, enough)]


def test_an_article_that_is_back_there_is_offered_again_here(tmp_path: Path) -> None:
    with project(tmp_path / "new.db") as store:
        key = put(store, TEXTS[0])
        put_away(store, [key], archived=True)
        put(store, TEXTS[1])
    shutil.copy(tmp_path / "new.db", tmp_path / "old.db")
    with Store.open(tmp_path / "new.db") as store:
        put_away(store, [key], archived=False)
    with Store.open(tmp_path / "old.db") as store:
        while other := next_for(store, "ana"):
            finish(store, other, {"ana": []})
            with store.write():
                queue.advance(store, "ana")
        merge(store, tmp_path / "new.db")
        assert next_for(store, "ana") == key


def test_what_was_taken_back_from_somebody_stays_so_and_what_was_given_since_too(tmp_path: Path) -> None:
    with project(tmp_path / "new.db") as store:
        one, two, three = (put(store, text) for text in TEXTS)
        assign(store, ["cem"])
    shutil.copy(tmp_path / "new.db", tmp_path / "old.db")
    with Store.open(tmp_path / "new.db") as store:
        take_back(store, [one, two], ["cem"])
        hand_out(store, [two, three], ["ana"])
    with Store.open(tmp_path / "old.db") as store:
        act(store, one, "cem", Added(ADA))
    for ours, theirs in permutations(("new", "old")):
        path = Path(shutil.copy(tmp_path / f"{ours}.db", tmp_path / "joined.db"))
        with Store.open(path) as store:
            found = merge(store, tmp_path / f"{theirs}.db").absorbed
            assert (found.given, found.taken) == (({}, {}) if ours == "new" else ({"ana": 2}, {"cem": 2}))
            assert store.layer(one, "cem").layer.held
        assert set(told(path)["given"]) == {(two, "ana"), (three, "ana"), (three, "cem")}


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE decisions SET start = start + 1, "end" = "end" + 1 WHERE action = \'added\'',
        "UPDATE decisions SET at = '2020-01-01T00:00:00.000Z' WHERE layer = 'ben'",
        "UPDATE decisions SET by = 'eve', layer = 'eve' WHERE layer = 'ben'",
        "UPDATE decisions SET action = 'rejected' WHERE action = 'added'",
    ],
)
def test_one_id_with_two_contents_stops_the_merge(team: dict[str, Path], tmp_path: Path, change: str) -> None:
    at = merged(team, ("ana", "ben"), tmp_path / "both.db")
    before = told(at)
    broken(team["ben"], "DROP TRIGGER decisions_stay", change)
    with Store.open(at) as store, pytest.raises(NotAProject, match=r"another one there|in the layer of"):
        merge(store, team["ben"])
    assert told(at) == before


def test_decisions_in_somebody_elses_layer_are_refused_unless_they_are_trusted(tmp_path: Path) -> None:
    with project(tmp_path / "theirs.db") as store:
        key = put(store, TEXTS[0])
        state, forged = store.layer(key, "ana"), decide([Added(ADA)], layer="ana", by="mallory")
        step_all(state.layer, forged)
        with store.write():
            store.append(key, TEXTS[0], forged, state.layer)
    with project(tmp_path / "ours.db") as store:
        with pytest.raises(NotAProject, match="1 decision of mallory in the layer of ana"):
            merge(store, tmp_path / "theirs.db")
        assert not store.has_article(key)
        assert merge(store, tmp_path / "theirs.db", trust=True).absorbed.decisions == 1


def test_decisions_under_the_name_of_somebody_who_decides_here_are_told(team: dict[str, Path]) -> None:
    with Store.open(team["ana"]) as store:
        assert dict(+merge(store, team["cid"]).absorbed.namesakes) == {"ana": 4, "eve": 2}


def locked_statements(store: Store, work: Callable[[], object]) -> int:
    """How many statements are carried out while others cannot write."""
    said: list[str] = []
    store.conn.set_trace_callback(said.append)
    work()
    store.conn.set_trace_callback(None)
    return said.index("COMMIT") - said.index("BEGIN IMMEDIATE")


def test_what_is_here_already_is_not_looked_at_while_others_wait(tmp_path: Path) -> None:
    counts = []
    for number in (10, 100):
        path, copy = tmp_path / f"{number}.db", tmp_path / f"copy-{number}.db"
        with project(path) as store:
            keys = [put(store, f"Ada met Bob in town {at} ." * 3) for at in range(number)]
            with store.write():
                for key in keys:
                    store.set_tokens(key, "model", [0, 4], [3, 7])
                    store.add_suggestions(key, "model", [(0, 3, "PER", 0.9), (8, 11, "PER", 0.4)])
            finish(store, keys[0], {"ana": [ADA]})
        shutil.copy(path, copy)
        with Store.open(copy) as store:
            finish(store, keys[1], {"ben": [ADA]})
        with Store.open(path) as store:
            counts.append(locked_statements(store, lambda: merge(store, copy)))  # noqa: B023 - carried out here
        assert told(path) == told(copy)
    assert counts[0] == counts[1]


def test_every_piece_of_a_merge_leaves_a_sound_project_and_the_rest_is_taken_afterwards(
    team: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = told(merged(team, ("ana", "ben", "cid"), tmp_path / "whole.db"))
    at, writes = merged(team, ("ana", "ben"), tmp_path / "pieces.db"), count(1)
    monkeypatch.setattr(short_writes, "_AIM", 0)
    monkeypatch.setattr(short_writes, "_FIRST", 1)
    write = short_writes.ShortWrites.write
    for last in range(1, 4):

        @contextmanager
        def some(self: short_writes.ShortWrites, last: int = last) -> Iterator[None]:
            with write(self):
                yield
            if next(writes) % 4 == last:
                raise KeyboardInterrupt

        monkeypatch.setattr(short_writes.ShortWrites, "write", some)
        with Store.open(at) as store, suppress(KeyboardInterrupt):
            merge(store, team["cid"])
        told(at)
    monkeypatch.undo()
    with Store.open(at) as store:
        merge(store, team["cid"])
    assert told(at) == whole
