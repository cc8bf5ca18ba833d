"""Whether a segment can be taken from whoever wrote it: looked at before anything of it is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, get_args

from annotator.domain.decisions import GOLD, Action, time_of
from annotator.storage.sync.decisions import ACTION, BY, COLUMNS, ID, LAYER
from annotator.storage.team.called import Who
from annotator.sync.roster import Role
from annotator.sync.segment import BadSegment, Segment, as_word, word_of

_A_DAY = 24 * 3600
_ACTIONS = frozenset(get_args(Action))
_OF_REVIEWERS = ("commented", "returned", "undone", "redone")
"""What a reviewer does in the layer of an annotator."""
_NUMBERS = {"imported", "start", "end", "was_start", "was_end", "elapsed_ms", "bulk"}
_MUST = {"article", "imported", "guide", "id", "step", "layer", "by", "at", "action", "elapsed_ms", "bulk"}
_MOST = 2**53
_LAYERS = {"worklist_places": 2, "strings_aside": 0}
_MOMENTS = {"worklists": (3, 4), "worklist_places": (8, 10), "strings_aside": (6,)}
"""Of each table of a document about a layer: where a row names the layer, and where the ids that say when."""


def check(segment: Segment, name: str, role: Role, who: Who, now: float | None = None) -> None:
    """Raise `BadSegment` where decisions make no sense, or are not those of somebody of that name and role.

    `who` gives the present name of anybody; `now` is in seconds since 1970.
    """
    if segment.columns != COLUMNS:
        raise BadSegment("a newer version of annotator wrote it: upgrade")
    latest = (time.time() if now is None else now) + _A_DAY
    for row in segment.rows:
        _shape(row)
        if row[ACTION] not in _ACTIONS:
            raise BadSegment(f"a newer version of annotator wrote it ({row[ACTION]!r}): upgrade")
        by, layer = who(row[BY]), who(row[LAYER])
        if not _may(name, role, by, layer, row[ACTION]):
            raise BadSegment(f"{name} ({role}) may not say what is in it: {by} in the layer of {layer}")
        if _seconds(row[ID]) > latest:
            raise BadSegment(f"it is from the future ({time_of(row[ID])}): the clock there is wrong")


def check_of_layer(place: str, said: dict[str, Any], name: str, role: Role, who: Who) -> str:
    """What layer a document is about, which it no longer says; raises as `check` does, or `KeyError` and the like."""
    ((layer,),) = said.pop("of")
    if as_word(layer) != word_of(place) or any(row[at] != layer for one, at in _LAYERS.items() for row in said[one]):
        raise BadSegment("it was written for another place")
    if role == "annotator" and who(layer) != name:
        raise BadSegment(f"{name} ({role}) may not say what is in it: something of {who(layer)}")
    latest = time.time() + _A_DAY
    for made in (row[at] for table, places in _MOMENTS.items() for row in said[table] for at in places):
        if made and _seconds(made) > latest:
            raise BadSegment(f"it is from the future ({time_of(made)}): the clock there is wrong")
    return str(layer)


def _may(name: str, role: Role, by: str, layer: str, action: str) -> bool:
    if role == "owner":
        return True
    if by != name:
        return role == "reviewer" and by == layer == GOLD
    return layer == name or (role == "reviewer" and (layer == GOLD or action in _OF_REVIEWERS))


def _shape(row: Sequence[Any]) -> None:
    for name, value in zip(COLUMNS, row, strict=True):
        if value is None:
            fits = name not in _MUST
        elif name == "score":
            fits = type(value) in (int, float)
        elif name in _NUMBERS:
            fits = type(value) is int and 0 <= value < _MOST
        else:
            fits = type(value) is str
        if not fits:
            raise BadSegment(f"its {name} makes no sense")


def _seconds(made: str) -> float:
    try:
        return int(made[:8] + made[9:13], 16) / 1000
    except ValueError:
        raise BadSegment("an id in it is none") from None
