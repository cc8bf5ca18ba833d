"""What a terminal is told of long work: only what the user wants, harmless, and taken away again."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest

from annotator import terminal_signals
from annotator.cli.common import console
from annotator.config import Notify, TerminalProgress
from annotator.terminal_signals import Signals, notification

EVIL = "a\x1b]0;b\x07;c\x9b31m\n"


def told(progress: TerminalProgress, notify: Notify = "off", *, long: float = 0.0) -> list[str]:
    out: list[str] = []
    signals = Signals(out.append, notify=notify, progress=progress, long=long, shown=0.0)
    for share in (None, 0.5, 0.501, 1.0):
        signals.moved("Adding", share)
    signals.ended("Adding has ended.")
    return out


@pytest.fixture(autouse=True)
def _xterm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


def test_title_and_bar_are_shown_and_taken_away() -> None:
    assert told("off") == []
    assert told("title") == [
        "\x1b[22;2t\x1b]2;… Adding · annotator\x07",
        "\x1b]2;50 % Adding · annotator\x07",
        "\x1b]2;100 % Adding · annotator\x07",
        "\x1b[23;2t",
    ]
    assert told("bar") == ["\x1b]9;4;3\x1b\\", "\x1b]9;4;1;50\x1b\\", "\x1b]9;4;1;100\x1b\\", "\x1b]9;4;0\x1b\\"]
    assert len(told("both")) == 4


def test_only_the_end_of_long_work_is_told() -> None:
    assert told("off", "bell") == ["\x07"]
    assert told("off", "bell", long=3600) == []


def test_a_terminal_that_knows_none_of_it_is_told_nothing_but_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert told("both", "bell") == ["\x07"]


@pytest.mark.parametrize("notify", ["bell", "osc9", "osc777", "off"])
def test_no_text_acts_on_the_terminal(notify: Notify) -> None:
    text = notification(notify, EVIL)
    inner = text.removeprefix("\x1b]").removesuffix("\x1b\\").removesuffix("\x07")
    assert all(sign.isprintable() for sign in inner)
    assert inner.count(";") <= 3


def _all_of(master: int) -> str:
    """What was written to a terminal that is closed now; it may come in several pieces."""
    pieces: list[bytes] = []
    with os.fdopen(master, "rb", buffering=0) as terminal, suppress(OSError):  # EIO: that was all
        while piece := terminal.read(1 << 16):
            pieces.append(piece)
    return b"".join(pieces).decode()


@pytest.mark.parametrize("as_json", [False, True])
def test_a_verb_tells_its_terminal_and_not_with_json(
    as_json: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('notify = "osc9"\nterminal_progress = "bar"\n', encoding="utf-8")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(config))
    monkeypatch.setattr(terminal_signals, "LONG", 0.0)
    monkeypatch.setattr(terminal_signals, "SHOWN", 0.0)
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal, click.Context(click.Command("x")) as context:
        monkeypatch.setattr(sys, "stderr", terminal)
        context.params["as_json"] = as_json
        with console.progress("Adding") as advance:
            advance(1, 2)
    said = _all_of(ours)
    assert ("\x1b]9;4;1;50" in said) is not as_json
    assert ("\x1b]9;annotator: Adding has ended.\x1b\\" in said) is not as_json


def test_what_fails_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_signals, "LONG", 0.0)
    out: list[str] = []
    monkeypatch.setattr(console, "_signals", lambda: Signals(out.append, notify="osc777", progress="off"))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(ValueError, match="no"), console.progress("Adding"):
        raise ValueError("no")
    assert out == ["\x1b]777;notify;annotator;Adding did not go well.\x1b\\"]
