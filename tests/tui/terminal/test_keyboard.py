"""Bytes of a terminal become keys and pastes: in halves, before the terminal was raw, without an end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from textual import events
from textual.message import Message

from annotator.tui.terminal import keyboard
from annotator.tui.terminal.keyboard import BackgroundTold, Keyboard

PASTE, ENDS = b"\x1b[200~", b"\x1b[201~"


class Heard:
    """A keyboard, and what it has given: a key's name, a pasted text in brackets."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._keyboard = Keyboard(asyncio.get_running_loop(), self._take)

    def _take(self, messages: Sequence[Message]) -> None:
        for one in messages:
            self.all += [one.key] if isinstance(one, events.Key) else []
            self.all += [f"[{one.text}]"] if isinstance(one, events.Paste) else []
            self.all += ["dark" if one.dark else "light"] if isinstance(one, BackgroundTold) else []

    def __call__(self, *typed: bytes) -> list[str]:
        for piece in typed:
            self._keyboard.hear(piece)
        return self.all

    async def wait(self, many: int) -> list[str]:
        """What was given, once it is so much or five seconds are over."""
        for _ in range(500):
            if len(self.all) >= many:
                break
            await asyncio.sleep(0.01)
        return self.all


async def test_returns_are_enter_also_those_of_a_terminal_that_was_not_raw_yet() -> None:
    hear = Heard()
    assert hear(b"a\n\nb", b"\r", b"\n") == ["a", "enter", "enter", "b", "enter", "ctrl+j"]


async def test_what_comes_in_halves_is_put_together_and_an_escape_alone_is_a_key() -> None:
    hear = Heard()
    assert hear(b"\xc3", b"\xa9", b"\x1b", b"[", b"C", b"\x1b") == ["é", "right"]
    assert await hear.wait(3) == ["é", "right", "escape"]


async def test_characters_one_by_one_are_the_keys_that_they_are_together() -> None:
    typed = bytes(range(ord(" "), ord("~") + 1))
    together, alone = Heard(), Heard()
    assert together(typed) == alone(*(bytes([byte]) for byte in typed))
    assert alone.all[0] == "space"


async def test_a_character_behind_an_escape_continues_it() -> None:
    hear = Heard()
    assert hear(b"\x1b", b"O", b"C", b"x") == ["right", "x"]


@pytest.mark.parametrize("cut", range(1, len(PASTE)))
async def test_a_paste_ends_where_it_ends(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboard, "PATIENCE", 0.05)
    hear = Heard()
    given = hear(PASTE[:cut], PASTE[cut:] + b"some words", ENDS[:cut], ENDS[cut:], b"x")
    assert given == ["[some words]", "x"]
    await asyncio.sleep(0.1)
    assert hear(b"y") == ["[some words]", "x", "y"]


async def test_no_escape_within_a_paste_is_a_key() -> None:
    hear = Heard()
    assert hear(PASTE + b"red \x1b[31mwords\x1b[0m \x1b[?1;2$y \x1b[A", ENDS + b"x") == [
        "[red \x1b[31mwords\x1b[0m \x1b[?1;2$y \x1b[A]",
        "x",
    ]


async def test_a_paste_that_never_ends_is_over_after_a_while_and_keys_are_keys_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keyboard, "PATIENCE", 0.2)
    hear = Heard()
    hear(PASTE + b"words without")
    for _ in range(100):  # who holds a key meanwhile does not keep it open
        hear(b"j")
        await asyncio.sleep(0.01)
        if hear.all:
            break
    assert hear.all[0].startswith("[words withoutj")
    assert hear(b"k", ENDS, b"x")[-2:] == ["k", "x"]


async def test_a_long_paste_over_a_slow_line_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboard, "PATIENCE", 0.3)
    hear = Heard()
    hear(PASTE)
    for _ in range(5):
        hear(b"a piece of ten and more")
        await asyncio.sleep(0.1)
    assert hear(ENDS) == ["[" + "a piece of ten and more" * 5 + "]"]


@pytest.mark.parametrize("end", [b"\x07", b"\x1b\\"])
@pytest.mark.parametrize("cut", range(2, 25))
async def test_what_a_terminal_answers_late_of_its_background_is_no_key(cut: int, end: bytes) -> None:
    answer = b"\x1b]11;rgb:0000/1111/ffff" + end
    heard = Heard()(b"a" + answer[:cut], answer[cut:] + b"b")
    assert [one for one in heard if one != "dark"] == ["a", "b"]
    assert heard.count("dark") == 1


async def test_an_escape_and_a_bracket_are_a_key_still() -> None:
    hear = Heard()
    hear(b"\x1b]")
    assert await hear.wait(1) == ["right_square_bracket"]
