"""Groups of near-duplicate articles, and the sketches by which they are found.

`first` is the first-added article of a group; `hashes` lists for some hashes of each sketch where they occur.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.storage.store import Store

_MOST = 50  # articles looked at for one hash: what is in more of them is boilerplate


_SHARED = 2  # what shares one hash alone shares a phrase


class Sketched(NamedTuple):
    """An article by its row id, with the first article of its group and its sketch."""

    article: int
    first: int
    sketch: list[int]


class Groups:
    """The groups of one project; everything that writes belongs inside a `write()`."""

    def __init__(self, store: Store) -> None:
        self._conn = store.conn

    def without(self) -> list[int]:
        """The row ids of the articles that have no group yet, the first-added first."""
        rows = self._conn.execute(
            "SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM likeness WHERE likeness.article = id) "
            "ORDER BY added, key"
        )
        return [row[0] for row in rows]

    def text(self, article: int) -> str:
        """The text of an article by its row id."""
        return str(self._conn.execute("SELECT text FROM texts WHERE article = ?", (article,)).fetchone()[0])

    def are_missing_at_most(self, articles: int, characters: int) -> bool:
        """Whether no more than so many articles, of so many characters in all, have no group yet; reads few rows."""
        (missing,) = self._conn.execute(
            "SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM likeness)"
        ).fetchone()
        if missing > articles:
            return False
        (length,) = self._conn.execute(
            "SELECT coalesce(sum(length), 0) FROM (SELECT length FROM articles ORDER BY id DESC LIMIT ?)", (missing,)
        ).fetchone()
        return bool(length <= characters)

    def sharing(self, hashes: Sequence[int]) -> Iterator[Sketched]:
        """The articles that have two of these hashes (or the only one), the first-added first."""
        found: Counter[int] = Counter()
        for one in hashes:
            rows = self._conn.execute(
                "SELECT article FROM hashes WHERE hash = ? ORDER BY article LIMIT ?", (one, _MOST)
            )
            found.update(row[0] for row in rows)
        for article in sorted(article for article, shared in found.items() if shared >= min(_SHARED, len(hashes))):
            row = self._conn.execute("SELECT first, sketch FROM likeness WHERE article = ?", (article,)).fetchone()
            yield Sketched(article, row[0], array("Q", row[1]).tolist())

    def every(self) -> Iterator[Sketched]:
        """All articles that have a group, the first-added first."""
        rows = self._conn.execute("SELECT article, first, sketch FROM likeness ORDER BY 1")
        return (Sketched(article, first, array("Q", sketch).tolist()) for article, first, sketch in rows)

    def put_away(self) -> set[int]:
        """The articles that were put away."""
        return {row[0] for row in self._conn.execute("SELECT id FROM articles WHERE archived")}

    def keys(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
        """Pairs of articles by their keys."""
        return [(self._key(one), self._key(other)) for one, other in pairs]

    def _key(self, article: int) -> str:
        return str(self._conn.execute("SELECT key FROM articles WHERE id = ?", (article,)).fetchone()[0])

    def put(self, article: int, first: int, sketch: Sequence[int], hashes: Sequence[int]) -> None:
        """Store an article's group and sketch, and under which hashes it is found."""
        self._conn.execute(
            "INSERT OR IGNORE INTO likeness VALUES (?, ?, ?)", (article, first, array("Q", sketch).tobytes())
        )
        self._conn.executemany("INSERT OR IGNORE INTO hashes VALUES (?, ?)", ((one, article) for one in hashes))

    def first_keys(self) -> dict[str, str]:
        """The key of the first article of the group, for every article that is not the first of its own."""
        rows = self._conn.execute(
            "SELECT a.key, b.key FROM likeness JOIN articles a ON a.id = article JOIN articles b ON b.id = first "
            "WHERE article != first"
        )
        return dict(rows.fetchall())
