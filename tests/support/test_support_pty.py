from __future__ import annotations

import sys

import pytest
from support.pty import Terminal, controls, residue

ECHO = """
import os, shutil, signal, sys, tty
tty.setraw(0)
def size(*_):
    columns, rows = os.get_terminal_size()
    os.write(1, f"size {columns}x{rows}\\r\\n".encode())  # a handler may come in the midst of a print
signal.signal(signal.SIGWINCH, size)
size()
os.write(1, b"\\x1b[?2026$p\\x1b[c")
while (data := os.read(0, 100)) != b"q":
    print(repr(data), end="\\r\\n", flush=True)
print("bye 東京 e\\u0301", end="\\r\\n", flush=True)
sys.exit(3)
"""


def test_a_terminal_shows_sends_answers_and_tells_how_it_ended() -> None:
    with Terminal([sys.executable, "-c", ECHO], cols=60, rows=12) as terminal:
        terminal.wait_for("size 60x12")
        terminal.wait_for(lambda seen: r"\x1b[?2026;2$y" in seen.text and "c'" in seen.text)
        terminal.press("down")
        terminal.wait_for(r"b'\x1b[B'")
        terminal.resize(50, 10)
        terminal.wait_for("size 50x10")
        terminal.press("q")
        assert terminal.wait() == 3
        assert terminal.lines.count("bye 東京 é") == 1  # pyte joins marks to letters
        assert terminal.raw.endswith("bye 東京 e\u0301\r\n".encode())
        with pytest.raises(AssertionError, match="ended with 3"):
            terminal.wait_for("never")


def test_a_killed_program_is_gone() -> None:
    with Terminal(["sleep", "60"]) as terminal:
        terminal.kill()
        assert terminal.wait() == -9


def test_an_output_is_taken_apart_into_sequences_and_the_rest() -> None:
    raw = b"\x1b[?25l\x1b[1;31mred\x1b[0m \x1b]52;c;aGk=\x07\x1b[>1u\x1b(Bx\x1bP+q\x1b\\\x07"
    assert controls(raw) == {"CSI?l", "CSIm", "ESC]52", "CSI>u", "ESC(B", "ESCP"}
    assert residue(raw) == "red x\x07"
