"""People under one name: what they did, were given and will be merged with follows them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.reviewed_claims import project as reviewed
from support.teams import act, finish, project, put

from annotator.domain.decisions import GOLD, Added, Commented, Finished, Returned, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.errors import WrongUsage
from annotator.services.annotating.session import AnnotationSession
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.assign import hand_out, take_back
from annotator.services.project.doctor import check_up
from annotator.services.project.merge import merge
from annotator.services.reporting.decision_log import decisions
from annotator.services.reviewing.session import ReviewSession
from annotator.services.team.at_work import at_work
from annotator.services.team.people import add_people, people, pseudonyms, rename, renaming, set_role
from annotator.storage.claims.read import read_claims
from annotator.storage.maintenance.people.rename import left_behind
from annotator.storage.migrations import TRIGGERS
from annotator.storage.store import Store

ONE, OTHER = Span(0, 3, "PER"), Span(8, 11, "LOC")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Store]:
    """ANA and ana are one: both labelled the first article, ANA the second, ana the third."""
    with project(tmp_path / "p.db") as store:
        keys = [put(store, f"Ana met Bo in Rome, {number}.") for number in range(3)]
        finish(store, keys[0], {"ANA": [ONE], "ana": [OTHER], "ben": [ONE]})
        finish(store, keys[1], {"ANA": [ONE, OTHER]})
        finish(store, keys[2], {"ana": [ONE]})
        hand_out(store, keys[:2], ["ANA"])
        hand_out(store, keys[1:], ["ana", "ben"])
        yield store


def call(store: Store, old: str, new: str) -> None:
    rename(store, renaming(store, old, new))


def names(store: Store) -> list[str]:
    return [one.name for one in people(store)]


def sound(*stores: Store) -> None:
    for store in stores:
        assert check_up(store, fix=False).problems == []


def exported(store: Store, folder: Path) -> bytes:
    target = folder / f"{store.name}.jsonl"
    export(store, ExportOptions(out=target, layer="all", status="any"))
    return re.sub(rb'"(project|_session_id)": ?"[^"]*"', b"", target.read_bytes())


def test_two_names_become_one(team: Store) -> None:
    first, second, third = [key for (key,) in team.conn.execute("SELECT key FROM articles ORDER BY added")]
    plan = renaming(team, "ANA", "ana")
    assert (plan.under_old.articles, plan.under_old.given, plan.both, plan.joins) == (2, 2, 1, True)
    rename(team, plan)
    assert names(team) == ["ana", "ben"]
    assert sorted(team.layer(first, "ana").layer.held) == [ONE, OTHER]
    assert sorted(team.layer(second, "ana").layer.held) == [ONE, OTHER]
    assert team.layers_of(third) == ["ana"]
    ana, _ = people(team)
    assert (ana.aliases, ana.load.given, ana.load.done) == (("ANA",), 3, 3)
    sound(team)
    assert at_work(team, "ANA") == ("ana", "")
    session = AnnotationSession(team, third, "ana")
    session.load()
    session.undo()
    sound(team)


def test_a_copy_under_the_old_name_is_merged_under_the_new_one_both_ways(team: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    team.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(team.path, copy)
    call(team, "ANA", "ana")
    with Store.open(copy) as there:
        keys = [key for (key,) in there.conn.execute("SELECT key FROM articles ORDER BY added")]
        act(there, keys[2], "ANA", Added(OTHER), Finished())
        take_back(there, [keys[1]], ["ben"])
        assert merge(team, copy).absorbed.decisions == 2
        assert merge(team, copy).absorbed.decisions == 0
        assert sorted(team.layer(keys[2], "ana").layer.held) == [ONE, OTHER]
        merge(there, team.path)
        assert names(there) == names(team) == ["ana", "ben"]
        sound(team, there)
        assert exported(team, tmp_path) == exported(there, tmp_path)


def test_whoever_is_merged_into_whom_the_newest_name_holds(team: Store, tmp_path: Path) -> None:
    team.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with ExitStack() as opened:
        copies = [opened.enter_context(Store.open(_copy(team, tmp_path / f"{name}.db"))) for name in "ab"]
        call(copies[0], "ben", "benjamin")
        call(copies[1], "ben", "bengt")
        merge(copies[0], copies[1].path)
        merge(copies[1], copies[0].path)
        assert "bengt" in names(copies[0])
        sound(*copies)
        assert exported(copies[0], tmp_path) == exported(copies[1], tmp_path)


def _copy(store: Store, path: Path) -> Path:
    shutil.copy(store.path, path)
    return path


def test_a_name_can_be_changed_back(team: Store, tmp_path: Path) -> None:
    before = exported(team, tmp_path)
    call(team, "ben", "benno")
    assert exported(team, tmp_path) != before
    call(team, "benno", "ben")
    assert exported(team, tmp_path) == before
    sound(team)


def test_what_a_reviewer_said_follows_them_and_what_was_broken_off_is_found(team: Store) -> None:
    key = team.conn.execute("SELECT key FROM articles ORDER BY added").fetchone()[0]
    state = team.layer(key, "ben")
    said = decide([Commented("Why?"), Returned("See above.")], layer="ben", by="Rosa")
    step_all(state.layer, said)
    with team.write():
        team.append(key, team.article(key).text, said, state.layer)
    plan = renaming(team, "Rosa", "rosa")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("annotator.storage.maintenance.people.register.carry_over", lambda *_: None)
        rename(team, plan)
    found = check_up(team, fix=False).problems
    assert [one.problem for one in found] == ["Something is still under the name Rosa, who is rosa now."]
    assert check_up(team, fix=True).sound
    assert [one.by for one in team.layer(key, "ben").layer.comments] == ["rosa"]
    sound(team)


def test_rulings_stand_when_those_whose_versions_they_settle_are_called_otherwise(tmp_path: Path) -> None:
    store, key = reviewed(tmp_path / "strike.db")
    with store:
        review = ReviewSession(store, key, "rita")
        while review.open_anywhere:
            review.next_open() or review.next_elsewhere()
            review.take(1)
        review.approve()
        before = read_claims(store.conn, store.article_id(key), GOLD).counts()
        shutil.copy(store.path, tmp_path / "copy.db")
        call(store, "ana", "anna")
        review = ReviewSession(store, key, "rita")
        assert review.every
        assert not review.open_anywhere
        assert read_claims(store.conn, store.article_id(key), GOLD).counts() == before
        assert "anna" in {name for choice in decisions(store) if (choice["ruling"] or {}).get("choice") for name in
                          choice["ruling"]["choice"].split(", ")}  # fmt: skip
        sound(store)
        merge(store, tmp_path / "copy.db")
        assert not ReviewSession(store, key, "rita").open_anywhere
    with Store.open(tmp_path / "copy.db") as copy:
        merge(copy, tmp_path / "strike.db")
        assert not ReviewSession(copy, key, "rita").open_anywhere
        sound(copy)


def test_a_ruling_that_was_left_under_a_former_name_is_found_and_follows(tmp_path: Path) -> None:
    store, key = reviewed(tmp_path / "strike.db")
    with store:
        ReviewSession(store, key, "rita").take(1)
        old = store.conn.execute(
            "SELECT id, note FROM decisions WHERE action = 'ruled' AND note LIKE '%ana%'"
        ).fetchall()
        call(store, "ana", "anna")
        with store.write() as conn:
            conn.execute("DROP TRIGGER decisions_stay")
            conn.executemany("UPDATE decisions SET note = ?2 WHERE id = ?1", old)
            conn.execute(TRIGGERS["decisions_stay"])
        assert left_behind(store) == [("ana", "anna")]
        assert check_up(store, fix=True).mended
        assert not left_behind(store)
        sound(store)


def test_roles_and_pseudonyms(team: Store) -> None:
    assert add_people(team, ["rosa"], "reviewer") == []
    assert add_people(team, ["benjamin"], "annotator") == []
    (near,) = add_people(team, ["Rósa"], "annotator")
    assert near.startswith("Rósa is new here, and rosa is known")
    add_people(team, ["lee"], "lead", pseudonym="boss")
    set_role(team, "ben", "lead")
    found = {one.name: (one.role, one.pseudonym) for one in people(team)}
    assert found["ben"] == ("lead", "")
    assert found["lee"] == ("lead", "boss")
    called = pseudonyms(team)
    assert (called["rosa"], called["ben"], called["ana"], called["lee"]) == ("R1", "L1", "A3", "boss")
    assert pseudonyms(team) == called
    assert len(set(called.values())) == len(called)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nix", "ana", "There is nobody called 'nix'"),
        ("ben", "ben", "is called so already"),
        ("ben", "gold", "nobody's name"),
        ("gold", "ben", "nobody called 'gold'"),
        ("ben", "ANA", "ANA was a name of ana"),
        ("ANA", "ben", "`annotator people rename ana ben`"),
    ],
)
def test_what_makes_no_sense_is_refused(team: Store, old: str, new: str, said: str) -> None:
    call(team, "ANA", "ana")
    with pytest.raises(WrongUsage, match=said):
        renaming(team, old, new)


@pytest.mark.parametrize(("names", "pseudonym"), [(["gold"], ""), (["ANA"], ""), (["x", "y"], "z"), (["x"], "ben")])
def test_nobody_has_a_name_that_is_somebody_else_s(team: Store, names: Iterable[str], pseudonym: str) -> None:
    call(team, "ANA", "ana")
    with pytest.raises(WrongUsage):
        add_people(team, names, "annotator", pseudonym)


def test_of_two_names_that_a_merge_joins_the_newest_word_holds(team: Store, tmp_path: Path) -> None:
    first = team.conn.execute("SELECT key FROM articles ORDER BY added").fetchone()[0]
    third = team.conn.execute("SELECT key FROM articles ORDER BY added DESC").fetchone()[0]
    team.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with Store.open(_copy(team, tmp_path / "a.db")) as one, Store.open(_copy(team, tmp_path / "b.db")) as other:
        call(one, "ben", "ANA")
        take_back(other, [first], ["ANA"])
        hand_out(other, [third], ["ANA"])
        take_back(other, [third], ["ben"])
        merge(one, other.path)
        merge(other, one.path)
        sound(one, other)
        given = "SELECT key, annotator FROM assignments JOIN articles ON id = article ORDER BY 1, 2"
        assert one.conn.execute(given).fetchall() == other.conn.execute(given).fetchall()
