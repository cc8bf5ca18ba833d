"""The names that a question can ask for in a project."""

from __future__ import annotations

from functools import cache

from annotator.domain.decisions import GOLD
from annotator.domain.question.fields import Known
from annotator.storage.queries.asked.terms import source_names
from annotator.storage.queries.assignments import people
from annotator.storage.queries.counts import has_layer
from annotator.storage.store import Store


def known(store: Store) -> Known:
    """Labels, people (and gold, where there is any), sources of suggestions; each is read once, when asked for."""
    return Known(
        cache(lambda: [label.name for label in store.scheme().labels]),
        cache(lambda: [*people(store), *([GOLD] if has_layer(store, GOLD) else [])]),
        cache(lambda: source_names(store)),
    )
