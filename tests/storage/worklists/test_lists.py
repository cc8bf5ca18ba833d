"""Worklists: kept by name, seen by steps, taken away, joined from copies of a project in any order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

from support.teams import act, project, put

from annotator.domain.decisions import Added, Confirmed, Finished, Redone, Undone
from annotator.domain.span import Span
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, merging, renaming
from annotator.services.project.merge import merge
from annotator.storage.store import Store
from annotator.storage.worklists.lists import Progress, drop_list, progress, put_list, worklist, worklists
from annotator.storage.worklists.places import ListedPlace, mark_places, places_of, put_places, seen_by

ADA, ROME, BO = Span(0, 3, "PER"), Span(7, 11, "LOC"), Span(20, 22, "PER")


def listed(path: Path) -> tuple[Store, str]:
    """A project with a list `again` of three places in the layer of ana."""
    store = project(path)
    key = put(store, "Ada of Rome Inc met Bo.")
    act(store, key, "ana", Added(ADA), Added(ROME), Added(BO), Finished())
    save(store, "again", ADA, ROME, BO)
    return store, key


def save(store: Store, name: str, *spans: Span) -> None:
    (key,) = store.conn.execute("SELECT key FROM articles").fetchone()
    with store.write():
        put_list(store, name, "recheck", by="lea", about={"labels": ["PER"]})
        put_places(store, name, [ListedPlace(key, "ana", span) for span in spans])


def see(store: Store, name: str, *spans: Span, step: str = "") -> None:
    wanted = [one for one, _ in places_of(store, name) if one.span in spans]
    with store.write():
        mark_places(store, name, wanted, "seen", step)


def states(store: Store, name: str) -> dict[Span, str]:
    return {one.span: state for one, state in places_of(store, name, ["ana"])}


def test_a_place_is_put_on_a_list_once_and_is_open_again_where_what_was_decided_is_undone(tmp_path: Path) -> None:
    store, key = listed(tmp_path / "p.db")
    with store:
        act(store, key, "ana", Confirmed(ADA))
        step = (store.last_step("ana") or [""])[0]
        see(store, "again", ADA, step=step)
        save(store, "again", ADA, BO)
        assert states(store, "again") == {ADA: "seen", ROME: "open", BO: "open"}
        assert progress(store, "again") == {"ana": Progress(3, 1)}
        assert seen_by(store, "again", step)
        act(store, key, "ana", Undone(step))
        assert states(store, "again")[ADA] == "open"
        act(store, key, "ana", Redone(step))
        assert states(store, "again")[ADA] == "seen"
        see(store, "again", BO)
        assert check_up(store).sound
        assert places_of(store, "again", ["ben"]) == []
        found = worklist(store, "again")
        assert found is not None
        assert (found.kind, found.by, dict(found.about)) == ("recheck", "lea", {"labels": ["PER"]})


def test_a_list_that_was_taken_away_can_be_made_anew(tmp_path: Path) -> None:
    store, _ = listed(tmp_path / "p.db")
    with store:
        see(store, "again", ADA)
        with store.write():
            drop_list(store, "again")
        assert (worklists(store), worklist(store, "again"), states(store, "again")) == ([], None, {})
        save(store, "again", ADA)
        assert states(store, "again") == {ADA: "open"}


def test_places_follow_the_names_of_labels(tmp_path: Path) -> None:
    store, _ = listed(tmp_path / "p.db")
    with store:
        carry_out(store, renaming(store, "PER", "PERSON"))
        see(store, "again", ADA.labelled("PERSON"))
        assert states(store, "again") == {ADA.labelled("PERSON"): "seen", ROME: "open", BO.labelled("PERSON"): "open"}


def test_places_that_merged_labels_made_one_are_listed_once_and_seen_once_all_were(tmp_path: Path) -> None:
    store, _ = listed(tmp_path / "p.db")
    with store:
        save(store, "again", ADA.labelled("LOC"))
        see(store, "again", ADA)
        carry_out(store, merging(store, ["LOC"], "PER"))
        places = [one.span for one, _ in places_of(store, "again")]
        assert sorted(places) == [ADA, ROME.labelled("PER"), BO]
        assert (states(store, "again")[ADA], progress(store, "again")) == ("open", {"ana": Progress(3, 0)})
        see(store, "again", ADA)
        assert (states(store, "again")[ADA], progress(store, "again")) == ("seen", {"ana": Progress(3, 1)})


def seen_in_one(store: Store) -> None:
    see(store, "again", ADA)


def renamed_in_one(store: Store) -> None:
    carry_out(store, renaming(store, "PER", "PERSON"))
    save(store, "more", ADA.labelled("PERSON"))
    see(store, "again", BO.labelled("PERSON"))


def dropped_in_one(store: Store) -> None:
    with store.write():
        drop_list(store, "again")


def made_anew(store: Store) -> None:
    dropped_in_one(store)
    save(store, "again", ROME)
    save(store, "more", ADA)


def test_copies_come_to_the_same_lists_in_whatever_order_they_are_merged(tmp_path: Path) -> None:
    store, _ = listed(tmp_path / "base.db")
    store.close()
    changes: tuple[Callable[[Store], None], ...] = (seen_in_one, renamed_in_one, dropped_in_one, made_anew)
    for number, change in enumerate(changes):
        shutil.copy(tmp_path / "base.db", tmp_path / f"{number}.db")
        with Store.open(tmp_path / f"{number}.db") as copy:
            change(copy)
    for some, lists in (
        ((0, 1), {"again": 2, "more": 0}),
        ((0, 1, 2), {"more": 0}),
        ((0, 1, 2, 3), {"again": 0, "more": 0}),
    ):
        found = []
        for order in permutations(some):
            target = tmp_path / "target.db"
            shutil.copy(tmp_path / f"{order[0]}.db", target)
            with Store.open(target) as one:
                for other in order[1:]:
                    merge(one, tmp_path / f"{other}.db")
                assert merge(one, tmp_path / f"{order[-1]}.db").lists == ()
                found.append({each.name: states(one, each.name) for each in worklists(one)})
                assert check_up(one).sound
            target.unlink()
        assert all(one == found[0] for one in found)
        assert {name: list(places.values()).count("seen") for name, places in found[0].items()} == lists


def test_a_list_that_came_by_a_merge_is_told(tmp_path: Path) -> None:
    store, _ = listed(tmp_path / "p.db")
    store.close()
    with project(tmp_path / "other.db") as other:
        report = merge(other, tmp_path / "p.db")
        assert report.lists == ("again",)
        assert report.as_json()["lists"] == ["again"]
        assert len(states(other, "again")) == 3


def test_places_that_are_nowhere_are_taken_off_their_list(tmp_path: Path) -> None:
    store, _ = listed(tmp_path / "p.db")
    with store:
        store.conn.execute('UPDATE worklist_places SET "end" = 900 WHERE start = 20')
        store.conn.execute("UPDATE worklists SET about = '[1]'")
        assert [one.check for one in check_up(store).problems] == ["lists", "lists"]
        assert states(store, "again") == {ADA: "open", ROME: "open"}
        assert [dict(one.about) for one in worklists(store)] == [{}]
        store.conn.execute("UPDATE worklists SET about = '{', at = 'x'")
        assert [(one.at, dict(one.about)) for one in worklists(store)] == [("", {})]
        assert check_up(store, fix=True).sound
        assert states(store, "again") == {ADA: "open", ROME: "open"}
