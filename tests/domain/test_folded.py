"""Folding: what looks the same is the same, and every place is found again."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.strategies import texts

from annotator.domain.folded import Folded, fold

RUNS = st.sampled_from(
    (" ", "  ", "\n", "\n\n", " \n", "\n \n", "\r\n", "\t", "\u00a0", "\u3000", "\u00ad", "\u200b", "\ufeff")
)
WORDS = st.sampled_from(
    [
        *"aAＡﬃ京東豈かｶﾞ하²￣-",
        "กา",
        "می\u200cخواهم",
        "ﻼ",
        "ﷺ",
        "\u0301",
        "\u3099",
        "\u1112",
        "\u1161",
        "\u11ab",
        "\u0958",
    ]
)
gapped = st.lists(RUNS | WORDS, max_size=20).map("".join)


@pytest.mark.parametrize(
    ("string", "seen"),
    [
        ("Angela\nMerkel", "Angela Merkel"), ("Angela \r\n  Merkel", "Angela Merkel"), ("Angela\u00a0Li", "Angela Li"),
        ("Angela  Merkel", "Angela Merkel"), ("Angela\tMerkel", "Angela Merkel"), ("Bundes\u00adtag", "Bundestag"),
        ("\ufeffMerkel", "Merkel"), ("Mer\u200b\u2060kel", "Merkel"), ("a \u00ad b", "a b"), ("\u200eשל\u200f", "של"),
        ("one\n\ntwo", "one\n\ntwo"), ("one\n \u200b\n\ntwo", "one\n\ntwo"),
        ("東\n京", "東京"), ("東 京", "東 京"), ("東\nA", "東 A"), ("กรุง\nเทพ", "กรุงเทพ"), ("서울\n시", "서울 시"),
        ("Zoe\u0308", "Zoë"), ("e\u00ad\u0301", "é"),
        ("x\u0302", "x\u0302"), ("\u1112\u1161\u11ab", "한"), ("か\u3099", "が"),
        ("ﬁnance oﬃce", "finance office"), ("Ａｎｇ\u3000Ｍ", "Ang M"), ("ｶﾞｽ", "ガス"), ("ﺳﻼﻡ", "سلام"),
        ("\u212b", "Å"),
        ("x² ½ ™ …", "x² ½ ™ …"), ("one\x85two\u2028three\u2029four", "one two three\n\nfour"), ("a\r\rb", "a\n\nb"),
        ("می\u200cخواهم", "می\u200cخواهم"), ("👨\u200d👩", "👨\u200d👩"), ("Eu-\nropa", "Eu- ropa"), ("", ""),
    ],
)  # fmt: skip
def test_a_string_is_what_one_sees_of_it(string: str, seen: str) -> None:
    assert fold(string) == seen


@given(gapped | texts)
def test_what_is_folded_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text) == Folded(text).text


@given(gapped | texts)
@example("a \u00ad\n b")
@example("x\u0301\u0323 ﬃ\u0301 oﬃce")
def test_every_place_between_pieces_says_in_the_text_what_it_says_folded(text: str) -> None:
    view = Folded(text)
    blank = [match.span() for match in re.finditer("\n\n", view.text)]
    within = {at for begin, end in (*pieces(view), *blank) for at in range(begin + 1, end)}
    edges = [at for at in range(len(view.text) + 1) if at not in within]
    for start, end in combinations(edges[:30], 2):
        first, last = view.place(start, end)
        assert 0 <= first < last <= len(text)
        assert fold(text[first:last]) == view.text[start:end]
        assert view.offset(first) == start


def pieces(view: Folded) -> list[tuple[int, int]]:
    return list(zip(view._begins, view._ends, strict=True))


@given(gapped | texts)
def test_a_place_within_a_piece_takes_the_whole_of_it(text: str) -> None:
    view = Folded(text)
    for begin, end in pieces(view):
        if begin < end:
            for start, stop in combinations(range(begin, end + 1), 2):
                assert view.place(start, stop) == view.place(begin, end)


def test_no_letter_that_shows_others_becomes_white_space_or_goes_on_changing() -> None:
    for sign in map(chr, range(0xFFFF)):
        assert fold(fold(sign)) == fold(sign)
        assert fold(sign).isspace() == sign.isspace()


@given(gapped | texts)
def test_offsets_go_forward_and_stay_within(text: str) -> None:
    view = Folded(text)
    found = [view.offset(at) for at in range(len(text) + 1)]
    assert found == sorted(found)
    assert found[0] >= 0
    assert found[-1] == len(view.text)


def test_where_nothing_is_to_fold_the_text_is_the_very_same() -> None:
    text = "Angela Merkel spoke.\n\nBerlin listened."
    assert Folded(text).text is text
    assert Folded(text).place(3, 9) == (3, 9)


def test_a_match_within_a_piece_is_no_place_of_its_own() -> None:
    view = Folded("oﬃce \u200bx")
    assert not view.cuts_no_piece(0, 2)
    assert not view.cuts_no_piece(3, 6)
    assert view.cuts_no_piece(0, 6)
    assert view.cuts_no_piece(7, 8)
