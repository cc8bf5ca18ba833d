"""Folding: what looks the same is the same, and every place is found again."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.strategies import texts

from annotator.domain.folded import Folded, fold

RUNS = st.sampled_from(
    (" ", "  ", "\n", "\n\n", " \n", "\n \n", "\r\n", "\t", "\u00a0", "\u3000", "\u00ad", "\u200b", "\ufeff")
)
WORDS = st.sampled_from(("Angela", "Merkel", "a", "京", "東", "กา", "-", "می\u200cخواهم"))
gapped = st.lists(RUNS | WORDS, max_size=20).map("".join)


@pytest.mark.parametrize(
    ("string", "seen"),
    [
        ("Angela\nMerkel", "Angela Merkel"), ("Angela \r\n  Merkel", "Angela Merkel"), ("Angela\u00a0Li", "Angela Li"),
        ("Angela  Merkel", "Angela Merkel"), ("Angela\tMerkel", "Angela Merkel"), ("Bundes\u00adtag", "Bundestag"),
        ("\ufeffMerkel", "Merkel"), ("Mer\u200b\u2060kel", "Merkel"), ("a \u00ad b", "a b"), ("\u200eשל\u200f", "של"),
        ("one\n\ntwo", "one\n\ntwo"), ("one\n \u200b\n\ntwo", "one\n\ntwo"),
        ("東\n京", "東京"), ("東 京", "東 京"), ("東\nA", "東 A"), ("กรุง\nเทพ", "กรุงเทพ"), ("서울\n시", "서울 시"),
        ("می\u200cخواهم", "می\u200cخواهم"), ("👨\u200d👩", "👨\u200d👩"), ("Eu-\nropa", "Eu- ropa"), ("", ""),
    ],
)  # fmt: skip
def test_a_string_is_what_one_sees_of_it(string: str, seen: str) -> None:
    assert fold(string) == seen


@given(gapped | texts)
def test_what_is_folded_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text) == Folded(text).text


@given(gapped | texts, st.data())
@example("a \u00ad\n b", None)
def test_every_place_says_in_the_text_what_it_says_folded(text: str, data: st.DataObject | None) -> None:
    view = Folded(text)
    pairs = [(a, b) for a in range(len(view.text)) for b in range(a + 1, len(view.text) + 1)]
    whole = [pair for pair in pairs if not any(view.text[at - 1 : at + 1] == "\n\n" for at in pair if at)]
    for start, end in data.draw(st.lists(st.sampled_from(whole), max_size=20)) if data and whole else whole:
        first, last = view.place(start, end)
        assert 0 <= first < last <= len(text)
        assert fold(text[first:last]) == view.text[start:end]
        assert view.offset(first) == start or view.text[start].isspace()


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
