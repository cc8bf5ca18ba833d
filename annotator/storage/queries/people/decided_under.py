"""Spans with the version of the scheme that they were decided under."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.folded import fold
from annotator.storage.conditions import COMPLETE
from annotator.storage.store import NEAR, Store

_MADE = "('accepted', 'added', 'relabelled', 'resized', 'imported', 'restored', 'confirmed')"
_OF_SPAN = "decisions.article = spans.article AND decisions.layer = spans.layer"


@dataclass(frozen=True, slots=True)
class DecidedSpan:
    """A held span `[start, end)` in code points: of which article and layer, who decided it when, under which version.

    `guide` is the id of the version; `complete` is 1 where the layer is finished or approved, else 0.
    """

    article: str
    title: str
    layer: str
    start: int
    end: int
    label: str
    quote: str
    by: str
    at: str
    guide: str
    complete: int


def decided_spans(
    store: Store, names: Iterable[str], *, former: Iterable[str], layer: str = "", quote: str = ""
) -> Iterator[DecidedSpan]:
    """The held spans of some labels, whose `former` names are known, too, in articles that are not put away.

    White space of a `quote` counts as one sees it.
    """
    store.conn.create_function("folded", 1, fold, deterministic=True)
    rows = store.conn.execute(
        f"""SELECT key, title, spans.layer, spans.start, spans."end", spans.label, quote, spans.by, spans.at,
        coalesce((SELECT guide FROM decisions WHERE {_OF_SPAN} AND (
            action IN {_MADE} AND decisions.start = spans.start AND decisions."end" = spans."end"
            AND label IN (SELECT value FROM json_each(:every))
            OR action = 'ruled' AND decisions.start <= spans.start AND decisions."end" >= spans."end"
        ) ORDER BY id DESC LIMIT 1), ''), {COMPLETE}
        FROM spans JOIN articles ON articles.id = spans.article
        JOIN layers ON layers.article = spans.article AND layers.layer = spans.layer
        WHERE state = 'held' AND archived = 0 AND spans.label IN (SELECT value FROM json_each(:names))
        AND (:layer = '' OR spans.layer = :layer) AND (:quote = '' OR folded(quote) = :quote)
        ORDER BY added, key, spans.layer, spans.start, spans."end" """,
        {
            "names": json.dumps(list(names)),
            "every": json.dumps([*names, *former]),
            "layer": layer,
            "quote": fold(quote.strip()),
        },
    )
    return (DecidedSpan(*row) for row in rows)


def articles_suggesting(store: Store, names: Iterable[str]) -> list[tuple[str, str]]:
    """`(article key, layer)` of finished layers of articles in which a label, by any of its names, is suggested."""
    rows = store.conn.execute(
        f"SELECT key, layer FROM layers JOIN articles ON id = article WHERE {COMPLETE} AND archived = 0 "
        "AND article IN (SELECT article FROM suggestions WHERE label IN (SELECT value FROM json_each(?))) "
        "ORDER BY added, key, layer",
        (json.dumps(list(names)),),
    )
    return [(row[0], row[1]) for row in rows]


def suggested_at(store: Store, names: Iterable[str]) -> set[tuple[str, int, int]]:
    """`(article key, start, end)` of each place where a label, by any of its names, is suggested."""
    rows = store.conn.execute(
        'SELECT key, start, "end" FROM suggestions JOIN sources ON sources.id = suggestions.source JOIN articles '
        "ON articles.id = article WHERE label IN (SELECT value FROM json_each(?)) AND name NOT LIKE ?",
        (json.dumps(list(names)), NEAR + "%"),
    )
    return {(row[0], row[1], row[2]) for row in rows}
