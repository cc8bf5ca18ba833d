"""Somebody at the keys of the app, labelling or reviewing, whose screen is compared with what is on disk."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.news import NEWS, QUIET, news_project
from support.painted import history, rulings, seen, settled
from support.pty import ANNOTATOR, LISTENS, Terminal
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.domain.tokens import OwnTokens

Action = str | Callable[[Terminal], None]
TOLD = re.compile(r"The disk is full|cannot be read or written")
_BOX = "╭─"
_ASKED_AGAIN = 0.3  # seconds
TEXT = "\n\n".join(NEWS)


def disputed(path: Path) -> str:
    """A project of one article in which two annotators disagree on most of what they marked; gives its key."""
    tokens = [edges for edges in OwnTokens(TEXT) if edges[1] - edges[0] > 4][::3]
    with project(path, overlap="nested") as store:
        key = put(store, TEXT)
        ana = [Span(*edges, "PER") for edges in tokens if edges[0] % 5]
        ben = [Span(start, end - start % 2, "LOC" if start % 3 else "PER") for start, end in tokens if start % 7]
        finish(store, key, {"ana": ana, "ben": ben})
    return key


def labelled(path: Path) -> str:
    """A project of one article with suggestions; gives its key."""
    return news_project(path, [TEXT])[0]


def comment(terminal: Terminal) -> None:
    """Write a comment; where it cannot be kept it is asked again, with its words, and left."""
    terminal.press("c")
    terminal.wait_for(_BOX)
    terminal.press(*"Why so?", "enter")
    _answered(terminal, "Why so?")


def give_back(terminal: Terminal) -> None:
    """Return the article to the first annotator, with a word."""
    terminal.press("<")
    terminal.wait_for("Return the article to")
    terminal.press("enter")
    terminal.wait_for("Why does it go back")
    terminal.press(*"Not yet.", "enter")
    _answered(terminal, "Not yet.")


def _answered(terminal: Terminal, words: str) -> None:
    terminal.wait_for(lambda now: _BOX not in now.text or TOLD.search(now.text))
    time.sleep(_ASKED_AGAIN)
    if _BOX in terminal.text:
        terminal.wait_for(lambda now: words in now.text)
        terminal.press("esc")
        terminal.wait_for(lambda now: _BOX not in now.text)


def pressed(terminal: Terminal, action: Action) -> None:
    """Do what one may do: press a key, or more than that."""
    terminal.press(action) if isinstance(action, str) else action(terminal)


@dataclass(frozen=True)
class Desk:
    """A kind of work: its project, the verb, keys for it, some that always write, and both kinds of figures."""

    project: Callable[[Path], str]
    words: Sequence[str]
    keys: Sequence[Action]
    writes: Sequence[str]
    shown: Callable[[Terminal], object]
    stored: Callable[[Path, str], Iterator[object]]

    @contextmanager
    def at_work(self, path: Path, key: str, env: Mapping[str, str] = {}) -> Iterator[Terminal]:
        """The app, ready for keys; what it shows is what is stored."""
        words = [*self.words, *(["--article", key] if self.words[-1] == "label" else [])]
        command = [*ANNOTATOR, "-p", str(path), *words]
        with Terminal(command, cols=120, rows=36, cwd=path.parent, env={**QUIET, **env}) as terminal:
            terminal.wait_for(lambda now: LISTENS in now.raw and self.shown(now) is not None)
            self.wait_until_true(terminal, path, key)
            yield terminal

    def wait_until_true(self, terminal: Terminal, path: Path, key: str) -> None:
        """Wait until the screen shows what is stored."""
        terminal.wait_for(lambda now: self.shown(now) == list(self.stored(path, key))[-1])


DESKS = {
    "labelling": Desk(
        labelled,
        ["--as", "ana", "label"],
        ["space"] * 6 + ["x"] * 4 + ["P", "O", "G", "[", "]", "{", "}", "u", "u", "r", "tab", "*", "!", comment],
        ["!"],
        seen,
        history,
    ),
    "reviewing": Desk(
        disputed,
        ["--as", "rita", "review"],
        [*"1112222mxbPL", "[", "]", "u", "u", "r", "tab", "shift+tab", "j", "s", comment, give_back],
        ["tab", "x"],
        settled,
        rulings,
    ),
}
