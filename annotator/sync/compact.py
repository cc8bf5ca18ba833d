"""Many small segments of one's own places put together, so that who joins late reads few files; old ones taken away.

The one that stands for them covers their numbers, and tells the last of them, behind which the chain goes on. It is
laid down before they are taken away; whoever has read some of them already finds the rest in it. Of what is said of a
layer beside its decisions, the last segment stands for all before it.
"""

from __future__ import annotations

from annotator.storage.store import Store
from annotator.storage.sync.membership import note_state, own_places, state
from annotator.sync.segment import (
    DECISIONS,
    OF_LAYER,
    Segment,
    decode,
    hash_of,
    numbers_of,
    proper,
    span_name,
    uncovered,
)
from annotator.sync.share import Share

_NUMBERS, _FEWEST, _LEFT = 500, 8, 8
"""So many numbers one covers at least, so many it stands for, and so many of the last are left as they are."""


def compact(store: Store, share: Share) -> int:
    """Put small segments of one's own together; gives how many were taken away. Raises `ShareError`, `ProjectBusy`."""
    gone = 0
    if share.drops:
        for place in own_places(store, DECISIONS):
            known = dict(state(store).get("compacted", {}))
            names = proper(share.keys(place, known.get(place, "")))
            if len(names) < _FEWEST + _LEFT or _reach(names[0], names[-_LEFT]) < _NUMBERS:
                continue
            gone += _compact(share, place, names[:-_LEFT])
            with store.write():
                note_state(store, {"compacted": {**known, place: names[-_LEFT - 1]}})
        for place in own_places(store, OF_LAYER):
            for name in proper(share.keys(place))[:-_LEFT]:
                share.drop(f"{place}/{name}")
                gone += 1
    return gone


def _reach(first: str, last: str) -> int:
    return numbers_of(last)[1] - numbers_of(first)[0]


def _compact(share: Share, place: str, names: list[str]) -> int:
    gone, some = 0, list[tuple[Segment, str]]()
    for name in uncovered(names):
        body = share.get(f"{place}/{name}")
        segment = decode(body, place, name)
        if some and segment.before != _end(*some[-1])[0]:  # what a broken-off run has left: it goes as it is
            some = []
        some.append((segment, hash_of(body)))
        if _reach(some[0][0].name, name) >= _NUMBERS:
            gone += _join(share, place, some) if len(some) >= _FEWEST else 0
            some = []
    return gone


def _end(segment: Segment, hash_: str) -> tuple[str, str]:
    """Behind which segment the chain goes on: its name and its hash."""
    return segment.stands_for or (segment.name, hash_)


def _join(share: Share, place: str, some: list[tuple[Segment, str]]) -> int:
    (first, _), (last, last_hash) = some[0], some[-1]
    name = span_name(numbers_of(first.name)[0], numbers_of(last.name)[1])
    rows = [row for segment, _ in some for row in segment.rows]
    end = _end(last, last_hash)
    whole = Segment(place, name, first.writer, first.before, first.before_hash, first.columns, rows, end)
    share.put_new(whole.key, whole.encode())
    for segment, _ in some:
        share.drop(segment.key)
    return len(some)
