"""What is folded away: suggestions of sources that are off, or whose score is below the user's threshold.

Folded suggestions are counted and shown on request, never dropped.
"""

from __future__ import annotations

from annotator.services.annotating.suggestions import Folded
from annotator.storage.queries.source_settings import switches
from annotator.storage.store import NEAR, Store
from annotator.suggest.common.merge import folding


def folds(store: Store) -> Folded | None:
    """What is folded away in this project; None where nothing is."""
    every = switches(store)
    off = {name for switch in every if switch.off for name in (switch.source, NEAR + switch.source)}
    thresholds = {switch.source: switch.folds for switch in every if switch.folds}
    return folding(off, thresholds) if off or thresholds else None
