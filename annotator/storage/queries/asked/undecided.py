"""Whether a suggestion is undecided, as a function that SQL can ask; a layer is read once for all of it."""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.undecided import is_open, offered
from annotator.storage.queries.asked.functions import has_function
from annotator.storage.source_settings import hidden
from annotator.storage.store import Store
from annotator.storage.suggested.voted import voted_suggestions

FUNCTION = "is_undecided"
_questions = count()


def with_undecided(store: Store) -> int:
    """Let statements ask `is_undecided(question, article, layer, start, end, label)`, by the row id of the article.

    Gives the number of the question to ask under: what is read of an article holds for one question.
    """
    if not has_function(store, f"{FUNCTION}(0, 0, '{GOLD}', 0, 0, '')"):
        _give(store)
    return next(_questions)


def _give(store: Store) -> None:
    @lru_cache(maxsize=1)
    def open_in(_question: int, article: int, layer: str) -> set[tuple[int, int, str]]:
        (key,) = store.conn.execute("SELECT key FROM articles WHERE id = ?", (article,)).fetchone()
        state, scheme = store.layer(key, layer).layer, store.scheme()
        found = offered(voted_suggestions(store, key)[0], scheme, hidden(store))
        return {(one.start, one.end, one.label) for one in found if is_open(one, state, scheme)}

    def is_undecided(question: int, article: int, layer: str, *span: Any) -> bool:
        start, end, label = span
        return layer != GOLD and (start, end, store.scheme().current(label)) in open_in(question, article, layer)

    store.conn.create_function(FUNCTION, 6, is_undecided)
