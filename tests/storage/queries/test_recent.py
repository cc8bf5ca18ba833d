"""Labels given lately: one's own, by a key, the last one first, by their names of now."""

from __future__ import annotations

from pathlib import Path

from support.desks import at, make

from annotator.services.annotating.session import AnnotationSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.recent import edit_before, recent_labels, recent_names


def test_labels_given_lately(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    session, other = (AnnotationSession(store, key, name) for name in ("ana", "ben"))
    assert recent_labels(store, "ana") == []
    for offset, label in ((2, "ORG"), (40, "LAW"), (60, "ORG"), (80, "DATE")):
        session.move(offset)
        session.label(label)
    other.move(2)
    other.label("EVENT")
    assert recent_labels(store, "ana") == ["DATE", "ORG", "LAW"]
    save_scheme(store, store.scheme().renamed("LAW", "ACT"))
    assert recent_labels(store, "ana") == ["DATE", "ORG", "ACT"]
    store.close()


def test_what_was_decided_last_and_before_that(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    session = AnnotationSession(store, key, "ana")
    session.load()
    assert edit_before(store, "ana") is None
    session.go_to(at("HWU", "ORG"))
    session.accept()
    session.go_to(at("Valdora", "GPE"))
    session.label("LOC")
    session.accept_sure()
    session.flag()
    found = edit_before(store, "ana")
    assert found is not None
    assert found[1:] == (key, at("Valdora", "LOC"))
    before = edit_before(store, "ana", found[0])
    assert before is not None
    assert before[1:] == (key, at("HWU", "ORG"))
    assert edit_before(store, "ana", before[0]) is None
    assert edit_before(store, "ben") is None
    store.close()


def test_names_given_lately_that_were_refused_nowhere(tmp_path: Path) -> None:
    store, key = make(tmp_path / "p.db")
    session = AnnotationSession(store, key, "ana")
    session.load()
    session.accept_sure()
    assert recent_names(store, "ana") == {"Harbour Workers’ Union", "HWU", "Valdora"}
    session.go_to(at("HWU", "GPE", 1))
    session.reject()
    assert recent_names(store, "ana") == {"Harbour Workers’ Union", "Valdora"}
    assert recent_names(store, "ben") == set()
    store.close()
