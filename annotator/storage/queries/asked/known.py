"""The names that a question can ask for in a project."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from annotator.domain.question.fields import OF_CLAIMS, Known
from annotator.storage.claims.read import kinds_claimed, names_claimed
from annotator.storage.queries.asked.terms import source_names
from annotator.storage.queries.counts import annotators
from annotator.storage.store import Store


def known(store: Store) -> Known:
    """Labels, people (and gold, where there is any), sources of suggestions, each read once, when asked for; claims."""
    return Known(
        cache(lambda: [label.name for label in store.scheme().labels]),
        cache(lambda: annotators(store)),
        cache(lambda: source_names(store)),
        cache(lambda: _names(store, "relation", (one.name for one in store.scheme().claims.relations))),
        cache(lambda: _names(store, "attribute", (one.name for one in store.scheme().claims.attributes))),
        cache(lambda: [name for name, some in _claimed(store).items() if some]),
    )


def _names(store: Store, kind: str, names: Iterable[str]) -> list[str]:
    """The names of relations or attributes: those of the scheme, and those that it has no more and that are there."""
    return list(dict.fromkeys((*names, *names_claimed(store.conn, kind))))


def _claimed(store: Store) -> dict[str, bool]:
    """The fields of claims, and whether the scheme has, or anybody has claimed, what they ask of."""
    claims, kinds = store.scheme().claims, kinds_claimed(store.conn)
    there = {
        "relation": claims.relations,
        "entity": claims.entities or "same" in kinds,
        "link": claims.bases,
        "attribute": claims.attributes,
        "fits": kinds,
    }
    return {name: bool(there[name]) or name in kinds for name in OF_CLAIMS}
