"""What was done here, laid down on the share.

It is first made ready in the project, in writes that also note how far that is; then it is sent, and what was sent is
forgotten. Where this is killed, the very same bytes are sent again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.errors import SyncError
from annotator.storage.store import Store
from annotator.storage.sync import articles, decisions, documents, of_layer
from annotator.storage.sync.membership import (
    Head,
    Membership,
    head,
    lying_ready,
    membership,
    note_state,
    put_head,
    put_out,
    sent,
    state,
)
from annotator.storage.team.names import register
from annotator.sync.segment import (
    ARTICLES,
    DECISIONS,
    HIDDEN,
    LABELS,
    OF_LAYER,
    ROSTER,
    WORK,
    Segment,
    decode,
    hash_of,
    numbered,
    place_of,
    proper,
    span_name,
)
from annotator.sync.share import Share

_A_SEGMENT = 250  # decisions: so many are taken in one write elsewhere
_A_WRITE = 20_000  # decisions that are made ready in one write
_SENT = 50  # segments, after which it is noted that they were sent


class CopiedProject(SyncError):
    """Two projects write into the same places: one is a copy of the other."""


@dataclass(slots=True)
class Pushed:
    """What was sent: decisions that were made ready for it, and bytes."""

    decisions: int = 0
    bytes: int = 0


def push(store: Store, share: Share, *, whole: bool = True) -> Pushed:
    """Send everything that was done here.

    What an owner's project says of articles and as a whole, and what is said about layers beside their decisions, is
    gone through for news if `whole`. Raises `SyncError`, `ProjectBusy`.
    """
    team = membership(store)
    done = Pushed()
    if team is None:
        return done
    if whole and team.role == "owner":
        if team.owner == store.uuid:
            _ready_document(store, ROSTER, {"roster": [[team.roster]]})
        _ready_document(store, LABELS, documents.document(store, "labels"))
        for _ in _ready_articles(store):
            done.bytes += _send(store, share)
        _ready_document(store, WORK, documents.document(store, "work"))
        _ready_document(store, HIDDEN, documents.document(store, "hidden"))
    done.decisions = _ready_decisions(store, team)
    if whole:
        for one in of_layer.news(store, register(store.conn).who()(team.annotator), team.role):
            _put_document(store, place_of(OF_LAYER, store.uuid, one.layer), {"of": [[one.layer]], **one.said}, one.note)
    pushed = (membership(store) or team).pushed
    done.bytes += _send(store, share)
    if pushed != state(store).get("sent"):
        with store.write():
            note_state(store, {"sent": pushed})
    return done


def _send(store: Store, share: Share) -> int:
    """Send what lies ready; gives how many bytes."""
    bytes_sent = 0
    while some := lying_ready(store, _SENT):
        _alone(store, share, some)
        done = 0
        try:
            for number, key, body in some:
                if not share.put_new(key, body) and share.get(key) != body:
                    raise _copied(key)
                done, bytes_sent = number, bytes_sent + len(body)
        finally:
            if done:
                with store.write():
                    sent(store, done)
    return bytes_sent


def _alone(store: Store, share: Share, some: Sequence[tuple[int, str, bytes]]) -> None:
    """Raise `CopiedProject` where anything lies behind what was sent to our own places that is not of this project."""
    first: dict[str, tuple[str, bytes]] = {}
    for _, key, body in some:
        place, _, name = key.rpartition("/")
        first.setdefault(place, (name, body))
    ready = {key for _, key, _ in some}
    for place, (name, body) in first.items():
        for other in proper(share.keys(place, decode(body, place, name).before)):
            if f"{place}/{other}" not in ready and not _ours(store, share, place, other):
                raise _copied(f"{place}/{other}")


def _ours(store: Store, share: Share, place: str, name: str) -> bool:
    """Whether another program that has this project open has just sent a segment."""
    if name > head(store, place).last:
        return False
    if not place.startswith(f"{DECISIONS}/"):
        return True
    rows = decode(share.get(f"{place}/{name}"), place, name).rows
    return not decisions.unknown(store, [row[decisions.ID] for row in rows])


def _copied(key: str) -> CopiedProject:
    return CopiedProject(
        "Another copy of this project writes to the same share: `annotator sync fork` makes this a copy of its own. "
        f"Nothing was sent or touched ({key} is not of this one)."
    )


def _ready_decisions(store: Store, team: Membership) -> int:
    """Make decisions ready that were made here since; gives how many."""
    first, last, number = team.pushed, store.last_decision, 0
    name = register(store.conn).who()(team.annotator)
    while first < last:
        with store.write():
            now = membership(store)
            if now is None or now.pushed != first:  # another program does the same
                break
            up_to = min(first + _A_WRITE, last)
            made = decisions.made_here(store, first, up_to)
            rows = list(decisions.numbered(store, first, up_to, name, team.role))
            _put_out(store, _of_layers(store, rows))
            decisions.set_pushed(store, up_to)
            if made > len(rows):
                note_state(store, {"kept": state(store).get("kept", 0) + made - len(rows)})
        first, number = up_to, number + len(rows)
    return number


def _of_layers(store: Store, rows: list[tuple[int, decisions.Row]]) -> Iterator[Segment]:
    layers: dict[str, list[tuple[int, decisions.Row]]] = {}
    for row in rows:
        layers.setdefault(row[1][decisions.LAYER], []).append(row)
    for layer, some in sorted(layers.items()):
        left, place = iter(some), place_of(DECISIONS, store.uuid, layer)
        while part := list(islice(left, _A_SEGMENT)):
            known = head(store, place)
            yield Segment(
                place, span_name(part[0][0], part[-1][0]), store.uuid, known.last, known.hash,
                decisions.COLUMNS, [row for _, row in part],
            )  # fmt: skip


def _put_out(store: Store, segments: Iterator[Segment]) -> None:
    for segment in segments:
        body = segment.encode()
        put_out(store, [(segment.key, body)])
        put_head(store, segment.place, Head(segment.name, hash_of(body)))


def _ready_articles(store: Store) -> Iterator[None]:
    """Make articles ready of which something is new, some at a time."""
    place = place_of(ARTICLES, store.uuid)
    for some in articles.changed(store):
        with store.write():
            known = head(store, place)
            name = numbered(int(known.last or 0) + 1)
            rows = [row for *_, row in some]
            segment = Segment(place, name, store.uuid, known.last, known.hash, articles.COLUMNS, rows)
            _put_out(store, iter([segment]))
            articles.note_sent(store, [(article, made) for article, made, _ in some])
        yield


def _ready_document(store: Store, kind: str, said: documents.Document) -> None:
    """Make a document ready as it is now, where it is another one than the last."""
    note = {f"sent_{kind}": documents.hash_of(said)}
    if not note.items() <= state(store).items():
        _put_document(store, place_of(kind, store.uuid), said, note)


def _put_document(store: Store, place: str, said: documents.Document, note: dict[str, str]) -> None:
    rows = list(said.items())
    with store.write():
        known = head(store, place)
        name = numbered(int(known.last or 0) + 1)
        segment = Segment(place, name, store.uuid, known.last, known.hash, ("table", "rows"), rows)
        _put_out(store, iter([segment]))
        note_state(store, note)
