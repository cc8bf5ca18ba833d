"""A small project with suggestions, and a session at work in it, for tests that are about something else."""

from __future__ import annotations

from pathlib import Path

from support.blank import blank

from annotator.domain.article import Article
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store

TEXT = "Ana Ruiz met Bo Li in Rome. Ana Ruiz smiled 😀 at Bo."
SOURCE = "spacy:test-1"
SUGGESTED = (
    (0, 8, "PERSON", 0.9),
    (0, 3, "ORG", 0.4),
    (13, 18, "PERSON", None),
    (22, 26, "GPE", 0.99),
    (28, 36, "LOC", 0.5),
)


def project(path: Path) -> tuple[Store, str]:
    """An open project of one article with suggestions, and the article's key."""
    store, article = blank(path), Article.of(TEXT)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
        store.add_suggestions(article.key, SOURCE, SUGGESTED)
    return store, article.key


def at_work(store: Store, key: str, name: str = "ana") -> AnnotationSession:
    """An annotator at the first suggestion of the article."""
    session = AnnotationSession(store, key, name)
    session.load()
    session.resume()
    return session
