"""Packages: what is in one and what is not, and what comes of one that is taken in again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import act, finish, project, put

from annotator.domain.decisions import GOLD, Added, Approved, Commented, Finished, Flagged, Returned, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.errors import NoProject, NotAProject, ProjectBusy, WrongUsage
from annotator.services.annotating.session import AnnotationSession
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.assign import assign, hand_out
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import adding, carry_out
from annotator.services.project.merge import merge
from annotator.services.team.at_work import at_work
from annotator.services.team.packages import collect, handout
from annotator.services.team.people import add_people, people, rename, renaming
from annotator.storage.maintenance.backup import InTheWay
from annotator.storage.maintenance.packages.before import path_before, put_back
from annotator.storage.queries.coming.snoozed import snooze
from annotator.storage.store import Store
from annotator.storage.team.hidden import HiddenGold, hidden, hide
from annotator.storage.team.names import Register, Same, keep
from annotator.storage.worklists.lists import put_list
from annotator.storage.worklists.places import ListedPlace, put_places

ANA, BEN, CEM, ROSA = "anastasia", "benedikt", "cemalettin", "rosalinde"
_COUNTS = (
    "SELECT count(*) FROM hidden_gold", "SELECT count(*) FROM rounds", "SELECT count(*) FROM deals",
    "SELECT count(*) FROM collected",
)  # fmt: skip
UNSEEN = "b7e1-only-others-say-this"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Four articles: all three have the first two, the third is the first one's alone, the last is nobody's."""
    with project(tmp_path / "lead" / "news.db") as store:
        keys = [put(store, f"Wort{number} in Rome, {'Zyx' * (number + 1)}.") for number in range(4)]
        hand_out(store, keys[:2], [ANA, BEN, CEM], ROSA)
        hand_out(store, keys[2:3], [ANA], ROSA)
        span = Span(0, 5, "PER")
        finish(store, keys[0], {ANA: [span, Span(9, 13, "ORG")], BEN: [span], CEM: [Span(9, 13, "LOC")]})
        for name in (ANA, CEM):
            act(store, keys[0], name, Commented(UNSEEN), Flagged(on=True))
        finish(store, keys[2], {ANA: [Span(9, 13, "ORG")]})
        say(store, keys[0], GOLD, ROSA, Added(Span(9, 13, "LOC")), Approved())
        say(store, keys[0], BEN, ROSA, Commented("Is Rome a place?"), Returned("Look again."))
        with store.write() as conn:
            store.add_suggestions(keys[0], f"lens:{ROSA}", [(9, 13, "LOC", None)])
            store.add_suggestions(keys[1], "spacy:x", [(9, 13, "LOC", 0.5)])
            put_list(store, "again", "recheck", by=ROSA, about={"changes": [f"g2 by {ROSA}"]})
            put_places(store, "again", [ListedPlace(keys[0], name, span) for name in (ANA, BEN)])
            hide(conn, [HiddenGold(store.article_id(keys[1]), "", (Span(9, 13, "ORG"),), True)], "2026-01-01")
        carry_out(store, adding(store, "SHIP"), by=ROSA, why=f"asked by {CEM}")
        snooze(store, BEN, keys[1], "9999")
        add_people(store, [ROSA], "lead")
        yield store


def say(store: Store, key: str, layer: str, by: str, *events: object) -> None:
    state = store.layer(key, layer)
    decisions = decide(list(events), layer=layer, by=by)  # type: ignore[arg-type]
    step_all(state.layer, decisions)
    with store.write():
        store.append(key, store.article(key).text, decisions, state.layer)


