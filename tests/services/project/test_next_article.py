"""Where an annotator begins: where they left off, unless something else is more urgent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.next_article import first_for
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.assignments import give
from annotator.storage.queries.coming.snoozed import LAST, snooze
from annotator.storage.store import Store

TEXTS = ("Ada met Bob .", "Bob met Ada .", "Cem met Ada .")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


def stand(store: Store, key: str, *, decided: bool) -> AnnotationSession:
    """Have been in an article."""
    session = AnnotationSession(store, key, "ana")
    if decided:
        session.selection = (0, 3)
        session.label("PER")
    session.keep_place()
    return session


@pytest.mark.parametrize("decided", [True, False])
def test_one_begins_where_one_left_off(store: Store, *, decided: bool) -> None:
    keys = [put(store, text) for text in TEXTS]
    assert first_for(store, "ana", "file") == keys[0]
    stand(store, keys[0], decided=True)
    session = stand(store, keys[1], decided=decided)
    assert first_for(store, "ana", "file") == keys[1]
    assert first_for(store, "ben", "file") == keys[0]
    session.finish("accept")
    assert first_for(store, "ana", "file") == keys[0]


def test_what_was_put_off_or_given_away_is_not_begun_with(store: Store) -> None:
    keys = [put(store, text) for text in TEXTS]
    stand(store, keys[2], decided=False)
    assert first_for(store, "ana", "file") == keys[2]
    snooze(store, "ana", keys[2], LAST)
    assert first_for(store, "ana", "file") == keys[0]
    stand(store, keys[1], decided=False)
    with store.write():
        give(store, [(keys[1], "ben")])
    assert first_for(store, "ana", "file") == keys[0]


def test_what_was_returned_comes_first(store: Store) -> None:
    keys = [put(store, text) for text in TEXTS]
    finish(store, keys[0], {"ana": [Span(0, 3, "PER")], "ben": []})
    stand(store, keys[2], decided=True)
    assert first_for(store, "ana", "file") == keys[2]
    ReviewSession(store, keys[0], "rita").give_back("ana")
    assert first_for(store, "ana", "file") == keys[0]


def test_another_order_is_gone_by(store: Store) -> None:
    keys = [put(store, text) for text in TEXTS]
    for key, score in zip(keys, (0.9, 0.2, 0.9), strict=True):
        with store.write():
            store.add_suggestions(key, "spacy:test-1", [(0, 3, "PER", score)])
    stand(store, keys[2], decided=False)
    assert first_for(store, "ana", "uncertain") == keys[1]
