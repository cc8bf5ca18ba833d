"""What the doctor finds: nothing after any run of keys, undo, merged labels; and every kind of damage done by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.projects import TEXT, at_work, project

from annotator.domain.decisions import Noted, Redone, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Overlap
from annotator.errors import AnnotatorError, DecisionError
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.doctor import check_up, sqlite_fault
from annotator.services.project.labels import carry_out, merging, overlapping, renaming
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.migrations import TRIGGERS
from annotator.storage.store import Store

KEYS: tuple[Callable[[AnnotationSession, int], object], ...] = (
    lambda session, _: session.accept(),
    lambda session, _: session.reject(),
    lambda session, _: session.label("PERSON"),
    lambda session, _: session.label("ORG"),
    lambda session, _: session.label("GPE"),
    lambda session, _: session.resize("right", 1),
    lambda session, _: session.resize("left", 1, by_character=True),
    lambda session, _: session.all_same(),
    lambda session, offset: session.move(offset),
    lambda session, _: session.next_span(),
    lambda session, _: session.undo(),
    lambda session, _: session.undo(redo=True),
    lambda session, _: session.finish("reject"),
    lambda session, _: session.note("MONEY", on=True),
)
FINISH = 12
RUNS = st.lists(st.tuples(st.integers(0, len(KEYS) - 1), st.integers(0, len(TEXT) - 1)), max_size=16)


def press(session: AnnotationSession, run: list[tuple[int, int]]) -> None:
    for key, offset in run:
        with suppress(DecisionError):
            KEYS[key](session, offset)


@given(first=RUNS, second=RUNS, overlap=st.sampled_from(("none", "nested", "any")))
def test_whatever_is_pressed_and_merged_the_project_is_sound(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[int, int]],
    second: list[tuple[int, int]],
    overlap: Overlap,
) -> None:
    store, key = project(tmp_path_factory.mktemp("p") / "p.db")
    with store:
        carry_out(store, overlapping(store, overlap))
        press(at_work(store, key), first)
        press(at_work(store, key, "ben"), second)
        assert list(examine(store)) == []
        carry_out(store, renaming(store, "GPE", "PLACE"))
        assert list(examine(store)) == []
        carry_out(store, merging(store, ["ORG", "PLACE"], "PERSON"))
        assert list(examine(store)) == []
        press(at_work(store, key), second)
        assert list(examine(store)) == []


def test_a_renamed_article_label_is_renamed_in_what_is_derived(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        save_scheme(store, store.scheme().with_label("sport", kind="article"))
        state = store.layer(key, "ana")
        decisions = decide([Noted("sport", on=True)], layer="ana", by="ana")
        step_all(state.layer, decisions)
        with store.write():
            store.append(key, TEXT, decisions, state.layer)
        carry_out(store, renaming(store, "sport", "games"))
        assert json.loads(store.conn.execute("SELECT cats FROM layers").fetchone()[0]) == {"games": True}
        assert list(examine(store)) == []


DAMAGE = {
    "quote": "UPDATE spans SET quote = 'Eve' WHERE label = 'PERSON'",
    "layer": "DELETE FROM spans",
    "state": "UPDATE layers SET status = 'finished'",
    "steps": "UPDATE steps SET state = 'undone'",
    "suggestions": 'UPDATE suggestions SET "end" = 4000 WHERE start = 22',
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_derived_is_found_damaged_and_mended(tmp_path: Path, damage: str) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        session = at_work(store, key)
        session.accept()
        session.reject()
        before = session.layer.snapshot()
        store.conn.execute(DAMAGE[damage])
        found = check_up(store)
        assert {problem.check for problem in found.problems} <= {damage, "layer"}
        assert found.problems
        mended = check_up(store, fix=True)
        assert mended.sound
        assert mended.mended == found.problems
        assert check_up(store).sound
        assert at_work(store, key).layer.snapshot() == before
        at_work(store, key).undo()


def test_a_text_that_is_not_its_own_cannot_be_mended(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        store.conn.execute("DROP TRIGGER texts_stay")
        store.conn.execute("UPDATE texts SET text = replace(text, 'Ana', 'Eva')")
        store.conn.execute(TRIGGERS["texts_stay"])
        found = check_up(store, fix=True)
        assert [(problem.check, problem.article) for problem in found.problems] == [("article", key)]
        assert not found.mended


@pytest.mark.parametrize("thresholds", ["{", "[1]", "7"])
def test_settings_that_make_no_sense_are_named(tmp_path: Path, thresholds: str) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).accept()
        store.conn.execute("UPDATE sources SET folds = ?", (thresholds,))
        (found,) = check_up(store, fix=True).problems
        assert (found.check, found.problem.partition(" cannot")[0]) == ("scheme", "What the sources are set to")


def test_a_decision_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).accept()
        store.conn.execute("DROP TRIGGER decisions_stay")
        store.conn.execute("UPDATE decisions SET action = 'guessed'")
        assert "guessed" in next(p.problem for p in check_up(store, fix=True).problems if p.check == "decisions")


def test_a_log_that_lacks_a_decision_is_told_of(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        session = at_work(store, key)
        session.accept()
        session.accept()
        store.conn.execute("DROP TRIGGER decisions_keep")
        store.conn.execute("DELETE FROM decisions WHERE seq = 1")
        assert "Of 3 decisions only 2 are there." in [one.problem for one in check_up(store, fix=True).problems]


def test_a_torn_file_is_told_of_in_sentences(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    store, key = project(path)
    with store:
        at_work(store, key).accept()
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\xa5" * (40960 - 8192)
    path.write_bytes(content)
    with Store.open(path) as torn:
        problems = check_up(torn, fix=True).problems
    assert {problem.check for problem in problems} == {"file"}


RULES: tuple[Callable[[ReviewSession], object], ...] = (
    lambda review: review.take(1),
    lambda review: review.take(2),
    lambda review: review.majority(),
    lambda review: review.none(),
    lambda review: review.label("ORG"),
    lambda review: review.resize("right", 1),
    lambda review: review.undo(),
    lambda review: review.undo(redo=True),
    lambda review: review.approve(),
    lambda review: review.give_back("ben", "Look again."),
)


@example(first=[], second=[(10, 0)], rulings=[0, 9, 6])
@given(first=RUNS, second=RUNS, rulings=st.lists(st.integers(0, len(RULES) - 1), max_size=10))
def test_whatever_a_reviewer_rules_the_project_is_sound(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[int, int]],
    second: list[tuple[int, int]],
    rulings: list[int],
) -> None:
    store, key = project(tmp_path_factory.mktemp("p") / "p.db")
    with store:
        for name, run in (("ana", first), ("ben", second)):
            press(at_work(store, key, name), [*run, (FINISH, 0)])
        review = ReviewSession(store, key, "rosa")
        for place, ruling in enumerate(rulings):
            with suppress(AnnotatorError):
                RULES[ruling](review)
            if place == len(rulings) // 2:
                press(at_work(store, key, "ben"), second)
        assert list(examine(store)) == []


def test_a_log_in_which_a_dead_step_was_redone_is_told_of_and_mended(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        session = at_work(store, key)
        session.accept()
        session.undo()
        step, *_ = store.last_step("ana", undone=True) or ("",)
        session.comment("something else")
        redone = decide([Redone(step)], layer="ana", by="ana")
        step_all(session.layer, redone)
        store.conn.execute("UPDATE steps SET state = 'undone' WHERE step = ?", (step,))
        with store.write():
            store.append(key, TEXT, redone, session.layer)
        assert check_up(store).sound
        store.conn.execute("DELETE FROM steps")
        assert check_up(store, fix=True).sound
        at_work(store, key).undo()
        assert check_up(store).sound


SENSELESS = (
    ("", 0), ('["ana"]', 0), ('["ana", [3, 1, "ORG"], null]', 0), ('["ana", [1, 3, 5], null]', 0),
    ('["ana", ["1", 3, "ORG"], null]', 0), ('["ana", [1, 3, "ORG"], [1]]', 0), ("[" * 9999, 0),
    ('["ana", [1, 3, "ORG"], null]', 1),
)  # fmt: skip
GARBAGE = {
    "meta": ("UPDATE articles SET meta = '{\"a\": '", "UPDATE articles SET meta = '[1]'"),
    "places": (
        "INSERT OR REPLACE INTO places SELECT 'ana', id, 'x', 'nowhere' FROM articles",
        "INSERT OR REPLACE INTO places SELECT 'ana', id, 'x', '[3]' FROM articles",
    ),
    "looks": tuple(
        f"INSERT INTO last_words SELECT id, 'look:{word}', {said}, 'x' FROM articles"  # noqa: S608 - words of ours
        for word, said in SENSELESS
    ),
    "tokens": (
        "INSERT OR REPLACE INTO tokens SELECT id, 'x', x'01' FROM articles",
        "INSERT OR REPLACE INTO tokens SELECT id, 'x', x'00000000' FROM articles",
        "INSERT OR REPLACE INTO tokens SELECT id, 'x', x'0000000005000000ff0000000a000000' FROM articles",
        "INSERT OR REPLACE INTO tokens SELECT id, 'x', x'05000000000000000900000003000000' FROM articles",
        "INSERT OR REPLACE INTO tokens SELECT id, 'x', x'0300000003000000' FROM articles",
    ),
    "triggers": (
        "DROP TRIGGER decisions_stay",
        "DROP TRIGGER texts_stay",
        'CREATE TRIGGER "gh""ost" AFTER INSERT ON decisions BEGIN DELETE FROM spans; END',
    ),
}


@pytest.mark.parametrize(("check", "damage"), [(check, one) for check, many in GARBAGE.items() for one in many])
def test_what_makes_no_sense_is_found_and_put_right(tmp_path: Path, check: str, damage: str) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).accept()
        store.conn.execute(damage)
        found = check_up(store)
        assert {problem.check for problem in found.problems} == {check}
        assert check_up(store, fix=True).sound
        at_work(store, key).accept()
    with Store.open(tmp_path / "p.db") as again:
        assert check_up(again).sound
        if check == "meta":
            assert set(again.article(key).meta) == {"unreadable"}


@pytest.mark.parametrize(
    "scheme", ["[]", "{", "3", '{"label": 3}', '{"label": [[]]}', '{"aliases": [1]}', "[" * 100_000, '{"a":' * 100_000]
)
def test_a_scheme_that_makes_no_sense_is_named_and_everything_else_is_checked(tmp_path: Path, scheme: str) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).accept()
        store.conn.execute("UPDATE project SET scheme = ?", (scheme,))
        store.conn.execute("UPDATE articles SET meta = 'x'")
        problems = check_up(store, fix=True).problems
        assert [problem.check for problem in problems] == ["scheme"]
        with pytest.raises(AnnotatorError, match=r"makes no sense|The labels of a scheme"):
            store.scheme()


DAMAGED_ROWS = [
    "UPDATE decisions SET note = 'x' WHERE action = 'ruled'",
    'UPDATE decisions SET start = 900, "end" = 3',
    "UPDATE decisions SET label = NULL",
    "UPDATE decisions SET id = 'x' || seq",
    "UPDATE decisions SET elapsed_ms = 9223372036854775807",
    "UPDATE decisions SET action = 'undone', note = NULL",
    "UPDATE decisions SET action = 'redone', note = 'nothing'",
    "UPDATE decisions SET action = 'resized', was_start = 5, was_end = 2",
    "UPDATE layers SET cats = '{'",
    "UPDATE steps SET article = 77",
    "DELETE FROM texts",
    "UPDATE project SET uuid = ''",
]


@pytest.mark.parametrize("damage", DAMAGED_ROWS)
def test_the_doctor_dies_of_no_damage(tmp_path: Path, damage: str) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        session = at_work(store, key)
        session.accept()
        session.reject()
        session.undo()
        for statement in ("PRAGMA foreign_keys = OFF", "DROP TRIGGER decisions_stay", damage):
            store.conn.execute(statement)
        assert all(problem.problem.endswith(".") for problem in check_up(store).problems)
        assert not [one for one in check_up(store, fix=True).problems if one.check == "triggers"]


def test_the_fault_of_an_older_sqlite_is_told() -> None:
    for version in ((3, 51, 3), (3, 50, 7), (3, 44, 6), (3, 52, 0)):
        assert sqlite_fault(version) == ""
    for version in ((3, 40, 1), (3, 51, 2), (3, 50, 6), (3, 45, 0), (3, 44, 5)):
        assert ".".join(map(str, version)) in sqlite_fault(version)
