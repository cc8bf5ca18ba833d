"""A language model in the app, as a user has it: asked only when that is allowed, and told of whatever it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.blank import blank
from support.model_server import Refusal, configured, every_acme, model_server, spans
from support.pty import ANNOTATOR, Terminal

from annotator.domain.article import Article, article_key
from annotator.domain.span import Span
from annotator.storage.store import Store

pytest.importorskip("llm", reason="the extra `llm` is not installed")

TEXTS = ("See the Acme of Rome.", "And no other Acme, said nobody.", "Acme again.")


def opened(folder: Path, url: str) -> Terminal:
    with blank(folder / "annotator.db") as store, store.write():
        for number, text in enumerate(TEXTS):
            store.add_article(Article.of(text), f"2026-01-0{number + 1}T00:00:00.000Z")
    env = configured(folder / "mine", url, 'models = ["llm:loop"]\n')
    return Terminal([*ANNOTATOR, "--as", "ana", "label"], cols=160, cwd=folder, env=env)


def palette(terminal: Terminal, words: str) -> None:
    terminal.press("ctrl+p")
    for key in words:
        terminal.press("space" if key == " " else key)
    terminal.wait_for("Let language models be sent")
    terminal.press("enter")


def test_it_is_asked_once_that_is_allowed_and_no_longer_once_it_is_not(tmp_path: Path) -> None:
    with model_server() as server, opened(tmp_path, server.url) as terminal:
        terminal.wait_for("No text of this project goes to llm:loop until you allow it: ")
        assert server.asked == []
        palette(terminal, "language models")
        terminal.wait_for("Send texts of annotator to llm:loop?")
        terminal.press("enter")
        terminal.wait_for("▸ Acme  ORG")
        terminal.press("space")
        terminal.wait_for("✓ 1")
        terminal.wait_for(lambda _: len(server.asked) == len(TEXTS))
        terminal.press("m")
        took = re.compile(r"Since the app was opened: llm:loop \d requests?, \d00 tokens in and \d0 out, price ")
        terminal.wait_for(lambda screen: bool(took.search(screen.text)))
        terminal.press("esc")
        terminal.wait_for(lambda screen: "Sources of" not in screen.text)
        palette(terminal, "language models")
        terminal.wait_for("No longer send texts of annotator to llm:loop?")
        terminal.press("enter")
        terminal.wait_for("do not go to llm:loop any more.")
    with Store.open(tmp_path / "annotator.db") as store:
        assert list(store.layer(article_key(TEXTS[0]), "ana").layer.spans) == [Span(8, 12, "ORG")]


def test_what_it_says_that_is_not_there_and_why_it_says_nothing_is_told(tmp_path: Path) -> None:
    def answering(paragraph: str) -> str:
        if paragraph == TEXTS[0]:
            return spans(("Acme", "ORG", 1), ("Acne", "ORG", 1))
        if paragraph == TEXTS[1]:
            raise Refusal(401, "no such key")
        return every_acme(paragraph)

    with model_server(answering) as server, opened(tmp_path, server.url) as terminal:
        terminal.wait_for("until you allow it")
        palette(terminal, "language models")
        terminal.wait_for("Send texts of annotator to llm:loop?")
        terminal.press("enter")
        told = (
            "1 quote of llm:loop was left out, because the text has them nowhere: “Acne”.",
            "llm:loop does not take the key (401): ",
        )
        terminal.wait_for(lambda screen: all(one in " ".join(screen.text.split()) for one in told))
        terminal.press("n")
        terminal.press("O")
        terminal.wait_for("✓ 1")
