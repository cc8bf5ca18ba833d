"""Keys that arrive all at once, as over a slow line, act in the order they were pressed in."""

from __future__ import annotations

from pathlib import Path

from support.news import QUIET, SOURCE
from support.pty import ANNOTATOR, KEYS, Terminal

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.storage.store import Store

TEXT = "one two three four five six seven eight nine ten"
PRESSED = ["w", "P", "w", "w", "O", "home", "G", "end", "L"]
WANTED = [Span(0, 3, "GPE"), Span(4, 7, "PERSON"), Span(14, 18, "ORG"), Span(45, 48, "LOC")]


def test_a_label_goes_to_where_the_key_before_it_led(tmp_path: Path) -> None:
    path, article = tmp_path / "typed.db", Article.of(TEXT)
    with Store.create(path) as store, store.write():
        store.add_article(article, "2026-01-01T00:00:00.000Z")
        store.add_suggestions(article.key, SOURCE, [])
    command = [*ANNOTATOR, "--project", str(path), "--as", "ana", "label"]
    with Terminal(command, cwd=tmp_path, env=QUIET) as terminal:
        terminal.wait_for(" 1/1 ")
        terminal.press("".join(KEYS.get(key, key) for key in PRESSED))
        terminal.wait_for("✓ 4 ")
    with Store.open(path) as store:
        assert list(store.layer(article.key, "ana").layer.spans) == WANTED
