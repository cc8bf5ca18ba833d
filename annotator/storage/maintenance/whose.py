"""Who an article is for, by every note that is kept of it: for the doctor.

A last word and what it speaks of say the same: that an article is put away, shared, somebody's. No article that is
somebody's to label stands before their frontier, where the queue looks no more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from annotator.storage.conditions import GIVEN
from annotator.storage.last_words import ARCHIVED, LOOK, SHARED, to
from annotator.storage.store import Store

Finding = tuple[str, str]
"""What is wrong, as a sentence, and the key of the article, or ""."""

_TO = len(to("")) + 1
_IS = (
    f"CASE WHEN word = '{ARCHIVED}' THEN archived "
    f"WHEN word = '{SHARED}' THEN EXISTS (SELECT 1 FROM shared WHERE shared.article = id) "
    f"ELSE EXISTS (SELECT 1 FROM assignments WHERE assignments.article = id AND annotator = substr(word, {_TO})) END"
)
_DIFFERS = f"SELECT key, id, word, said FROM last_words JOIN articles ON id = article WHERE said != ({_IS}) "
_DIFFERS += f"AND word NOT GLOB '{LOOK}*'"
_PASSED = (
    "SELECT annotator FROM frontiers WHERE EXISTS (SELECT 1 FROM articles WHERE archived = 0 "
    "AND (articles.added, articles.key) <= (frontiers.added, frontiers.key) "
    "AND NOT EXISTS (SELECT 1 FROM shared WHERE article = articles.id) "
    "AND NOT EXISTS (SELECT 1 FROM layers WHERE article = articles.id AND layer = frontiers.annotator) "
    f"AND {GIVEN.replace(':annotator', 'frontiers.annotator')})"
)


def assignments(store: Store) -> Iterator[Finding]:
    """Articles that are not put away, shared or given as was last said of them."""
    for key, _, word, said in store.conn.execute(f"{_DIFFERS} ORDER BY key, word"):
        what = {ARCHIVED: "put away", SHARED: "shared"}.get(word) or f"given to {word[_TO - 1 :]}"
        yield f"The article is {'not ' if said else ''}{what}, though the last word says otherwise.", key


def mend_assignments(conn: sqlite3.Connection) -> None:
    """Do what was last said; how many a shared article is enough for is not said again, so that it stays as it is."""
    for _, article, word, said in conn.execute(_DIFFERS).fetchall():
        if word == ARCHIVED:
            conn.execute("UPDATE articles SET archived = ? WHERE id = ?", (said, article))
        elif word == SHARED and not said:
            conn.execute("DELETE FROM shared WHERE article = ?", (article,))
        elif word == SHARED:
            conn.execute("UPDATE last_words SET said = 0 WHERE article = ? AND word = ?", (article, word))
        elif said:
            conn.execute("INSERT INTO assignments VALUES (?, ?)", (article, word[_TO - 1 :]))
        else:
            conn.execute("DELETE FROM assignments WHERE article = ? AND annotator = ?", (article, word[_TO - 1 :]))
    conn.execute("DELETE FROM frontiers")


def queue(store: Store) -> Iterator[Finding]:
    """Annotators to whom an article would never be offered that is theirs to label."""
    for (name,) in store.conn.execute(f"{_PASSED} ORDER BY annotator"):
        yield f"An article that is {name}'s to label would never be offered to them.", ""


def mend_queue(conn: sqlite3.Connection) -> None:
    """Let the queue look from the start again."""
    conn.execute("DELETE FROM frontiers")
