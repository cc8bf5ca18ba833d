"""The sources of suggestions as a user sees and sets them: what each was worth, on or off, hidden below a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from annotator.domain.decisions import MEMORY
from annotator.services.settling import settle_beside
from annotator.services.suggesting.precision import balances, source_worths
from annotator.storage.source_settings import SourceSetting, save_source_setting, source_settings
from annotator.storage.store import Store
from annotator.suggest.common.precision import Precision

STEP = 0.05
_AT_ONCE = 0.1  # seconds


class SourceFigures(NamedTuple):
    """A source as a user sees it: how it is set, and what it was worth so far, by label (`""` is all).

    `saved` are the keys that a label has saved beside adding its spans by hand.
    """

    setting: SourceSetting
    worths: Mapping[str, Precision]
    saved: Mapping[str, int]


def source_figures(store: Store) -> list[SourceFigures]:
    """All sources with their figures; the memory is one of them."""
    worths = source_worths(store)
    known = {one.source: one for one in source_settings(store)}
    for name in {*worths, MEMORY} - known.keys():
        known[name] = SourceSetting(name, off=False, thresholds={})
    saved: dict[str, dict[str, int]] = {}
    for (name, label), keys in balances(store).items():
        saved.setdefault(name, {})[label] = keys
    return [SourceFigures(known[name], worths.get(name, {}), saved.get(name, {})) for name in sorted(known)]


def toggle(store: Store, setting: SourceSetting) -> None:
    """Switch a source off, or on again."""
    keep_setting(store, replace(setting, off=not setting.off))


def keep_shown(store: Store, setting: SourceSetting, label: str) -> None:
    """Show a label that has folded itself and keep it shown; one that is kept so may fold itself again."""
    folded, kept = setting.folded - {label}, setting.kept ^ {label}
    keep_setting(store, replace(setting, folded=folded, kept=kept))


def move_thresholds(store: Store, setting: SourceSetting, labels: Iterable[str], steps: int) -> None:
    """Raise (or lower) the score below which a source's suggestions of these labels are hidden, within 0 and 1."""
    thresholds = dict(setting.thresholds)
    for label in labels:
        thresholds[label] = round(min(1.0, max(0.0, thresholds.get(label, 0.0) + steps * STEP)), 2)
    kept = {label: score for label, score in thresholds.items() if score}
    keep_setting(store, replace(setting, thresholds=kept))


def keep_setting(store: Store, setting: SourceSetting) -> None:
    """Keep a setting; where counting what is undecided takes long, another thread goes on with it."""
    from annotator.storage.maintenance.scheme import count_later, settle  # noqa: PLC0415 - rarely, and at every start

    with store.write():
        save_source_setting(store, setting)
        count_later(store)
    settle(store, within=_AT_ONCE)
    settle_beside(store)
