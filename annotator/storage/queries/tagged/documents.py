"""Documents as they were at a tag: the decisions that there were, folded under the labels of that time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from annotator.domain.claims.said import claims_made
from annotator.domain.decisions import GOLD, Decision
from annotator.domain.document import Document, Edges, Spans
from annotator.domain.layer import Layer, fold
from annotator.domain.tokens import OWN, own_tokens
from annotator.errors import NotAProject, first_line
from annotator.storage.queries.documents import Wanted, chosen
from annotator.storage.rows import DECISION_COLUMNS, article_of, decision_of, held_of, span_row
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag
from annotator.storage.token_edges import unpack

_ARTICLES = (
    "SELECT id, key, tagged.title, tagged.byline, tagged.source, tagged.date, tagged.language, tagged.meta, text, "
    "tokenizer, edges FROM tagged_articles AS tagged JOIN articles ON id = tagged.article "
    "JOIN texts ON texts.article = id WHERE tag = ? ORDER BY place"
)
_DECISIONS = f"SELECT {DECISION_COLUMNS} FROM decisions WHERE article = ? AND seq <= ? ORDER BY layer, id"
_ROW, _HELD = slice(0, 8), slice(0, 12)
"""Of a span's row, what writers take (`ROW_COLUMNS`), and what a `Held` is made of (`HELD_COLUMNS`)."""


def documents_at(
    store: Store, tag: Tag, wanted: Wanted, current: Callable[[str], str] | None = None
) -> Iterator[Document | None]:
    """The documents that were wanted at a tag, in the order of that time; None for an article that gives none.

    `current` gives the names that labels are to have, instead of those of that time. They are read in one transaction.
    Raises `NotAProject` where something in the file makes no sense.
    """
    conn, current = store.conn, current or tag.scheme().current
    conn.execute("BEGIN")
    try:
        for row in conn.execute(_ARTICLES, (tag.name,)):
            try:
                found = _made(store, tag, row, wanted, current)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                said = f"{store.path} holds what makes no sense at article {row[1]} ({first_line(error)})"
                raise NotAProject(f"{said}: `annotator doctor` says more.") from error
            yield from found or (None,)
    finally:
        if conn.in_transaction:
            conn.execute("COMMIT")


def _made(store: Store, tag: Tag, row: Sequence[Any], wanted: Wanted, current: Callable[[str], str]) -> list[Document]:
    number, *about, text, tokenizer, edges = row
    if wanted.keys and not wanted.keys(about[0]):
        return []
    decisions = [decision_of(one, current) for one in store.conn.execute(_DECISIONS, (number, tag.last))]
    logs = {name: list(log) for name, log in groupby(decisions, key=lambda one: one.layer)}
    layers = {name: fold(len(text), log) for name, log in logs.items()}
    gold = layers.get(GOLD)
    if not (wanted.layer or wanted.done) and gold and not _says(gold):
        del layers[GOLD]
    article = article_of(about, text)
    tokens = Edges(*unpack(edges)) if edges else Edges(*own_tokens(text))
    return [
        Document(
            article=article,
            layer=name,
            status=layer.status,
            spans=_spans(layer, "held", text),
            rejected=_spans(layer, "rejected", text) if wanted.rejected else (),
            cats=dict(sorted(layer.cats.items())),
            tokens=tokens,
            tokenizer=tokenizer or OWN,
            project=store.called,
            at=_last(layer, logs.get(name, ())),
            elapsed_ms=sum(one.elapsed_ms for one in logs.get(name, ())),
            flagged=layer.flagged,
            comments=layer.comments,
            claims=claims_made(layer.claims, layer.members, layer.refusals),
        )
        for name in chosen({name: layer.status for name, layer in layers.items()}, wanted)
        for layer in [layers.get(name) or Layer(len(text))]
    ]


def _says(gold: Layer) -> bool:
    return bool(gold.status != "open" or gold.cats or gold.held or gold.rejected)


def _last(layer: Layer, log: Sequence[Decision]) -> str:
    return layer.at or max((one.at for one in log), default="")


def _spans(layer: Layer, state: str, text: str) -> Spans:
    held = layer.held if state == "held" else layer.rejected
    rows = [span_row(held[span], state, text) for span in sorted(held) if held[span].span == span]
    return Spans([row[_ROW] for row in rows], lambda: [held_of(row[_HELD]) for row in rows])
