"""A project of several short articles with finished layers, for tests of what is found across articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.decisions import Finished, Imported, decide
from annotator.domain.layer import fold
from annotator.domain.span import Span
from annotator.storage.store import Store

Marked = str
"""A text with its spans as `[words|LABEL]`, which do not overlap."""


def corpus(path: Path, *articles: Mapping[str, Marked]) -> tuple[Store, list[str]]:
    """An open project and the keys of its articles: each the same text as every annotator marked it, by name."""
    store, keys = blank(path), []
    for number, layers in enumerate(articles):
        text = unmarked(next(iter(layers.values())))[0]
        article = Article.of(text, title=f"Article {number}")
        with store.write():
            store.add_article(article, f"2026-01-01T00:00:00.{number:06}Z")
        for name, marked in layers.items():
            assert unmarked(marked)[0] == text
            hold(store, article.key, name, unmarked(marked)[1])
        keys.append(article.key)
    return store, keys


def hold(store: Store, key: str, name: str, spans: Sequence[Span]) -> None:
    """Let somebody hold these spans of an article, and be done with it."""
    text = store.article(key).text
    decisions = decide([*map(Imported, spans), Finished()], layer=name, by=name)
    with store.write():
        store.append(key, text, decisions, fold(len(text), decisions))


def unmarked(marked: Marked) -> tuple[str, list[Span]]:
    """The text and the spans of a marked one."""
    text, spans = "", []
    for part in marked.split("["):
        inside, bracket, behind = part.partition("]")
        if bracket:
            words, _, label = inside.partition("|")
            spans.append(Span(len(text), len(text) + len(words), label))
            text += words + behind
        else:
            text += part
    return text, spans
