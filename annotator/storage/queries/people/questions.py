"""What annotators ask whoever leads the project: articles they flagged, and comments they wrote.

A comment *stands* unless the step it belongs to was undone last, or it was taken back. A *question* is an article that
somebody flagged or commented on in a layer of their own, until its gold is approved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import NOT_UNDONE, PRESENT
from annotator.storage.store import Store

Asked = Literal["flagged", "commented"]

_CHANGED = (
    "SELECT later.note FROM decisions AS later WHERE later.article = decisions.article "
    "AND later.layer = decisions.layer AND later.action = 'commented' AND later.source = decisions.id "
    f"AND {NOT_UNDONE.replace('decisions.', 'later.')} ORDER BY later.id DESC LIMIT 1"
)
WORDS = f"coalesce(({_CHANGED}), note)"
"""SQL: what a comment says, as it was changed last."""
STANDING = f"action = 'commented' AND coalesce(decisions.source, '') = '' AND {NOT_UNDONE} AND {WORDS} != ''"
"""SQL: a row of `decisions` is a comment that stands, as it was written first."""
_OWN = f"layer != '{GOLD}'"
_ARTICLES: dict[Asked, str] = {
    "flagged": f"SELECT article, layer FROM layers WHERE flagged AND {_OWN}",
    "commented": f"SELECT article, layer FROM decisions WHERE {STANDING} AND by = layer AND {_OWN}",
}


def asked(which: Sequence[Asked] = ("flagged", "commented")) -> str:
    """SQL: the articles that somebody flagged, commented on, or either."""
    return " UNION ".join(f"SELECT article FROM ({_ARTICLES[one]})" for one in which)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that stands: who wrote it in whose layer, and about what: `[start, end)`, or None for the article."""

    by: str
    layer: str
    text: str
    start: int | None
    end: int | None


def remarks(store: Store, key: str) -> list[Remark]:
    """The comments on an article in all layers, oldest first."""
    rows = store.conn.execute(
        f'SELECT by, layer, {WORDS}, start, "end" FROM decisions WHERE article = ? AND {STANDING} ORDER BY id',
        (store.article_id(key),),
    )
    return [Remark(*row) for row in rows]


def questions(store: Store, key: str) -> list[Remark]:
    """The comments that annotators made in their own layers of an article, oldest first."""
    return [one for one in remarks(store, key) if one.by == one.layer != GOLD]


def flagged(store: Store, key: str) -> list[str]:
    """Who flagged an article, in order."""
    rows = store.conn.execute(
        f"SELECT layer FROM layers WHERE article = ? AND flagged AND {_OWN} ORDER BY layer", (store.article_id(key),)
    )
    return [name for (name,) in rows]


def question_counts(store: Store) -> dict[str, dict[str, int]]:
    """By layer, how many articles are flagged in it, how many comments stand in it, and how many are open questions."""
    found: dict[str, dict[str, int]] = {}

    def put(name: str, sql: str) -> None:
        for layer, number in store.conn.execute(f"SELECT layer, count(*) FROM {sql} GROUP BY layer"):
            found.setdefault(layer, {"flags": 0, "comments": 0, "questions": 0})[name] = number

    put("flags", f"layers WHERE flagged AND {PRESENT}")
    put("comments", f"decisions WHERE {STANDING} AND {PRESENT}")
    open_ = f"article NOT IN (SELECT article FROM layers WHERE layer = '{GOLD}' AND status = 'approved')"
    put("questions", f"({' UNION '.join(_ARTICLES.values())}) WHERE {PRESENT} AND {open_}")
    return found
