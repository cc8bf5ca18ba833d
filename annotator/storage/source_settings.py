"""Which sources of suggestions are switched off, and below which score theirs are hidden, per label."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.suggestion import Hidden, Hiding
from annotator.storage.articles import NEAR, ArticleStore

_ITSELF = ""
"""Under this key, which no label can have, stands beside the thresholds what a source's labels do by themselves."""


@dataclass(frozen=True, slots=True)
class SourceSetting:
    """A source: whether it is off, and its thresholds by label.

    `folded` are the labels that have folded themselves, `kept` those that somebody keeps from it; `unseen` is how many
    keys a label would have saved while it was folded.
    """

    source: str
    off: bool
    thresholds: Mapping[str, float]
    folded: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    unseen: Mapping[str, float] = field(default_factory=dict)


def source_settings(store: ArticleStore) -> list[SourceSetting]:
    """All sources that have proposed something, near misses left out, in order of their names."""
    return _settings(store, "TRUE")


def _settings(store: ArticleStore, condition: str) -> list[SourceSetting]:
    rows = store.conn.execute(
        f"SELECT name, off, folds FROM sources WHERE {condition} AND name NOT LIKE ? ORDER BY name", (NEAR + "%",)
    ).fetchall()
    aliases = store.scheme().aliases if rows else {}
    return [_setting(name, off, json.loads(folds), aliases) for name, off, folds in rows]


def _setting(name: str, off: int, folds: Any, aliases: Mapping[str, str]) -> SourceSetting:
    if not isinstance(folds, dict):
        raise TypeError(f"the thresholds of {name} are no table")
    itself = folds.pop(_ITSELF, {})
    folded, kept = (frozenset(aliases.get(label, label) for label in itself.get(key, ())) for key in ("folded", "kept"))
    return SourceSetting(name, bool(off), _now(folds, aliases), folded, kept, _now(itself.get("unseen", {}), aliases))


def _now(thresholds: Mapping[str, float], aliases: Mapping[str, str]) -> dict[str, float]:
    """Numbers by label as they were set, under the present names of labels: a label's own wins over a former one's."""
    own = {label: score for label, score in thresholds.items() if label not in aliases}
    return {aliases[label]: score for label, score in thresholds.items() if label in aliases} | own


def save_source_setting(store: ArticleStore, setting: SourceSetting) -> None:
    """Keep how a source is set, inside a `write()`; a source that is new is entered.

    What is undecided in layers is another number then: see `maintenance.scheme.count_later`.
    """
    itself = {"folded": sorted(setting.folded), "kept": sorted(setting.kept), "unseen": dict(setting.unseen)}
    folds = {**setting.thresholds, **({_ITSELF: itself} if any(itself.values()) else {})}
    store.conn.execute(
        "UPDATE sources SET off = ?, folds = ? WHERE id = ?",
        (int(setting.off), json.dumps(folds, sort_keys=True), store.source_id(setting.source)),
    )


def switched_off(store: ArticleStore) -> set[str]:
    """The sources that are off."""
    return {one.source for one in _settings(store, "off")}


def hidden(store: ArticleStore) -> Hidden | None:
    """Which suggestions are hidden in this project; None where none is."""
    every = _settings(store, "(off OR folds <> '{}')")
    off = {name for one in every if one.off for name in (one.source, NEAR + one.source)}
    thresholds = {one.source: one.thresholds for one in every if one.thresholds}
    folded = {name: one.folded for one in every if one.folded for name in (one.source, NEAR + one.source)}
    return Hiding(off, thresholds, folded) if off or thresholds or folded else None
