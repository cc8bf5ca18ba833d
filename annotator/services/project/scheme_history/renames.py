"""Other names for whatever has one in the scheme: labels, and relations and attributes where no label is called so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.claims.renaming import Table, called, table_of
from annotator.domain.scheme import Scheme
from annotator.errors import NoSuchLabel, SchemeError, did_you_mean
from annotator.plural import counted
from annotator.services.project import labels
from annotator.services.project.labels import Plan, unfit_then
from annotator.storage.claims.counts import number_named
from annotator.storage.store import Store


def renaming(store: Store, old: str, new: str) -> Plan:
    """Plan another name. Raises `NoSuchLabel`, or `SchemeError` where the new name is taken, or none."""
    scheme = store.scheme()
    table = _table(scheme, old)
    if table is None:
        return labels.renaming(store, old, new)
    old, new = _now(scheme, table, old), labels.checked(new)
    if not new:
        raise SchemeError(f"A name of a {table} is Unicode text that is not blank.")
    if old != new and new in _names(scheme, table):
        raise SchemeError(f"The {table} {new!r} is there already: `annotator labels merge {old} {new}` joins the two.")
    if _now(scheme, table, new) not in (old, new):
        raise SchemeError(f"{new!r} is a former name of {_now(scheme, table, new)!r}; what was claimed as it is that.")
    return Plan((f"{old} becomes {new}: {_use(store, table, old)}.",), _called(scheme, table, old, new))


def merging(store: Store, olds: Iterable[str], into: str) -> Plan:
    """Plan that several become the one named last. Raises `NoSuchLabel`, `SchemeError`."""
    scheme = store.scheme()
    table = _table(scheme, into)
    if table is None:
        return labels.merging(store, olds, into)
    into = _now(scheme, table, into)
    names = [name for name in dict.fromkeys(_now(scheme, table, old) for old in olds) if name != into]
    for name in names:
        if name not in _names(scheme, table):
            there = _names(scheme, table)
            raise NoSuchLabel(f"The scheme has no {table} {name!r}.{did_you_mean(name, there)}")
    if not names:
        raise SchemeError(f"{into!r} cannot be merged into itself; name what is to be merged, and another one last.")
    said = [f"{name} is merged into {into}: {_use(store, table, name)}." for name in names]
    for name in names:
        scheme = _called(scheme, table, name, into)
    return Plan((*said, *unfit_then(store, scheme)), scheme)


def _table(scheme: Scheme, name: str) -> Table | None:
    return None if scheme.label(name) else table_of(scheme.claims, name)


def _names(scheme: Scheme, table: Table) -> list[str]:
    return [one.name for one in (scheme.claims.relations if table == "relation" else scheme.claims.attributes)]


def _now(scheme: Scheme, table: Table, name: str) -> str:
    return scheme.claims.relation_now(name) if table == "relation" else scheme.claims.attribute_now(name)


def _called(scheme: Scheme, table: Table, old: str, new: str) -> Scheme:
    return replace(scheme, claims=called(scheme.claims, table, old, new))


def _use(store: Store, table: Table, name: str) -> str:
    return counted(number_named(store.conn, table, name), table)
