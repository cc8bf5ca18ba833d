"""Documents out of a project: one article under one layer after the other, in the order of the project.

`documents` reads all of it in one transaction, so an export is a picture of one moment. `documents_at_rest`
has none open between two articles, so that whoever goes through them may stop, wait or write meanwhile.
Nothing is held but the article at hand.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.claims.said import NO_CLAIMS
from annotator.domain.decisions import GOLD
from annotator.domain.document import Document, Edges, Spans
from annotator.domain.layer import Comment, fold
from annotator.domain.state import CLOSED
from annotator.domain.tokens import OWN, own_tokens
from annotator.errors import NotAProject, first_line
from annotator.storage.claims.read import any_claims, read_claims
from annotator.storage.rows import ARTICLE_COLUMNS, HELD_COLUMNS, ROW_COLUMNS, article_of, held_of, loaded
from annotator.storage.store import Store
from annotator.storage.token_edges import unpack

_ARTICLE = (
    f"SELECT id, {ARTICLE_COLUMNS}, text, tokens.name, tokens.edges FROM articles "
    "JOIN texts ON texts.article = id LEFT JOIN tokens ON tokens.article = id"
)
_HERE = "WHERE archived = 0 ORDER BY added, key"
_LAYERS = "SELECT layer, status, flagged, cats, at, elapsed_ms FROM layers WHERE article = ? ORDER BY layer"
_SAYS = "SELECT 1 FROM spans WHERE article = ? AND layer = ? LIMIT 1"
_FROM = 'FROM spans WHERE article = ? AND layer = ? AND state = ? ORDER BY start, "end", label'
_ROWS, _HELD = f"SELECT {ROW_COLUMNS} {_FROM}", f"SELECT {HELD_COLUMNS} {_FROM}"
_COMMENTED = "SELECT DISTINCT article, layer FROM decisions WHERE action = 'commented'"
_COMMENTED_HERE = f"{_COMMENTED} AND article = ?"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents: those of `layer` (a name, `gold`, `all`, or "" for gold where there is one, else `mine`).

    For "", gold that is open and says nothing, as after all of it was taken back, is none. `done` leaves out what is
    still open. `keys` says of an article's key whether it is wanted.
    """

    layer: str = ""
    mine: str = ""
    done: bool = True
    rejected: bool = False
    keys: Callable[[str], bool] | None = None


_Row = tuple[str, int, str, str, int]
_NOT_BEGUN: _Row = ("open", 0, "{}", "", 0)


def keys_from(store: Store, beginning: str) -> Iterator[str]:
    """The keys of articles that begin so, in order."""
    rows = store.conn.execute(
        "SELECT key FROM articles WHERE key >= ? AND key < ? ORDER BY key", (beginning, beginning + "g")
    )
    return (str(key) for (key,) in rows)


def layer_names(store: Store) -> list[str]:
    """The names of all layers of the project, in order."""
    return [row[0] for row in store.conn.execute("SELECT DISTINCT layer FROM layers ORDER BY layer")]


def may_give(store: Store, wanted: Wanted) -> bool:
    """Whether there may be any document that is wanted: where there is no layer of that kind, no article is asked."""
    if not wanted.done:
        return True
    names = [] if wanted.layer == "all" else [wanted.layer] if wanted.layer else [GOLD, wanted.mine]
    row = store.conn.execute(
        "SELECT 1 FROM layers WHERE status IN (SELECT value FROM json_each(?1)) "
        "AND (json_array_length(?2) = 0 OR layer IN (SELECT value FROM json_each(?2))) LIMIT 1",
        (json.dumps(sorted(CLOSED)), json.dumps(names)),
    ).fetchone()
    return row is not None


def documents(store: Store, wanted: Wanted) -> Iterator[Document | None]:
    """The documents that are wanted; None for an article that gives none, so that progress can be counted."""
    conn = store.conn
    current = store.scheme().current
    conn.execute("BEGIN")
    try:
        commented = set(conn.execute(_COMMENTED).fetchall())
        for row in conn.execute(f"{_ARTICLE} {_HERE}"):
            yield from _documents_of(store, row, wanted, current, commented) or (None,)
    finally:
        if conn.in_transaction:
            conn.execute("COMMIT")


