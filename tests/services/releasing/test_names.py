"""Names are found as whole words, in capitals or not, however their letters are composed, in every script."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.decisions import GOLD
from annotator.services.releasing.names import SOMEBODY, Nameless

NAMES = Nameless({"ana": "A1", "Zoë": "A2", "王芳": "A3", "a.b@c.org": "A4", "ana maria": "A5"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ask Ana, or ANA", "ask A1, or A1"),
        ("banana, anagram, ana_1", "banana, anagram, ana_1"),
        ("/home/ana/models", "/home/A1/models"),
        ("zoe\u0308 and zoë", "A2 and A2"),
        ("请王芳看", "请A3看"),
        ("to a.b@c.org.", "to A4."),
        ("a-b@c.org", "a-b@c.org"),
        ("Ana Maria", "A5"),
        ("", ""),
    ],
)
def test_a_name_is_replaced_where_it_stands_alone(text: str, said: str) -> None:
    assert NAMES.words("comment", text) == said
    assert NAMES.named_in(text) == (text != said)


def test_names_that_differ_in_capitals_alone_are_told_apart() -> None:
    names = Nameless({"ana": "A1", "Ana": "A2"})
    assert names.words("comment", "ana, Ana") == "A1, A2"


def test_words_of_rulings_are_no_names() -> None:
    names = Nameless({"both": "A1", "ben": "A2"})
    assert [names.words("ruling", one) for one in ("both", "ben, both")] == ["both", "A2, A1"]
    assert +names.replaced == {"ruling": 1}


def test_a_name_that_is_no_word_of_its_own_is_replaced_where_nothing_else_stands() -> None:
    names = Nameless({"a": "A1", "me": "A2", "ben": "A3"})
    assert (names.words("comment", "Ask me, or a Ben."), names.words("meta", "a")) == ("Ask me, or a A3.", "A1")
    assert (names.too_short, names.who("me"), names.named_in("me")) == (["a", "me"], "A2", False)


def test_nobody_is_called_by_a_name() -> None:
    assert [NAMES.who(one) for one in ("ana", "zoe", GOLD, "")] == ["A1", SOMEBODY, GOLD, ""]
    nothing = Nameless({})
    assert (nothing.who("ana"), nothing.words("comment", "ana"), nothing.named_in("ana")) == ("ana", "ana", False)


@example("é王", ["é", "王"])
@given(st.text("ab王 é-"), st.lists(st.text("ab王é", min_size=1, max_size=3), min_size=1, max_size=4))
def test_nothing_is_found_twice(text: str, names: list[str]) -> None:
    some = Nameless(dict.fromkeys(names, "-"))
    assert not some.named_in(some.words("comment", text))
