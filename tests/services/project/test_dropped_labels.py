"""A label that one copy dropped while others made it a part of another, or another a part of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from support.blank import blank
from support.schemes import FIRST, dropped
from support.teams import act, put

from annotator.domain.decisions import Added, Finished
from annotator.domain.history.events import Note
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.services.project.merge import merge
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.maintenance.scheme_history import history
from annotator.storage.store import Store

Edit = Callable[[Scheme], Scheme]
NAMES = ("one", "other", "third")
PART: Sequence[Edit] = [lambda scheme: scheme.renamed("LOC", "ORG")]
DROP: Sequence[Edit] = [lambda scheme: dropped(scheme, "ORG")]


def _copies(folder: Path, edits: Sequence[Sequence[Edit]]) -> None:
    with blank(folder / "all.db") as store:
        save_scheme(store, FIRST, note=Note(begins=True))
        key = put(store, "Ada of Rome Inc met Bo.")
        with store.write():
            store.add_suggestions(key, "model", [(0, 3, "PER", 0.9), (20, 22, "LOC", 0.6)])
        act(store, key, "ana", Added(Span(7, 11, "LOC")), Finished())
    for name, some in zip(NAMES, edits, strict=True):
        shutil.copy(folder / "all.db", folder / f"{name}.db")
        with Store.open(folder / f"{name}.db") as store:
            for edit in some:
                save_scheme(store, edit(store.scheme()), note=Note(name))


@pytest.mark.parametrize("edits", [([], PART, DROP), ([], DROP, PART)])
def test_a_label_that_is_dropped_elsewhere_is_there_for_what_became_a_part_of_it(
    tmp_path: Path, edits: Sequence[Sequence[Edit]]
) -> None:
    _copies(tmp_path, edits)
    found = []
    for order in permutations(NAMES):
        shutil.copy(tmp_path / f"{order[0]}.db", tmp_path / "joined.db")
        with Store.open(tmp_path / "joined.db") as store:
            for name in order[1:]:
                merge(store, tmp_path / f"{name}.db")
                assert list(examine(store)) == []
            spans = store.conn.execute("SELECT label FROM spans").fetchall()
            proposed = store.conn.execute("SELECT label FROM suggestions ORDER BY label").fetchall()
            found.append((store.scheme(), history(store), spans, proposed))
    assert all(one == found[0] for one in found)
    scheme, _, spans, proposed = found[0]
    assert (spans, proposed) == ([("ORG",)], [("ORG",), ("PER",)])
    assert scheme.known("LOC").name == "ORG"
    assert scheme.known("ORG").archived


def test_spans_follow_a_former_name_that_means_another_label_after_a_merge(tmp_path: Path) -> None:
    _copies(tmp_path, ([], [], []))
    with blank(tmp_path / "theirs.db") as theirs:
        save_scheme(theirs, FIRST.renamed("LOC", "PER"))
    with Store.open(tmp_path / "one.db") as store:
        save_scheme(store, store.scheme().renamed("LOC", "ORG"))
        merge(store, tmp_path / "theirs.db", prefer="theirs")
        assert store.scheme().current("LOC") == "PER"
        assert store.conn.execute("SELECT label FROM spans").fetchall() == [("PER",)]
        assert list(examine(store)) == []
