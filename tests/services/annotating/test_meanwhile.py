"""What others do to the labels and to the undo stack while a session is open; the layer stays what its log makes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.desks import at, make
from support.projects import TEXT, at_work, project

from annotator.domain.decisions import Added, Event, Noted, Undone, decide, new_id
from annotator.domain.layer import fold, step_all
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, DecisionError, NothingToUndo, OverlapError
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import adding, archiving, carry_out, merging, overlapping, renaming
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.listing.entries import entries
from annotator.storage.store import StaleLayer, Store

Other = Callable[[Store], object]
OTHERS: dict[str, Other] = {
    "rename": lambda store: carry_out(store, renaming(store, "PERSON", "HUMAN")),
    "merge": lambda store: carry_out(store, merging(store, ["PERSON"], "ORG")),
    "archive": lambda store: carry_out(store, archiving(store, "PERSON")),
}


def labels_in(store: Store) -> set[str]:
    rows = store.conn.execute("SELECT label FROM spans UNION SELECT label FROM suggestions")
    return {row[0] for row in rows}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize(
    "verb",
    [
        AnnotationSession.accept,
        AnnotationSession.reject,
        AnnotationSession.all_same,
        AnnotationSession.finish,
        AnnotationSession.undo,
        lambda session: session.label("PERSON"),
        lambda session: session.label("ORG"),
        lambda session: session.resize("right", -1),
        lambda session: session.note("PERSON", on=True),
        lambda session: session.comment("a word", session.focus),
    ],
)
def test_a_session_goes_on_under_the_labels_of_now(
    tmp_path: Path, other: str, verb: Callable[[AnnotationSession], object]
) -> None:
    store, key = make(tmp_path / "p.db")
    session = at_work(store, key)
    session.go_to(at("Imre Halloran", "PERSON"))
    session.accept()
    session.go_to(at("Harbour Workers", "PERSON", 1))
    with Store.open(store.path) as elsewhere:
        OTHERS[other](elsewhere)
    with suppress(DecisionError):  # what it meant may be done already, now that two labels are one
        verb(session)
    session.comment("it goes on")
    assert session.scheme == store.scheme()
    assert session.layer == store.layer(key, "ana").layer
    assert check_up(store).sound
    if other != "archive":
        assert "PERSON" not in labels_in(store)
        assert all(span.label != "PERSON" for span in (*session.layer.held, *session.proposals.open))
        assert session.focus is None or session.focus.label != "PERSON"
    store.close()


def test_a_review_says_that_the_labels_have_changed_and_goes_on(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    for name, label in (("ana", "PERSON"), ("ben", "ORG")):
        session = at_work(store, key, name)
        session.go_to(at("Imre Halloran", "PERSON"))
        session.label(label) if label != "PERSON" else session.accept()
        session.finish("reject")
    review = ReviewSession(store, key, "eva")
    with Store.open(store.path) as elsewhere:
        OTHERS["rename"](elsewhere)
    with pytest.raises(DecisionError, match="labels were changed meanwhile"):
        review.take(1)
    review.take(1)
    assert check_up(store).sound
    assert "PERSON" not in labels_in(store)
    store.close()


@pytest.mark.parametrize("event", [Added(Span(0, 3, "PERSON")), Noted("PERSON", on=True)])
def test_neither_a_layer_nor_suggestions_are_written_under_a_dead_name(tmp_path: Path, event: Event) -> None:
    store, key = project(tmp_path / "p.db")
    OTHERS["rename"](store)
    decisions = decide([event], layer="ana", by="ana")
    layer = fold(len(TEXT), decisions)
    with pytest.raises(StaleLayer), store.write():
        store.append(key, TEXT, decisions, layer)
    assert store.decisions(key, "ana") == []
    with store.write():
        store.add_suggestions(key, "late", [(0, 3, "PERSON", None)])
    assert {one.span.label for one in store.suggestions(key) if one.source == "late"} == {"HUMAN"}
    store.close()


def test_undo_passes_over_what_came_to_nothing_and_says_so(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    session = at_work(store, key)
    session.go_to(Span(22, 26, "GPE"))
    session.accept()
    session.go_to(Span(0, 8, "PERSON"))
    session.accept()
    session.go_to(Span(0, 8, "PERSON"))
    session.label("ORG")
    carry_out(store, merging(store, ["PERSON"], "ORG"))
    assert session.undo().message == (
        "Taken back: accepted ORG on “Ana Ruiz”. Passed over: 1 action of which nothing is left."
    )
    assert session.undo().message == "Taken back: accepted GPE on “Rome”."
    assert not session.layer.held
    with pytest.raises(NothingToUndo):
        session.undo()
    assert session.undo(redo=True).message == "Brought back: accepted GPE on “Rome”."
    assert session.undo(redo=True).message == "Brought back: accepted ORG on “Ana Ruiz”."
    assert session.undo(redo=True).message == "Passed over: 1 action of which nothing is left."
    with pytest.raises(NothingToUndo):
        session.undo(redo=True)
    assert {span.label for span in session.layer.held} == {"GPE", "ORG"}
    assert check_up(store).sound
    store.close()


def test_what_would_overlap_if_it_came_back_is_passed_over_the_next_time(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    session = at_work(store, key)
    session.go_to(Span(22, 26, "GPE"))
    session.accept()
    session.go_to(Span(0, 8, "PERSON"))
    session.accept()
    session.go_to(Span(0, 8, "PERSON"))
    session.reject()
    state, merged = store.layer(key, "ana"), decide([Added(Span(0, 3, "ORG"))], layer="ana", by="ana")
    step_all(state.layer, merged)
    with store.write():
        store.append(key, TEXT, merged, state.layer, origin="merged")
    with pytest.raises(OverlapError, match="u goes on with the one before it"):
        session.undo()
    session.comment("something new")
    session.undo()
    with pytest.raises(OverlapError):
        session.undo()
    assert session.undo().message == "Taken back: accepted PERSON on “Ana Ruiz”."
    assert session.undo().message == "Taken back: accepted GPE on “Rome”."
    assert set(session.layer.held) == {Span(0, 3, "ORG")}
    assert check_up(store).sound
    store.close()


def test_a_redo_is_refused_once_something_else_was_decided_in_another_window(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    first, second = at_work(store, key), at_work(Store.open(store.path), key)
    first.accept()
    first.undo()
    step, *_ = store.last_step("ana", undone=True) or ("",)
    original = store.last_step

    def in_between(by: str, *, undone: bool = False) -> tuple[str, str, str] | None:
        found = original(by, undone=undone)
        second.comment("I was faster")
        return found

    store.last_step = in_between  # type: ignore[method-assign]
    with pytest.raises(NothingToUndo, match="nothing to redo any more"):
        first.undo(redo=True)
    store.last_step = original  # type: ignore[method-assign]
    assert store.conn.execute("SELECT state FROM steps WHERE step = ?", (step,)).fetchone() == ("dead",)
    assert first.layer == store.layer(key, "ana").layer
    assert check_up(store).sound
    second.store.close()
    store.close()


def test_one_undo_in_two_windows_takes_back_one_step(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    first, second = at_work(store, key), at_work(Store.open(store.path), key)
    first.accept()
    first.accept()
    second.undo()
    first.undo()
    assert not store.layer(key, "ana").layer.held
    assert check_up(store).sound
    assert sum(isinstance(one.event, Undone) for one in store.decisions(key, "ana")) == 2
    second.store.close()
    store.close()


STEPS: tuple[Callable[[AnnotationSession, Store], object], ...] = (
    lambda session, _: session.accept(),
    lambda session, _: session.reject(),
    lambda session, _: session.label("PERSON"),
    lambda session, _: session.label("ORG"),
    lambda session, _: session.label("GPE"),
    lambda session, _: session.resize("right", 1),
    lambda session, _: session.all_same(),
    lambda session, _: session.next_span(),
    lambda session, _: session.undo(),
    lambda session, _: session.undo(redo=True),
    lambda _, other: carry_out(other, merging(other, ["PERSON"], "ORG")),
    lambda _, other: carry_out(other, renaming(other, "GPE", f"GPE{other.scheme().labels[4].name}"[:20])),
    lambda _, other: carry_out(other, adding(other, "PERSON")),
    lambda _, other: carry_out(other, archiving(other, "ORG")),
    lambda _, other: carry_out(other, overlapping(other, "any")),
)


@example([(0, 13), (13, 0), (10, 0)])  # a label becomes one that is put away
@given(st.lists(st.tuples(st.integers(0, len(STEPS) - 1), st.integers(0, len(TEXT) - 1)), max_size=24))
def test_whatever_happens_meanwhile_nothing_sticks_and_the_project_is_sound(
    tmp_path_factory: pytest.TempPathFactory, run: Sequence[tuple[int, int]]
) -> None:
    store, key = project(tmp_path_factory.mktemp("p") / "p.db")
    with store, Store.open(store.path) as other:
        session = at_work(store, key)
        for number, offset in run:
            session.move(offset)
            with suppress(AnnotatorError):
                STEPS[number](session, other)
            if session.scheme is store.scheme():  # else it is taken with the next key
                assert session.layer == store.layer(key, "ana").layer
        for redo in (False, True):
            for _ in range(3 * len(run) + 3):
                with suppress(OverlapError):
                    try:
                        session.undo(redo=redo)
                    except NothingToUndo:
                        break
            else:
                raise AssertionError("it does not come to an end")
        assert check_up(store).problems == []
        assert not labels_in(store) & store.scheme().aliases.keys()


def test_undo_takes_back_the_last_step_also_where_the_clock_was_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, key = make(tmp_path / "p.db")
    other = next(entry.key for entry in entries(store, "ana") if entry.key != key)
    at_work(store, key).comment("first")
    earlier = time.time_ns() - 3600 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: earlier)
    monkeypatch.setattr(new_id, "_last", 0)
    at_work(store, other).comment("second")
    assert (store.last_step("ana") or ("", ""))[1] == other
    at_work(store, other).undo()
    assert (store.last_step("ana", undone=True) or ("", ""))[1] == other
    assert (store.last_step("ana") or ("", ""))[1] == key
    store.close()
