"""How much stands under a name."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Under:
    """The articles (row ids) that have a layer of that name, decisions by it or in its layer, articles given to it."""

    of: frozenset[int]
    decisions: int
    given: int

    @property
    def articles(self) -> int:
        """How many articles have a layer of that name."""
        return len(self.of)

    @property
    def anything(self) -> bool:
        """Whether anything stands under the name."""
        return bool(self.of or self.decisions or self.given)


def under(store: Store, name: str) -> Under:
    """What stands under a name; reads all decisions, which takes its time."""

    def number(query: str) -> int:
        return int(store.conn.execute(query, {"name": name}).fetchone()[0])

    rows = store.conn.execute("SELECT article FROM layers WHERE layer = ?", (name,))
    return Under(
        frozenset(article for (article,) in rows),
        number("SELECT count(*) FROM decisions WHERE layer = :name OR by = :name"),
        number("SELECT count(*) FROM assignments WHERE annotator = :name"),
    )
