"""The claims of a layer, read from the tables that are derived from its decisions."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from annotator.domain.claims.said import NO_CLAIMS, ClaimsMade, claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Claim
from annotator.domain.span import Span
from annotator.storage.claims.rows import CLAIM_COLUMNS, MENTION_COLUMNS, claim_of_row, mention_of_row


def any_claims(conn: sqlite3.Connection) -> bool:
    """Whether anything is claimed in a project at all."""
    query = "SELECT EXISTS (SELECT 1 FROM claims) OR EXISTS (SELECT 1 FROM mentions)"
    return bool(conn.execute(query).fetchone()[0])


def kinds_claimed(conn: sqlite3.Connection) -> set[str]:
    """The kinds of claims that hold anywhere; `same` where spans are mentions."""
    found = {kind for (kind,) in conn.execute("SELECT DISTINCT kind FROM claims WHERE state = 'held'")}
    return found | ({"same"} if conn.execute("SELECT EXISTS (SELECT 1 FROM mentions)").fetchone()[0] else set())


def names_claimed(conn: sqlite3.Connection, kind: str) -> list[str]:
    """The names of the relations, or attributes, that hold anywhere, in order."""
    column = "relation" if kind == "relation" else "name"
    query = f"SELECT DISTINCT {column} FROM claims WHERE kind = ? AND state = 'held' ORDER BY 1"
    return [name for (name,) in conn.execute(query, (kind,))]


def read_claims(conn: sqlite3.Connection, article: int, layer: str) -> ClaimsMade:
    """What is claimed of an article (its row id) in a layer.

    Raises `ValueError`, `TypeError` or `KeyError` where a row makes no sense.
    """
    found = read_many_claims(conn, "article = :article AND layer = :layer", {"article": article, "layer": layer})
    return found.get((article, layer), NO_CLAIMS)


def read_many_claims(
    conn: sqlite3.Connection, where: str, values: Mapping[str, Any]
) -> dict[tuple[int, str], ClaimsMade]:
    """What is claimed, by article (its row id) and layer, where anything is; raises as `read_claims` does."""
    mentions: defaultdict[tuple[int, str], dict[Span, Standing]] = defaultdict(dict)
    held: defaultdict[tuple[int, str], dict[Claim, Standing]] = defaultdict(dict)
    refused: defaultdict[tuple[int, str], dict[Claim, Standing]] = defaultdict(dict)
    for article, layer, *row in conn.execute(
        f"SELECT article, layer, {MENTION_COLUMNS} FROM mentions WHERE {where}", values
    ):
        span, standing = mention_of_row(row)
        mentions[article, layer][span] = standing
    for article, layer, *row in conn.execute(
        f"SELECT article, layer, {CLAIM_COLUMNS} FROM claims WHERE {where}", values
    ):
        table, claim, standing = claim_of_row(row)
        (held if table == "claims" else refused)[article, layer][claim] = standing
    return {
        place: claims_made(held[place], mentions[place], refused[place])
        for place in sorted({*mentions, *held, *refused})
    }
