"""The places of a worklist: whose layer they are about, what was said there, and whether they were seen.

What was seen by a decision is open again once that is undone (see `undo_stack`). When a place was put on the list
(`made`), and when its state changed last (`at`), say UUIDv7s, so that of two copies of a project the newer one holds.
Everything that writes belongs inside a `write()`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.domain.decisions import new_id
from annotator.domain.span import Span
from annotator.storage.store import NEAR, Store

State = Literal["open", "seen"]
_STATES: dict[str, State] = {"open": "open", "seen": "seen"}
_IN_TEXT = '0 <= start AND start < "end" AND "end" <= length'
_AMONG = "layer IN (SELECT value FROM json_each(:layers))"


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A place of an article (by its key), about which a layer is asked.

    `span` is what the layer held there, its label "" where it held nothing; `suggested` is a label that is proposed, or
    ""; `guide` the id of the version of the scheme that the span was decided under.
    """

    article: str
    layer: str
    span: Span
    suggested: str = ""
    guide: str = ""


def put_places(store: Store, name: str, places: Iterable[ListedPlace]) -> None:
    """Put places on a list that are not on it."""
    made = new_id()
    store.conn.executemany(
        "INSERT OR IGNORE INTO worklist_places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, '')",
        ((name, *_place(store, one), one.span.label, one.suggested, one.guide, made, made) for one in places),
    )


def _place(store: Store, one: ListedPlace) -> tuple[int, str, int, int]:
    return store.article_id(one.article), one.layer, one.span.start, one.span.end


def places_of(store: Store, name: str, layers: Collection[str] | None = None) -> list[tuple[ListedPlace, State]]:
    """The places of a list that are about these layers (any, if None), in the order of the articles and their texts.

    Those of articles that were put away are left out, and what is not in a text. Places that are one since labels were
    merged stand there once, as seen where all of them were.
    """
    (last,) = store.conn.execute("SELECT max(at) FROM worklist_places WHERE list = ?", (name,)).fetchone()
    new_id.follow(last or "")
    current = store.scheme().current
    rows = store.conn.execute(
        'SELECT key, layer, start, "end", label, suggested, guide, state FROM worklist_places AS place '
        f"JOIN articles ON id = article WHERE list = :name AND archived = 0 AND (:layers IS NULL OR {_AMONG}) "
        f'AND {_IN_TEXT} ORDER BY added, key, start, "end", layer, label',
        {"name": name, "layers": layers if layers is None else json.dumps(list(layers))},
    )
    found: dict[tuple[str, str, Span], tuple[ListedPlace, State]] = {}
    for key, layer, start, end, label, suggested, guide, state in rows:
        place = ListedPlace(key, layer, Span(start, end, current(label)), current(suggested), guide)
        same = key, layer, place.span
        if same not in found or found[same][1] == "seen":
            found[same] = place, _STATES.get(state, "open")
    return list(found.values())


def mark_places(store: Store, name: str, places: Iterable[ListedPlace], state: State, step: str = "") -> None:
    """Note that places of a list were seen, by a step of decisions if there is one, or are open."""
    now, former = new_id(), _former_names(store)
    store.conn.executemany(
        "UPDATE worklist_places SET state = ?, at = ?, step = ? WHERE list = ? AND article = ? AND layer = ? "
        'AND start = ? AND "end" = ? AND label IN (SELECT value FROM json_each(?))',
        (
            (state, now, step, name, *_place(store, one), json.dumps([one.span.label, *former.get(one.span.label, ())]))
            for one in places
        ),
    )


def _former_names(store: Store) -> dict[str, list[str]]:
    """The names that each label had before."""
    scheme, found = store.scheme(), dict[str, list[str]]()
    for was in scheme.aliases:
        found.setdefault(scheme.current(was), []).append(was)
    return found


def seen_by(store: Store, name: str, step: str) -> bool:
    """Whether places of a list were seen by a step of decisions."""
    return bool(
        store.conn.execute("SELECT 1 FROM worklist_places WHERE step = ? AND list = ? LIMIT 1", (step, name)).fetchone()
    )


def decided_so_far(store: Store, name: str, layers: Collection[str]) -> list[tuple[str, str, str]]:
    """Of each place of a list that was seen: the label it was listed under, its words, the label held there now.

    Only of places about these layers; where the layer holds nothing at just that place, it is left out.
    """
    current = store.scheme().current
    rows = store.conn.execute(
        "SELECT place.label, quote, spans.label FROM worklist_places AS place JOIN spans ON spans.article = "
        "place.article AND spans.layer = place.layer AND spans.state = 'held' AND spans.start = place.start "
        'AND spans."end" = place."end" WHERE list = :name AND place.state = \'seen\' '
        "AND place.layer IN (SELECT value FROM json_each(:layers)) ORDER BY place.at",
        {"name": name, "layers": json.dumps(list(layers))},
    )
    return [(current(was), quote, current(now)) for was, quote, now in rows]


def proposed_at(store: Store, place: ListedPlace, labels: Collection[str]) -> str:
    """The label among some that sources suggest for just this place, the surest; patterns before all; "" for none."""
    current = store.scheme().current
    rows = store.conn.execute(
        "SELECT label FROM suggestions JOIN sources ON sources.id = source WHERE article = ? AND start = ? "
        "AND \"end\" = ? AND NOT off AND name NOT LIKE ? ORDER BY name NOT LIKE 'patterns%', coalesce(score, 0) DESC",
        (store.article_id(place.article), place.span.start, place.span.end, f"{NEAR}%"),
    )
    return next((name for (label,) in rows if (name := current(label)) in labels), "")


def words_of(store: Store, places: Iterable[ListedPlace]) -> Iterator[str]:
    """The words that stand at each place; fast where places of one article stand together."""
    key = text = ""
    for one in places:
        if one.article != key:
            key, text = one.article, store.article(one.article).text
        yield one.span.quote(text)
