"""Candidates of an entity, and what is found by typing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.linking.entry import Entry
from annotator.domain.linking.mentions import names_among
from annotator.services.bases.add import AddOptions, add
from annotator.services.bases.beside import opened
from annotator.services.bases.candidates import Around, candidates, search
from annotator.storage.bases.base_file import BaseFile

ENTRIES = """id,name,aliases,about,kind,prior
K1,Union of Harbour Workers,UHW,trade union of the docks in Norland,union,3
K2,United Hospital Workers,UHW,trade union of nurses,union,9
K3,Tor Lund,Lund,head of a port,person,2
K4,Lund,,a town,city,40
K5,Maria Lund,Lund,a singer,person,1
K6,José Núñez,,a poet,person,1
K7,Evening Star (journal),,a weekly,work,1
K8,Council on Dock–Port Talks,,a council,body,1
"""


@pytest.fixture
def base(tmp_path: Path) -> Iterator[BaseFile]:
    (tmp_path / "x.csv").write_text(ENTRIES)
    add(tmp_path / "annotator.db", "b", [str(tmp_path / "x.csv")], AddOptions())
    with opened(tmp_path / "annotator.db", "b") as found:
        yield found


def keys(base: BaseFile, *mentions: str, **around: object) -> list[str]:
    return [one.entry.key for one in candidates(base, mentions, Around(**around))]  # type: ignore[arg-type]


def test_all_names_of_an_entity_speak_for_its_entry(base: BaseFile) -> None:
    assert keys(base, "UHW", "the union", "UHW") == ["K2", "K1"]
    assert keys(base, "UHW", "Union of Harbour Workers", "the union") == ["K1", "K2"]
    assert keys(base, "UHW", words={"docks", "norland"}) == ["K1", "K2"]


def test_the_label_says_which_kinds_come_first(base: BaseFile) -> None:
    assert keys(base, "Lund") == ["K4", "K3", "K5"]
    assert keys(base, "LUND", kinds=["person"]) == ["K3", "K5", "K4"]


def test_what_the_project_knows_comes_first_whether_the_base_has_it_or_not(base: BaseFile) -> None:
    assert keys(base, "Lund", known={"K5": 2, "gone": 9}) == ["K5", "K4", "K3"]
    own = {"gone": Entry("gone", "The Lund")}
    assert keys(base, "Lund", known={"K5": 2, "gone": 9}, entry=own.get) == ["gone", "K5", "K4", "K3"]
    assert keys(base, "The Dockers", known={"K1": 1}) == ["K1"]
    (without,) = candidates(None, ["Lund"], Around(known={"gone": 9}, entry=own.get))
    assert (without.entry.name, without.known) == ("The Lund", 9)


def test_a_longer_name_is_found_by_its_words_in_any_order(base: BaseFile) -> None:
    assert keys(base, "Lund, Maria") == ["K5", "K4", "K3"]
    assert keys(base, "Dr Maria K. Lund", kinds=["person"])[0] == keys(base, "Maria K. Lund")[0] == "K5"
    assert keys(base, "Union Harbour Workers of Halvik")[0] == "K1"


@pytest.mark.parametrize(
    ("mention", "key"),
    [
        ("Jose Nunez", "K6"),
        ("JOSÉ NUÑEZ", "K6"),
        ("the Evening Star", "K7"),
        ("Council on Dock - Port Talks", "K8"),
        ("Union-of-Harbour-Workers", "K1"),
    ],
)
def test_a_name_is_one_without_accents_signs_and_what_stands_in_brackets_behind_it(
    base: BaseFile, mention: str, key: str
) -> None:
    first = candidates(base, [mention], Around())[0]
    assert (first.entry.key, first.by, first.score > 0.5) == (key, "alike", True)


def test_a_name_as_it_stands_comes_before_one_that_is_alike(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,name,prior\nK1,Mercury (planet),1\nK2,Mercury,1\nK3,Mercury Bay,50\n")
    add(tmp_path / "annotator.db", "b", [str(tmp_path / "x.csv")], AddOptions())
    with opened(tmp_path / "annotator.db", "b") as found:
        assert keys(found, "Mercury") == ["K2", "K1", "K3"]


def test_a_part_before_a_small_word_is_looked_for_by_its_words(base: BaseFile) -> None:
    assert keys(base, "Maria Lund of the Union", kinds=["person"])[0] == "K5"
    assert keys(base, "Workers Hospital of Norland")[0] == "K2"


def test_a_name_within_a_mention_and_its_initials_are_found(base: BaseFile) -> None:
    assert keys(base, "the port's head Tor Lund of Halvik", kinds=["person"])[0] == "K3"
    assert [one.by for one in candidates(base, ["UHWN", "UH"], Around())] == ["initials", "initials"]
    assert keys(base, "Nobody") == keys(base) == keys(base, " ", "") == []


@pytest.mark.parametrize(
    "mention", ["the UHW", "The UHW", "UHW’s", "the UHW's", "l'UHW", "L’UHW", "die UHW", "uno UHW"]
)
def test_an_article_or_a_genitive_does_not_hide_a_name(base: BaseFile, mention: str) -> None:
    assert [one.score > 0.5 for one in candidates(base, [mention], Around())] == [True, True]


@pytest.mark.parametrize("mention", ["'", "’s", "a", "A '", "the", "The 's", "Ø ’"])
def test_what_is_nothing_but_article_and_genitive_finds_nothing(base: BaseFile, mention: str) -> None:
    assert keys(base, mention) == []


def test_mentions_without_a_capital_are_no_names_where_others_have_one() -> None:
    assert names_among(["he", "Tor Lund", "he", "tor  lund"]) == ["Tor Lund"]
    assert names_among(["the union", "it", "it"]) == ["it", "the union"]
    assert names_among(["東京", "東京都"]) == ["東京", "東京都"]


@pytest.mark.parametrize(("typed", "found"), [
    ("K3", ["K3"]), ("uhw", ["K2", "K1"]), ("harb wor", ["K1"]), ("lun", ["K4", "K3", "K5"]), ("nurs", ["K2"]),
    ("mar lund", ["K5"]), ("zz", []), ("", []), ('"', []), ("lund", ["K4", "K3", "K5"]),
])  # fmt: skip
def test_typing_finds_by_id_name_beginnings_and_description(base: BaseFile, typed: str, found: list[str]) -> None:
    assert [one.entry.key for one in search(base, typed, Around())] == found


def test_names_come_before_descriptions_and_short_ones_before_long_ones(tmp_path: Path) -> None:
    rows = "".join(f"{at},Place {at},a city near San Francisco\n" for at in range(100))
    (tmp_path / "x.csv").write_text(f"id,name,about\n{rows}a,Old San Francisco Bridge,\nz,San Francisco,\n")
    add(tmp_path / "annotator.db", "b", [str(tmp_path / "x.csv")], AddOptions())
    with opened(tmp_path / "annotator.db", "b") as base:
        found = search(base, "san fra", Around())
    assert [one.entry.key for one in found[:3]] == ["z", "a", "0"]
    assert found[0].score > found[1].score * 0.99 > found[2].score


def test_most_nine_candidates_are_given_the_likelier_ones(tmp_path: Path) -> None:
    rows = "".join(f"{at},John Smith,{at}\n" for at in range(500))
    (tmp_path / "x.csv").write_text(f"id,name,prior\n{rows}")
    add(tmp_path / "annotator.db", "b", [str(tmp_path / "x.csv")], AddOptions())
    with opened(tmp_path / "annotator.db", "b") as base:
        assert keys(base, "John Smith") == [str(at) for at in range(499, 490, -1)]
