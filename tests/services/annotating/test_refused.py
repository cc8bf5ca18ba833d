"""A verb that cannot be written changes nothing: not the layer, and not where one stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.desks import at, make
from support.projects import at_work
from support.troubles import full, locked

from annotator.errors import ProjectError
from annotator.services.annotating.session import AnnotationSession

FOCUSED: dict[str, Callable[[AnnotationSession], object]] = {
    "accept": AnnotationSession.accept,
    "reject": AnnotationSession.reject,
    "relabel": lambda session: session.label("ORG"),
    "resize": lambda session: session.resize("right", 1),
    "accept sure": AnnotationSession.accept_sure,
    "comment": lambda session: session.comment("why", session.focus),
    "flag": AnnotationSession.flag,
    "finish": lambda session: session.finish("accept"),
    "skip": AnnotationSession.skip,
    "undo": AnnotationSession.undo,
    "all same": AnnotationSession.all_same,
}
SELECTED: dict[str, Callable[[AnnotationSession], object]] = {
    "add": lambda session: session.label("LAW"),
    "accept what is selected": lambda session: session.label("GPE"),
    "undo": AnnotationSession.undo,
}


def stands(session: AnnotationSession) -> tuple[object, ...]:
    """Where one stands, and on what."""
    return session.cursor, session.focus, session.selection, dict(session.layer.held), session.undecided


@pytest.mark.parametrize("trouble", [full, locked])
@pytest.mark.parametrize("selects", [False, True], ids=["focused", "selected"])
def test_who_is_refused_stands_where_they_stood(tmp_path: Path, trouble: type, *, selects: bool) -> None:
    store, key = make(tmp_path / "p.db")
    store.conn.execute("PRAGMA busy_timeout = 20")
    session = at_work(store, key)
    session.go_to(at("Valdora", "GPE"))
    session.accept()
    session.go_to(at("HWU", "GPE", 1))
    if selects:
        here = at("Ana-Lucía Ferreira", "GPE")
        session.move(here.start)
        session.selection = here.start, here.end
    stood = stands(session)
    for name, verb in (SELECTED if selects else FOCUSED).items():
        with trouble(store), pytest.raises(ProjectError):
            verb(session)
        assert stands(session) == stood, name
    session.label("LAW")
    assert store.layer(key, "ana").layer.held == session.layer.held
    store.close()
