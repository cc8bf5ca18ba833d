"""How others labelled the same words elsewhere, in a sentence beside the guideline."""

from __future__ import annotations

from annotator.domain.sanitise import one_line
from annotator.storage.queries.listing.elsewhere import labels_elsewhere
from annotator.storage.store import Store


def told_elsewhere(store: Store, quote: str, key: str, but: str) -> str:
    """Which labels these words have in finished layers of other articles, how often; that of one annotator left out.

    Nothing where they have none. Raises `TookTooLong`.
    """
    found = labels_elsewhere(store, quote, key, but)
    if not found:
        return ""
    return f"“{one_line(quote)}” elsewhere, by others: {', '.join(f'{name} {count:,}' for name, count in found)}."
