"""How many suggestions of an article are still open, counted anew in every layer when suggestions arrive late."""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.domain.scheme import Scheme
from annotator.services.annotating.stored_cursor import STORED
from annotator.services.annotating.suggestions import Proposals
from annotator.services.annotating.thresholds import folds
from annotator.storage.store import Store


def count_anew(store: Store, key: str, scheme: Scheme) -> None:
    """Keep for each layer of an article but the gold how many suggestions are open in it, inside a `write()`."""
    for name in store.layers_of(key):
        if name != GOLD:
            proposals = Proposals(store.layer(key, name).layer, scheme, folds(store))
            proposals.put(STORED, store.suggestions(key))
            store.set_undecided(key, name, len(proposals.open))
