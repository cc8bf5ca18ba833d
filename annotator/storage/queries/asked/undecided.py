"""Whether a suggestion is undecided, as a function that SQL can ask; a layer is read once for all of it."""

from __future__ import annotations

from functools import lru_cache

from annotator.domain.decisions import GOLD
from annotator.domain.undecided import is_open, offered
from annotator.storage.source_settings import hidden
from annotator.storage.store import Store
from annotator.storage.suggested.voted import voted_suggestions

FUNCTION = "is_undecided"


def with_undecided(store: Store) -> None:
    """Let statements ask `is_undecided(article, layer, start, end, label)`, by the row id of the article."""
    scheme, hides = store.scheme(), hidden(store)

    @lru_cache(maxsize=1)
    def open_in(article: int, layer: str) -> set[tuple[int, int, str]]:
        (key,) = store.conn.execute("SELECT key FROM articles WHERE id = ?", (article,)).fetchone()
        state = store.layer(key, layer).layer
        found = offered(voted_suggestions(store, key)[0], scheme, hides)
        return {(one.start, one.end, one.label) for one in found if is_open(one, state, scheme)}

    def is_undecided(article: int, layer: str, start: int, end: int, label: str) -> bool:
        return layer != GOLD and (start, end, scheme.current(label)) in open_in(article, layer)

    store.conn.create_function(FUNCTION, 5, is_undecided)
