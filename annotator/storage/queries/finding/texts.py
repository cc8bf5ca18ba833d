"""Texts to look for words in, and what layers and models say in each of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span, SpanIndex
from annotator.storage.conditions import COMPLETE
from annotator.storage.queries.finding.word_index import articles_with
from annotator.storage.store import NEAR, Store

_AT_ONCE = 100
_SOME = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class FoundText:
    """An article by its row id and key, with its title and text."""

    number: int
    key: str
    title: str
    text: str


@dataclass(slots=True)
class Said:
    """What is said in one article: the spans that each layer holds, and what sources suggest, the surest first."""

    layers: dict[str, SpanIndex] = field(default_factory=dict)
    suggested: list[Span] = field(default_factory=list)


def texts(store: Store, words: Sequence[str] = ()) -> Iterator[FoundText]:
    """The articles, in the order in which they came; with `words`, which asks the index, those that have them all."""
    yield from texts_of(store, articles_with(store.conn, words) if words else _every(store))


def texts_labelled(store: Store, label: str) -> Iterator[FoundText]:
    """The articles in which a layer holds a span of this label, in the order in which they came."""
    rows = store.conn.execute(
        "SELECT DISTINCT article FROM spans WHERE label = ? AND state = 'held' ORDER BY article", (label,)
    )
    yield from texts_of(store, [row[0] for row in rows])


def complete_layers(store: Store, layer: str = "") -> dict[int, list[str]]:
    """By the row ids of articles, the layers of that name (or all but gold) that say all there is to say.

    Put away articles are left out.
    """
    found: dict[int, list[str]] = {}
    rows = store.conn.execute(
        f"SELECT article, layer FROM layers JOIN articles ON id = article WHERE {COMPLETE} AND archived = 0 "
        f"AND iif(?1 = '', layer != '{GOLD}', layer = ?1) "
        "ORDER BY article, layer",
        (layer,),
    )
    for article, name in rows:
        found.setdefault(article, []).append(name)
    return found


def said_in(store: Store, number: int) -> Said:
    """What layers hold and sources suggest in an article, by its row id, under the present names of labels."""
    said, current = Said(), store.scheme().current
    names = [row[0] for row in store.conn.execute("SELECT layer FROM layers WHERE article = ?", (number,))]
    said.layers = dict(zip(names, held_in(store, number, names), strict=True))
    suggested = store.conn.execute(
        'SELECT start, "end", label FROM suggestions JOIN sources ON sources.id = source '
        "WHERE article = ? AND name NOT LIKE ? ORDER BY coalesce(score, 0) DESC, name",
        (number, NEAR + "%"),
    )
    said.suggested = [Span(start, end, current(label)) for start, end, label in suggested]
    return said


def held_strings(store: Store, layer: str = "") -> Iterator[str]:
    """The different words of the spans that a layer of that name (or all but gold) holds, as they are written."""
    rows = store.conn.execute(
        f"SELECT DISTINCT quote FROM spans WHERE state = 'held' AND iif(?1 = '', layer != '{GOLD}', layer = ?1)",
        (layer,),
    )
    return (row[0] for row in rows)


def held_in(store: Store, number: int, names: Sequence[str]) -> list[SpanIndex]:
    """The spans that each of these layers holds in an article, by its row id, under the present names of labels."""
    found, current = {name: SpanIndex() for name in names}, store.scheme().current
    rows = store.conn.execute(
        "SELECT layer, start, \"end\", label FROM spans WHERE article = ? AND state = 'held' "
        'ORDER BY layer, start, "end", label',
        (number,),
    )
    for layer, start, end, label in rows:
        if layer in found:
            found[layer].add(Span(start, end, current(label)))
    return list(found.values())


def _every(store: Store) -> Iterator[int]:
    last = 0
    while rows := store.conn.execute("SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT 1000", (last,)).fetchall():
        yield from (row[0] for row in rows)
        last = rows[-1][0]


def texts_of(store: Store, numbers: Iterable[int], *, put_away: bool = False) -> Iterator[FoundText]:
    """These articles, by row ids in order; `put_away` ones left out, or not."""
    for some in _pieces(numbers):
        rows = store.conn.execute(
            f"SELECT id, key, title, text FROM articles JOIN texts ON article = id WHERE id {_SOME} "
            "AND archived <= ? ORDER BY id",
            (json.dumps(some), put_away),
        )
        yield from (FoundText(*row) for row in rows.fetchall())


def _pieces(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
