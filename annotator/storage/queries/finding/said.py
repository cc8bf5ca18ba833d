"""What layers hold and sources suggest at places of articles, asked for many articles at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.span import Span, Stretch
from annotator.storage.store import NEAR, Store

_FEW = 8  # places of one article, for each of which its spans are gone through
_HERE = (
    "WITH here AS (SELECT json_extract(value, '$[0]') AS article, json_extract(value, '$[1]') AS start, "
    "json_extract(value, '$[2]') AS stop FROM json_each(?))"
)
_HELD = (
    f"{_HERE} "
    'SELECT layers.article, layers.layer, spans.start, spans."end", label FROM here '
    "JOIN layers ON layers.article = here.article "
    "LEFT JOIN spans ON spans.article = layers.article AND spans.layer = layers.layer AND state = 'held' "
    'AND spans.start < here.stop AND spans."end" > here.start '
    'ORDER BY layers.article, layers.layer, spans.start, spans."end", label'
)
_SUGGESTED = (
    f"{_HERE} "
    'SELECT suggestions.article, suggestions.start, suggestions."end", label FROM here '
    "CROSS JOIN suggestions ON suggestions.article = here.article AND suggestions.start = here.start "
    'AND suggestions."end" = here.stop JOIN sources ON sources.id = source '
    "WHERE name NOT LIKE ? ORDER BY coalesce(score, 0) DESC, name"
)
_UNDER = (
    'SELECT DISTINCT article, start, "end" FROM spans WHERE article IN (SELECT value FROM json_each(?)) '
    "AND state = 'held' AND label = ?2 AND ?3 IN ('', layer) ORDER BY article, start, \"end\""
)


@dataclass(slots=True)
class Said:
    """What is said at places of one article: the spans of each layer that touch one, in order, by the layer's name.

    `suggested` is what sources propose for just one of the places, the surest first.
    """

    layers: dict[str, list[Span]] = field(default_factory=dict)
    suggested: dict[Stretch, list[str]] = field(default_factory=dict)


def said_at(store: Store, places: Mapping[int, Sequence[Stretch]]) -> dict[int, Said]:
    """What is said at places `[start, end)` of articles, by their row ids, under the present names of labels."""
    found = {number: Said() for number in places}
    current = store.scheme().current
    around = [(number, *stretch) for number, here in places.items() for stretch in _around(here)]
    for number, layer, start, end, label in store.conn.execute(_HELD, (json.dumps(around),)):
        spans = found[number].layers.setdefault(layer, [])
        if start is not None:
            span = Span(start, end, current(label))
            if not spans or spans[-1] != span:
                spans.append(span)
    exact = [(number, *place) for number, here in places.items() for place in here]
    for number, start, end, label in store.conn.execute(_SUGGESTED, (json.dumps(exact), NEAR + "%")):
        found[number].suggested.setdefault((start, end), []).append(current(label))
    return found


def held_under(store: Store, articles: Sequence[int], label: str, layer: str = "") -> dict[int, list[Stretch]]:
    """The places that a layer (any, if none is named) holds under a label in articles, by their row ids."""
    found: dict[int, list[Stretch]] = {}
    for number, start, end in store.conn.execute(_UNDER, (json.dumps(articles), label, layer)):
        found.setdefault(number, []).append((start, end))
    return found


def _around(places: Sequence[Stretch]) -> Sequence[Stretch]:
    """Stretches that hold the places: themselves, if they are few, else one from the first to the last."""
    return places if len(places) <= _FEW else [(min(start for start, _ in places), max(end for _, end in places))]
