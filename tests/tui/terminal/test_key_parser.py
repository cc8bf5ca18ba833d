"""Keys as terminals tell them: each is the key that was meant, and nothing a terminal sends is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from annotator.tui.terminal.key_parser import KeyParser


def keys(sequence: str) -> list[tuple[str, str | None]]:
    """What the parser makes of a sequence."""
    return [(one.key, one.character) for one in KeyParser().feed(sequence) if isinstance(one, events.Key)]


@pytest.mark.parametrize(
    ("sequence", "key", "character"),
    [
        ("\x1b[113;1;64u", "at", "@"),
        ("\x1b[113;;64u", "at", "@"),
        ("\x1b[223;7;92u", "backslash", "\\"),
        ("\x1b[223;135;92u", "backslash", "\\"),
        ("\x1b[223;3;92u", "backslash", "\\"),
        ("\x1b[223:63:92;1;92u", "backslash", "\\"),
        ("\x1b[56:40:91;1:1;91u", "left_square_bracket", "["),
        ("\x1b[56;7;91u", "left_square_bracket", "["),
    ],
)
def test_a_sign_that_takes_altgr_is_that_sign(sequence: str, key: str, character: str) -> None:
    assert keys(sequence) == [(key, character)]


@pytest.mark.parametrize(
    ("sequence", "key", "character"),
    [
        ("\x1b[112;2u", "P", "P"),
        ("\x1b[112:80;2u", "P", "P"),
        ("\x1b[49:33;2u", "exclamation_mark", "!"),
        ("\x1b[64u", "at", "@"),
        ("\x1b[120;65u", "x", "x"),
        ("\x1b[32;2;32u", "space", " "),
        ("\x1b[32;2u", "space", " "),
        ("\x1b[57411;129;42u", "asterisk", "*"),
        ("\x1b[57411u", "asterisk", "*"),
        ("\x1b[57400;129;49u", "1", "1"),
        ("\x1b[57414u", "enter", "\r"),
        ("\x1b[1087::112;;1087u", "п", "п"),
    ],
)
def test_a_key_types_what_is_on_it(sequence: str, key: str, character: str) -> None:
    assert keys(sequence) == [(key, character)]


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1b[122;5u", "ctrl+z"),
        ("\x1b[113;7u", "alt+ctrl+q"),
        ("\x1b[91;3u", "alt+left_square_bracket"),
        ("\x1b[9;2u", "shift+tab"),
        ("\x1b[1;2C", "shift+right"),
        ("\x1b[1;3:1D", "alt+left"),
        ("\x1b[1;129A", "up"),
        ("\x1b[13;129u", "enter"),
        ("\x1b[127u", "backspace"),
        ("\x1b[3~", "delete"),
        ("\x1b[27;5;122~", "ctrl+z"),
    ],
)
def test_what_is_held_is_a_part_of_the_key_where_nothing_is_typed(sequence: str, key: str) -> None:
    assert [name for name, _ in keys(sequence)] == [key]


@pytest.mark.parametrize(
    "sequence", ["\x1b[57453u", "\x1b[57441;2u", "\x1b[57358;65u", "\x1b[113;1:3u", "\x1b[1;1:3A", "\x1b[9999999999u"]
)
def test_a_modifier_alone_and_a_key_let_go_type_nothing(sequence: str) -> None:
    assert keys(sequence + "x") == [("x", "x")]


@given(st.text(st.sampled_from("\x1b[]:;<?0123456789 uAMmR~$yPx\\é\u202e"), max_size=40))
def test_nothing_that_is_sent_is_an_error(sent: str) -> None:
    parser = KeyParser()
    for part in sent or " ":
        list(parser.feed(part))
    list(parser.tick())
