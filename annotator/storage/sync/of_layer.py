"""What is said about a layer beside its decisions, on its way: the lists on which it has places, and strings set aside.

It goes as one document a layer, so that whoever may read the decisions of a layer may read this. Of each list, place
and string the newer word holds, whatever order they come in.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.storage.maintenance.merging.strings import join_strings
from annotator.storage.maintenance.merging.worklists import join_worklists
from annotator.storage.store import Store
from annotator.storage.sync.documents import Document, document, hash_of
from annotator.storage.sync.membership import note_state, state
from annotator.storage.team.called import Who

SENT = "sent_of_layer/"
"""What the hash of what was sent, or came, of a layer is noted under."""
_LAYERS = "SELECT layer FROM worklist_places UNION SELECT layer FROM strings_aside"


@dataclass(frozen=True, slots=True)
class OfLayer:
    """What is said of a `layer`; `note` is what is noted once it is sent."""

    layer: str
    said: Document
    note: dict[str, str]


def news(store: Store, name: str, role: str) -> list[OfLayer]:
    """What somebody of a role may say of layers, and what was not sent, or did not come, just so.

    What is about an article that did not come from the share is said by its owner alone.
    """
    before = state(store)
    there = {layer for (layer,) in store.conn.execute(_LAYERS)}
    there |= {key.removeprefix(SENT) for key in before if key.startswith(SENT)}
    layers = sorted(layer for layer in there if layer and (role != "annotator" or layer == name))
    found = [_now(store, layer, role) for layer in layers]
    return [one for one in found if not one.note.items() <= before.items()]


def _now(store: Store, layer: str, role: str) -> OfLayer:
    said = document(store, "of_layer", layer=layer, everything=role == "owner")
    return OfLayer(layer, said, {f"{SENT}{layer}": hash_of(said)})


def take(store: Store, theirs: Store, layer: str, who: Who, *, role: str, of_annotator: bool) -> list[str]:
    """Take what another copy says of a layer, in a copy of somebody of a `role`; gives the names of lists that are new.

    Where it is `of_annotator`, only the places of lists that are here are taken, and not that a list is another one, or
    gone. Raises `NoProject` where an article is not here, `ProjectBusy`.
    """
    came = document(theirs, "of_layer", layer=layer, everything=True)
    if of_annotator:
        here = {name for (name,) in store.conn.execute("SELECT name FROM worklists")}
        gone = [(name,) for (name,) in theirs.conn.execute("SELECT name FROM worklists") if name not in here]
        theirs.conn.executemany("DELETE FROM worklist_places WHERE list = ?", gone)
        theirs.conn.executemany("DELETE FROM worklists WHERE name = ?", gone)
        theirs.conn.execute("UPDATE worklists SET at = '', dropped = ''")
    new = join_worklists(store, theirs, str, who)
    join_strings(store, theirs, str, who)
    now = _now(store, layer, role)
    if now.note[f"{SENT}{layer}"] == hash_of(came):
        with store.write():
            note_state(store, now.note)
    return new
