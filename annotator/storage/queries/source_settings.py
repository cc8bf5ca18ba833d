"""Which sources of suggestions are switched off, and below which score theirs are folded away, per label."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.storage.store import NEAR, Store


@dataclass(frozen=True, slots=True)
class SourceSetting:
    """A source: whether it is off, and its thresholds by label."""

    source: str
    off: bool
    folds: Mapping[str, float]


def switches(store: Store) -> list[SourceSetting]:
    """All sources that have proposed something, near misses left out, in order of their names."""
    rows = store.conn.execute(
        "SELECT name, off, folds FROM sources WHERE name NOT LIKE ? ORDER BY name", (NEAR + "%",)
    ).fetchall()
    return [SourceSetting(name, bool(off), json.loads(folds)) for name, off, folds in rows]


def save_switch(store: Store, switch: SourceSetting) -> None:
    """Keep how a source is switched, inside a `write()`; a source that is new is entered."""
    store.source_id(switch.source)
    store.conn.execute(
        "UPDATE sources SET off = ?, folds = ? WHERE name = ?",
        (int(switch.off), json.dumps(switch.folds, sort_keys=True), switch.source),
    )
