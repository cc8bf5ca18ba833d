"""What keys have changed on the terminal, cell by cell, is what Textual paints of the same screen anew."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.news import NEWS, news_project
from support.pty import ANNOTATOR, LISTENS, Cell, Terminal, cells

from annotator.tui.text.graphemes import graphemes

LABELLING = [
    *["tab", "space"] * 4, "x", "P", "O", "[", "]", "{", "}", "*", "y", "u", "r", "o", "t", "w", "b", "v", "right",
    "left", "down", "up", "pgdn", "pgup", "ctrl+end", "ctrl+home", "n", ".", "i", "!", "f", "a", "esc",
    "backspace",
]  # fmt: skip
"""Verbs, moves, modes and dialogs; letters typed in a dialog go to it."""
ROUNDS, KEYS = 4, 25


def at_rest(terminal: Terminal) -> bytes:
    """All that was written, once nothing has come for a while."""
    before = b""
    while before != (before := terminal.raw):
        time.sleep(0.4)
    return before


def painted_anew(terminal: Terminal) -> bytes:
    """What the app writes when it is halted and goes on, which paints every cell of the screen."""
    listened = terminal.raw.count(LISTENS)
    before = len(terminal.raw)
    terminal.process.send_signal(signal.SIGSTOP)
    terminal.process.send_signal(signal.SIGCONT)
    terminal.wait_for(lambda now: now.raw.count(LISTENS) > listened)
    return at_rest(terminal)[before:]


def different(one: list[list[Cell]], other: list[list[Cell]]) -> list[tuple[int, int, Cell, Cell]]:
    """The places where two pictures differ, and what they show there."""
    pairs = (
        (y, x, a, b)
        for y, rows in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(*rows, strict=True))
    )
    return [place for place in pairs if place[2] != place[3]]


def session(
    tmp_path: Path,
    cols: int,
    rows: int,
    settings: str = "",
    colours: str = "truecolor",
    *,
    texts: Sequence[str] = NEWS,
) -> Terminal:
    """The annotate screen on these texts, or the demo's articles."""
    path, config = tmp_path / "p.db", tmp_path / "c.toml"
    config.write_text(settings)
    news_project(path, texts)
    env = {"ANNOTATOR_CONFIG": str(config), "COLORTERM": colours}
    return Terminal([*ANNOTATOR, "-p", str(path), "--as", "ana", "label"], cols=cols, rows=rows, cwd=tmp_path, env=env)


@pytest.mark.parametrize(
    ("cols", "rows", "settings", "colours"),
    [(80, 24, "", "truecolor"), (130, 40, 'theme = "light"\n', ""), (100, 30, 'display = "compact"\n', "truecolor")],
)
def test_what_keys_change_is_what_textual_paints(
    tmp_path: Path, cols: int, rows: int, settings: str, colours: str
) -> None:
    rnd = random.Random(cols)  # noqa: S311 - nothing here is secret
    with session(tmp_path, cols, rows, settings, colours) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        at_rest(terminal)
        for _ in range(ROUNDS):
            pressed = [rnd.choice(LABELLING) for _ in range(KEYS)]
            for key in pressed:
                terminal.press(key)
                time.sleep(rnd.choice([0, 0.002, 0.05]))
            shown = cells(at_rest(terminal), cols, rows)
            assert different(shown, cells(painted_anew(terminal), cols, rows)) == [], pressed


def resized(terminal: Terminal, cols: int, rows: int) -> bytes:
    """What the app writes when its terminal has got this size again: nothing that was kept for it is used."""
    terminal.resize(cols, rows + 1)
    before = len(at_rest(terminal))
    terminal.resize(cols, rows)
    return at_rest(terminal)[before:]


def test_so_is_what_they_change_in_the_side_list(tmp_path: Path) -> None:
    with session(tmp_path, 100, 24) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        for keys in (["t", "tab"], ["tab", "space"], ["P", "x"], ["t"], ["t", "/", "h"], ["esc", "tab"], ["/", "w"]):
            terminal.press(*keys)
            shown = cells(at_rest(terminal), 100, 24)
            assert different(shown, cells(resized(terminal, 100, 24), 100, 24)) == [], keys


def test_a_notice_over_the_article_stays_whole(tmp_path: Path) -> None:
    with session(tmp_path, 80, 24) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.press("o", "ctrl+c")
        terminal.wait_for("Do you want to quit?")
        terminal.press("space", "tab", "pgdn")
        shown = cells(at_rest(terminal), 80, 24)
        assert "Do you want to quit?" in terminal.text
        assert different(shown, cells(painted_anew(terminal), 80, 24)) == []


ODD = [
    *("x👍🏽y", "x👩🏽\u200d🚀y", "x❤\ufe0fy", "x1\ufe0f\u20e3y", "x🇩🇪🇫🇷y", "xहिन्दीy", "xবাংলাy", "xภาษาไทยy"),
    *("xمُحَمَّدy", "xe\u030a\u0301y", "x🏴y", "x東京y"),
]
"""What terminals count differently: pyte, for one, draws each code point for itself, and some marks not at all."""


def drawn(terminal: Terminal) -> list[list[str]]:
    """The characters on the screen; behind a wide one stands an empty one."""
    return [[str(cell[0]) for cell in row] for row in cells(terminal.raw, 80, 40)]


def test_behind_what_a_terminal_counts_otherwise_all_stands_in_its_place(tmp_path: Path) -> None:
    text = "Widths\n" + "\n".join(f"Line {odd} Tail {number}." for number, odd in enumerate(ODD))
    keys = [*["w"] * 30, *["down", "left", "b", "b"] * 6, "v", *["right"] * 9, "esc", "P", "pgup", "space", "x", "up"]
    with session(tmp_path, 80, 40, "memory = false\n", texts=[text]) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        at_rest(terminal)
        for some in (keys[:20], keys[20:40], keys[40:]):
            terminal.press(*some)
            shown = cells(at_rest(terminal), 80, 40)
            assert different(shown, cells(painted_anew(terminal), 80, 40)) == [], some
            rows = drawn(terminal)
            left = next(row.index("W") for row in rows[1:] if "Widths" in "".join(row))
            for number, odd in enumerate(ODD):
                (row,) = (row for row in rows if f" Tail {number}." in "".join(row))
                column = left + len("Line ") + sum(sum(sizes) for _, _, sizes in graphemes(odd)) - 1
                assert "".join(row[column : column + 6]) == "y Tail", odd