def keys_of(store: Store) -> list[str]:
    return [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added, key")]


def exported(store: Store, folder: Path) -> bytes:
    target = folder / "out.jsonl"
    export(store, ExportOptions(out=target, layer="all", status="any", rejected=True))
    return re.sub(rb'"(project|_session_id)": ?"[^"]*"', b"", target.read_bytes())


def test_a_package_holds_what_is_theirs_and_nothing_of_others(store: Store, tmp_path: Path) -> None:
    keys, target = keys_of(store), tmp_path / "ben.db"
    of_others = [made for (made,) in store.conn.execute("SELECT id FROM decisions WHERE layer != ?", (BEN,))]
    found = handout(store, BEN, target)
    assert (found.packed.articles, found.packed.decisions, found.names) == (2, 4, [])
    held = target.read_bytes()
    for words in (ANA, CEM, ROSA, UNSEEN, *of_others, store.article(keys[2]).text, store.article(keys[3]).text):
        assert words.encode() not in held
    with Store.open(target) as package:
        assert package.uuid == store.uuid
        assert package.conn.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert check_up(package).problems == []
        assert keys_of(package) == keys[:2]
        others = " UNION ALL ".join(_COUNTS)
        assert package.conn.execute(others).fetchall() == [(0,)] * 4
        names = "SELECT layer FROM spans UNION SELECT layer FROM layers UNION SELECT annotator FROM assignments"
        assert package.conn.execute(names).fetchall() == [(BEN,)]
        layer, mine = package.layer(keys[0], BEN).layer, store.layer(keys[0], BEN).layer
        assert (layer.status, layer.held, [one.text for one in layer.comments]) == (
            mine.status, mine.held, [one.text for one in mine.comments],
        )  # fmt: skip
        assert {one.by for one in layer.comments} == {"L1"}
        assert [one.source for one in package.suggestions(keys[0])] == ["lens:L1"]
        assert package.scheme() == store.scheme()
        assert package.conn.execute("SELECT list, layer FROM worklist_places").fetchall() == [("again", BEN)]
        assert package.conn.execute("SELECT count(*) FROM places").fetchone() == (1,)


def test_a_package_that_comes_back_gives_what_a_merge_of_a_copy_gives(store: Store, tmp_path: Path) -> None:
    keys, target, copy = keys_of(store), tmp_path / "ben.db", tmp_path / "copy.db"
    handout(store, BEN, target)
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(store.path, copy)
    with Store.open(target) as package:
        session = AnnotationSession(package, keys[0], BEN)
        session.load()
        session.undo()
        act(package, keys[0], BEN, Added(Span(9, 13, "LOC")), Finished())
        finish(package, keys[1], {BEN: [Span(9, 13, "SHIP")]})
        assert check_up(package).sound
    before = exported(store, tmp_path)
    dry = collect(store, target, by=ROSA, dry_run=True)
    assert exported(store, tmp_path) == before
    found = collect(store, target, by=ROSA)
    assert found.as_json() == dry.as_json()
    assert (found.late, dict(found.at_odds.unfit), found.merged.absorbed.layers) == ([], {}, {BEN: 2})
    assert check_up(store).problems == []
    with Store.open(copy) as other:
        merge(other, target)
        assert exported(other, tmp_path) == exported(store, tmp_path) != before
    assert collect(store, target, by=ROSA).merged.absorbed.decisions == 0
    assert [one.name for one in people(store)] == [ANA, BEN, CEM, ROSA]
    assert {one.source for one in store.suggestions(keys[0])} == {f"lens:{ROSA}"}
    handout(store, BEN, tmp_path / "again.db")


def test_it_is_taken_back_as_long_as_nothing_else_was_done(store: Store, tmp_path: Path) -> None:
    keys, target = keys_of(store), tmp_path / "ben.db"
    handout(store, BEN, target)
    with Store.open(target) as package:
        finish(package, keys[1], {BEN: [Span(9, 13, "SHIP")]})
    before = exported(store, tmp_path)
    collect(store, target)
    after = exported(store, tmp_path)
    with Store.open(store.path), pytest.raises(ProjectBusy):
        put_back(store)
    put_back(store)
    with Store.open(store.path) as again:
        assert exported(again, tmp_path) == before
        assert check_up(again).problems == []
        with pytest.raises(WrongUsage, match="Nothing is there to be taken back"):
            put_back(again)
        collect(again, target)
        assert exported(again, tmp_path) == after
        hand_out(again, keys[3:], [BEN])
        with pytest.raises(WrongUsage, match="Something was done"):
            put_back(again)
        assert path_before(again.path).exists()


def test_what_has_nothing_new_leaves_the_way_back_from_what_had(store: Store, tmp_path: Path) -> None:
    keys, target, other = keys_of(store), tmp_path / "ben.db", tmp_path / "other.db"
    handout(store, BEN, target)
    with Store.open(target) as package:
        finish(package, keys[1], {BEN: [Span(9, 13, "SHIP")]})
    before = exported(store, tmp_path)
    assert collect(store, target).new
    assert not collect(store, target).new
    (tmp_path / "x.db").write_bytes(b"nothing")
    with pytest.raises(NotAProject):
        collect(store, tmp_path / "x.db")
    with project(other) as foreign:
        finish(foreign, put(foreign, "Of another one."), {BEN: [Span(0, 2, "PER")]})
    with pytest.raises(WrongUsage, match=r"other\.db is of another project"):
        collect(store, other)
    assert [path.name for path in store.path.parent.glob("*.before-collect*")] == [path_before(store.path).name]
    put_back(store)
    with Store.open(store.path) as again:
        assert exported(again, tmp_path) == before
        assert not path_before(again.path).exists()


def test_spans_of_two_copies_that_overlap_are_told(store: Store, tmp_path: Path) -> None:
    keys, copies = keys_of(store), [tmp_path / "one.db", tmp_path / "two.db"]
    for copy, span in zip(copies, (Span(0, 8, "PER"), Span(6, 13, "LOC")), strict=True):
        handout(store, BEN, copy)
        with Store.open(copy) as package:
            finish(package, keys[1], {BEN: [span]})
    assert collect(store, copies[0]).at_odds.overlapping == {}
    for found in (collect(store, copies[1], dry_run=True), collect(store, copies[1])):
        assert found.at_odds.overlapping == {(keys[1], BEN): 2}
        said = next(one for one in found.sentences() if " overlap " in one)
        assert said.startswith(
            f"2 spans in 1 article overlap as the scheme does not allow, made in two copies: {keys[1][:12]}."
        )
        assert found.as_json()["overlapping"] == [{"article": keys[1], "layer": BEN, "spans": 2}]


def test_what_does_not_fit_is_counted_once(store: Store, tmp_path: Path) -> None:
    keys, copies = keys_of(store), [tmp_path / f"{word}.db" for word in ("one", "two", "three")]
    for copy in copies:
        handout(store, BEN, copy)
    for copy in copies:
        with Store.open(copy) as package:
            finish(package, keys[1], {BEN: [Span(0, 5, "PER")]})
    assert [sum(collect(store, copy).at_odds.unfit.values()) for copy in (*copies, copies[0])] == [0, 2, 2, 0]


def test_no_package_takes_the_place_of_work_that_was_not_collected(store: Store, tmp_path: Path) -> None:
    keys, target = keys_of(store), tmp_path / "ben.db"
    handout(store, BEN, target)
    with Store.open(target) as package:
        finish(package, keys[1], {BEN: [Span(0, 5, "PER")]})
    with pytest.raises(InTheWay, match="has 2 decisions that are not here"):
        handout(store, BEN, target, force=True)
    collect(store, target)
    assert handout(store, BEN, target, force=True).packed.articles == 2


def test_a_newer_deal_survives_an_old_package_and_what_is_late_is_said(store: Store, tmp_path: Path) -> None:
    keys, target = keys_of(store), tmp_path / "cem.db"
    handout(store, CEM, target)
    assign(store, [ANA], again=True)
    dealt = store.conn.execute("SELECT article, annotator FROM assignments ORDER BY 1, 2").fetchall()
    with Store.open(target) as package:
        finish(package, keys[1], {CEM: [Span(0, 5, "PER")]})
    found = collect(store, target)
    assert store.conn.execute("SELECT article, annotator FROM assignments ORDER BY 1, 2").fetchall() == dealt
    late = [] if (store.article_id(keys[1]), CEM) in dealt else [keys[1]]
    assert [one.article for one in found.late] == late
    assert check_up(store).problems == []


def test_a_package_of_who_is_called_otherwise_by_now_finds_them(store: Store, tmp_path: Path) -> None:
    keys, target = keys_of(store), tmp_path / "ben.db"
    handout(store, BEN, target)
    rename(store, renaming(store, BEN, "ben"))
    rename(store, renaming(store, ROSA, "rosa"))
    with Store.open(target) as package:
        finish(package, keys[1], {BEN: [Span(0, 5, "PER")]})
    assert collect(store, target).merged.absorbed.layers == {"ben": 1}
    assert [one.name for one in people(store)] == [ANA, "ben", CEM, "rosa"]
    handout(store, "ben", tmp_path / "new.db")
    assert b"rosa" not in (tmp_path / "new.db").read_bytes()
    assert check_up(store).problems == []


def test_what_cannot_be_handed_out_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="There is no annotator 'nix'"):
        handout(store, "nix", tmp_path / "x.db")
    with pytest.raises(NoProject, match="has no article"):
        handout(store, ROSA, tmp_path / "x.db")
    handout(store, BEN, tmp_path / "x.db")
    with pytest.raises(InTheWay):
        handout(store, BEN, tmp_path / "x.db")
    handout(store, BEN, tmp_path / "x.db", force=True)
    put(store, f"{CEM} wrote this, not {ANA}ius.")
    hand_out(store, [keys_of(store)[-1]], [BEN])
    assert handout(store, BEN, tmp_path / "y.db").names == [CEM]


