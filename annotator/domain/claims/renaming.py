"""Relations and attributes under other names: a name that is given up stays known as a former one.

Two become one where the new name is another's. What names a relation in the scheme names it as it is called now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeVar

from annotator.domain.claims.scheme import AttributeType, ClaimScheme, RelationType
from annotator.errors import SchemeError

Table = Literal["relation", "attribute"]
Row = Mapping[str, Any]
_One = TypeVar("_One", bound=RelationType | AttributeType)


def table_of(claims: ClaimScheme, name: str) -> Table | None:
    """Whether a name, present or former, is that of a relation or an attribute; None for neither."""
    if claims.relation(claims.relation_now(name)):
        return "relation"
    return "attribute" if claims.attribute(claims.attribute_now(name)) else None


def called(claims: ClaimScheme, table: Table, old: str, new: str) -> ClaimScheme:
    """What may be claimed where a relation or attribute is called `new`, or is a part of what is called so.

    Raises `SchemeError` where two attributes cannot be one.
    """
    if table == "relation":
        old, into = claims.relation_now(old), claims.relation_now(new)
        return with_present_names(replace(claims, relations=_called(claims.relations, old, into, new)))
    old, into = claims.attribute_now(old), claims.attribute_now(new)
    one, other = claims.attribute(old), claims.attribute(into)
    if one and other and (one.of, one.kind) != (other.of, other.kind):
        raise SchemeError(f"{old!r} is a {one.kind} of a {one.of}, {into!r} a {other.kind} of a {other.of}.")
    attributes = _called(claims.attributes, old, into, new)
    if one and other and one is not other:
        values = tuple(dict.fromkeys((*other.values, *one.values)))
        attributes = tuple(replace(this, values=values) if this.name == into else this for this in attributes)
    return replace(claims, attributes=attributes)


def _called(every: Sequence[_One], old: str, into: str, new: str) -> tuple[_One, ...]:
    source = next(one for one in every if one.name == old)
    names = (*source.former, old)
    if old == into or not any(one.name == into for one in every):
        known = tuple(dict.fromkeys(name for name in names if name != new))
        return tuple(replace(one, name=new, former=known) if one is source else one for one in every)
    others = (one for one in every if one is not source)
    return tuple(replace(one, former=(*one.former, *names)) if one.name == into else one for one in others)


def with_present_names(claims: ClaimScheme) -> ClaimScheme:
    """What may be claimed, where what names a relation does so by its present name."""

    def now(names: Iterable[str], but: str = "") -> tuple[str, ...]:
        return tuple(name for name in dict.fromkeys(map(claims.relation_now, names)) if name != but)

    relations = tuple(
        replace(one, implies=now(one.implies, one.name), inverse=claims.relation_now(one.inverse))
        for one in claims.relations
    )
    attributes = tuple(replace(one, on=now(one.on)) if one.of == "relation" else one for one in claims.attributes)
    return replace(claims, relations=relations, attributes=attributes)


def in_the_order_of(claims: ClaimScheme, other: ClaimScheme) -> ClaimScheme:
    """What may be claimed, in the order of another scheme where that has the same relations, or attributes."""

    def ordered(every: tuple[_One, ...], before: tuple[_One, ...]) -> tuple[_One, ...]:
        rows = {one.name: one for one in every}
        names = [one.name for one in before]
        return tuple(rows[name] for name in names) if rows.keys() == set(names) else every

    return replace(
        claims,
        relations=ordered(claims.relations, other.relations),
        attributes=ordered(claims.attributes, other.attributes),
    )


def under_names_of(claims: ClaimScheme, other: ClaimScheme) -> ClaimScheme:
    """What may be claimed under the names that another scheme has for it now, without former ones."""
    now = other.relation_now
    relations = tuple(
        replace(
            one,
            name=now(one.name),
            implies=tuple(dict.fromkeys(map(now, one.implies))),
            inverse=now(one.inverse),
            former=(),
        )
        for one in claims.relations
    )
    attributes = tuple(
        replace(
            one,
            name=other.attribute_now(one.name),
            on=tuple(dict.fromkeys(map(now, one.on))) if one.of == "relation" else one.on,
            former=(),
        )
        for one in claims.attributes
    )
    return replace(claims, relations=relations, attributes=attributes)


def keeping_former(claims: ClaimScheme, before: ClaimScheme) -> ClaimScheme:
    """What may be claimed, which still knows the former names that what is there had `before`.

    Raises `SchemeError` where a name that was given up means something of its own again.
    """
    relations = _keeping(claims.relations, before.relations, "relation")
    return replace(claims, relations=relations, attributes=_keeping(claims.attributes, before.attributes, "attribute"))


def _keeping(every: Sequence[_One], before: Sequence[_One], table: Table) -> tuple[_One, ...]:
    there = {name for one in every for name in (one.name, *one.former)}
    known = {one.name: one.former for one in before}
    for one in every:
        now = next((was.name for was in before if one.name in was.former), one.name)
        if now not in (one.name, *one.former):
            raise SchemeError(
                f"The {table} {one.name!r} was renamed to {now!r} in this project; rename it back, or leave it out."
            )
    return tuple(
        replace(one, former=(*one.former, *(was for was in known.get(one.name, ()) if was not in there)))
        for one in every
    )


def is_called_back(before: ClaimScheme, after: ClaimScheme) -> bool:
    """Whether something that has another name now had the one before that it has after."""
    pairs = ((before.relations, after.relations), (before.attributes, after.attributes))
    there = [({one.name: one.former for one in was}, {one.name for one in now}) for was, now in pairs]
    return any(name not in now and not now.isdisjoint(former) for was, now in there for name, former in was.items())


def with_row(rows: Mapping[str, Row], name: str, was: Row | None, row: Row, gone: Mapping[str, Row]) -> dict[str, Row]:
    """The rows of a table with one that is as `row` says now; it `was` there, or None where it is new.

    `gone` are those that the same change takes out, as they were before it. What is called otherwise by now keeps that
    name. What has come among its former names becomes a part of it, with what that was called, unless that is a name
    that is taken back.
    """
    known = name if name in rows else next((one for one in rows if was and name in _former(rows[one])), None)
    before, after = (_former(one) for one in (was or {}, row))
    new = [one for one in after if one not in before]
    parts = [one for one in rows if one != known and not {one, *_former(rows[one])}.isdisjoint(new)]
    turned = None if known else next((one for one in rows if name in _former(rows[one])), None)
    known_as = [one for one in _former(rows[known]) if one in after or one not in before] if known else []
    if turned and turned in gone:
        known_as = [one for one in _former(rows[turned]) if one not in _former(gone[turned])]
    joined = (one for one in parts if one not in gone or one in after)
    former = dict.fromkeys((*known_as, *new, *(called for one in joined for called in (one, *_former(rows[one])))))
    present = known or name
    whole: Row = {**row, "name": present, "former": [one for one in former if one != present]}
    place = known or next((one for one in rows if one in parts or one == turned), None)
    found: dict[str, Row] = {}
    for one, its in rows.items():
        if one == place:
            found[present] = whole
        if one not in (known, *parts):
            found[one] = {**its, "former": [called for called in _former(its) if called != present]}
    return found if place else {**found, present: whole}


def _former(row: Row) -> Sequence[str]:
    found: Sequence[str] = row.get("former", ())
    return found
