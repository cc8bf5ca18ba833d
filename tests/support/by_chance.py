"""Projects made by chance: articles in which people have accepted, rejected, added, moved and commented, in part."""

from __future__ import annotations

from pathlib import Path
from random import Random

from support.teams import project

from annotator.domain.article import Article
from annotator.domain.decisions import (
    GOLD,
    Accepted,
    Added,
    Commented,
    Decision,
    Event,
    Finished,
    Flagged,
    Rejected,
    Relabelled,
    Resized,
    decide,
)
from annotator.domain.layer import Layer, step
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.storage.store import Store

WORDS = ("Navy", "navy", "Oslo", "Ada", "of", "Kiel")
LABELS = ("PER", "ORG", "LOC")
PEOPLE = ("ana", "ben")
SOURCES = ("spacy:sm-1", "patterns:a.jsonl")
DAYS = ("2026-01-15", "2026-02-10", "2026-03-05")
_SCORES = (None, 0.2, 0.5, 0.9)


def by_chance(path: Path, chance: Random) -> Store:
    """A project of eight articles; gold is made by rosa."""
    store = project(path, overlap=chance.choice(("none", "nested", "any")), labels=LABELS)
    for number in range(8):
        text = " ".join(chance.choices(WORDS, k=12)) + f" {number}"
        meta = {"genre": chance.choice(("news", "Blog")), "year": 2000 + number, "tags": ["a", f"t{number}"]}
        title, language = f"{chance.choice(WORDS)} {number}", "de" if number % 3 else "en"
        article = Article.of(text, title=title, language=language, meta=meta)
        with store.write():
            store.add_article(article, f"2026-01-01T00:00:00.{number:03}Z")
            for source in SOURCES:
                spans = {(one.start, one.end, one.label): chance.choice(_SCORES) for one in _some(text, chance)}
                store.add_suggestions(article.key, source, [(*span, score) for span, score in spans.items()])
        for who in (*PEOPLE, GOLD):
            if chance.random() < 0.7:
                _work(store, article, who, chance)
    return store


def _some(text: str, chance: Random) -> list[Span]:
    """Some words, and two that stand together."""
    edges = [(at, text.index(" ", at)) for at in range(len(text) - 2) if at == 0 or text[at - 1] == " "]
    found = [*chance.sample(edges, 5), (edges[3][0], edges[4][1])]
    return [Span(start, end, chance.choice(LABELS)) for start, end in found]


def _work(store: Store, article: Article, name: str, chance: Random) -> None:
    state, allows = store.layer(article.key, name), store.scheme().allows
    made: list[Decision] = []

    def act(event: Event) -> None:
        at = f"{chance.choice(DAYS)}T12:00:00.000Z"
        (decision,) = decide([event], layer=name, by="rosa" if name == GOLD else name, at=at)
        try:
            step(state.layer, decision, allows)
        except DecisionError:
            return
        made.append(decision)

    for one in store.suggestions(article.key):
        if chance.random() < 0.5:
            act(chance.choice((Accepted, Rejected))(one.span, one.source, one.score))
    for span in _some(article.text, chance)[:3]:
        act(Added(span))
    for span in _any(state.layer, chance):
        act(Commented(chance.choice(("Why?", "a team")), span))
        moved = chance.random() < 0.3 and span.end < len(article.text) - 1
        act(Resized(span, span.start, span.end + 1) if moved else Relabelled(span, chance.choice(LABELS)))
    if chance.random() < 0.3:
        act(Flagged(True))
    if chance.random() < 0.6:
        act(Finished())
    with store.write():
        store.append(article.key, article.text, made, state.layer)


def _any(layer: Layer, chance: Random) -> list[Span]:
    return chance.sample(sorted(layer.held), min(3, len(layer.held)))
