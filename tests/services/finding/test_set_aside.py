"""Strings treated differently and right so: set aside, and listed again where they are treated in a new way."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpus import corpus, hold, unmarked

from annotator.errors import WrongUsage
from annotator.services.finding.inconsistent import Treatments
from annotator.services.finding.set_aside import put_aside, put_back, treatment_of
from annotator.storage.store import Store


def counted(store: Store, layer: str) -> Treatments:
    found = Treatments(store, layer)
    found.read()
    return found


def strings(store: Store, layer: str) -> tuple[list[str], list[str]]:
    found = counted(store, layer)
    return [one.string for one in found.inconsistent()], [one.string for one in found.set_aside()]


def test_a_string_set_aside_is_no_more_listed_in_that_layer(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "p.db", {"ana": "[Caloi|ORG], [Caloi|PER], [Bo|PER]", "ben": "[Caloi|ORG], Caloi, Bo"})
    one = treatment_of(counted(store, "ana"), " Caloi ")
    assert put_aside(store, "ana", one, by="lea", why="a man and his firm") == "“Caloi” is set aside: right as it is."
    assert one.is_aside
    assert strings(store, "ana") == ([], ["Caloi"])
    assert strings(store, "ben") == strings(store, "") == (["Caloi"], [])
    assert put_back(store, "ana", one, by="lea") == "“Caloi” is listed again."
    assert not one.is_aside
    assert strings(store, "ana") == (["Caloi"], [])
    with pytest.raises(WrongUsage, match="“Rome” is not treated differently"):
        treatment_of(counted(store, "ana"), "Rome")


def test_it_is_listed_again_where_it_is_treated_in_a_new_way(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "p.db", {"ana": "[Caloi|ORG], [Caloi|PER]"}, {"ben": "Caloi"}, {"ben": "O, Caloi"})
    put_aside(store, "ana", treatment_of(counted(store, "ana"), "Caloi"), by="ana")
    hold(store, keys[1], "ana", unmarked("[Caloi|PER]")[1])
    assert strings(store, "ana") == ([], ["Caloi"])
    hold(store, keys[2], "ana", [])
    assert strings(store, "ana") == (["Caloi"], [])
    put_aside(store, "ana", treatment_of(counted(store, "ana"), "Caloi"), by="ana")
    assert strings(store, "ana") == ([], ["Caloi"])
