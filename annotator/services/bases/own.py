"""Entries of one's own: those that links of a project name and their base does not have, as it would read them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from annotator.domain.linking.mentions import names_among
from annotator.services.bases.beside import path_of
from annotator.services.bases.open_bases import OpenBases
from annotator.storage.claims.linked import LinkedEntry, linked_entries
from annotator.storage.store import Store


def own_entries(store: Store, base: str) -> Iterator[dict[str, Any]]:
    """The entries as records of JSON lines: what they are called, the names that mentions have, and a label as kind.

    The prior is the number of articles. Without the base they are all that is linked to. Raises `WrongUsage` for what
    is no name of a base.
    """
    path_of(store.path, base)
    bases = OpenBases(store.path)
    for key, rows in groupby(linked_entries(store.conn, base), lambda row: row.entry):
        known = bases.ask(base, lambda there, key=key: there.get(key) if there else None)  # type: ignore[misc]
        if known is None:
            yield _record(key, [*rows])


def _record(key: str, rows: list[LinkedEntry]) -> dict[str, Any]:
    name = max(row.called for row in rows) or rows[0].name
    aliases = [one for one in names_among(row.name for row in rows) if one != name]
    return {
        "id": key, "name": name, "aliases": aliases, "kind": rows[0].label, "prior": max(row.articles for row in rows)
    }  # fmt: skip
