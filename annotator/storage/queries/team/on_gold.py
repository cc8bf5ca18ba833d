"""The layers of annotators that are finished, of one article."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.storage.conditions import COMPLETE
from annotator.storage.store import Store


def finished_on(store: Store, article: int) -> Iterator[tuple[str, list[Span]]]:
    """The spans of each annotator who has finished an article (row id), by name."""
    names = store.conn.execute(
        f"SELECT layer FROM layers WHERE article = ? AND layer != ? AND {COMPLETE} ORDER BY layer", (article, GOLD)
    ).fetchall()
    for (name,) in names:
        rows = store.conn.execute(
            "SELECT start, \"end\", label FROM spans WHERE article = ? AND layer = ? AND state = 'held'",
            (article, name),
        )
        yield name, [Span(*row) for row in rows]
