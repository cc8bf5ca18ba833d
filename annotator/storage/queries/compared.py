"""What agreement asks of a project: the articles that several annotators have finished, with their spans."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from annotator.domain.disagreement.article_labels import renamed_answers
from annotator.domain.span import Span
from annotator.storage.conditions import COMPLETE
from annotator.storage.kept_counts.read import NOT_AWAY, kept
from annotator.storage.queries.people.first_finished import first_finished
from annotator.storage.queries.review_queue import layer_view
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class FinishedLayers:
    """One article with the spans of each annotator who finished it, in order, and their article labels."""

    key: str
    title: str
    text: str
    layers: dict[str, list[Span]]
    cats: dict[str, dict[str, bool]]


def finished_counts(store: Store) -> dict[str, int]:
    """How many articles each annotator has finished (the gold layer: approved), by name."""
    return dict(kept(store.conn, "layer_counts", "layer", where=f"{NOT_AWAY} AND {COMPLETE}"))


def finished_cats(store: Store) -> Iterator[tuple[str, dict[str, dict[str, bool]]]]:
    """The article labels of each annotator who finished an article, by its key, where two or more have, in order."""
    rows = store.conn.execute(
        "SELECT key, json_group_object(layer, json(cats)) FROM layers JOIN articles ON id = article "
        f"WHERE {COMPLETE} AND archived = 0 GROUP BY id HAVING count(*) > 1 AND sum(cats != '{{}}') ORDER BY added, key"
    )
    current = store.scheme().current
    for key, layers in rows:
        said = json.loads(layers)
        yield key, {name: dict(renamed_answers(cats.items(), current)) for name, cats in said.items()}


def as_first_finished(store: Store, names: Collection[str]) -> Iterator[FinishedLayers]:
    """The articles that two or more of these annotators have finished once, each layer as it was then, in order."""
    for key, layers in first_finished(store, names):
        article = store.article(key)
        spans: dict[str, list[Span]] = {}
        cats: dict[str, dict[str, bool]] = {}
        for one in layers:
            if one.changed:
                then = one.fold(store, key, len(article.text))
                spans[one.layer], cats[one.layer] = list(then.spans), dict(then.cats)
            else:
                now = layer_view(store, key, one.layer)
                spans[one.layer], cats[one.layer] = list(now.spans), dict(now.cats)
        yield FinishedLayers(key, article.title, article.text, spans, cats)


def finished(store: Store, names: Collection[str]) -> Iterator[FinishedLayers]:
    """The articles that two or more of these annotators have finished, in the order of the project."""
    wanted = json.dumps(list(names))
    rows = store.conn.execute(
        "SELECT articles.id, key, title, text, json_group_object(layer, json(cats)) "
        "FROM layers JOIN articles ON id = layers.article JOIN texts ON texts.article = id "
        f"WHERE {COMPLETE} AND archived = 0 AND layer IN (SELECT value FROM json_each(?)) "
        "GROUP BY articles.id HAVING count(*) > 1 ORDER BY added, key",
        (wanted,),
    )
    current = store.scheme().current
    for article, key, title, text, layers in rows:
        cats = {name: dict(renamed_answers(said.items(), current)) for name, said in sorted(json.loads(layers).items())}
        found: dict[str, list[Span]] = {name: [] for name in cats}
        spans = store.conn.execute(
            'SELECT layer, start, "end", label FROM spans WHERE article = ? AND state = ? ORDER BY start, "end", label',
            (article, "held"),
        )
        for name, start, end, label in spans:
            if name in found:
                found[name].append(Span(start, end, label))
        yield FinishedLayers(key, title, text, found, cats)
