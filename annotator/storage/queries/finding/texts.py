"""Texts to look for words in, and the spans that layers hold in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.storage.conditions import COMPLETE
from annotator.storage.queries.finding.word_index import all_words
from annotator.storage.store import Store

_FIRST, _AT_ONCE = 32, 64
_COLUMNS = "id, key, title, texts.text"
_SOME = "IN (SELECT value FROM json_each(?))"
_EVERY = f"SELECT {_COLUMNS} FROM articles JOIN texts ON article = id WHERE id > ? AND archived = 0 ORDER BY id LIMIT ?"
_LABELLED = (
    "SELECT DISTINCT article FROM spans WHERE article > ?1 AND label = ?3 AND state = 'held' ORDER BY article LIMIT ?2"
)
_WITH_WORDS = (
    f"SELECT {_COLUMNS} FROM word_index JOIN articles ON id = word_index.rowid JOIN texts ON article = id "
    "WHERE word_index.rowid > ?1 AND word_index MATCH ?3 AND archived = 0 ORDER BY word_index.rowid LIMIT ?2"
)


@dataclass(frozen=True, slots=True)
class FoundText:
    """An article by its row id and key, with its title and text."""

    number: int
    key: str
    title: str
    text: str


def texts(store: Store, words: Sequence[str] = ()) -> Iterator[list[FoundText]]:
    """The articles, in the order in which they came, some at a time, few at first.

    With `words`, which asks the index, those that have them all.
    """
    query, asked = (_WITH_WORDS, (all_words(words),)) if words else (_EVERY, ())
    last, size = 0, _FIRST
    while some := [FoundText(*row) for row in store.conn.execute(query, (last, size, *asked))]:
        yield some
        last, size = some[-1].number, min(2 * size, _AT_ONCE)


def texts_labelled(store: Store, label: str) -> Iterator[list[FoundText]]:
    """The articles in which a layer holds a span of this label, as `texts` gives them."""
    last, size = 0, _FIRST
    while some := store.conn.execute(_LABELLED, (last, size, label)).fetchall():
        yield list(texts_of(store, (row[0] for row in some)))
        last, size = some[-1][0], min(2 * size, _AT_ONCE)


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


def held_strings(store: Store, layer: str = "") -> Iterator[str]:
    """The different words of the spans that a layer of that name (or all but gold) holds, as they are written."""
    rows = store.conn.execute(
        f"SELECT DISTINCT quote FROM spans WHERE state = 'held' AND iif(?1 = '', layer != '{GOLD}', layer = ?1)",
        (layer,),
    )
    return (row[0] for row in rows)


def held_in(store: Store, articles: Sequence[int]) -> dict[tuple[int, str], list[Span]]:
    """The spans that layers hold in articles, in order, by row id and layer, under the present names of labels."""
    found: dict[tuple[int, str], list[Span]] = {}
    current = store.scheme().current
    rows = store.conn.execute(
        'SELECT article, layer, start, "end", label FROM spans '
        f"WHERE article {_SOME} AND state = 'held' ORDER BY article, layer, start, \"end\", label",
        (json.dumps(articles),),
    )
    for article, layer, start, end, label in rows:
        found.setdefault((article, layer), []).append(Span(start, end, current(label)))
    return found


def texts_of(store: Store, numbers: Iterable[int], *, put_away: bool = False) -> Iterator[FoundText]:
    """These articles, by row ids in order; `put_away` ones left out, or not."""
    return (one for some in pages_of(store, numbers, put_away=put_away) for one in some)


def pages_of(store: Store, numbers: Iterable[int], *, put_away: bool = False) -> Iterator[list[FoundText]]:
    """The same, some at a time."""
    rest = iter(numbers)
    while some := list(islice(rest, _AT_ONCE)):
        rows = store.conn.execute(
            f"SELECT {_COLUMNS} FROM articles JOIN texts ON article = id WHERE id {_SOME} "
            "AND archived <= ? ORDER BY id",
            (json.dumps(some), put_away),
        )
        yield [FoundText(*row) for row in rows]
