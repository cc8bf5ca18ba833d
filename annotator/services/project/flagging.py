"""Flags on many articles at once, each as a step of its own, as the key in the article sets it."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.decisions import Flagged, decide
from annotator.domain.layer import step_all
from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.store import Store


def flag_all(store: Store, keys: Iterable[str], annotator: str, *, on: bool) -> int:
    """Flag articles in an annotator's layer, or take their flags off; how many changed. Raises `ProjectBusy`."""
    changed = [key for key in keys if store.layer(key, annotator).layer.flagged != on]

    def flag(some: Iterable[str]) -> None:
        for key in some:
            state = store.layer(key, annotator)
            decisions = decide([Flagged(on)], layer=annotator, by=annotator)
            step_all(state.layer, decisions)
            store.append(key, store.article(key).text, decisions, state.layer, revision=state.revision)

    in_short_writes(store, changed, flag)
    return len(changed)