def documents_at_rest(store: Store, wanted: Wanted) -> Iterator[Document]:
    """The documents that are wanted, each as its article stands when its turn comes, complete and free of the project.

    Which articles there are is asked when the first one is.
    """
    conn = store.conn
    current = store.scheme().current
    for (number,) in conn.execute(f"SELECT id FROM articles {_HERE}").fetchall():
        conn.execute("BEGIN")
        try:
            row = conn.execute(f"{_ARTICLE} WHERE id = ?", (number,)).fetchone()
            commented = set(conn.execute(_COMMENTED_HERE, (number,)).fetchall())
            found = [
                replace(one, spans=list(one.spans), rejected=list(one.rejected))
                for one in _documents_of(store, row, wanted, current, commented)
            ]
        finally:
            conn.execute("COMMIT")
        yield from found


def _documents_of(
    store: Store,
    row: Sequence[Any],
    wanted: Wanted,
    current: Callable[[str], str],
    commented: set[tuple[int, str]],
) -> list[Document]:
    """The documents that one row of `_ARTICLE` gives; `commented` has the layers with comments, by article."""
    key = row[1]
    if wanted.keys and not wanted.keys(key):
        return []
    try:
        return _made(store, row, wanted, current, commented)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        said = f"{store.path} holds what makes no sense at article {key} ({first_line(error)})"
        raise NotAProject(f"{said}: `annotator doctor` says more.") from error


def _made(
    store: Store, row: Sequence[Any], wanted: Wanted, current: Callable[[str], str], commented: set[tuple[int, str]]
) -> list[Document]:
    number, *article, text, tokenizer, edges = row
    layers: dict[str, _Row] = {row[0]: row[1:] for row in store.conn.execute(_LAYERS, (number,))}
    if not (wanted.layer or wanted.done) and GOLD in layers and not _says(store.conn, number, layers[GOLD]):
        del layers[GOLD]
    names = chosen({name: rest[0] for name, rest in layers.items()}, wanted)
    if not names:
        return []
    here = article_of(article, text)
    tokens = Edges(*unpack(edges)) if edges else Edges(*own_tokens(text))
    claimed = any_claims(store.conn)
    return [
        Document(
            article=here,
            layer=layer,
            status=status,
            spans=_spans(store.conn, number, layer, "held"),
            rejected=_spans(store.conn, number, layer, "rejected") if wanted.rejected else (),
            cats={current(label): on for label, on in loaded(cats).items()},
            tokens=tokens,
            tokenizer=tokenizer or OWN,
            project=store.called,
            at=at,
            elapsed_ms=elapsed_ms,
            flagged=bool(flagged),
            comments=_comments(store, here.key, len(text), layer) if (number, layer) in commented else (),
            claims=read_claims(store.conn, number, layer) if claimed else NO_CLAIMS,
        )
        for layer in names
        for status, flagged, cats, at, elapsed_ms in [layers.get(layer, _NOT_BEGUN)]
    ]


def _says(conn: sqlite3.Connection, number: int, gold: _Row) -> bool:
    status, _, cats, *_ = gold
    return status != "open" or cats != "{}" or conn.execute(_SAYS, (number, GOLD)).fetchone() is not None


def chosen(statuses: Mapping[str, str], wanted: Wanted) -> list[str]:
    """Of the layers of an article, given with their statuses in order, the names of those that are wanted.

    Where what is open is wanted, too, that may be the name of a layer that is not begun.
    """
    if wanted.done:
        statuses = {name: status for name, status in statuses.items() if status in CLOSED}
    if wanted.layer == "all":
        return list(statuses)
    name = wanted.layer or (GOLD if GOLD in statuses else wanted.mine)
    return [name] if name in statuses or not wanted.done else []


def _spans(conn: sqlite3.Connection, number: int, layer: str, state: str) -> Spans:
    where = (number, layer, state)
    return Spans(conn.execute(_ROWS, where).fetchall(), lambda: [held_of(row) for row in conn.execute(_HELD, where)])


def _comments(store: Store, key: str, length: int, layer: str) -> list[Comment]:
    """The comments that hold: those of the layer as its decisions make it."""
    return fold(length, store.decisions(key, layer)).comments