def test_nothing_is_kept_where_nothing_was_taken(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"nothing")
    with pytest.raises(Exception, match="not an annotator project"):
        collect(store, tmp_path / "x.db")
    assert not path_before(store.path).exists()


def test_a_package_says_nothing_of_roles_and_of_what_is_right(store: Store, tmp_path: Path) -> None:
    keys, target = keys_of(store), tmp_path / "ben.db"
    handout(store, BEN, target)
    with Store.open(target) as package:
        add_people(package, [BEN], "lead")
        with package.write() as conn:
            hide(conn, [HiddenGold(package.article_id(keys[0]), "", (Span(0, 5, "PER"),), True)], "9999")
        rename(package, renaming(package, BEN, "benno"))
        add_people(package, [ANA], "annotator")
        with package.write() as conn:
            keep(conn, Register().saying(same=[Same("gold", "benno", "9"), Same(ANA, CEM, "9"), Same("L1", GOLD, "9")]))
    before = hidden(store.conn, store.scheme().current)
    assert collect(store, target).merged.apart == ((ANA, CEM),)
    assert hidden(store.conn, store.scheme().current) == before
    assert {one.name: one.role for one in people(store)} == {
        ANA: "annotator", "benno": "annotator", CEM: "annotator", ROSA: "lead",
    }  # fmt: skip
    assert check_up(store).problems == []


def test_who_opens_a_package_under_another_name_is_asked(store: Store, tmp_path: Path) -> None:
    handout(store, BEN, tmp_path / "ben.db")
    with Store.open(tmp_path / "ben.db") as package:
        assert at_work(package, "somebody") == ("somebody", BEN)
        assert at_work(package, BEN) == (BEN, "")
    assert at_work(store, "somebody") == ("somebody", "")


def test_hidden_gold_that_makes_no_sense_is_found_and_mended(store: Store) -> None:
    for written in ("[[0, 4]]", "[", "7", '[[0, 99999, "PER"]]', '[[0, "x", "PER"]]', "[[0, 4, 7]]"):
        with store.write() as conn:
            conn.execute("UPDATE hidden_gold SET spans = ?", (written,))
        assert hidden(store.conn, store.scheme().current) == []
        assert [one.check for one in check_up(store).problems] == ["hidden"]
    assert check_up(store, fix=True).sound
