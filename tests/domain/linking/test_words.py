"""Names and words as they are looked up."""

from __future__ import annotations

import sqlite3
from unicodedata import normalize

import pytest
from hypothesis import given
from support.strategies import texts

from annotator.domain.linking.words import LONGEST, lookup_form, plain_form, words_in, words_typed
from annotator.storage.bases.tables import TABLES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UHW", "uhw"),
        ("Angela\nMerkel", "angela  merkel"),
        ("ＮＨＫ", "nhk"),
        ("Stra\u00adße", "STRASSE"),
        ("é", "e\u0301"),
    ],
)
def test_what_people_see_as_one_name_is_looked_up_as_one(one: str, other: str) -> None:
    assert lookup_form(one) == lookup_form(other)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Nabil Maâloul", "nabil maaloul"),
        ("Labour Party (Hong Kong)", "labour party"),
        ("Mercury　（惑星）", "mercury"),
        ("Chiang Kai-shek", "chiang kai shek"),
        ("(What's the Story) Morning", "what s the story morning"),
        ("(in brackets)", "in brackets"),
        ("हिन्दी", "हिन्दी"),
        ("...", ""),
    ],
)
def test_a_plain_form_is_the_words_alone(name: str, plain: str) -> None:
    assert plain_form(name) == plain


@given(texts)
def test_accents_make_no_plain_form_another(text: str) -> None:
    assert plain_form(text) == plain_form(normalize("NFD", text))


def test_words_are_runs_of_letters_and_scripts_without_spaces_are_found_from_within() -> None:
    assert list(words_in("O'Neill-Smith, 3rd")) == ["o", "neill", "smith", "3rd"]
    assert list(words_in("नमस्ते")) == ["नमस्ते"]
    assert list(words_in("東京都")) == ["東京都", "京都", "都"]
    assert words_typed("東京 Merk") == ["東京", "merk"]


@given(texts)
def test_what_is_typed_is_found_by_the_words_of_the_same_text(text: str) -> None:
    words = set(words_in(text))
    assert all(any(word.startswith(one) for word in words) for one in words_typed(text))
    assert all(len(word) <= max(LONGEST, len(text) * 3) for word in words)


@given(texts)
def test_an_index_takes_every_word_as_it_is(text: str) -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute(TABLES[2])
        connection.execute("INSERT INTO words (rowid, names, about) VALUES (1, ?, '')", (" ".join(words_in(text)),))
        for word in words_typed(text):
            if all(map(str.isalnum, word)) and word < "\u0600":
                assert connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (f'"{word}"*',)).fetchall()
    connection.close()
