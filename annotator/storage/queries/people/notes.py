"""What people wrote about articles, all in one list: comments, flags, and what reviewers gave back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import NOT_UNDONE
from annotator.storage.queries.people.questions import STANDING, WORDS
from annotator.storage.store import Store

NoteKind = Literal["comment", "flag", "return"]
MOST = 10_000
"""The newest notes that are read; a project has as many decisions as it has."""

_FLAG = (
    f"action = 'flagged' AND note = 'on' AND {NOT_UNDONE} AND EXISTS (SELECT 1 FROM layers "
    "WHERE layers.article = decisions.article AND layers.layer = decisions.layer AND flagged)"
)
_KIND = (
    f"CASE WHEN action = 'commented' AND {STANDING} THEN 'comment' WHEN {_FLAG} THEN 'flag' "
    f"WHEN action = 'returned' AND {NOT_UNDONE} THEN 'return' END"
)
_NOTES = (
    f"SELECT decisions.id, {_KIND} AS kind, key, title, by, decisions.layer, "
    f"CASE action WHEN 'commented' THEN {WORDS} WHEN 'returned' THEN coalesce(note, '') ELSE '' END, "
    'start, "end", at, EXISTS (SELECT 1 FROM layers AS gold WHERE gold.article = decisions.article '
    f"AND gold.layer = '{GOLD}' AND status = 'approved') FROM decisions CROSS JOIN articles ON articles.id = article "
    "WHERE action IN ('commented', 'flagged', 'returned') AND archived = 0 AND kind IS NOT NULL "
    "ORDER BY seq DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote in a layer of an article, or that they flagged it or gave it back.

    `id` is that of the decision; `[start, end)` is what it is about, None for the article as a whole; `at` is when it
    was written first; `closed` says that the article's gold is approved.
    """

    id: str
    kind: NoteKind
    key: str
    title: str
    by: str
    layer: str
    words: str
    start: int | None
    end: int | None
    at: str
    closed: bool

    @property
    def asks(self) -> bool:
        """Whether an annotator asks something by it that nobody has settled yet."""
        return self.by == self.layer != GOLD and not self.closed


def notes(store: Store, who: str) -> list[Note]:
    """The newest notes of articles that are not put away, the latest first, `MOST` of them at most.

    What a reviewer wrote in a review and gave back with an article is there once: as it stands in the layer of `who`,
    if it does.
    """
    rows = [Note(*row) for row in store.conn.execute(_NOTES, (MOST,))]
    once: dict[tuple[object, ...], Note] = {}
    for one in sorted(rows, key=lambda one: (one.layer == who, one.layer == GOLD)):
        once[one.kind, one.key, one.by, one.words, one.start, one.end, one.kind != "comment" and one.layer] = one
    return sorted(once.values(), key=lambda one: one.id, reverse=True)


def quoted(store: Store, note: Note) -> str:
    """The words that a note is about, or ""."""
    if note.start is None or note.end is None:
        return ""
    row = store.conn.execute(
        "SELECT substr(text, ?, ?) FROM texts WHERE article = ?",
        (note.start + 1, note.end - note.start, store.article_id(note.key)),
    ).fetchone()
    return str(row[0]) if row else ""
