"""Which sources of suggestions are switched off, and below which score theirs are hidden, per label."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.suggestion import Hidden, hiding
from annotator.storage.articles import NEAR, ArticleStore


@dataclass(frozen=True, slots=True)
class SourceSetting:
    """A source: whether it is off, and its thresholds by label."""

    source: str
    off: bool
    thresholds: Mapping[str, float]


def source_settings(store: ArticleStore) -> list[SourceSetting]:
    """All sources that have proposed something, near misses left out, in order of their names."""
    return _settings(store, "TRUE")


def _settings(store: ArticleStore, condition: str) -> list[SourceSetting]:
    rows = store.conn.execute(
        f"SELECT name, off, folds FROM sources WHERE {condition} AND name NOT LIKE ? ORDER BY name", (NEAR + "%",)
    ).fetchall()
    aliases = store.scheme().aliases if rows else {}
    return [
        SourceSetting(name, bool(off), _now(dict(json.loads(thresholds)), aliases)) for name, off, thresholds in rows
    ]


def _now(thresholds: Mapping[str, float], aliases: Mapping[str, str]) -> dict[str, float]:
    """Thresholds as they were set, under the present names of labels: a label's own wins over a former one's."""
    own = {label: score for label, score in thresholds.items() if label not in aliases}
    return {aliases[label]: score for label, score in thresholds.items() if label in aliases} | own


def save_source_setting(store: ArticleStore, setting: SourceSetting) -> None:
    """Keep how a source is set, inside a `write()`; a source that is new is entered.

    What is undecided in layers is another number then: see `maintenance.scheme.count_later`.
    """
    store.conn.execute(
        "UPDATE sources SET off = ?, folds = ? WHERE id = ?",
        (int(setting.off), json.dumps(setting.thresholds, sort_keys=True), store.source_id(setting.source)),
    )


def switched_off(store: ArticleStore) -> set[str]:
    """The sources that are off."""
    return {one.source for one in _settings(store, "off")}


def hidden(store: ArticleStore) -> Hidden | None:
    """Which suggestions are hidden in this project; None where none is."""
    every = _settings(store, "(off OR folds <> '{}')")
    off = {name for one in every if one.off for name in (one.source, NEAR + one.source)}
    thresholds = {one.source: one.thresholds for one in every if one.thresholds}
    return hiding(off, thresholds) if off or thresholds else None
