"""Text that is pasted over an article: no decision is made of it, unless one says that these were keys."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from support.blank import blank
from support.news import QUIET
from support.pty import ANNOTATOR, LISTENS, Terminal

from annotator.domain.article import Article
from annotator.domain.layer import Layer
from annotator.storage.store import Store
from annotator.tui.terminal.paste_guard import BEHIND

TEXT = "one two three four five six seven eight nine ten"
FIRST, SECOND = "The crew and the family met Ada in Zürich.", "She was six pounds short.\r"
PROSE = f"{FIRST}\r{SECOND}"
LABELS = "PwOwGwLwNwFwRwEw"
ASKED, ANSWERS = "keys at once", "enter carry them out"
PASTE = "\x1b[200~"


class Labelling(Terminal):
    """The annotate screen on one article, listening."""

    def __init__(self, path: Path) -> None:
        self.path, self.article = path, Article.of(TEXT)
        with blank(path) as store, store.write():
            store.add_article(self.article, "2026-01-01T00:00:00.000Z")
        command = [*ANNOTATOR, "-p", str(path), "--as", "ana", "label"]
        super().__init__(command, cols=100, cwd=path.parent, env=QUIET)
        self.wait_for(lambda now: LISTENS in now.raw)
        self.wait_for("u undo")

    @property
    def layer(self) -> Layer:
        """What is decided."""
        with Store.open(self.path) as store:
            return store.layer(self.article.key, "ana").layer


def labels(layer: Layer) -> list[str]:
    """The labels of all spans, in order."""
    return [span.label for span in layer.spans]


def test_a_paste_is_asked_about_and_dropped(tmp_path: Path) -> None:
    with Labelling(tmp_path / "p.db") as terminal:
        terminal.press(PROSE)
        terminal.wait_for(f"{len(PROSE)} {ASKED}")
        terminal.wait_for(ANSWERS)
        time.sleep(BEHIND)
        terminal.press("P", "esc")
        terminal.wait_for(lambda now: ASKED not in now.text)
        terminal.press("O")
        terminal.wait_for("✓ 1 ")
        assert labels(terminal.layer) == ["ORG"]


def test_whoever_meant_the_keys_has_them_carried_out_before_what_comes_next(tmp_path: Path) -> None:
    with Labelling(tmp_path / "p.db") as terminal:
        terminal.press(LABELS)
        terminal.wait_for(ANSWERS)
        time.sleep(BEHIND)
        terminal.press("\rD")
        terminal.wait_for("✓ 9 ")
        assert [label[0] for label in labels(terminal.layer)] == [*"POG", "L", *"NF", "P", "E", "D"]


def test_one_undo_takes_back_all_that_came_at_once_and_one_redo_brings_it_back(tmp_path: Path) -> None:
    with Labelling(tmp_path / "p.db") as terminal:
        terminal.press("D")
        terminal.wait_for("✓ 1 ")
        terminal.press("w", LABELS)
        terminal.wait_for(ANSWERS)
        time.sleep(BEHIND)
        terminal.press("\rD")
        terminal.wait_for("✓ 10 ")
        terminal.press("u")
        terminal.wait_for("✓ 9 ")
        terminal.press("u")
        terminal.wait_for("Taken back: 8 actions of keys that came at once.")
        assert labels(terminal.layer) == ["DATE"]
        terminal.press("r")
        terminal.wait_for("Brought back: 8 actions of keys that came at once.")
        assert len(labels(terminal.layer)) == 9
        terminal.press("r")
        terminal.wait_for("✓ 10 ")
        terminal.press("uuu")
        terminal.wait_for("✓ 0 ")
        assert labels(terminal.layer) == []


def test_what_comes_in_pieces_answers_nothing(tmp_path: Path) -> None:
    with Labelling(tmp_path / "p.db") as terminal:
        for piece in (PROSE, PROSE, "\r", "x", "s"):
            terminal.press(piece)
            time.sleep(BEHIND / 6)
        terminal.wait_for(f"{2 * len(PROSE) + 3} {ASKED}")
        assert labels(terminal.layer) == []
        assert terminal.layer.status == "open"


@pytest.mark.parametrize("typed", [" " * 200, "w" * 200, "\t x" * 70, "PwOwGw" * 30])
def test_what_hands_type_ahead_is_not_asked_about(tmp_path: Path, typed: str) -> None:
    with Labelling(tmp_path / "p.db") as terminal:
        terminal.press(typed, "c")
        terminal.wait_for("Comment on")
        assert ASKED not in terminal.text


def test_a_comment_typed_ahead_is_one_and_what_stands_below_its_line_is_asked_about(tmp_path: Path) -> None:
    with Labelling(tmp_path / "p.db") as terminal:
        terminal.press(f"c{PROSE}")
        terminal.wait_for(f"{len(SECOND)} {ASKED}")
        time.sleep(BEHIND)
        terminal.press("esc")
        terminal.wait_for(lambda now: ASKED not in now.text)
        assert [one.text for one in terminal.layer.comments] == [FIRST]
        terminal.press("c")
        terminal.wait_for("Your comment on")
        terminal.press(PROSE)
        terminal.wait_for(f"{len(SECOND)} {ASKED}")
        assert [one.text for one in terminal.layer.comments] == [FIRST * 2]


def test_a_paste_that_says_so_and_never_ends_leaves_the_keys_alive(tmp_path: Path) -> None:
    with Labelling(tmp_path / "p.db") as terminal:
        terminal.press(PASTE, PROSE)
        time.sleep(1.5)
        terminal.press("P")
        terminal.wait_for("✓ 1 ")
        assert labels(terminal.layer) == ["PERSON"]
