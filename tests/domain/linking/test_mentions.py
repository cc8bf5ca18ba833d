"""How mentions are looked for: which are proper names, what stands around a name, which parts it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from support.strategies import texts

from annotator.domain.linking.mentions import (
    bare,
    known_forms,
    names_among,
    parts_of,
    proper_names,
    runs,
    small_words,
    whole_forms,
)
from annotator.domain.linking.words import initials_in, is_initials

SMALL = small_words("We said that we saw the president in New York; new roads.")


def test_proper_names_have_a_capital_and_a_word_that_is_small_nowhere() -> None:
    assert proper_names(["We", "The President", "New York", "he", "New York", "东京"], SMALL) == ["New York"]
    assert names_among(["We", "he"], SMALL) == ["We", "he"]
    assert names_among(["We", "he"]) == ["We"]
    assert names_among(["東京", "東京都"]) == ["東京", "東京都"]


@pytest.mark.parametrize(("mention", "left"), [
    ("the UHW’s", "UHW"), ("L’Oréal", "Oréal"), ("Tor Lund", "Lund"), ("Halvik Port", "Halvik Port"),
    ("uno UHW", "UHW"), ("東京 都", "都"), ("", ""),
])  # fmt: skip
def test_what_may_be_an_article_and_a_genitive_are_left_out(mention: str, left: str) -> None:
    assert bare(mention) == left
    assert whole_forms(mention)[0] == mention


def test_what_is_known_of_a_name_is_known_with_an_article_and_a_genitive_and_of_no_other_name() -> None:
    assert known_forms("The UHW’s", SMALL) == ["The UHW’s", "UHW"]
    assert known_forms("Tor Lund", SMALL) == ["Tor Lund"]
    assert known_forms("the", SMALL) == ["the"]


@pytest.mark.parametrize(("mention", "found"), [
    ("Pan-democrat Lam Cheuk-ting from the Democratic Party", ["Pan-democrat Lam Cheuk-ting", "Democratic Party"]),
    ("Mecca's Grand Mosque", ["Mecca", "Grand Mosque"]), ("Aceh, Indonesia", ["Aceh", "Indonesia"]),
    ("the Bank of England", ["Bank of England"]), ("it", []), ("東京 Tower", ["東京 Tower"]), ("", []),
])  # fmt: skip
def test_runs_of_capitals_may_be_names(mention: str, found: list[str]) -> None:
    assert runs(mention) == found


def test_parts_of_a_run_come_the_longest_first_and_begin_and_end_with_a_capital() -> None:
    assert [*parts_of("Bank of England")] == ["Bank of England", "Bank", "England"]
    assert len([*parts_of(" ".join(["A"] * 99))]) == 24


@pytest.mark.parametrize(("name", "initials"), [
    ("Agence France-Presse", ["afp"]), ("Hong Kong Federation of Trade Unions", ["hkftu", "kftu", "ftu"]),
    ("United Nations", ["un"]), ("Halvik", []), ("", []), ("東京 Tower", []), ("Élan Örn Ål", ["éöå"]),
])  # fmt: skip
def test_initials_are_those_of_words_with_capitals(name: str, initials: list[str]) -> None:
    assert initials_in(name) == initials
    assert all(is_initials(one.upper()) for one in initials)
    assert not is_initials(name)


@given(texts)
def test_any_text_can_be_a_mention(text: str) -> None:
    assert len(names_among([text, text])) <= 1
    for form in (*whole_forms(text), bare(text)):
        assert len(form) <= len(text)
    for run in runs(text):
        assert all(part in run for part in parts_of(run))
    initials_in(text)
    is_initials(text)
