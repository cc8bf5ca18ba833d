"""The finished layers of the articles that wait for a reviewer, as far as they are compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.article_labels import renamed_answers
from annotator.domain.span import Span
from annotator.storage.queries.review_queue import waiting
from annotator.storage.rows import loaded
from annotator.storage.store import Store

_FINISHED = f"layer != '{GOLD}' AND status = 'finished'"
_LAYERS = f"SELECT article, layer, cats FROM layers WHERE {_FINISHED} ORDER BY article"
_HELD = f"""
SELECT article, layer, start, "end", label FROM spans JOIN layers USING (article, layer)
WHERE state = 'held' AND {_FINISHED} ORDER BY article"""
_NUMBERS = "SELECT id, key FROM articles"


class FinishedLayers(NamedTuple):
    """An article, by its key, with what each of those who finished it holds and says of it as a whole."""

    key: str
    spans: dict[str, list[Span]]
    cats: dict[str, dict[str, bool]]


def finished_layers(store: Store) -> Iterator[FinishedLayers]:
    """Those of the articles that wait and that two or more have finished, in the order of the project."""
    current = store.scheme().current
    order = {one.key: place for place, one in enumerate(waiting(store))}
    keys = {number: key for number, key in store.conn.execute(_NUMBERS) if key in order}
    found: dict[int, FinishedLayers] = {}
    for article, rows in groupby(store.conn.execute(_LAYERS), key=lambda row: row[0]):
        if article in keys:
            cats = {layer: dict(renamed_answers(loaded(said).items(), current)) for _, layer, said in rows}
            found[article] = FinishedLayers(keys[article], {layer: [] for layer in cats}, cats)
    for article, layer, *span in store.conn.execute(_HELD):
        if article in found:
            found[article].spans[layer].append(Span(*span))
    yield from sorted(found.values(), key=lambda one: order[one.key])
