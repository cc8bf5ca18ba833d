"""The sources of suggestions as a user sees and switches them: what each was worth, on or off, folded below a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator.domain.decisions import MEMORY
from annotator.services.suggesting.precision import source_worths
from annotator.storage.queries.source_settings import SourceSetting, save_switch, switches
from annotator.storage.store import Store
from annotator.suggest.common.precision import Precision

STEP = 0.05


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """A source as a user sees it: how it is switched, and what it was worth so far, by label (`""` is all)."""

    switch: SourceSetting
    worths: Mapping[str, Precision]


def source_figures(store: Store) -> list[SourceFigures]:
    """All sources with their figures; the memory is one of them."""
    worths = source_worths(store)
    known = {switch.source: switch for switch in switches(store)}
    for name in {*worths, MEMORY} - known.keys():
        known[name] = SourceSetting(name, off=False, folds={})
    return [SourceFigures(known[name], worths.get(name, {})) for name in sorted(known)]


def toggle(store: Store, switch: SourceSetting) -> None:
    """Switch a source off, or on again."""
    with store.write():
        save_switch(store, replace(switch, off=not switch.off))


def move_threshold(store: Store, source: str, label: str, steps: int) -> None:
    """Raise (or lower) the score below which a source's suggestions of a label are folded, within 0 and 1."""
    switch = next((one for one in switches(store) if one.source == source), SourceSetting(source, off=False, folds={}))
    value = round(min(1.0, max(0.0, switch.folds.get(label, 0.0) + steps * STEP)), 2)
    others = {name: score for name, score in switch.folds.items() if name != label}
    with store.write():
        save_switch(store, replace(switch, folds=others | ({label: value} if value else {})))
