"""What a layer's decided spans were, over all articles, and noun phrases: learned from when a project is opened."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.storage.articles import NEAR, PHRASES
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


def phrases_in(store: Store, key: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The latest source that has parsed an article, or "", and its phrases: `(start, end, form)`, in order."""
    article = store.article_id(key)
    latest = store.conn.execute(
        "SELECT id, name FROM suggested JOIN sources ON id = source WHERE article = ? AND name LIKE ? "
        "ORDER BY id DESC LIMIT 1",
        (article, PHRASES + "%"),
    ).fetchone()
    if latest is None:
        return "", []
    rows = store.conn.execute(
        'SELECT start, "end", label FROM suggestions WHERE article = ? AND source = ? ORDER BY start, "end"',
        (article, latest[0]),
    )
    return latest[1].removeprefix(NEAR), rows.fetchall()


def decided_with_phrases(store: Store, layer: str, but: str = "", limit: int = 200) -> list[str]:
    """The keys of articles with phrases in which a layer has decided spans, the latest first."""
    rows = store.conn.execute(
        "SELECT key FROM layers JOIN articles ON id = article WHERE layer = ? AND key != ? "
        "AND EXISTS (SELECT 1 FROM suggested JOIN sources ON sources.id = source "
        "WHERE suggested.article = layers.article AND name LIKE ?) "
        "AND EXISTS (SELECT 1 FROM spans WHERE spans.article = layers.article AND spans.layer = layers.layer) "
        "ORDER BY at DESC LIMIT ?",
        (layer, but, PHRASES + "%", limit),
    )
    return [str(key) for (key,) in rows]
