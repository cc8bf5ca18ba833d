"""Ids of entries of one's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import texts

from annotator.domain.linking.own_key import own_key


@pytest.mark.parametrize(("name", "key"), [
    ("Union of Harbour Workers", "own-union-of-harbour-workers"), ("O’Neill & Söhne", "own-o-neill-söhne"),
    ("東京都", "own-東京都"), ("!?", "own-1"), ("x" * 99, "own-" + "x" * 56),
])  # fmt: skip
def test_an_id_is_made_of_the_words_of_the_name(name: str, key: str) -> None:
    assert own_key(name, lambda _: False) == key


@given(texts, st.integers(0, 3))
def test_an_id_is_never_one_that_is_taken_and_has_no_blank(name: str, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times + 1):
        key = own_key(name, taken.__contains__)
        assert key not in taken
        assert not any(map(str.isspace, key))
        taken.add(key)
