from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from support.strategies import spots, texts

from annotator.domain.span import Span
from annotator.domain.tokens import OwnTokens, StoredTokens, Tokens, own_tokens, snap, whitespace_tokens

offsets = st.integers(-3, 60)


def views(text: str) -> list[Tokens]:
    """Both kinds of view over the same edges."""
    edges = list(OwnTokens(text))
    return [OwnTokens(text), StoredTokens("stored", [start for start, _ in edges], [end for _, end in edges])]


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in OwnTokens(text)]


@given(texts)
@example("Mr.\nSmith")
def test_a_token_is_never_blank_never_crosses_a_line_and_every_sign_is_in_exactly_one(text: str) -> None:
    covered = [offset for start, end in OwnTokens(text) for offset in range(start, end)]
    assert covered == [offset for offset, sign in enumerate(text) if not sign.isspace()]
    assert all(start < end for start, end in OwnTokens(text))


@given(texts)
@example("")
@example("one two,\nthree.s the’s")
@example(" \n one  two\n \u00a0Mr. No.\n the ’s ")
def test_all_edges_at_once_are_those_of_each_line_by_itself(text: str) -> None:
    by_line = OwnTokens(text).within(0, len(text))
    starts, ends, found = own_tokens(text)
    assert list(zip(starts, ends, strict=True)) == list(OwnTokens(text)) == by_line
    assert found == words(text)


@given(texts, offsets, offsets)
@example("Mr.\nSmith", 0, 9)
@example("a\nb c", -1, 9)
def test_within_is_what_a_search_through_all_tokens_finds(text: str, start: int, end: int) -> None:
    assume(start <= end)
    last = max(end, start + 1)
    wanted = [token for token in OwnTokens(text) if token[0] < last and token[1] > start]
    for view in views(text):
        assert view.within(start, end) == wanted


@given(texts, offsets)
@example("Mr.\nSmith", 1)
def test_next_and_previous_are_what_a_search_through_all_tokens_finds(text: str, offset: int) -> None:
    edges = list(OwnTokens(text))
    for view in views(text):
        assert view.next(offset) == next((token for token in edges if token[0] > offset), None)
        assert view.previous(offset) == next((token for token in reversed(edges) if token[0] < offset), None)


@given(spots)
def test_snapping_reaches_whole_tokens_and_stays_there(spot: tuple[str, Span]) -> None:
    text, span = spot
    for view in views(text):
        touched = view.within(span.start, span.end)
        start, end = snap(view, span.start, span.end)
        assert start == min([span.start, *(token[0] for token in touched)])
        assert end == max([span.end, *(token[1] for token in touched)])
        assert view.within(start, end) == touched
        assert snap(view, start, end) == (start, end)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sølvberg’s rise of 4.5%, at 10:30 a.m.", "Sølvberg ’s rise of 4.5 % , at 10:30 a.m."),
        ("Mr. Okoro-Lind paid $1,200.", "Mr. Okoro - Lind paid $ 1,200 ."),
        ("The U.S.-led talks...", "The U.S. - led talks ..."),
        ("It’s O’Brien's don't", "It ’s O’Brien 's don't"),
        ("Inc.\nNew", "Inc. New"),
        ("東京で買う", "東 京 で 買 う"),
        ("ok 👨‍👩‍👧 👍🏽 🇩🇰🇳🇴 🏆⚽", "ok 👨‍👩‍👧 👍🏽 🇩🇰 🇳🇴 🏆 ⚽"),
        ("e\u0301te\u0301", "e\u0301te\u0301"),
        ("フランスのパリ・ﾌﾗﾝｽ", "フランス の パリ ・ ﾌﾗﾝｽ"),
        ("हिन्दी भाषा। తెలుగు ગુજરાતી ਭਾਸ਼ਾ ಕನ್ನಡ മലയാളം", "हिन्दी भाषा । తెలుగు ગુજરાતી ਭਾਸ਼ਾ ಕನ್ನಡ മലയാളം"),
        ("සිංහල தமிழ் বাংলা ଓଡ଼ିଆ ދިވެހި", "සිංහල தமிழ் বাংলা ଓଡ଼ିଆ ދިވެހި"),
        ("שָׁלוֹם السَّلام، አማርኛ", "שָׁלוֹם السَّلام ، አማርኛ"),
        ("เป็นไทย ខ្មែរ བོད་སྐད།", "เป็ น ไท ย ខ្មែ រ བོད ་ སྐད །"),
    ],
)
def test_own_tokens_cut_where_models_do(text: str, wanted: str) -> None:
    assert words(text) == wanted.split()


def test_a_letter_and_the_marks_of_any_script_are_one_token() -> None:
    marks = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code))[0] == "M"]
    assert [mark for mark in marks if words(f"x{mark}x") not in ([f"x{mark}x"], [f"x{mark}", "x"])] == []


@given(texts)
def test_whitespace_tokens_are_the_words_of_split(text: str) -> None:
    assert [text[start:end] for start, end in whitespace_tokens(text)] == text.split()


@pytest.mark.parametrize(
    "piece", [".", "a", "1", "1.", "’", "!\ufe0f", "\u200d", "\u0301", " ", ".”", "'s", "“", "フ", "เ", "\u17d2"]
)
def test_a_line_of_one_sign_repeated_is_cut_without_searching_again_and_again(piece: str) -> None:
    text = piece * 60_000 + "x"
    covered = sum(end - start for start, end in OwnTokens(text))
    assert covered == sum(not sign.isspace() for sign in text)
