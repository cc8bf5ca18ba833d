"""Strings that are treated differently."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpus import corpus

from annotator.services.finding.inconsistent import Treatment, Treatments
from annotator.storage.store import Store

ONE = "[Caloi|ORG] and [Caloi|PERSON], [Rome|GPE], [old Rome|LOC], Bolt, [Ed|PERSON], Ed"
TWO = "[Caloi|ORG] in Rome, Romeo, [Bolt|ORG] of [Acme|ORG]"


def treated(store: Store, layer: str, *, least: int = 1) -> list[Treatment]:
    found = Treatments(store, layer)
    found.read()
    return found.inconsistent(least=least)


def test_several_labels_or_labelled_here_and_not_there(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "a.db", {"ana": ONE}, {"ana": TWO}, {"ben": "Acme, [Rome|ORG]"})
    found = Treatments(store, "ana")
    while found.read(0):
        pass
    assert (found.labelled, found.of, found.articles) == (5, 2, 2)
    assert [one.as_json() for one in found.inconsistent()] == [
        {"string": "Bolt", "labels": {"ORG": 1}, "unlabelled": 1, "inside_longer": 0, "articles": 2},
        {"string": "Caloi", "labels": {"ORG": 2, "PERSON": 1}, "unlabelled": 0, "inside_longer": 0, "articles": 2},
        {"string": "Rome", "labels": {"GPE": 1}, "unlabelled": 1, "inside_longer": 1, "articles": 2},
    ]
    assert treated(store, "ana", least=2) == []
    everybody = {one.string: dict(one.labels) for one in treated(store, "")}
    assert everybody["Rome"] == {"GPE": 1, "ORG": 1}
    assert "Acme" in everybody


def test_what_somebody_is_not_done_with_does_not_count(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "a.db", {"ana": "[Acme|ORG]"}, {"ana": "Acme again"})
    assert len(treated(store, "ana")) == 1
    with store.write() as connection:
        connection.execute("UPDATE layers SET status = 'open' WHERE article = 2")
    assert treated(store, "ana") == []
    assert treated(store, "nobody") == []


def test_strings_are_those_that_one_sees(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "a.db", {"ana": "[New\n York|GPE] is New York"})
    (one,) = treated(store, "ana")
    assert (one.string, one.unlabelled) == ("New York", 1)


@pytest.mark.parametrize(
    ("one", "two", "string", "bare_and_longer"),
    [
        ("[東京都|LOC]は首都です。東京都の人口", "西東京都へ[東京都庁|ORG]", "東京都", (2, 1)),
        ("[東京|LOC]から東京へ", "京都と東", "東京", (1, 0)),
        ("[กรุงเทพ|LOC]เป็นเมือง กรุงเทพ", "ที่กรุงเทพ", "กรุงเทพ", (2, 0)),
        ("[iPhone東京|ORG]、iPhone東京", "iPhone", "iPhone東京", (1, 0)),
        ("[Zürich|LOC] in Zürich", "Zürichs", "Zürich", (1, 0)),
    ],
)
def test_strings_of_scripts_without_spaces_are_found_within_their_runs(
    tmp_path: Path, one: str, two: str, string: str, bare_and_longer: tuple[int, int]
) -> None:
    store, _ = corpus(tmp_path / "a.db", {"ana": one}, {"ana": two})
    found = {each.string: each for each in treated(store, "ana")}
    assert (found[string].unlabelled, found[string].inside_longer) == bare_and_longer


def test_a_single_letter_of_a_script_without_spaces_says_nothing(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "a.db", {"ana": "[米|LOC]と米"})
    assert treated(store, "ana") == []
