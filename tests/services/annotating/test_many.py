"""Verdicts on many spans: one step that is always legal, and the counts are what became of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.desks import SUGGESTED, at, make

from annotator.domain.layer import Layer
from annotator.domain.scheme import Overlap
from annotator.domain.span import Span
from annotator.services.annotating.session import AnnotationSession
from annotator.services.annotating.stored_cursor import Change
from annotator.storage.store import Store

Open = Callable[[Overlap], AnnotationSession]
EVERY = [span for span, _ in SUGGESTED]
VERDICTS = ("accept", "reject", "ORG", "GPE")


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def open_one(overlap: Overlap) -> AnnotationSession:
        store, key = make(tmp_path / f"{overlap}.db", overlap)
        session = AnnotationSession(store, key, "ana")
        session.load()
        return session

    return open_one


def decide(session: AnnotationSession, verdict: str, spans: list[Span]) -> Change:
    if verdict == "accept":
        return session.accept_all(spans)
    return session.reject_all(spans) if verdict == "reject" else session.label_all(spans, verdict)


def test_what_has_no_room_or_is_so_already_is_counted(opened: Open) -> None:
    session = opened("none")
    assert session.accept_all(EVERY).message == (
        "7 accepted, 1 passed over: another span is in the way; u takes it back."
    )
    assert session.label_all(list(session.layer.held), "GPE").message.startswith("4 labelled GPE, 3 as before")
    assert session.reject_all([at("Valdora", "GPE")]).message == "1 rejected or removed; u takes it back."
    assert session.reject_all([at("Valdora", "GPE")]).message == "0 rejected or removed, 1 as before."


@pytest.mark.parametrize("overlap", ["none", "nested", "any"])
def test_any_verdicts_are_steps_that_undo_takes_back_one_by_one(opened: Open, overlap: Overlap) -> None:
    session = opened(overlap)

    @given(st.lists(st.tuples(st.sampled_from(VERDICTS), st.lists(st.sampled_from(EVERY), unique=True)), max_size=4))
    def verdicts(rows: list[tuple[str, list[Span]]]) -> None:
        steps = 0
        before = session.layer.snapshot()
        for verdict, spans in rows:
            present = [one for span in spans for one in session.spans(span.start, span.end)]
            steps += decide(session, verdict, list(dict.fromkeys(present))).touched is not None
            assert_on_disk(session.store, session.key, session.layer)
        for _ in range(steps):
            session.undo()
        assert session.layer.snapshot() == before

    verdicts()
    session.store.close()


def assert_on_disk(store: Store, key: str, layer: Layer) -> None:
    assert store.layer(key, "ana").layer == layer
