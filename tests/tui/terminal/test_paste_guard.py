"""Which keys that come at once look pasted, and what belongs to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.news import NEWS
from textual import events
from textual.keys import _character_to_key
from textual.message import Message

from annotator.tui.terminal import paste_guard
from annotator.tui.terminal.key_parser import KeyParser
from annotator.tui.terminal.paste_guard import Piece, looks_pasted, pieced

BUSY = ["\t", "x", "w", "j", "u", "k", "]", "}", "*", "\x1b[C", *[" "] * 6, *"POGLDE"]
"""What the hands of someone press who labels fast."""


def keys(typed: str) -> list[events.Key]:
    """The keys of what is typed."""
    return [one for one in KeyParser().feed(typed) if isinstance(one, events.Key)]


@pytest.mark.parametrize("line", [line for text in NEWS for line in text.split("\n") if len(line) >= 40])
def test_lines_of_articles_look_pasted_also_shouted(line: str) -> None:
    assert looks_pasted(keys(line))
    assert looks_pasted(keys(line.upper()))
    assert looks_pasted(keys(f"{line[:20]}\r\n{line[20:]}"))


@given(st.sampled_from(" xPj\t*]"), st.integers(1, 400))
def test_a_key_that_is_held_never_does(key: str, times: int) -> None:
    assert not looks_pasted(keys(key * times))


@given(st.lists(st.sampled_from(BUSY), max_size=80))
def test_fast_hands_never_do(typed: list[str]) -> None:
    assert not looks_pasted(keys("".join(typed)))


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=paste_guard.MANY - 1))
def test_a_few_keys_never_do(typed: str) -> None:
    assert not looks_pasted(keys(typed))


def test_keys_that_no_text_has_are_of_a_hand() -> None:
    words = "the quick brown fox jumps"
    assert looks_pasted(keys(words))
    for key in ("\x1b[C", "\x7f", "\x01"):
        assert not looks_pasted(keys(words + key))


def shown(messages: list[Message]) -> list[str]:
    """Kinds of messages, keys by their names."""
    return [one.key if isinstance(one, events.Key) else type(one).__name__ for one in messages]


def test_a_piece_stands_behind_what_else_came_and_a_paste_that_says_so_makes_none() -> None:
    words = "the quick brown fox jumps"
    focus = events.AppFocus()
    assert shown(list(pieced([*keys("the quick "), focus, *keys("brown fox jumps")]))) == ["AppFocus", "Piece"]
    assert shown(list(pieced(keys("xPx")))) == ["x", "P", "x"]
    came = [*keys(words), events.Paste("words")]
    assert list(pieced(came)) == came


def test_what_comes_right_behind_belongs_to_it_and_later_keys_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 10.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    piece = Piece(keys("the quick brown fox "))
    now += paste_guard.BEHIND * 0.9
    assert piece.takes(Piece(keys("jumps over the lazy dog ")))
    now += paste_guard.BEHIND * 0.9
    assert piece.takes(events.Key("enter", "\r"))
    assert not piece.takes(events.Paste("words"))
    now += paste_guard.BEHIND * 0.2
    assert not piece.takes(events.Key("enter", "\r"))
    assert "".join(key.character or "" for key in piece.keys) == "the quick brown fox jumps over the lazy dog \r"


@given(st.text(st.sampled_from("ab\r\n"), min_size=1))
def test_a_line_is_cut_off_behind_its_end(typed: str) -> None:
    piece = Piece(keys(typed))
    line = piece.cut_line()
    names = [_character_to_key(key.character or "") for key in (*line, *piece.keys)]
    assert names == [_character_to_key(one) for one in typed]
    ends = [key.key in ("enter", "ctrl+j") for key in line]
    assert not any(ends[:-1])
    assert ends[-1] or not piece.keys
