"""Whose layer is meant where nobody says."""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.services.finding.places import ALL
from annotator.services.lookup import check_layer
from annotator.storage.queries.counts import has_gold, has_layer
from annotator.storage.store import Store


def layer_meant(store: Store, named: str, annotator: str) -> str:
    """The layer of that name, or `all`; where none is named, gold, the annotator's own, or all: the first there is.

    Raises `WrongUsage` where there is none of that name.
    """
    if named == ALL:
        return ALL
    if named:
        check_layer(store, named)
        return named
    if has_gold(store):
        return GOLD
    return annotator if has_layer(store, annotator) else ALL


def of_layer(meant: str) -> str:
    """The name by which queries know a layer: "" for all of them."""
    return "" if meant == ALL else meant


def layer_to_fix(store: Store, user: str) -> str:
    """The layer that somebody sets right in the app: their own; gold, where they have none."""
    return GOLD if has_gold(store) and not has_layer(store, user) else user
