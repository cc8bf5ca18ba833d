"""How far the review of one article has come, told without opening it for review."""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.domain.gold import reviewed, standing
from annotator.services.reviewing.article_cursor import aligned
from annotator.services.reviewing.claims.compare import compared
from annotator.storage.queries.review_queue import layer_view, statuses
from annotator.storage.store import Store


def review_progress(store: Store, key: str) -> tuple[int, int]:
    """How many conflicts of an article are settled, and of how many."""
    layer, scheme = store.layer(key, GOLD).layer, store.scheme()
    layers = {name: layer_view(store, key, name) for name in reviewed(statuses(store, key), layer)}
    alignment = aligned(layers, scheme)
    settled = standing(alignment, layer)
    claims = compared(layers, alignment, layer, settled, scheme)
    return len(settled) + len(claims.settled), len(alignment.disputes) + len(claims.conflicts)
