"""What annotators ask whoever leads the project: articles they flagged, and comments they wrote.

A comment *stands* unless the step it belongs to was undone last, or it was taken back. A *question* is a comment that
somebody wrote in a layer of their own, or a flag on an article on which they wrote none. It is open until it is
answered and *closed*, or the article's gold approved after it; an answer that does not close it opens it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import NOT_UNDONE, PRESENT
from annotator.storage.rows import ANSWERS, CLOSES
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
_ANSWERS = f"(decisions.source GLOB '{ANSWERS}*' OR decisions.source GLOB '{CLOSES}*')"
ANSWERING = f"action = 'commented' AND {_ANSWERS} AND {NOT_UNDONE}"
"""SQL: a row of `decisions` answers something, or closes it, with words or without."""
_SAID = f"({STANDING} OR {ANSWERING} AND {WORDS} != '')"
_OWN = f"layer != '{GOLD}'"
_ASKING = f"{STANDING} AND by = layer AND {_OWN}"
_ARTICLES: dict[Asked, str] = {
    "flagged": f"SELECT article, layer FROM layers WHERE flagged AND {_OWN}",
    "commented": f"SELECT article, layer FROM decisions WHERE {_ASKING}",
}


def _closed(asked: str, row: str) -> str:
    """SQL: what `asked` is the id of, in the article and layer of a row, was closed by what was last said to it."""
    return (
        f"coalesce((SELECT later.source GLOB '{CLOSES}*' FROM decisions AS later WHERE later.article = {row}.article "
        f"AND later.layer = {row}.layer AND later.action = 'commented' "
        f"AND later.source IN ('{ANSWERS}' || {asked}, '{CLOSES}' || {asked}) "
        f"AND {NOT_UNDONE.replace('decisions.', 'later.')} ORDER BY later.id DESC LIMIT 1), 0)"
    )


def approved_since(asked: str, row: str) -> str:
    """SQL: gold of the article of a row is approved, and was so after the decision of the id `asked`."""
    return (
        f"(EXISTS (SELECT 1 FROM layers AS gold WHERE gold.article = {row}.article AND gold.layer = '{GOLD}' "
        f"AND gold.status = 'approved') AND {asked} < (SELECT max(one.id) FROM decisions AS one "
        f"WHERE one.article = {row}.article AND one.layer = '{GOLD}' AND one.action = 'approved'))"
    )


def _unsettled(asked: str, row: str) -> str:
    return f"NOT {_closed(asked, row)} AND NOT {approved_since(asked, row)}"


_FLAG = (
    "(SELECT max(one.id) FROM decisions AS one WHERE one.article = layers.article AND one.layer = layers.layer "
    "AND one.action = 'flagged' AND one.note = 'on')"
)
_WORDLESS = (
    "NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.article = layers.article "
    f"AND decisions.layer = layers.layer AND {_ASKING})"
)
_OPEN = (
    f"SELECT article, layer FROM decisions WHERE {_ASKING} AND {_unsettled('decisions.id', 'decisions')}",
    f"SELECT article, layer FROM layers WHERE flagged AND {_OWN} AND {_WORDLESS} AND {_unsettled(_FLAG, 'layers')}",
)


def asked(which: Sequence[Asked] = ("flagged", "commented")) -> str:
    """SQL: the articles that somebody flagged, commented on, or either."""
    return " UNION ".join(f"SELECT article FROM ({_ARTICLES[one]})" for one in which)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or an answer that stands: who wrote it in whose layer, about `[start, end)`; None for the article."""

    by: str
    layer: str
    text: str
    start: int | None
    end: int | None


def remarks(store: Store, key: str) -> list[Remark]:
    """The comments on an article in all layers, and what was answered, oldest first."""
    return _remarks(store, key, _SAID)


def _remarks(store: Store, key: str, where: str) -> list[Remark]:
    rows = store.conn.execute(
        f'SELECT by, layer, {WORDS}, start, "end" FROM decisions WHERE article = ? AND {where} ORDER BY id',
        (store.article_id(key),),
    )
    return [Remark(*row) for row in rows]


def questions(store: Store, key: str) -> list[Remark]:
    """The comments that annotators made in their own layers of an article, and that nobody has closed, oldest first."""
    return _remarks(store, key, f"{_ASKING} AND NOT {_closed('decisions.id', 'decisions')}")


def unseen_answers(store: Store, who: str) -> int:
    """How many answers others gave to somebody, in articles that they have not opened since."""
    return store.remembered(("unseen answers", who), lambda: _unseen_answers(store, who))


def _unseen_answers(store: Store, who: str) -> int:
    seen = "SELECT at FROM places WHERE places.article = decisions.article AND annotator = :who"
    (number,) = store.conn.execute(
        f"SELECT count(*) FROM decisions WHERE layer = :who AND by != :who AND {ANSWERING} AND {WORDS} != '' "
        f"AND at > coalesce(({seen}), '') AND {PRESENT}",
        {"who": who},
    ).fetchone()
    return int(number)


def is_answer(store: Store, step: str) -> bool:
    """Whether a step answers or closes something."""
    row = store.conn.execute(
        f"SELECT 1 FROM decisions WHERE id = ? AND action = 'commented' AND {_ANSWERS}", (step,)
    ).fetchone()
    return row is not None


def flagged(store: Store, key: str) -> list[str]:
    """Who flagged an article, in order."""
    rows = store.conn.execute(
        f"SELECT layer FROM layers WHERE article = ? AND flagged AND {_OWN} ORDER BY layer", (store.article_id(key),)
    )
    return [name for (name,) in rows]


def question_counts(store: Store) -> dict[str, dict[str, int]]:
    """By layer, how many articles are flagged in it, how many comments stand in it, and in how many are questions."""
    found: dict[str, dict[str, int]] = {}

    def put(name: str, sql: str) -> None:
        for layer, number in store.conn.execute(f"SELECT layer, count(*) FROM {sql} GROUP BY layer"):
            found.setdefault(layer, {"flags": 0, "comments": 0, "questions": 0})[name] = number

    put("flags", f"layers WHERE flagged AND {PRESENT}")
    put("comments", f"decisions WHERE {STANDING} AND {PRESENT}")
    put("questions", f"({' UNION '.join(_OPEN)}) WHERE {PRESENT}")
    return found
