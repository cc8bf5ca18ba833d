"""What each source of suggestions has been worth so far in a project, per label."""

from __future__ import annotations

from annotator.storage.queries.lessons import decided_by_source
from annotator.storage.store import Store
from annotator.suggest.common.precision import Precision, worths


def source_worths(store: Store) -> dict[str, dict[str, Precision]]:
    """By source and label the share of suggestions taken as they were, with its interval; "" is the whole source."""
    return worths(decided_by_source(store))
