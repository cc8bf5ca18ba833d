"""How many suggestions are undecided: what is stored, what a session counts and what is shown is one number."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import SOURCE, TEXT, at_work, project

from annotator.domain.article import article_key
from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession
from annotator.services.importing.add import AddOptions, add
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import Plan, adding, archiving, carry_out, merging, overlapping, renaming
from annotator.services.project.merge import merge
from annotator.services.reporting.statistics import statistics
from annotator.services.reviewing.session import ReviewSession
from annotator.services.suggesting.source_settings import move_thresholds, source_figures, toggle
from annotator.storage.queries.listing.entries import entries
from annotator.storage.source_settings import SourceSetting
from annotator.storage.store import Store
from annotator.storage.suggested.undecided import offered_count

Counts = dict[tuple[str, str], int]
OTHER = "patterns"
SECOND = "trained:second-1"


def stored(store: Store) -> Counts:
    rows = store.conn.execute("SELECT key, layer, undecided FROM layers JOIN articles ON id = article")
    return {(key, layer): count for key, layer, count in rows}


def counted(store: Store) -> Counts:
    """What sessions count that are opened now; gold is asked about nothing."""
    found: Counts = {}
    for key, layer in stored(store):
        session = AnnotationSession(store, key, layer)
        session.load()
        found[key, layer] = 0 if layer == GOLD else session.undecided
    return found


def one_number(store: Store) -> Counts:
    """The count of every layer, which is the same wherever it is told."""
    found = stored(store)
    assert found == counted(store)
    assert [one for one in check_up(store).problems if one.check == "undecided"] == []
    for name, layer in statistics(store).counts.layers.items():
        assert layer["undecided"] == sum(count for (_, who), count in found.items() if who == name)
        shown = {one.key: one.undecided for one in entries(store, name) if one.status != "new"}
        assert shown == {key: count for (key, who), count in found.items() if who == name}
    return found


def copied(store: Store, name: str) -> Path:
    path = store.path.with_name(name)
    path.unlink(missing_ok=True)
    copy = sqlite3.connect(path)
    store.conn.backup(copy)
    copy.close()
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = project(tmp_path / "p.db")
    with made:
        yield made


KEY = article_key(TEXT)


def arrive(store: Store, folder: Path, body: dict[str, object], *, unfinished: bool = True) -> None:
    path = folder / "in.jsonl"
    path.write_text(json.dumps({"text": TEXT, **body}) + "\n", encoding="utf-8")
    assert add(store, [str(path)], AddOptions(unfinished=unfinished)).refused == []


@pytest.mark.parametrize("unfinished", [True, False])
def test_a_layer_that_arrives_counts_what_is_stored_already(store: Store, tmp_path: Path, unfinished: bool) -> None:
    one = {"start": 22, "end": 26, "label": "GPE"}
    arrive(store, tmp_path, {"annotations": {"ben": [one]}}, unfinished=unfinished)
    assert one_number(store) == {(KEY, "ben"): 4}
    arrive(store, tmp_path, {"annotations": {"ben": [one, {"start": 0, "end": 8, "label": "PERSON"}]}})
    assert one_number(store) == {(KEY, "ben"): 2}


def test_suggestions_that_arrive_count_in_the_layers_that_are_there(store: Store, tmp_path: Path) -> None:
    at_work(store, KEY).accept()
    assert one_number(store) == {(KEY, "ana"): 3}
    arrive(store, tmp_path, {"spans": [{"start": 37, "end": 43, "label": "EVENT"}]})
    assert one_number(store) == {(KEY, "ana"): 4}


def test_suggestions_that_arrive_behind_an_open_session_count(store: Store) -> None:
    session = at_work(store, KEY)
    session.accept()
    with Store.open(store.path) as other, other.write():
        other.add_suggestions(KEY, OTHER, [(37, 43, "EVENT", None)])
    session.accept()
    assert (session.undecided, one_number(store)) == (2, {(KEY, "ana"): 3})
    session.reload()
    assert session.undecided == 3


def test_what_a_list_says_of_an_article_is_what_a_session_begins_with(store: Store) -> None:
    with store.write():
        store.add_suggestions(KEY, OTHER, [(0, 8, "PERSON", 0.2), (37, 43, "EVENT", None)])
    carry_out(store, archiving(store, "LOC"))
    move_thresholds(store, setting(store), ["ORG"], 9)
    assert offered_count(store, KEY) == at_work(store, KEY).undecided == 4


def test_gold_that_arrives_is_asked_about_nothing(store: Store, tmp_path: Path) -> None:
    arrive(store, tmp_path, {"annotations": {"gold": [{"start": 22, "end": 26, "label": "GPE"}]}})
    assert one_number(store) == {(KEY, "gold"): 0}
    store.conn.execute("UPDATE layers SET undecided = 2")
    assert [one.layer for one in check_up(store, fix=True).mended] == ["gold"]
    assert one_number(store) == {(KEY, "gold"): 0}


def test_what_a_decided_suggestion_had_outvoted_counts_once_its_label_is_archived(store: Store) -> None:
    session = at_work(store, KEY)
    session.finish("reject")
    second_opinion(store, 1)  # within what was called a person
    assert one_number(store) == {(KEY, "ana"): 0}
    carry_out(store, archiving(store, "PERSON"))
    assert one_number(store) == {(KEY, "ana"): 1}


def test_what_is_under_an_archived_label_does_not_count_after_a_merge(store: Store, tmp_path: Path) -> None:
    carry_out(store, archiving(store, "LOC"))
    copied(store, "copy.db")
    for path, name in ((store.path, "ana"), (tmp_path / "copy.db", "ben")):
        with Store.open(path) as opened:
            session = at_work(opened, KEY, name)
            session.go_to(Span(22, 26, "GPE"))
            session.accept()
            assert one_number(opened) == {(KEY, name): 3}
    merge(store, tmp_path / "copy.db")
    assert one_number(store) == {(KEY, "ana"): 3, (KEY, "ben"): 3}


def test_finished_layers_count_the_same_in_whatever_order_projects_are_merged(store: Store, tmp_path: Path) -> None:
    names = ("ana", "ben", "cid")
    for number, name in enumerate(names):
        with Store.open(copied(store, f"{name}.db")) as opened:
            with opened.write():
                opened.add_suggestions(KEY, f"model-{number}", [(37, 37 + number + 1, "EVENT", 0.5)])
            session = at_work(opened, KEY, name)
            session.accept()
            session.finish()
    found = []
    for order in permutations(names):
        path = tmp_path / f"{'-'.join(order)}.db"
        shutil.copyfile(tmp_path / f"{order[0]}.db", path)
        with Store.open(path) as opened:
            for name in order[1:]:
                merge(opened, tmp_path / f"{name}.db")
            found.append(one_number(opened))
    assert found == [dict.fromkeys(((KEY, name) for name in names), 6)] * 6


@pytest.mark.parametrize("ending", ["reject", "add over"])
def test_a_suggestion_is_open_again_though_what_came_of_it_has_walked_off(store: Store, ending: str) -> None:
    session = at_work(store, KEY)
    session.go_to(Span(0, 3, "ORG"))
    for edge in ("right", "left"):
        for _ in range(3):
            session.resize(edge, 1)
    assert session.focused() == Span(13, 15, "ORG")
    before = one_number(store)
    if ending == "reject":
        session.reject()
    else:
        session.selection = (13, 18)
        session.label("EVENT")
    assert session.undecided == one_number(store)[KEY, "ana"]
    session.undo()
    assert one_number(store) == before
    assert session.undecided == before[KEY, "ana"]


VERBS: dict[str, Callable[[AnnotationSession], object]] = {
    "accept": lambda session: session.accept(),
    "reject": lambda session: session.reject(),
    "relabel": lambda session: session.label("GPE"),
    "add": lambda session: (session.move(37), session.label("EVENT")),
    "add over": lambda session: (setattr(session, "selection", (0, 18)), session.label("EVENT")),
    "resize": lambda session: session.resize("right", 1),
    "accept sure": lambda session: session.accept_sure(),
    "all the same": lambda session: (session.accept(), session.all_same()),
    "finish": lambda session: session.finish(),
    "finish and accept": lambda session: session.finish("accept"),
    "finish and reject": lambda session: session.finish("reject"),
    "skip": lambda session: session.skip(),
    "flag": lambda session: session.flag(),
    "comment": lambda session: session.comment("Why?"),
}


@pytest.mark.parametrize("advised", [False, True], ids=["alone", "with a memory"])
@pytest.mark.parametrize("verb", VERBS)
def test_after_a_verb_its_undo_and_its_redo_there_is_one_number(store: Store, verb: str, *, advised: bool) -> None:
    session = at_work(store, KEY)
    learner = Learner(store, "ana")
    if advised:
        learner.attend(session)
    session.go_to(Span(0, 8, "PERSON"))
    for do in (VERBS[verb], AnnotationSession.undo, lambda session: session.undo(redo=True)):
        do(session)
        one_number(store)
        learner.refresh()
        one_number(store)
        assert advised or session.undecided == one_number(store)[KEY, "ana"]


def test_the_count_of_a_reviewer_s_return_is_that_of_the_layer(store: Store) -> None:
    for name in ("ana", "ben"):
        session = at_work(store, KEY, name)
        session.accept()
        session.finish()
    review = ReviewSession(store, KEY, "rita")
    review.give_back("ben", "Look again.")
    one_number(store)
    review.undo()
    assert one_number(store) == {(KEY, "ana"): 3, (KEY, "ben"): 3}


def test_the_doctor_names_each_wrong_count_and_mends_it(store: Store) -> None:
    for name in ("ana", "ben"):
        at_work(store, KEY, name).accept()
    store.conn.execute("UPDATE layers SET undecided = 7 WHERE layer = 'ben'")
    found = check_up(store)
    assert [(one.check, one.article, one.layer) for one in found.problems] == [("undecided", KEY, "ben")]
    assert "7" in found.problems[0].problem
    assert "3" in found.problems[0].problem
    assert check_up(store, fix=True).mended == found.problems
    assert one_number(store) == {(KEY, "ana"): 3, (KEY, "ben"): 3}


def setting(store: Store, source: str = SOURCE) -> SourceSetting:
    found = (one.setting for one in source_figures(store) if one.setting.source == source)
    return next(found, SourceSetting(source, off=False, thresholds={}))


Op = Callable[[Store, int], object]


def plan(made: Callable[[Store], Plan]) -> Op:
    return lambda store, _: carry_out(store, made(store))


def pressed(verb: str) -> Op:
    def press(store: Store, spot: int) -> None:
        session = at_work(store, KEY, ("ana", "ben")[spot % 2])
        session.move(spot)
        VERBS[verb](session)

    return press


def back(*, redo: bool) -> Op:
    return lambda store, spot: at_work(store, KEY, ("ana", "ben")[spot % 2]).undo(redo=redo)


def more(store: Store, spot: int) -> None:
    with store.write():
        labels = [label.name for label in store.scheme().active()]
        store.add_suggestions(KEY, OTHER, [(spot, spot + 3, labels[spot % len(labels)], None), (0, 8, "PERSON", 0.2)])


def second_opinion(store: Store, spot: int) -> None:
    """Let another model, which votes, read the article."""
    labels = [label.name for label in store.scheme().active()]
    ana, rome, own = (0, 8, "PERSON", 0.2), (22, 26, "GPE", 0.9), (spot, spot + 4, labels[spot % len(labels)], 0.6)
    with store.write():
        store.add_suggestions(KEY, SECOND, [[ana, rome, own], [own], [rome], []][spot % 4])


def merged(store: Store, spot: int) -> None:
    """Let somebody go on in a copy, and take it back in."""
    copy = copied(store, "copy.db")
    with Store.open(copy) as other, suppress(AnnotatorError):
        more(other, spot)
        pressed("accept")(other, spot)
    merge(store, copy)


OPERATIONS: tuple[Op, ...] = (
    *map(pressed, VERBS),
    back(redo=False),
    back(redo=False),
    back(redo=True),
    plan(lambda store: archiving(store, "PERSON")),
    plan(lambda store: adding(store, "PERSON")),
    plan(lambda store: renaming(store, "GPE", "PLACE")),
    plan(lambda store: renaming(store, "PLACE", "GPE")),
    plan(lambda store: merging(store, ["LOC"], "ORG")),
    plan(lambda store: merging(store, ["ORG"], "PERSON")),
    plan(lambda store: overlapping(store, "none")),
    plan(lambda store: overlapping(store, "any")),
    plan(lambda store: overlapping(store, "nested")),
    lambda store, _: toggle(store, setting(store)),
    lambda store, spot: move_thresholds(store, setting(store), [("ORG", "GPE", "LOC")[spot % 3]], spot % 25 - 12),
    more,
    second_opinion,
    second_opinion,
    lambda store, _: toggle(store, setting(store, SECOND)),
    merged,
)


@given(st.lists(st.tuples(st.sampled_from(range(len(OPERATIONS))), st.integers(0, len(TEXT) - 4)), max_size=12))
def test_whatever_is_decided_undone_renamed_hidden_or_merged_there_is_one_number(
    tmp_path_factory: pytest.TempPathFactory, run: list[tuple[int, int]]
) -> None:
    store, _ = project(tmp_path_factory.mktemp("p") / "p.db")
    with store:
        for number, spot in run:
            with suppress(AnnotatorError):
                OPERATIONS[number](store, spot)
            one_number(store)
