"""What people wrote about articles, all in one list: comments, flags, what reviewers gave back, with the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from annotator.domain.decisions import GOLD
from annotator.storage.conditions import NOT_UNDONE
from annotator.storage.queries.people.questions import ANSWERING, STANDING, WORDS, approved_since
from annotator.storage.rows import ANSWERS, CLOSES
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
    f"start, \"end\", coalesce(label, ''), at, {approved_since('decisions.id', 'decisions')} "
    "FROM decisions CROSS JOIN articles ON articles.id = article "
    "WHERE action IN ('commented', 'flagged', 'returned') AND archived = 0 AND kind IS NOT NULL "
    "ORDER BY seq DESC LIMIT ?"
)
_ANSWERS = f"SELECT source, id, by, {WORDS}, at FROM decisions WHERE {ANSWERING} ORDER BY id"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to a note; without `words`, that they closed it or opened it again. `id` is the decision's."""

    id: str
    by: str
    words: str
    at: str
    closes: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote in a layer of an article, or that they flagged it or gave it back.

    `id` is that of the decision; `[start, end)` with its `label` is what it is about, None for the article as a whole;
    `at` is when it was written first; `approved` says that the article's gold was, since then. `answers` are those to
    it, oldest first; `beside` says of a flag that its person wrote a comment, too, which says more.
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
    label: str
    at: str
    approved: bool
    answers: tuple[Answer, ...] = ()
    beside: bool = False

    @property
    def question(self) -> bool:
        """Whether an annotator asks something by it."""
        return self.by == self.layer != GOLD and not self.beside

    @property
    def closed(self) -> bool:
        """Whether it is closed by what was last said to it, or its article is approved."""
        return self.approved or bool(self.answers and self.answers[-1].closes)

    @property
    def asks(self) -> bool:
        """Whether an annotator asks something by it that nobody has settled yet."""
        return self.question and not self.closed

    def is_in(self, which: str, who: str) -> bool:
        """Whether somebody has it in a list: `open` or `closed` questions, what is `to-me`, `mine`, or any other."""
        match which:
            case "open":
                return self.asks
            case "closed":
                return self.closed and (self.question or bool(self.answers))
            case "to-me":
                return self.layer == who and (self.by != who or any(one.by != who for one in self.answers))
            case "mine":
                return self.by == who or any(one.by == who for one in self.answers)
        return True


def notes(store: Store, who: str) -> list[Note]:
    """The newest notes of articles that are not put away, the latest first, `MOST` of them at most.

    What a reviewer wrote in a review and gave back with an article is there once: as it stands in the layer of `who`,
    if it does.
    """
    said, rows = _answers(store), [Note(*row) for row in store.conn.execute(_NOTES, (MOST,))]
    told = {(one.key, one.by) for one in rows if one.kind == "comment"}
    rows = [
        replace(one, answers=tuple(said.get(one.id, ())), beside=one.kind == "flag" and (one.key, one.by) in told)
        for one in rows
    ]
    once: dict[tuple[object, ...], Note] = {}
    for one in sorted(rows, key=lambda one: (one.layer == who, one.layer == GOLD)):
        once[one.kind, one.key, one.by, one.words, one.start, one.end, one.kind != "comment" and one.layer] = one
    return sorted(once.values(), key=lambda one: one.id, reverse=True)


def _answers(store: Store) -> dict[str, list[Answer]]:
    """The answers to each note, by its id, oldest first."""
    found: dict[str, list[Answer]] = {}
    for source, made, by, words, at in store.conn.execute(_ANSWERS):
        asked = source.removeprefix(CLOSES).removeprefix(ANSWERS)
        found.setdefault(asked, []).append(Answer(made, by, words, at, source.startswith(CLOSES)))
    return found


def quoted(store: Store, note: Note) -> str:
    """The words that a note is about, or ""."""
    if note.start is None or note.end is None:
        return ""
    row = store.conn.execute(
        "SELECT substr(text, ?, ?) FROM texts WHERE article = ?",
        (note.start + 1, note.end - note.start, store.article_id(note.key)),
    ).fetchone()
    return str(row[0]) if row else ""
