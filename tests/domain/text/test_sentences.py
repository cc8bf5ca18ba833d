"""Where sentences end, whatever the text and however its lines were wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from support.strategies import texts

from annotator.domain.text.sentences import sentences
from annotator.domain.text.wraps import unwrapped


@given(texts)
def test_sentences_hold_every_sign_once_in_order_and_stay_within_a_line_that_is_not_wrapped(text: str) -> None:
    found = sentences(text)
    covered = [offset for start, end in found for offset in range(start, end) if not text[offset].isspace()]
    assert covered == [offset for offset, sign in enumerate(text) if not sign.isspace()]
    for start, end in found:
        assert text[start:end].strip() == text[start:end] != ""
        assert "\n" not in unwrapped(text)[start:end]


def test_a_sentence_ends_with_its_closing_quotes_and_not_at_an_abbreviation() -> None:
    text = "“We met at 10 a.m. today.” He left.\nHer title\nWhat next?! Nobody knew… “Oranges rot.”"
    assert [text[start:end] for start, end in sentences(text)] == [
        "“We met at 10 a.m. today.”",
        "He left.",
        "Her title",
        "What next?!",
        "Nobody knew…",
        "“Oranges rot.”",
    ]


def test_a_sentence_goes_on_behind_a_wrap_and_ends_with_a_headline() -> None:
    text = (
        "Storm\n\nThe mayor of the town met Ana\nRuiz today. She had come\nby train. He left.\n\nMore news\nfrom here"
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "Storm",
        "The mayor of the town met Ana\nRuiz today.",
        "She had come\nby train.",
        "He left.",
        "More news\nfrom here",
    ]


@pytest.mark.parametrize("piece", [".", "a", "1", "1.", "’", "!\ufe0f", "\u200d", "\u0301", " ", ".”", "'s", "“"])
def test_a_line_of_one_sign_repeated_is_read_without_searching_again_and_again(piece: str) -> None:
    text = piece * 60_000 + "x"
    assert sentences(text)[-1][1] == len(text)
    assert sentences(text + "\nand so on.")[-1][1] == len(text) + 11
