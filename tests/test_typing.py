"""Keys that arrive all at once, as over a slow line, act in the order they were pressed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from support.news import QUIET, SOURCE
from support.pty import ANNOTATOR, KEYS, Terminal

from annotator.domain.article import Article
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.services import hint_letters
from annotator.storage.store import Store

TEXT = "one two three four five six seven eight nine ten"
NAMES = "Ada Lovelace met Per Hansen in Oslo, and Ines Prieto wrote to them."
PRESSED = ["w", "P", "w", "w", "O", "home", "G", "end", "L"]
WANTED = [Span(0, 3, "GPE"), Span(4, 7, "PERSON"), Span(14, 18, "ORG"), Span(45, 48, "LOC")]


def typed_at_once(path: Path, text: str, keys: Sequence[str], sign: str) -> Layer:
    """What a layer of `text` holds when these keys came in one piece and `sign` is on the screen."""
    article = Article.of(text)
    with Store.create(path) as store, store.write():
        store.add_article(article, "2026-01-01T00:00:00.000Z")
        store.add_suggestions(article.key, SOURCE, [])
    command = [*ANNOTATOR, "--project", str(path), "--as", "ana", "label"]
    with Terminal(command, cwd=path.parent, env=QUIET) as terminal:
        terminal.wait_for(" 1/1 ")
        terminal.press("".join(KEYS.get(key, key) for key in keys))
        terminal.wait_for(sign)
    with Store.open(path) as store:
        return store.layer(article.key, "ana").layer


def test_a_label_goes_to_where_the_key_before_it_led(tmp_path: Path) -> None:
    assert list(typed_at_once(tmp_path / "typed.db", TEXT, PRESSED, "✓ 4 ").spans) == WANTED


def test_hints_take_their_letters_before_the_screen_sees_them(tmp_path: Path) -> None:
    letters = [hint_letters(count)[-1] for count in (4, 3)]
    keys = [*"f", *letters[0], "P", *"f", *letters[1], "L", "*", "esc"]
    layer = typed_at_once(tmp_path / "hints.db", NAMES, keys, "✓ 2 ")
    assert [NAMES[span.start : span.end] for span in layer.spans] == ["Oslo", "Ines Prieto"]
    assert [span.label for span in layer.spans] == ["LOC", "PERSON"]
