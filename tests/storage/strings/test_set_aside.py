"""Strings set aside: the last word holds, follows labels and names of people, and is joined in whatever order."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

from support.corpus import corpus

from annotator.domain.scheme import Scheme
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, renaming
from annotator.services.project.merge import merge
from annotator.services.team.people import rename
from annotator.services.team.people import renaming as renaming_person
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.storage.strings.set_aside import bring_back, set_aside, strings_aside


def project(path: Path) -> Store:
    store, _ = corpus(path, {"ana": "[Caloi|ORG] and [Caloi|PER]", "ben": "Caloi and Caloi"})
    save_scheme(store, Scheme(()).with_label("ORG").with_label("PER"))
    aside(store, "Caloi", "ORG", "PER")
    return store


def aside(store: Store, string: str, *treated: str, layer: str = "ana", why: str = "two things") -> None:
    with store.write():
        set_aside(store, layer, string, treated, by="ana", why=why)


def back(store: Store, string: str, layer: str = "ana") -> None:
    with store.write():
        bring_back(store, layer, string, by="lea")


def held(store: Store, layer: str = "ana") -> dict[str, set[str]]:
    return {name: set(one.treated) for name, one in strings_aside(store, layer).items()}


def test_a_string_is_set_aside_in_one_layer_and_brought_back(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        found = strings_aside(store, "ana")["Caloi"]
        assert (found.by, found.why, set(found.treated)) == ("ana", "two things", {"ORG", "PER"})
        assert found.at.startswith("20")
        assert held(store, "ben") == held(store, "") == held(store, "gold") == {}
        back(store, "Caloi")
        assert held(store) == {}
        aside(store, "Caloi", "ORG", "")
        assert held(store) == {"Caloi": {"ORG", ""}}


def test_it_follows_labels_and_people(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        carry_out(store, renaming(store, "PER", "PERSON"))
        aside(store, "Rome", "ORG", layer="eva")
        aside(store, "Caloi", "ORG", layer="eva")
        assert held(store) == {"Caloi": {"ORG", "PERSON"}}
        rename(store, renaming_person(store, "ana", "eva"))
        assert held(store) == {}
        assert held(store, "eva") == {"Rome": {"ORG"}, "Caloi": {"ORG"}}
        assert strings_aside(store, "eva")["Rome"].by == "eva"
        assert check_up(store).sound


def more_labels(store: Store) -> None:
    aside(store, "Caloi", "ORG", "PER", "")


def brought_back(store: Store) -> None:
    back(store, "Caloi")
    aside(store, "Rome", "ORG", layer="")


def renamed(store: Store) -> None:
    carry_out(store, renaming(store, "PER", "PERSON"))
    aside(store, "Bolt", "PERSON", "ORG", layer="gold")


def test_copies_come_to_the_same_in_whatever_order_they_are_merged(tmp_path: Path) -> None:
    project(tmp_path / "base.db").close()
    changes: tuple[Callable[[Store], None], ...] = (more_labels, brought_back, renamed)
    for number, change in enumerate(changes):
        shutil.copy(tmp_path / "base.db", tmp_path / f"{number}.db")
        with Store.open(tmp_path / f"{number}.db") as copy:
            change(copy)
    for order in permutations(range(len(changes))):
        target = tmp_path / "target.db"
        shutil.copy(tmp_path / "base.db", target)
        with Store.open(target) as store:
            for number in order:
                merge(store, tmp_path / f"{number}.db")
            assert [held(store, layer) for layer in ("ana", "", "gold")] == [
                {}, {"Rome": {"ORG"}}, {"Bolt": {"PERSON", "ORG"}}
            ]  # fmt: skip
        target.unlink()


def test_what_makes_no_sense_is_found_and_listed_again(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        with store.write() as conn:
            conn.execute("UPDATE strings_aside SET treated = '{'")
        assert held(store) == {"Caloi": set()}
        assert [one.check for one in check_up(store).problems] == ["strings"]
        assert [one.check for one in check_up(store, fix=True).mended] == ["strings"]
        assert held(store) == {}
