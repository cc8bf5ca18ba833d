"""The articles and places that a question about places may find, some articles at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.question.parts import Group, Parts
from annotator.domain.span import Stretch
from annotator.storage.queries.asked.spans import Asker, rows
from annotator.storage.queries.asked.values import Values
from annotator.storage.queries.finding.texts import FoundText
from annotator.storage.queries.finding.word_index import all_words
from annotator.storage.queries.listing.conditions import HERE, LISTED, of_article
from annotator.storage.store import Store

_FIRST, _AT_ONCE = 32, 128
_AMONG = "IN (SELECT value FROM json_each(:articles))"
_STRETCH = 1_000  # articles that are looked at in one go, so that others can be heard in between
_INDEXED = "id IN (SELECT rowid FROM word_index WHERE word_index MATCH :words AND rowid > :last AND rowid <= :until)"

Stretches = dict[int, set[Stretch]]
"""Places `[start, end)` in code points, by the row ids of articles."""


@dataclass(frozen=True, slots=True)
class AskedArticles:
    """Some articles, and in each of them the places at which spans are as asked; None, where any place will do.

    `without` are the places that are out of the question.
    """

    texts: list[FoundText]
    places: Stretches | None
    without: Stretches


def articles_asked(
    store: Store, parts: Parts, annotator: str, words: Sequence[str] = (), *, anywhere: bool = False
) -> Iterator[AskedArticles]:
    """The articles that may have places as asked, in the order in which they came, few at first and sometimes none.

    With `words`, which asks the index, those that have them all. Where nothing is asked of a span, any that is held
    will do, or any place, if `anywhere`.
    """
    asker = Asker(store, annotator, Values(annotator=annotator, words=all_words(words)))
    groups: Sequence[Group] = parts.groups or (() if anywhere else ((),))
    query = _articles(asker, parts, groups, indexed=bool(words))
    found = [rows(asker, group, _AMONG) for group in groups]
    left = _without(asker, parts.without, tuple(one for group in groups for one in group))
    (end,) = store.conn.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    last, size = 0, _FIRST
    while last < end:
        values = asker.values | {"last": last, "until": last + _STRETCH, "size": size}
        some = [FoundText(*row) for row in store.conn.execute(query, values)]
        values["articles"] = json.dumps([one.number for one in some])
        places = _common([_stretches(store, sql, values) for sql in found])
        yield AskedArticles(some, places, _joined(_stretches(store, sql, values) for sql in left))
        last = some[-1].number if len(some) == size else last + _STRETCH
        size = min(2 * size, _AT_ONCE)


def _articles(asker: Asker, parts: Parts, groups: Sequence[Group], *, indexed: bool) -> str:
    met = [
        *of_article(asker, parts.articles),
        *(f"EXISTS ({rows(asker, group, HERE)})" for group in groups),
        *([_INDEXED] if indexed else []),
    ]
    return (
        f"SELECT id, key, title, texts.text FROM {LISTED} JOIN texts ON texts.article = id "
        f"WHERE {' AND '.join(('id > :last AND id <= :until', *met))} ORDER BY id LIMIT :size"
    )


def _without(asker: Asker, conditions: Group, asked: Group) -> list[str]:
    """The spans that must not stand at a place: of whoever is asked about, if that is one."""
    whose = tuple(one for one in asked if one.field == "by")
    return [
        rows(asker, (one, *(whose if len(whose) == 1 and one.field != "by" else ())), _AMONG, asked)
        for one in conditions
    ]


def _stretches(store: Store, sql: str, values: dict[str, str | float]) -> Stretches:
    places: Stretches = {}
    for number, start, end in store.conn.execute(sql, values):
        places.setdefault(number, set()).add((start, end))
    return places


def _common(every: Sequence[Stretches]) -> Stretches | None:
    if not every:
        return None
    first, *others = every
    return {number: here.intersection(*(one.get(number, ()) for one in others)) for number, here in first.items()}


def _joined(every: Iterator[Stretches]) -> Stretches:
    places: Stretches = {}
    for one in every:
        for number, here in one.items():
            places.setdefault(number, set()).update(here)
    return places
