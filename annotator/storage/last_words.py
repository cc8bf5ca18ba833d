"""What was last said of an article that no decision tells, and when: that it is put away, that it is somebody's.

A word is `archived`, `shared` (see `queries.assignments`), or `to:NAME`; one that begins with `look:` is never said,
and is all of a second look (see `queries.people.second_looks`). Of two projects that say different things, the newest
word holds (see `maintenance.merging.newest_word`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from annotator.domain.decisions import time_text
from annotator.storage.articles import ArticleStore

ARCHIVED, SHARED, LOOK = "archived", "shared", "look:"


def to(annotator: str) -> str:
    """The word that an article is an annotator's."""
    return f"to:{annotator}"


def note_words(store: ArticleStore, words: Iterable[tuple[int, str]], *, said: bool) -> None:
    """Note, inside a `write()`, that words (by the row id of their article) are said now, or taken back."""
    now = time_text(datetime.now(UTC))
    store.conn.executemany(
        "INSERT OR REPLACE INTO last_words VALUES (?, ?, ?, ?)", ((article, word, said, now) for article, word in words)
    )
