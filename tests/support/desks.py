"""A small project with known suggestions, for tests of sessions and screens."""

from __future__ import annotations

from pathlib import Path

from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.scheme import Overlap, Scheme
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = (
    "Harbour Workers’ Union opens talks\n\n"
    "The Harbour Workers’ Union (HWU) met Ana-Lucía Ferreira in Valdora on 3 March. 😀 HWU agreed; Ferreira smiled.\n\n"
    "By Imre Halloran"
)
OTHER = "Rain falls on Norsund\n\nIt rained in Norsund. Nobody minded.\n\nBy Ada Berg"


def at(quote: str, label: str, nth: int = 0, text: str = TEXT) -> Span:
    """The span of the `nth` place where a quote stands."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote), label)


SUGGESTED = [
    (at("Harbour Workers’ Union", "ORG"), 0.9),
    (at("The Harbour Workers’ Union", "ORG"), 0.7),
    (at("Harbour Workers", "PERSON", 1), 0.4),
    (at("HWU", "ORG"), 0.97),
    (at("Ana-Lucía Ferreira", "GPE"), 0.5),
    (at("Valdora", "GPE"), 0.98),
    (at("HWU", "GPE", 1), 0.3),
    (at("Imre Halloran", "PERSON"), None),
]


def make(path: Path, overlap: Overlap = "none") -> tuple[Store, str]:
    """A project of two articles, and the key of the first, which has the suggestions."""
    store = blank(path)
    first, second = Article.of(TEXT), Article.of(OTHER)
    with store.write():
        store.add_article(first, "2026-01-01T00:00:00.000000Z")
        store.add_article(second, "2026-01-01T00:00:00.000001Z")
        store.add_suggestions(
            first.key, "spacy:test-1", [(span.start, span.end, span.label, score) for span, score in SUGGESTED]
        )
        store.add_suggestions(second.key, "spacy:test-1", [(14, 21, "GPE", 0.9), (36, 43, "GPE", 0.9)])
    if overlap != "none":
        save_scheme(store, Scheme(store.scheme().labels, overlap=overlap))
    return store, first.key
