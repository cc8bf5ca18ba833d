"""The language of an article said anew: what was proposed for the old one is forgotten, and what was decided stays."""

from __future__ import annotations

from collections.abc import Collection

from annotator.storage.maintenance.bulk import set_language
from annotator.storage.store import NEAR, Store


def change_language(store: Store, key: str, language: str, kinds: Collection[str]) -> tuple[int, int]:
    """Have an article in a language; whether it was in another (1), and how many suggestions are gone for that.

    They are those of the sources of these kinds, which are then as if they had never been over the article. Inside a
    `write()`.
    """
    if not set_language(store, [key], language):
        return 0, 0
    article, gone = store.article_id(key), 0
    for source in store.suggested_by(key):
        if source.removeprefix(NEAR).partition(":")[0] in kinds:
            gone += 0 if source.startswith(NEAR) else sum(source in one.sources for one in store.suggestions(key))
            store.add_suggestions(key, source, ())
            store.conn.execute(
                "DELETE FROM suggested WHERE article = ? AND source = ?", (article, store.source_id(source))
            )
    return 1, gone
