"""What a layer's decided spans were, over all articles: from this the memory learns when a project is opened."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.storage.store import Store


def decided_strings(store: Store, layer: str, but: str = "") -> Iterator[tuple[str, str, str, int]]:
    """`(state, quote, label, how often)` of what a layer holds or has rejected, without self-accepted strings."""
    rows = store.conn.execute(
        "SELECT state, quote, label, count(*) FROM spans JOIN articles ON id = article "
        "WHERE layer = ? AND auto = 0 AND length(quote) <= 200 AND key != ? GROUP BY state, quote, label",
        (layer, but),
    )
    return ((str(state), str(quote), str(label), int(count)) for state, quote, label, count in rows)


def resized_in(store: Store, layer: str, but: str = "", limit: int = 500) -> list[str]:
    """The keys of articles in which a layer holds resized spans, the latest first."""
    rows = store.conn.execute(
        "SELECT key FROM spans JOIN articles ON id = article WHERE layer = ? AND decided = 'resized' AND key != ? "
        "GROUP BY article ORDER BY max(at) DESC LIMIT ?",
        (layer, but, limit),
    )
    return [str(key) for (key,) in rows]
