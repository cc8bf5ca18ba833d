"""Whatever fails in the app ends it with one sentence and gives the terminal back; decisions stay."""

from __future__ import annotations

import sys
import termios
from pathlib import Path

import pytest
from support.news import NEWS, QUIET, news_project
from support.pty import LISTENS, Terminal, residue

from annotator.storage.store import Store

BROKEN = """
import sys
from annotator.__main__ import main
from annotator.services.annotating.session import AnnotationSession
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.decision_keys import DecisionKeys
from annotator.tui.screens.annotate.span_keys import SpanKeys
def broken(self, *_): secret = "what people work on"; raise RuntimeError("this is broken")
async def broken_later(self): broken(self)
def in_a_worker(self): self._screen.run_worker(broken_later(self))
%s
sys.argv[0] = "annotator"
main()
"""
WAYS = {
    "a key done at once": "DecisionKeys.action_reject = broken",
    "a key that Textual passes on": "SpanKeys.action_next = broken",
    "a key done in the queue": "DecisionKeys.action_reject = lambda self: self._screen.call_later(broken, self)",
    "a key that sets off a worker": "DecisionKeys.action_reject = in_a_worker",
    "what follows when the keys rest": "AnnotationSession.keep_place = broken",
    "the start": "AnnotatorApp.on_mount = broken",
}
SENTENCE = "An unforeseen error: RuntimeError: this is broken. With --debug it says where."


def broken_app(path: Path, way: str, *options: str) -> Terminal:
    """The app on one article, with something broken in it."""
    command = [sys.executable, "-c", BROKEN % way, "-p", str(path), "--as", "ana", "label", *options]
    return Terminal(command, cols=160, cwd=path.parent, env=QUIET)


def said(terminal: Terminal) -> str:
    """What stands on the terminal below the command, once it was given back."""
    return residue(terminal.raw.rpartition(b"\x1b[?1049l")[2]).strip()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_an_error_is_one_sentence_and_the_terminal_is_given_back(tmp_path: Path, way: str) -> None:
    path = tmp_path / "p.db"
    (key,) = news_project(path, NEWS[:1])
    with broken_app(path, way) as terminal:
        before = termios.tcgetattr(terminal._master)
        terminal.press("space", "x", "/", "tab")
        assert terminal.wait() == 1
        assert termios.tcgetattr(terminal._master) == before
        assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
        assert said(terminal) == SENTENCE
        assert b"what people work on" not in terminal.raw
    with Store.open(path) as store:
        assert len(store.layer(key, "ana").layer.held) == ("on_mount" not in way)


def test_with_debug_it_says_where_but_not_with_what(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    news_project(path, NEWS[:1])
    with broken_app(path, WAYS["a key done at once"], "--debug") as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.press("x")
        assert terminal.wait() == 1
        assert said(terminal).startswith("Traceback (most recent call last)")
        assert said(terminal).endswith(SENTENCE)
        assert "what people work on" not in said(terminal)
