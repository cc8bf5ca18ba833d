"""A project to label without a model: articles with a suggestion on every capitalised run and every number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from support.blank import blank

from annotator.demo import articles
from annotator.domain.article import Article
from annotator.domain.tokens import OwnTokens, snap

SOURCE = "spacy:test-1"
_NAME = re.compile(r"[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+)*|\d+")

NEWS = [text for _, text in articles()]
QUIET = {"ANNOTATOR_CONFIG": "/proc/nobody/config.toml"}
"""Settings of nobody, for programs that tests start; not even root can keep there what is chosen in the app."""


def news_project(path: Path, texts: Iterable[str] = NEWS) -> list[str]:
    """Make a project of these texts, with suggestions; gives the articles' keys in their order."""
    made = [Article.of(text) for text in texts]
    with blank(path) as store, store.write():
        for number, article in enumerate(made):
            store.add_article(article, f"2026-01-01T00:00:{number:02}.000Z")
            tokens = OwnTokens(article.text)
            found = (
                (*snap(tokens, *name.span()), "ORG" if " " in name[0] else "PERSON", 0.5)
                for name in _NAME.finditer(article.text)
            )
            store.add_suggestions(article.key, SOURCE, found)
    return [article.key for article in made]
