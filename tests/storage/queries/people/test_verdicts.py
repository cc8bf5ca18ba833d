"""Verdicts in bulk stand apart from those that were given one by one, whatever became of the spans since."""

from __future__ import annotations

from pathlib import Path

from support.projects import SOURCE, at_work, project

from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.counts import put_away
from annotator.storage.queries.people.verdicts import Reading, readings, verdicts
from annotator.storage.store import Store


def numbers(store: Store) -> tuple[int, int]:
    read, bulk = verdicts(store)
    return read.total(), bulk.total()


def test_what_one_key_took_is_bulk_until_it_is_looked_at(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        ana = at_work(store, key)
        ana.accept()
        assert numbers(store) == (1, 0)
        ana.finish("accept")
        read, bulk = verdicts(store)
        assert read == {(SOURCE, "PERSON", True): 1}
        assert bulk == {(SOURCE, "PERSON", True): 1, (SOURCE, "GPE", True): 1, (SOURCE, "LOC", True): 1}
        assert readings(store) == {"ana": Reading(4, 3)}
        ana.go_to(Span(22, 26, "GPE"))
        ana.label("LOC")
        assert numbers(store) == (2, 2)
        assert readings(store) == {"ana": Reading(3, 2)}
        save_scheme(store, store.scheme().renamed("PERSON", "PER"))
        assert numbers(store) == (2, 2)
        put_away(store, [key], archived=True)
        assert numbers(store) == (0, 0)
        assert readings(store) == {}


def test_what_is_undone_counts_no_more_and_refusals_of_the_rest_are_bulk(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        ana = at_work(store, key)
        ana.reject()
        ana.finish("reject")
        assert numbers(store) == (1, 4)
        assert readings(store) == {}
        ana.undo()
        assert numbers(store) == (1, 0)
        ana.undo(redo=True)
        assert numbers(store) == (1, 4)


def test_the_same_string_everywhere_is_not_unread(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        with store.write():
            store.add_suggestions(key, "other", [(28, 36, "PERSON", 0.9)])
        ana = at_work(store, key)
        ana.accept()
        ana.go_to(Span(0, 8, "PERSON"))
        ana.all_same()
        assert numbers(store) == (1, 1)
        assert readings(store) == {"ana": Reading(2, 0)}
        assert ana.accept_sure().message == "1 accepted."
        assert readings(store)["ana"].share == 0


def test_sure_ones_of_several_strings_are_unread(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        with store.write():
            store.add_suggestions(key, "other", [(37, 43, "ORG", 0.99)])
        assert at_work(store, key).accept_sure().message == "3 accepted."
        assert readings(store) == {"ana": Reading(3, 3)}
