"""What was last said of an article that no decision tells, and when: that it is put away, that it is somebody's.

A word is `archived`, `shared` (see `queries.assignments`), or `to:NAME`; one that begins with `look:` is never said,
and is all of a second look (see `queries.people.second_looks`). Of two projects that say different things, the newest
word holds (see `maintenance.merging.newest_word`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from annotator.domain.decisions import time_text
from annotator.domain.span import Span
from annotator.storage.articles import ArticleStore
from annotator.storage.team.deals import NOBODYS, Deal, note_deals

ARCHIVED, SHARED, LOOK = "archived", "shared", "look:"


def to(annotator: str) -> str:
    """The word that an article is an annotator's."""
    return f"to:{annotator}"


def note_words(store: ArticleStore, words: Iterable[tuple[int, str]], *, said: bool, deal: Deal = NOBODYS) -> None:
    """Note, inside a `write()`, that words (by the row id of their article) are said now, or taken back.

    Who an article is given to or taken from is a `deal`, too.
    """
    now, every = time_text(datetime.now(UTC)), list(words)
    store.conn.executemany(
        "INSERT OR REPLACE INTO last_words VALUES (?, ?, ?, ?)", ((article, word, said, now) for article, word in every)
    )
    dealt = ((article, word.removeprefix(to(""))) for article, word in every if word.startswith(to("")))
    note_deals(store.conn, dealt, said=said, deal=deal)


def look_word(who: str, was: Span, now: Span | None) -> str:
    """The word that is a second look: whose it is, at which span, and what was said of it; None is no span."""
    return LOOK + json.dumps([who, *([one.start, one.end, one.label] if one else None for one in (was, now))])


def read_look(word: str) -> tuple[str, Span, Span | None] | None:
    """What a word says that is a second look; None where it makes no sense."""
    try:
        who, was, now = json.loads(word.removeprefix(LOOK))
        return (str(who), _span(*was), None if now is None else _span(*now))
    except (ValueError, TypeError, RecursionError):
        return None


def present_word(word: str, who: Callable[[str], str]) -> str:
    """The same word under the present name of whom it is about; `who` gives that."""
    if word.startswith(to("")):
        return to(who(word.removeprefix(to(""))))
    if word.startswith(LOOK) and (look := read_look(word)):
        return look_word(who(look[0]), *look[1:])
    return word


def _span(start: int, end: int, label: str) -> Span:
    if not isinstance(label, str):
        raise TypeError("a label is a string")
    return Span(start + 0, end + 0, label)
