"""Whether what another project says can be taken: looked at in all of it before any of it is.

A text is the one its key was made of. An id stands for one decision. Everybody decides in their own layer. And of what
is new, every layer can be folded.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

from annotator.domain.article import article_key
from annotator.domain.decisions import GOLD
from annotator.domain.layer import fold
from annotator.errors import NotAProject
from annotator.plural import counted
from annotator.storage.rows import DECISION, DECISION_COLUMNS, decision_of
from annotator.storage.team.called import Who, present_source

_OF_REVIEWERS = ("commented", "returned", "undone", "redone")
"""What a reviewer does in the layer of an annotator."""
_LAYER = DECISION.split(", ").index("layer")
_TOLD_APART = ("label", "was_label", "note", "layer", "by", "source")
_FIELDS = [f'"{name}"' for name in DECISION.split(", ") if name not in _TOLD_APART]
_ONE, _SAME = (", ".join(f"{side}.{name}" for name in _FIELDS) for side in ("one", "same"))
_SOMEBODY_ELSE = " OR ".join(
    f"(one.{name} IS NOT same.{name} AND {now}(one.{name}) IS NOT {now}(same.{name}))"
    for name, now in (("layer", "who"), ("by", "who"), ("source", "of_whom"))
)
_DECISIONS = "FROM temp.some CROSS JOIN main.decisions AS one ON one.article = some.theirs"
_NEW = "NOT EXISTS (SELECT 1 FROM ours.decisions AS same WHERE same.id = one.id)"


class Checks:
    """What is looked at of articles that a `Comparison` has at hand; `current` is the present name of a label there.

    `who` gives the present name of anybody.
    """

    def __init__(self, conn: sqlite3.Connection, current: Callable[[str], str], who: Who) -> None:
        self._conn, self._current = conn, current
        conn.create_function("who", 1, who, deterministic=True)
        conn.create_function("of_whom", 1, lambda source: source and present_source(source, who), deterministic=True)
        self._strange = Counter[tuple[str, str]]()

    def look(self) -> None:
        """Raise `ValueError`, `TypeError` or `NotAProject` where something in these articles cannot be."""
        self._texts()
        self._ids()
        self._layers()
        rows = self._conn.execute(
            f"SELECT by, layer, count(*) {_DECISIONS} WHERE by != layer AND layer != ? "
            f"AND action NOT IN ({', '.join('?' * len(_OF_REVIEWERS))}) AND {_NEW} GROUP BY 1, 2",
            (GOLD, *_OF_REVIEWERS),
        )
        for by, layer, number in rows:
            self._strange[by, layer] += number

    def hands(self) -> None:
        """Raise `NotAProject` where somebody decided in a layer of another: no program of ours has written that."""
        for (by, layer), number in sorted(self._strange.items())[:1]:
            raise NotAProject(
                f"It holds {counted(number, 'decision')} of {by} in the layer of {layer}, where nobody else decides. "
                f"Nothing was merged; `--trust` takes {'it' if number == 1 else 'them'} all the same."
            )

    def _texts(self) -> None:
        """A text is the one its key was made of."""
        rows = self._conn.execute(
            "SELECT key, length, text FROM temp.some CROSS JOIN main.articles ON id = theirs "
            "LEFT JOIN main.texts ON article = theirs"
        )
        for key, length, text in rows:
            if article_key(text) != key or len(text) != length:
                raise ValueError(f"the text of article {key!r} is not its own")

    def _ids(self) -> None:
        """An id is handed out once; labels are left out, because they may have been mapped when one was taken."""
        row = self._conn.execute(
            f"SELECT one.id {_DECISIONS} CROSS JOIN ours.decisions AS same ON same.id = one.id "
            f"WHERE ({_ONE}) IS NOT ({_SAME}) OR same.article IS NOT some.ours "
            f"OR (one.action != 'ruled' AND one.note IS NOT same.note) OR {_SOMEBODY_ELSE} LIMIT 1"
        ).fetchone()
        if row:
            raise NotAProject(
                f"The decision {row[0]} is another one there than here: one of the files was changed by hand. "
                "Nothing was merged."
            )

    def _layers(self) -> None:
        """What is new of a layer can be folded."""
        columns = ", ".join(f"one.{name}" for name in DECISION_COLUMNS.split(", "))
        rows = self._conn.execute(
            f"SELECT {columns}, one.article, length {_DECISIONS} CROSS JOIN main.articles ON articles.id = one.article "
            f"WHERE {_NEW} ORDER BY one.article, one.layer"
        )
        for (_, length, _), decisions in groupby(rows, key=itemgetter(-2, -1, _LAYER)):
            fold(length, [decision_of(row, self._current) for row in decisions])
