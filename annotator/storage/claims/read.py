"""The claims of a layer, read from the tables that are derived from its decisions."""

from __future__ import annotations

import sqlite3

from annotator.domain.claims.said import NO_CLAIMS, ClaimsMade, claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Claim
from annotator.storage.claims.rows import CLAIM_COLUMNS, MENTION_COLUMNS, claim_of_row, mention_of_row


def any_claims(conn: sqlite3.Connection) -> bool:
    """Whether anything is claimed in a project at all."""
    query = "SELECT EXISTS (SELECT 1 FROM claims) OR EXISTS (SELECT 1 FROM mentions)"
    return bool(conn.execute(query).fetchone()[0])


def read_claims(conn: sqlite3.Connection, article: int, layer: str) -> ClaimsMade:
    """What is claimed of an article (its row id) in a layer.

    Raises `ValueError`, `TypeError` or `KeyError` where a row makes no sense.
    """
    where = "WHERE article = ? AND layer = ?"
    mentions = conn.execute(f"SELECT {MENTION_COLUMNS} FROM mentions {where}", (article, layer)).fetchall()
    rows = conn.execute(f"SELECT {CLAIM_COLUMNS} FROM claims {where}", (article, layer)).fetchall()
    if not (mentions or rows):
        return NO_CLAIMS
    held: dict[Claim, Standing] = {}
    refused: dict[Claim, Standing] = {}
    for row in rows:
        table, claim, standing = claim_of_row(row)
        (held if table == "claims" else refused)[claim] = standing
    return claims_made(held, dict(map(mention_of_row, mentions)), refused)
