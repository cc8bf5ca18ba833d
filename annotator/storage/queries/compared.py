"""What agreement asks of a project: the articles that several annotators have finished, with their spans."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from annotator.domain.claims.said import ClaimsMade, claims_made
from annotator.domain.disagreement.article_labels import renamed_answers
from annotator.domain.document import Edges
from annotator.domain.span import Span
from annotator.domain.tokens import own_tokens
from annotator.errors import NotAProject, first_line
from annotator.storage.claims.read import read_claims, read_many_claims
from annotator.storage.conditions import COMPLETE
from annotator.storage.kept_counts.read import NOT_AWAY, kept
from annotator.storage.queries.pairs import shared_articles
from annotator.storage.queries.people.first_finished import FirstFinished, first_finished
from annotator.storage.queries.review_queue import layer_view
from annotator.storage.rows import loaded
from annotator.storage.store import Store
from annotator.storage.token_edges import unpack

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class FinishedLayers:
    """One article with the spans of each annotator who finished it, in order, their article labels and claims.

    Who claims nothing is not in `claims`.
    """

    key: str
    title: str
    text: str
    tokens: Sequence[tuple[int, int]]
    layers: dict[str, list[Span]]
    cats: dict[str, dict[str, bool]]
    claims: dict[str, ClaimsMade]

    def only(self, names: Collection[str]) -> FinishedLayers:
        """The same with the layers of these annotators alone."""
        layers = {who: spans for who, spans in self.layers.items() if who in names}
        claims = {who: made for who, made in self.claims.items() if who in layers}
        return replace(self, layers=layers, cats={who: self.cats[who] for who in layers}, claims=claims)


def finished_counts(store: Store) -> dict[str, int]:
    """How many articles each annotator has finished (the gold layer: approved), by name."""
    return dict(kept(store.conn, "layer_counts", "layer", where=f"{NOT_AWAY} AND {COMPLETE}"))


def who_finished(store: Store) -> dict[str, list[str]]:
    """Who has finished an article, by its key, where two or more have, in order."""
    rows = store.conn.execute(
        "SELECT key, json_group_array(layer) FROM layers JOIN articles ON id = article "
        f"WHERE {COMPLETE} AND archived = 0 GROUP BY id HAVING count(*) > 1 ORDER BY added, key"
    )
    return {key: json.loads(names) for key, names in rows}


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


def as_first_finished(store: Store, names: Collection[str], alone: Container[str] = ()) -> Iterator[FinishedLayers]:
    """The articles that two or more of these annotators have finished once, each layer as it was then, in order.

    One is enough for the articles (keys) that are named to stand `alone`. Raises `NotAProject` as `finished` does.
    """
    for key, layers in first_finished(store, names, alone):
        with _sound(store):
            found = _first_finished(store, key, layers)
        yield found


def _first_finished(store: Store, key: str, layers: Iterable[FirstFinished]) -> FinishedLayers:
    article = store.article(key)
    spans: dict[str, list[Span]] = {}
    cats: dict[str, dict[str, bool]] = {}
    claims: dict[str, ClaimsMade] = {}
    number = store.article_id(key)
    for one in layers:
        if one.changed:
            then = one.fold(store, key, len(article.text))
            spans[one.layer], cats[one.layer] = list(then.spans), dict(then.cats)
            claims[one.layer] = claims_made(then.claims, then.members, then.refusals)
        else:
            now = layer_view(store, key, one.layer)
            spans[one.layer], cats[one.layer] = list(now.spans), dict(now.cats)
            claims[one.layer] = read_claims(store.conn, number, one.layer)
    packed = store.conn.execute("SELECT edges FROM tokens WHERE article = ?", (number,)).fetchone()
    tokens = _tokens(article.text, packed and packed[0])
    made = {who: said for who, said in claims.items() if said}
    return FinishedLayers(key, article.title, article.text, tokens, spans, cats, made)


def finished(store: Store, names: Collection[str]) -> Iterator[FinishedLayers]:
    """The articles that two or more of these annotators have finished, in the order of the project.

    Raises `NotAProject` where something in the file makes no sense.
    """
    ordered = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY added, key"
    every = store.conn.execute(ordered, (json.dumps(shared_articles(store, names)),)).fetchall()
    for first in range(0, len(every), _AT_ONCE):
        with _sound(store):
            found = list(_finished(store, names, [number for (number,) in every[first : first + _AT_ONCE]]))
        yield from found


@contextmanager
def _sound(store: Store) -> Iterator[None]:
    """Raise `NotAProject` for rows that make no sense."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        said = f"{store.path} holds what makes no sense ({first_line(error)})"
        raise NotAProject(f"{said}: `annotator doctor` says more.") from error


def _finished(store: Store, names: Collection[str], some: list[int]) -> Iterator[FinishedLayers]:
    """Those of some articles, which these annotators have finished; each table is asked once for all of them."""
    values = {"some": json.dumps(some), "names": json.dumps(list(names))}
    among = "article IN (SELECT value FROM json_each(:some))"
    theirs = f"{among} AND layer IN (SELECT value FROM json_each(:names))"
    current = store.scheme().current
    cats: dict[int, dict[str, dict[str, bool]]] = {number: {} for number in some}
    for number, name, said in store.conn.execute(
        f"SELECT article, layer, cats FROM layers WHERE {theirs} AND {COMPLETE} ORDER BY article, layer", values
    ):
        cats[number][name] = dict(renamed_answers(loaded(said).items(), current))
    layers: dict[int, dict[str, list[Span]]] = {
        number: {name: [] for name in finishers} for number, finishers in cats.items()
    }
    for number, name, *span in store.conn.execute(
        f"SELECT article, layer, start, \"end\", label FROM spans WHERE {theirs} AND state = 'held' "
        'ORDER BY article, layer, start, "end", label',
        values,
    ):
        if name in layers[number]:
            layers[number][name].append(Span(*span))
    claims: dict[int, dict[str, ClaimsMade]] = {number: {} for number in some}
    for (number, name), made in read_many_claims(store.conn, theirs, values).items():
        if name in layers[number]:
            claims[number][name] = made
    edges = dict(store.conn.execute(f"SELECT article, edges FROM tokens WHERE {among}", values).fetchall())
    texts = store.conn.execute(
        f"SELECT id, key, title, text FROM articles JOIN texts ON article = id WHERE {among}", values
    )
    found = {number: (key, title, text) for number, key, title, text in texts}
    for number in some:
        key, title, text = found[number]
        tokens = _tokens(text, edges.get(number))
        yield FinishedLayers(key, title, text, tokens, layers[number], cats[number], claims[number])


def _tokens(text: str, edges: bytes | None) -> Edges:
    """The tokens of an article: a model's where they are stored, else the project's own."""
    if edges:
        return Edges(*unpack(edges))
    starts, ends, _ = own_tokens(text)
    return Edges(array("I", starts), array("I", ends))
