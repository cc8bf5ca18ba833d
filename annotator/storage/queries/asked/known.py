"""The names that a question can ask for in a project."""

from __future__ import annotations

from functools import cache

from annotator.domain.question.fields import OF_CLAIMS, Known
from annotator.storage.queries.asked.terms import source_names
from annotator.storage.queries.counts import annotators
from annotator.storage.store import Store


def known(store: Store) -> Known:
    """Labels, people (and gold, where there is any), sources of suggestions, each read once, when asked for; claims."""
    return Known(
        cache(lambda: [label.name for label in store.scheme().labels]),
        cache(lambda: annotators(store)),
        cache(lambda: source_names(store)),
        lambda: [one.name for one in store.scheme().claims.relations],
        lambda: [one.name for one in store.scheme().claims.attributes],
        lambda: [name for name, some in _claimed(store).items() if some],
    )


def _claimed(store: Store) -> dict[str, bool]:
    """The fields of claims, and whether the scheme has what they ask of."""
    claims = store.scheme().claims
    there = (claims.relations, claims.entities, claims.bases, claims.attributes)
    return {name: bool(some) for name, some in zip(OF_CLAIMS, there, strict=True)}
