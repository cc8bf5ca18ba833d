"""The claims of a file of gold: what a perfect annotator is to come to."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.decisions import GOLD
from annotator.domain.history.events import Note
from annotator.domain.scheme import Scheme
from annotator.services.importing.add import AddOptions, add
from annotator.services.simulating.claims.price import Truth
from annotator.storage.connection import never_wait
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.documents import Wanted, documents
from annotator.storage.store import Store
from annotator.work_folder import work_folder


def truths_of(source: str, scheme: Scheme) -> Sequence[Truth]:
    """The articles of a source with their gold, under the labels, relations and attributes of the scheme.

    What the scheme has no name for is left out. What cannot be read is left out, too: `read_gold` tells of it.
    """
    with work_folder("annotator-simulate-") as folder, Store.create(folder / "gold.db") as store:
        never_wait(store.conn)
        save_scheme(store, scheme, note=Note(begins=True))
        add(store, [source], AddOptions(as_name=GOLD))
        every = documents(store, Wanted(GOLD, done=False))
        known = {label.name for label in scheme.labels}
        return [
            Truth(one.article, sorted(held.span for held in one.spans if held.span.label in known), one.claims)
            for one in every
            if one
        ]
