"""Searching: what looks the same is found."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.text.search_pattern import search_pattern

LETTERS = st.text(st.characters(max_codepoint=0x24F, categories=["L", "N", "P", "Zs"]), min_size=1)


@given(LETTERS)
def test_composed_and_decomposed_words_find_each_other(words: str) -> None:
    for typed in ("NFC", "NFD"):
        for written in ("NFC", "NFD"):
            text = normalize(written, words)
            assert search_pattern(normalize(typed, words)).fullmatch(text)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("zürich", "In ZÜRICH", True), ("Zürich", "in zürich", False), ("strasse", "Straße", True),
        ("straße", "Strasse", True), ("Strasse", "Straße", False), ("a.c", "abc", False), ("cafe", "café", False),
    ],
)  # fmt: skip
def test_small_letters_find_capitals(words: str, text: str, found: bool) -> None:
    assert bool(search_pattern(words).search(text)) is found
