"""Quotes stand where they are, and what is not so is noted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.language_models.quotes import NEARLY, NOWHERE, UNCLEAR, Quoted, placed, places_of

TEXT = "Ana met Ana in Anatolia; “Bo’s Bar” was shut – Ana left."


def where(text: str, *quotes: Quoted) -> tuple[list[tuple[int, int, str]], dict[str, list[str]]]:
    found = placed(text, quotes)
    return found.places, found.notes


def test_the_occurrence_that_is_named_is_taken_and_parts_of_words_do_not_count() -> None:
    places, notes = where(TEXT, Quoted("Ana", "P", 3), Quoted("Ana", "P", 1))
    assert (places, notes) == ([(0, 3, "P"), (47, 50, "P")], {})


def test_a_part_of_a_word_is_found_where_no_whole_word_is_it() -> None:
    assert where("Anatolia", Quoted("Ana", "P", 1)) == ([(0, 3, "P")], {})
    assert where("東京都に行く", Quoted("東京", "P", 1)) == ([(0, 2, "P")], {})


@pytest.mark.parametrize(
    ("quotes", "places", "noted"),
    [
        ([None], [0], UNCLEAR),
        ([None, None, None], [0, 8, 47], ""),
        ([1, 1, 1], [0, 8, 47], UNCLEAR),
        ([4], [0], UNCLEAR),
        ([0, 2], [0, 8], UNCLEAR),
        ([1, 2, 3, 3], [0, 8, 47], UNCLEAR),
    ],
)
def test_what_is_not_said_is_taken_in_order_and_noted(quotes: list[int | None], places: list[int], noted: str) -> None:
    found, notes = where(TEXT, *(Quoted("Ana", "P", one) for one in quotes))
    assert [start for start, _, _ in found] == places
    assert notes == ({noted: ["Ana"]} if noted else {})


def test_the_only_place_needs_no_number() -> None:
    assert where("See Bo.", Quoted("Bo", "P"), Quoted("Bo", "P", 1)) == ([(4, 6, "P")], {})
    assert where("See Bo.", Quoted("Bo", "P", 2)) == ([(4, 6, "P")], {UNCLEAR: ["Bo"]})


def test_other_marks_and_blanks_are_put_where_they_fit_and_noted() -> None:
    places, notes = where(TEXT, Quoted('"Bo\'s  Bar"', "O", 1), Quoted("shut - Ana", "O", 1))
    assert [TEXT[start:end] for start, end, _ in places] == ["“Bo’s Bar”", "shut – Ana"]
    assert notes == {NEARLY: ['"Bo\'s  Bar"', "shut - Ana"]}
    assert where("a\nbig  \ufb01sh", Quoted("big fish", "O"))[0] == [(2, 10, "O")]


def test_what_stands_nowhere_is_left_out_and_noted() -> None:
    assert where(TEXT, Quoted("Anna", "P", 1), Quoted("ana", "P", 1)) == ([], {NOWHERE: ["Anna", "ana"]})


@given(st.text("ab -’'\n東é", max_size=20), st.lists(st.tuples(st.text("ab ’'é東", max_size=3), st.integers(-1, 4))))
def test_every_place_says_its_quote_or_that_is_noted(text: str, said: list[tuple[str, int]]) -> None:
    quotes = [Quoted(quote, "P", number) for quote, number in said]
    found = placed(text, quotes)
    known = {one.quote.strip() for one in quotes}
    for start, end, _ in found.places:
        assert 0 <= start < end <= len(text)
        assert text[start:end] in known or found.notes[NEARLY]
    for quote in known:
        noted = any(quote in some for some in found.notes.values())
        assert noted or any(text[start:end] == quote for start, end, _ in found.places)


@given(st.text("ab -’東", min_size=1, max_size=20), st.integers(0, 19), st.integers(1, 20))
def test_a_place_that_is_named_exactly_comes_back(text: str, start: int, end: int) -> None:
    quote = text[start:end]
    places = places_of(text, quote)
    if quote == quote.strip() and (start, start + len(quote)) in places:
        number = places.index((start, start + len(quote))) + 1
        assert where(text, Quoted(quote, "P", number)) == ([(start, start + len(quote), "P")], {})
