"""Whether annotators who hold the same spans claim the same of them."""

from __future__ import annotations

import sqlite3

from annotator.domain.claim_review.alike import claims_differ
from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.decisions import GOLD
from annotator.storage.claims.read import read_claims

_LAYERS = f"SELECT layer FROM layers WHERE article = ? AND layer != '{GOLD}' AND status = 'finished'"
_ANY = """
SELECT EXISTS (SELECT 1 FROM claims WHERE article = :article)
    OR EXISTS (SELECT 1 FROM mentions WHERE article = :article)"""


def claims_disputed(conn: sqlite3.Connection, article: int, scheme: ClaimScheme) -> bool:
    """Whether the finished layers of an article, by its row id, claim different things of spans that they all hold."""
    if not scheme or not conn.execute(_ANY, {"article": article}).fetchone()[0]:
        return False
    layers = [name for (name,) in conn.execute(_LAYERS, (article,))]
    return _differ({name: read_claims(conn, article, name) for name in layers}, scheme)


def _differ(made: dict[str, ClaimsMade], scheme: ClaimScheme) -> bool:
    spans = {
        span
        for one in made.values()
        for claims in (one.relations, one.links, one.attributes)
        for claim in claims
        for span in claim.spans
    }
    spans |= {span for one in made.values() for span in one.entity_of()}
    return claims_differ({name: (spans, one) for name, one in made.items()}, scheme)
