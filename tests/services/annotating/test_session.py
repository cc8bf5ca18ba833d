"""The verbs of a session, on a real project: what they decide, where the cursor goes, that undo takes all back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.blank import blank
from support.desks import SUGGESTED, TEXT, at, make

from annotator.domain.article import Article
from annotator.domain.scheme import Overlap
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.errors import DecisionError, NothingToUndo
from annotator.services.annotating.edges import Edge
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store


def opened(store: Store, key: str, annotator: str = "ana") -> AnnotationSession:
    session = AnnotationSession(store, key, annotator)
    session.load()
    session.resume()
    return session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[AnnotationSession]:
    store, key = make(tmp_path / "p.db")
    with store:
        yield opened(store, key)


def held(session: AnnotationSession) -> list[tuple[str, str, str]]:
    return [(one.span.quote(session.text), one.span.label, one.decided) for one in session.layer.sorted_held()]


def test_it_opens_at_the_first_suggestion(session: AnnotationSession) -> None:
    assert session.focus == SUGGESTED[0][0]
    assert session.undecided == len(SUGGESTED)


def test_accept_puts_rivals_aside_and_goes_on(session: AnnotationSession) -> None:
    session.accept()
    assert session.focus == at("The Harbour Workers’ Union", "ORG")
    session.accept()
    assert at("Harbour Workers", "PERSON", 1) in session.layer.aside
    assert session.focus == at("HWU", "ORG")
    assert held(session)[1] == ("The Harbour Workers’ Union", "ORG", "accepted")


def test_reject_goes_on_to_the_rival_at_the_same_place(session: AnnotationSession) -> None:
    session.accept()
    session.reject()
    assert session.focus == at("Harbour Workers", "PERSON", 1)


def test_a_label_on_a_suggestion_relabels_accepts_and_goes_on(session: AnnotationSession) -> None:
    session.go_to(at("Ana-Lucía Ferreira", "GPE"))
    session.label("PERSON")
    assert held(session) == [("Ana-Lucía Ferreira", "PERSON", "relabelled")]
    assert session.focus == at("Valdora", "GPE")


def test_a_label_on_a_decided_span_relabels_and_stays(session: AnnotationSession) -> None:
    session.go_to(at("Valdora", "GPE"))
    session.accept()
    session.go_to(at("Valdora", "GPE"))
    session.label("LOC")
    assert session.focus == at("Valdora", "LOC")
    assert held(session) == [("Valdora", "LOC", "relabelled")]


def test_edges_accept_resized_and_stay(session: AnnotationSession) -> None:
    session.go_to(at("The Harbour Workers’ Union", "ORG"))
    session.resize("left", 1)
    assert session.focus == at("Harbour Workers’ Union", "ORG", 1)
    assert held(session) == [("Harbour Workers’ Union", "ORG", "resized")]
    session.resize("right", 1, by_character=True)
    assert held(session) == [("Harbour Workers’ Union ", "ORG", "resized")]


def test_an_edge_stops_before_the_span_is_empty(session: AnnotationSession) -> None:
    session.go_to(at("Valdora", "GPE"))
    with pytest.raises(DecisionError, match="at least one token"):
        session.resize("right", -1)
    assert held(session) == []


@pytest.mark.parametrize("by_character", [False, True])
def test_an_edge_moves_past_a_span_that_is_there_already(tmp_path: Path, by_character: bool) -> None:
    store, key = make(tmp_path / "p.db", "nested")
    session = AnnotationSession(store, key, "ana")
    session.load()
    there = at("Harbour Workers", "ORG", 1)
    for span in (at("Harbour", "ORG", 1), there):
        session.select_stretch(span.start, span.end)
        session.label("ORG")
    session.go_to(at("Harbour", "ORG", 1))
    if by_character:
        session.resize("right", 1)
        session.resize("right", -1, by_character=True)
    else:
        session.resize("right", 1)
    moved = session.focus
    assert moved and moved != there and moved.contains(there) != by_character
    assert there in session.layer.held


def test_one_goes_on_from_a_span_that_was_added_within_another(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db", "nested")
    session = AnnotationSession(store, key, "ana")
    session.load()
    outer, inner, word = at("The Harbour Workers", "ORG"), at("Harbour Workers", "ORG", 1), at("Harbour", "ORG", 1)
    session.select_stretch(outer.start, outer.end)
    session.label("ORG")
    session.go_to(outer)
    ways: tuple[tuple[Edge, Literal[-1, 1], Span], ...] = (("left", 1, inner), ("right", -1, word))
    for edge, way, span in ways:
        assert session.focus
        session.select_span(session.focus)
        session.resize_selection(edge, way)
        session.label("ORG")
        assert (session.focus, session.selection) == (span, None)
    session.select_stretch(*at("smiled", "")[:2])
    session.label("ORG")
    assert session.focus == next(session.proposals.leaders(word.start))
    session.reject_all(list(session.proposals.open))
    session.go_to(word)
    session.select_stretch(*at("agreed", "")[:2])
    session.label("ORG")
    assert session.focus == at("agreed", "ORG")


def test_a_label_adds_the_word_or_the_selection(session: AnnotationSession) -> None:
    session.move(TEXT.index("Ferreira smiled"))
    session.label("PERSON")
    assert ("Ferreira", "PERSON", "added") in held(session)
    start = TEXT.index("3 March")
    session.selection = (start, start + 7)
    session.label("DATE")
    assert ("3 March", "DATE", "added") in held(session)
    assert session.selection is None


def test_whoever_goes_on_means_what_is_focused_and_no_longer_what_was_added(session: AnnotationSession) -> None:
    session.reject_all(list(session.proposals.open)[1:])
    only = session.focus
    assert only
    session.move(TEXT.index("Ferreira smiled"))
    session.label("PERSON")
    assert (session.focus, session.meant().label) == (only, "PERSON")
    session.next_undecided()
    assert session.meant() == only


def test_the_key_of_an_article_label_sets_it_and_marks_no_span(session: AnnotationSession) -> None:
    save_scheme(session.store, session.scheme.with_label("SPORT", kind="article", key="9"))
    session = opened(session.store, session.key)
    before = held(session)
    assert session.label("SPORT").message == "SPORT: yes."
    assert (held(session), session.layer.cats) == (before, {"SPORT": True})
    session.label("SPORT")
    assert session.layer.cats == {"SPORT": False}


def test_a_span_grown_over_another_replaces_it_in_one_step(session: AnnotationSession) -> None:
    session.go_to(at("Valdora", "GPE"))
    session.accept()
    start = TEXT.index("in Valdora on 3")
    session.selection = (start, start + 15)
    change = session.label("EVENT")
    assert change.message == "Replaced: GPE on “Valdora”."
    assert held(session) == [("in Valdora on 3", "EVENT", "added")]
    session.undo()
    assert held(session) == [("Valdora", "GPE", "accepted")]


def test_rejecting_what_was_accepted_takes_it_back(session: AnnotationSession) -> None:
    session.go_to(at("Valdora", "GPE"))
    session.accept()
    session.go_to(at("Valdora", "GPE"))
    session.reject()
    assert held(session) == []
    assert at("Valdora", "GPE") in session.layer.rejected


def test_all_same_and_all_sure_are_one_step_each(session: AnnotationSession) -> None:
    session.go_to(at("HWU", "ORG"))
    session.all_same()
    assert [row for row in held(session) if row[0] == "HWU"] == [
        ("HWU", "ORG", "accepted"),
        ("HWU", "ORG", "relabelled"),
    ]
    session.undo()
    assert held(session) == []
    session.accept_sure()
    assert [row[0] for row in held(session)] == ["Harbour Workers’ Union", "HWU", "Valdora"]
    session.undo()
    assert held(session) == []


def test_finishing_settles_the_rest_in_one_step(session: AnnotationSession) -> None:
    session.finish("reject")
    assert session.layer.status == "finished"
    assert session.undecided == 0
    assert len(session.layer.rejected) == len(SUGGESTED)
    session.undo()
    assert session.layer.status == "open"
    assert session.undecided == len(SUGGESTED)


def test_undo_reaches_over_a_restart_and_stands_where_it_was(session: AnnotationSession) -> None:
    session.go_to(at("Valdora", "GPE"))
    session.accept()
    again = opened(session.store, session.key)
    again.move(0)
    again.undo()
    assert again.focus == at("Valdora", "GPE")
    with pytest.raises(NothingToUndo):
        again.undo()


@pytest.mark.parametrize(("edge", "step"), [("left", -1), ("left", 1), ("right", 1), ("right", -1)])
def test_an_edge_that_is_taken_back_leaves_the_focus_on_the_suggestion(
    session: AnnotationSession, edge: Edge, step: Literal[-1, 1]
) -> None:
    session.go_to(at("Ana-Lucía Ferreira", "GPE"))
    session.resize(edge, step)
    change = session.undo()
    assert session.focus == at("Ana-Lucía Ferreira", "GPE")
    assert change.message.startswith("Taken back: “Ana-Lucía Ferreira” → “")


def test_what_is_taken_back_is_told(session: AnnotationSession) -> None:
    session.accept()
    assert session.undo().message == "Taken back: accepted ORG on “Harbour Workers’ Union”."
    assert session.undo(redo=True).message == "Brought back: accepted ORG on “Harbour Workers’ Union”."
    session.label("GPE")
    assert session.undo().message == "Taken back: ORG → GPE on “Harbour Workers’ Union”."
    session.accept_sure()
    assert session.undo().message == "Taken back: 2 decisions."
    session.accept()
    session.accept_itself([Suggestion(at("Valdora", "GPE"), "memory")])
    said = "back: accepted ORG on “HWU”, and 1 that accepted itself."
    assert session.undo().message == f"Taken {said}"
    assert session.undo(redo=True).message == f"Brought {said}"
    session.undo()
    session.flag()
    assert session.undo().message == "Taken back: the flag."
    session.finish()
    assert session.undo().message == "Taken back: finishing the article."
    session.finish("accept")
    assert session.undo().message == "Taken back: finishing the article, with 6 decisions."


def test_a_place_is_written_once(session: AnnotationSession) -> None:
    store, key = session.store, session.key
    session.keep_place()
    session.accept()
    assert store.place("ana", key) == session.place()
    before = store.conn.total_changes
    session.keep_place()
    assert store.conn.total_changes == before
    session.move(40)
    session.keep_place()
    assert store.place("ana", key)["cursor"] == 40


def test_what_is_only_suggested_far_below_leaves_one_at_the_top(tmp_path: Path) -> None:
    with blank(tmp_path / "p.db") as store:
        for key, far in (("near", 100), ("far", 1_000)):
            article = Article.of(f"{key} {'word ' * far}Valdora")
            with store.write():
                store.add_article(article, "2026-01-01T00:00:00.000000Z")
                start = len(article.text) - len("Valdora")
                store.add_suggestions(article.key, "spacy:test-1", [(start, start + 7, "GPE", 0.9)])
            session = opened(store, article.key)
            session.resume()
            assert session.cursor == (start if far == 100 else 0)
            assert session.undecided == 1


def test_what_the_memory_repeats_counts_as_added(session: AnnotationSession) -> None:
    session.accept_itself([Suggestion(at("Valdora", "GPE"), "memory")])
    assert session.layer.added == 1
    session.undo()
    assert session.layer.added == 0
    session.accept()
    assert session.layer.added == 0


def test_another_process_in_the_same_layer_is_noticed(session: AnnotationSession) -> None:
    other = opened(session.store, session.key)
    other.go_to(at("Valdora", "GPE"))
    other.accept()
    session.accept()
    both = session.store.layer(session.key, "ana").layer
    assert session.layer == both
    assert len(both.held) == 2


OUTWARDS: list[tuple[Edge, Literal[-1, 1]]] = [("left", -1), ("right", 1)]
MOVES = st.lists(st.tuples(st.sampled_from(range(14)), st.integers(0, len(TEXT) - 1)), max_size=14)


@given(moves=MOVES, overlap=st.sampled_from(get_args(Overlap)))
def test_any_keys_then_undo_all_then_redo_all(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]], overlap: Overlap
) -> None:
    store, key = make(tmp_path_factory.mktemp("p") / "p.db", overlap)
    with store:
        session = opened(store, key)
        start = session.layer.snapshot()
        for key_pressed, offset in moves:
            press(session, key_pressed, offset)
        end = session.layer.snapshot()
        assert store.layer(key, "ana").layer.snapshot() == end
        for one in session.layer.spans:
            for other in session.layer.spans.touching(one.start, one.end):
                assert one == other or session.scheme.allows(one, other)
        steps = undo_all(session)
        assert session.layer.snapshot() == start
        assert session.undecided == len(SUGGESTED)
        for _ in range(steps):
            session.undo(redo=True)
        assert session.layer.snapshot() == end
        assert store.layer(key, "ana").layer.snapshot() == end


@given(moves=MOVES, overlap=st.sampled_from(get_args(Overlap)), far=st.integers(1, 9), out=st.sampled_from(OUTWARDS))
@example(moves=[(0, 0), (1, 0), (4, 0), (2, 0)], overlap="none", far=7, out=("right", 1))
def test_an_edge_that_goes_out_and_back_leaves_all_others_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    moves: list[tuple[int, int]],
    overlap: Overlap,
    far: int,
    out: tuple[Edge, Literal[-1, 1]],
) -> None:
    store, key = make(tmp_path_factory.mktemp("p") / "p.db", overlap)
    edge, outwards = out
    inwards: Literal[-1, 1] = 1 if outwards < 0 else -1
    with store, suppress(DecisionError):
        session = opened(store, key)
        for key_pressed, offset in moves:
            press(session, key_pressed, offset)
        for step in (outwards, inwards):  # from then on it is held
            session.resize(edge, step, by_character=True)
        before = others(session)
        gone = 0
        with suppress(DecisionError):
            for _ in range(far):
                session.resize(edge, outwards, by_character=True)
                gone += 1
        for _ in range(gone):
            session.resize(edge, inwards, by_character=True)
        assert others(session) == before
        assert store.layer(key, "ana").layer == session.layer


def test_a_label_that_goes_out_and_back_leaves_a_rejection_as_it_was(session: AnnotationSession) -> None:
    first = at("Harbour Workers’ Union", "ORG")
    session.reject()
    rejected = session.layer.rejected[first]
    session.selection = (first.start, first.end)
    session.label("DATE")
    for was, label in (("DATE", "ORG"), ("ORG", "DATE")):
        session.move(first.start, focus=first.labelled(was))
        session.label(label)
    assert held(session) == [("Harbour Workers’ Union", "DATE", "added")]
    assert session.layer.rejected == {first: rejected}


def others(session: AnnotationSession) -> tuple[dict[str, Any], list[Span]]:
    """All but what is focused, and what is undecided; when something gave way again is another time."""
    layer = session.layer.snapshot()
    layer["held"].pop(session.focused())
    aside = {span: replace(one, at="") for span, one in layer.get("aside", {}).items()}
    return {**layer, "aside": aside}, list(session.proposals.open)


def undo_all(session: AnnotationSession) -> int:
    steps = 0
    while True:
        try:
            session.undo()
        except NothingToUndo:
            return steps
        steps += 1


def press(session: AnnotationSession, key: int, offset: int) -> None:
    verbs = (
        session.accept,
        session.reject,
        lambda: session.label("ORG"),
        lambda: session.label("DATE"),
        lambda: session.resize("left", -1),
        lambda: session.resize("right", 1),
        lambda: session.resize("left", 1, by_character=True),
        lambda: session.resize("left", 1),
        lambda: session.resize("right", -1),
        session.all_same,
        session.accept_sure,
        lambda: session.move(offset),
        lambda: setattr(session, "selection", (offset, min(offset + 9, len(TEXT)))),
        session.flag,
    )
    try:
        verbs[key]()
    except DecisionError:
        assert session.store.layer(session.key, "ana").layer == session.layer
