"""What does not fit together after another copy was taken in: decisions that do nothing now, and spans that overlap."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.layer import fold
from annotator.plural import counted
from annotator.storage.store import Store

_NAMED = 3


@dataclass(frozen=True, slots=True)
class AtOdds:
    """By the key of the article and the layer: decisions that do nothing, and spans that overlap.

    `unfit` are those that do nothing since then, as where the same span was made in another copy of the same person's;
    `overlapping` are spans that stand side by side as the scheme does not allow, made in two copies.
    """

    unfit: Mapping[tuple[str, str], int]
    overlapping: Mapping[tuple[str, str], int]

    def sentences(self) -> Iterator[str]:
        """What is to be said of it."""
        if self.unfit:
            yield (
                f"{counted(sum(self.unfit.values()), 'decision')} in {counted(len(self.unfit), 'article')} did not fit "
                f"what is there, and did nothing: {_some(self.unfit)}. `annotator log --article KEY` tells them."
            )
        if self.overlapping:
            yield (
                f"{counted(sum(self.overlapping.values()), 'span')} in {counted(len(self.overlapping), 'article')} "
                f"overlap as the scheme does not allow, made in two copies: {_some(self.overlapping)}. All are kept; "
                "whoever labels or reviews these articles removes what is too much."
            )

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        unfit = [{"article": key, "layer": layer, "decisions": n} for (key, layer), n in self.unfit.items()]
        over = [{"article": key, "layer": layer, "spans": n} for (key, layer), n in self.overlapping.items()]
        return {"unfit": unfit, "overlapping": over}


def _some(places: Mapping[tuple[str, str], int]) -> str:
    keys = list(dict.fromkeys(key for key, _ in places))
    return ", ".join(key[:12] for key in keys[:_NAMED]) + ", ..." * (len(keys) > _NAMED)


def at_odds(store: Store, before: int) -> AtOdds:
    """What does not fit in the layers that have decisions stored behind that number; gold, which is ruled, left out."""
    rows = store.conn.execute(
        "SELECT key, layer, json_group_array(decisions.id) FROM decisions JOIN articles ON articles.id = article "
        "WHERE seq > ? AND layer != ? GROUP BY added, key, layer",
        (before, GOLD),
    )
    allows, unfit, overlapping = store.scheme().allows, {}, {}
    for key, name, made in rows.fetchall():
        layer = store.layer(key, name).layer
        if more := layer.ignored and len(layer.ignored) - _ignored_without(store, key, name, set(json.loads(made))):
            unfit[key, name] = more
        forbidden = (
            any(other != one and not allows(one, other) for other in layer.touching(one.start, one.end))
            for one in layer.held
        )
        if number := sum(forbidden):
            overlapping[key, name] = number
    return AtOdds(unfit, overlapping)


def _ignored_without(store: Store, key: str, name: str, made: set[str]) -> int:
    """How many decisions of a layer did nothing before these were made."""
    decisions = [one for one in store.decisions(key, name) if one.id not in made]
    return len(fold(store.layer(key, name).layer.length, decisions).ignored)
