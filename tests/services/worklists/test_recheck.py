"""Worklists of spans to be seen again: whose, of which labels, and where a new label is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import act, project, put

from annotator.domain.decisions import GOLD, Added, Approved, Confirmed, Finished, Rejected
from annotator.domain.span import Span
from annotator.domain.text.pattern import of_words
from annotator.errors import WrongUsage
from annotator.services.finding.places import find
from annotator.services.project.labels import carry_out, changing
from annotator.services.worklists.lists import all_lists, drop, layers_of, places_shown, quote_in, save_found, told
from annotator.services.worklists.recheck import Asked, to_see
from annotator.storage.store import Store

ADA, ROME, BO = Span(0, 3, "PER"), Span(7, 11, "LOC"), Span(20, 22, "PER")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = project(tmp_path / "p.db")
    key = put(store, "Ada of Rome Inc met Bo.")
    act(store, key, "ana", Added(ADA), Added(ROME), Finished())
    act(store, key, "ben", Added(BO), Added(ADA), Finished())
    act(store, key, GOLD, Added(ADA), Approved())
    return store


def only_key(store: Store) -> str:
    return str(store.conn.execute("SELECT key FROM articles").fetchone()[0])


def suggest(store: Store, *spans: Span, source: str = "patterns") -> None:
    with store.write():
        store.add_suggestions(only_key(store), source, [(one.start, one.end, one.label, 0.9) for one in spans])


def test_a_list_has_a_part_for_each_layer_and_the_same_twice_adds_nothing(store: Store) -> None:
    with store:
        seen = to_see(store, Asked(("PER",), layers=("ana", "ben")))
        made, new = seen.save(store, "", "lea")
        assert (made.list.name, new, made.places) == ("recheck PER", 3, 3)
        assert {layer: part.places for layer, part in made.layers.items()} == {"ana": 1, "ben": 2}
        assert to_see(store, Asked(("PER",), layers=("ana",))).save(store, "", "lea")[1] == 0
        act(store, only_key(store), "ana", Confirmed(ADA))
        carry_out(store, changing(store, "PER", description="People."))
        assert len(to_see(store, Asked(("PER",), layers=("ana",))).rows) == 1
        act(store, only_key(store), "ana", Confirmed(ADA))
        seen = to_see(store, Asked(("PER",), layers=("ana",)))
        assert (seen.rows, seen.seen) == ((), 1)
        assert to_see(store, Asked(("PER",), layers=("ben",))).seen == 0
        assert to_see(store, Asked(("PER",), quote="Bo")).save(store, "", "lea")[0].list.name == "recheck PER “Bo”"
        assert [one.list.name for one in all_lists(store)] == ["recheck PER", "recheck PER “Bo”"]
        quoted = quote_in(store)
        assert [(one.layer, quoted(one)) for one, _ in places_shown(store, "recheck PER")] == [
            ("ana", "Ada"), ("ben", "Ada"), ("ben", "Bo"),
        ]  # fmt: skip
        assert [one.places for one in drop(store, ["recheck PER"])] == [3]
        with pytest.raises(WrongUsage, match="There is no list"):
            told(store, "recheck PER")


def test_gold_is_gone_through_by_who_made_the_list_and_by_those_without_a_layer(store: Store) -> None:
    with store:
        made, _ = to_see(store, Asked(("PER",))).save(store, "all", "ana")
        assert layers_of(store, made.list, "ana") == {"ana", GOLD}
        assert layers_of(store, made.list, "ben") == {"ben"}
        assert layers_of(store, made.list, "rosa") == {"rosa", GOLD}


def test_where_a_label_is_suggested_and_nothing_was_decided(store: Store) -> None:
    with store:
        inc = Span(7, 15, "ORG")
        suggest(store, inc, Span(20, 22, "ORG"), ADA.labelled("ORG"))
        key = only_key(store)
        rows = to_see(store, Asked((), suggested="ORG")).rows
        assert {(row.place.layer, row.quote, row.place.suggested) for row in rows} == {
            ("ana", "Bo", "ORG"), ("ben", "Rome Inc", "ORG"), (GOLD, "Bo", "ORG"), (GOLD, "Rome Inc", "ORG"),
        }  # fmt: skip
        act(store, key, "ben", Rejected(inc, "patterns", 0.9))
        assert to_see(store, Asked((), suggested="ORG", layers=("ben",))).rows == ()
        (row,) = to_see(store, Asked(("PER",), suggested="ORG", layers=("ana",))).rows
        assert (row.place.span, row.place.suggested) == (ADA, "ORG")
        with pytest.raises(WrongUsage, match="since"):
            to_see(store, Asked((), since="g1", suggested="ORG"))


def test_what_was_found_is_put_on_a_list(store: Store) -> None:
    with store:
        places = list(find(store, of_words("Ada")))
        made, new = save_found(store, "ada", places, layer="all", by="lea")
        assert (new, set(made.layers)) == (3, {"ana", "ben", GOLD})
        bo, _ = save_found(store, "bo", find(store, of_words("Bo")), layer="ana", by="lea")
        assert [(one.layer, one.span) for one, _ in places_shown(store, "bo")] == [("ana", BO.labelled(""))]
        inc, _ = save_found(store, "inc", find(store, of_words("Inc")), layer="all", by="lea")
        assert (bo.places, set(inc.layers)) == (1, {"lea"})
        for wrong in (" ", "a\nb", "\ud800"):
            with pytest.raises(WrongUsage, match="name of a list"):
                save_found(store, wrong, places, layer="all", by="lea")
