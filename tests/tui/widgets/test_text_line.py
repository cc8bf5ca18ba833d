"""What is pasted into a line of text never reaches the terminal raw; where it is stored, it is stored as it came."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank
from support.news import QUIET
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.domain.article import Article
from annotator.domain.sanitise import visible
from annotator.storage.store import Store

HOSTILE = "a\x9b31mb\u202ec\u200bd\u2066e\x1b]0;fg\x00h\ufeffi"
TEXT = f"Words and {HOSTILE.replace(chr(0), '')} here."
PASTED = "\x1b[200~%s\x1b[201~"
LINES = {
    "search ·": ["/"],
    "Comment on": ["c"],
    "type to filter": ["enter"],
    "Go to": [":"],
    "find an action": ["ctrl+p"],
    "words of the title": ["q", "/"],
}
"""What is seen of a line, and the keys that open it."""
PASSED = [one for one in HOSTILE if visible(one) != one and one not in "\x1b\0"]


def labelling(path: Path) -> Terminal:
    """The annotate screen on one article."""
    with blank(path) as store, store.write():
        store.add_article(Article.of(TEXT), "2026-01-01T00:00:00.000Z")
    command = [*ANNOTATOR, "-p", str(path), "--as", "ana", "label"]
    return Terminal(command, cols=120, cwd=path.parent, env=QUIET)


@pytest.mark.parametrize(("sign", "keys"), LINES.items(), ids=LINES)
def test_a_line_shows_signs_for_what_acts_on_a_terminal(tmp_path: Path, sign: str, keys: list[str]) -> None:
    with labelling(tmp_path / "p.db") as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.press(*keys)
        terminal.wait_for(sign)
        terminal.press(PASTED % f"x{HOSTILE}x")
        terminal.wait_for(f"x{visible(HOSTILE.replace(chr(0), ''))}x")
        terminal.press("left", "backspace", "shift+left", "enter")
        terminal.press("esc")
        terminal.wait_for("help")
        shown = terminal.raw.decode(errors="ignore")  # the last sign may still be on its way
    assert [one for one in PASSED if one in shown] == []
    assert "\x1b]0;" not in shown


def test_what_is_searched_for_and_what_is_stored_is_what_was_pasted(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    words = HOSTILE.replace("\0", "")
    with labelling(path) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.press("/", PASTED % words)
        terminal.wait_for("1 of 1")
        terminal.press("esc")
        terminal.wait_for("u undo")
        terminal.press("c", PASTED % f"{words}\nand\r\nmore", "enter")
        terminal.wait_for("Comment kept")
    with Store.open(path) as store:
        (comment,) = store.layer(Article.of(TEXT).key, "ana").layer.comments
        assert comment.text == f"{words} and more"
