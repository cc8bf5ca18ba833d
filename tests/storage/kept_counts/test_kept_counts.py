"""Kept counts are what there is, whatever is done; the doctor finds one that is not, and counts anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import SOURCE, SUGGESTED, TEXT, at_work, project

from annotator.domain.article import Article
from annotator.errors import AnnotatorError, DecisionError
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.articles import put_away
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import adding, carry_out, merging, renaming
from annotator.services.project.merge import merge
from annotator.services.reporting.statistics import statistics
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.kept_counts.anew import counted, kept
from annotator.storage.kept_counts.tables import TABLES
from annotator.storage.store import Store

Deed = Callable[[Store, str, str, int], object]
"""What is done to a project, with an article, by somebody, here or there."""
NAMES = [statement.split()[2] for statement in TABLES]


def _suggest(store: Store, key: str, _who: str, place: int) -> None:
    with store.write():
        store.add_suggestions(key, (SOURCE, "near:spacy:test-1")[place % 2], SUGGESTED[: place % 5])


def _review(store: Store, key: str, _who: str, place: int) -> None:
    review = ReviewSession(store, key, "rita")
    while review.conflict and place:
        review.take(1)
        place -= 1
    review.approve()


def _take_in(store: Store, key: str, who: str, _place: int) -> None:
    other, theirs = project(store.path.with_name(f"{who}.db"))
    with other:
        with other.write():
            other.add_article(Article.of("Cy Li left."), "2026-01-02T00:00:00.000000Z")
            other.add_suggestions(theirs, "patterns", [(40, 43, "PERSON", 1.0), (0, 8, "PERSON", 1.0)])
        at_work(other, theirs, who).accept()
        put_away(other, [theirs])
    merge(store, other.path)


def _key(press: Callable[[AnnotationSession], object]) -> Deed:
    return lambda store, key, who, _place: press(at_work(store, key, who))


DEEDS: tuple[Deed, ...] = (
    _key(AnnotationSession.accept),
    _key(AnnotationSession.reject),
    _key(AnnotationSession.all_same),
    _key(AnnotationSession.flag),
    _key(AnnotationSession.undo),
    _key(AnnotationSession.skip),
    _key(lambda session: session.undo(redo=True)),
    _key(lambda session: session.label("LOC")),
    _key(lambda session: session.resize("right", 1)),
    _key(lambda session: session.finish("reject")),
    _key(lambda session: session.note("sport", on=True)),
    _suggest,
    _review,
    _take_in,
    lambda store, key, _who, _place: put_away(store, [key]),
    lambda store, key, _who, _place: put_away(store, [key], archived=False),
    lambda store, _key, _who, _place: carry_out(store, renaming(store, "LOC", "PLACE")),
    lambda store, _key, _who, _place: carry_out(store, merging(store, ["ORG"], "PERSON")),
)


def are_right(store: Store) -> bool:
    """Whether every kept count is what there is."""
    return all(kept(store.conn, table) == should for table, should in counted(store.conn))


@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(DEEDS), st.sampled_from(("ana", "ben")), st.integers(0, len(TEXT) - 1)), max_size=16
    )
)
def test_whatever_is_done_the_counts_are_what_there_is(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[Deed, str, int]]
) -> None:
    store, key = project(tmp_path_factory.mktemp("p") / "p.db")
    with store:
        carry_out(store, adding(store, "sport", kind="article"))
        for deed, who, place in deeds:
            with suppress(AnnotatorError, DecisionError):
                deed(store, key, who, place)
            assert are_right(store)


@pytest.mark.parametrize("table", NAMES)
@pytest.mark.parametrize("damage", ["UPDATE {} SET number = number + 1", "DELETE FROM {}"])
def test_a_wrong_count_is_found_and_put_right(tmp_path: Path, table: str, damage: str) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).accept()
        at_work(store, key).finish("reject")
        before = statistics(store)
        with store.write() as conn:
            conn.execute("UPDATE layers SET undecided = 2")  # so that there is something to count in each table
            conn.execute(damage.format(table))
        found = check_up(store, fix=True)
        assert {problem.check for problem in found.mended} == {"counts", "undecided"}
        assert found.sound
        assert statistics(store) == before


def test_a_trigger_that_lacks_comes_back_and_what_it_did_not_count_is_counted(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        store.conn.execute("DROP TRIGGER spans_in")
        at_work(store, key).accept()
        assert not are_right(store)
        assert {problem.check for problem in check_up(store, fix=True).mended} == {"triggers", "counts"}
        at_work(store, key).accept()
        assert are_right(store)
