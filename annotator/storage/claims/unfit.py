"""Claims that hold though the scheme does not allow them, found by what they are of: few shapes have all of them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator

from annotator.domain.claims.fitting import misfit
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same, Value
from annotator.domain.span import Span
from annotator.storage.claims.read import any_claims

Shape = tuple[str, str, str, str, str, str]
"""`kind label relation other_label name value` of claims; `value` of attributes alone."""
SHAPE = "kind, label, relation, other_label, name, iif(kind = 'attribute', value, '')"
_WITH_OTHERS = """
SELECT label, count(*) FROM mentions AS own JOIN articles ON articles.id = own.article AND archived + 0 = 0
WHERE EXISTS (SELECT 1 FROM mentions AS other WHERE other.article = own.article AND other.layer = own.layer
  AND other.entity = own.entity AND (other.start, other."end", other.label) != (own.start, own."end", own.label))
GROUP BY label"""


def unfit_shapes(conn: sqlite3.Connection, claims: ClaimScheme) -> list[Shape]:
    """The shapes of the claims that hold and that a scheme does not allow."""
    rows = conn.execute(f"SELECT DISTINCT {SHAPE} FROM claims WHERE state = 'held'")
    return [shape for shape in rows if misfit(claims, _claim(shape))]


def unfit(
    conn: sqlite3.Connection, claims: ClaimScheme, present: Callable[[str], str] = str
) -> Counter[tuple[type[Claim], str]]:
    """How many claims hold that a scheme does not allow, by kind and reason, in all layers of articles not put away.

    `present` is what labels are called in that scheme.
    """
    found = Counter[tuple[type[Claim], str]]()
    if any_claims(conn):
        for claim, number in _counted(conn, claims, present):
            if why := misfit(claims, claim):
                found[type(claim), why] += number
    return found


def _counted(
    conn: sqlite3.Connection, claims: ClaimScheme, present: Callable[[str], str]
) -> Iterator[tuple[Claim, int]]:
    for *shape, number in conn.execute(
        f"SELECT {SHAPE}, count(*) FROM claims JOIN articles ON articles.id = article AND archived + 0 = 0 "
        "WHERE state = 'held' GROUP BY 1, 2, 3, 4, 5, 6"
    ):
        kind, label, relation, other, name, value = shape
        relation = claims.relation_now(relation)
        name = claims.attribute_now(name) if kind == "attribute" else name
        yield _claim((kind, present(label), relation, present(other), name, value)), number
    for label, number in conn.execute(_WITH_OTHERS):
        span = Span(0, 1, present(label))
        yield Same(span, span), number


def _claim(shape: Shape) -> Claim:
    """A claim of that shape, on spans anywhere."""
    kind, label, relation, other, name, value = shape
    span, tail = Span(0, 1, label), Span(1, 2, other)
    if kind == "relation":
        return Relation(span, relation, tail)
    if kind == "link":
        return Link(span, name, "")
    said: Value = json.loads(value)
    return Attribute(Relation(span, relation, tail) if relation else span, name, said)
