"""Where somebody begins to go through worklists: the list that is named, or the oldest in which something is left."""

from __future__ import annotations

from annotator.errors import AnnotatorError
from annotator.services.worklists.lists import known_list, layers_of
from annotator.services.worklists.walk import Walk
from annotator.storage.store import Store
from annotator.storage.worklists.lists import worklists
from annotator.storage.worklists.places import places_of


class NothingToSee(AnnotatorError):
    """Nothing of a list is left for somebody."""


def walk_of(store: Store, who: str, name: str = "") -> Walk:
    """Somebody's way through a list; if none is named, through the oldest in which something is left for them.

    Raises `WrongUsage` where there is none of that name, `NothingToSee` where nothing is left.
    """
    for one in [known_list(store, name)] if name else worklists(store):
        if places_of(store, one.name, layers_of(store, one, who)):
            walk = Walk(store, one, who)
            if not walk.done:
                return walk
    where = f"the list “{name}”" if name else "any list"
    raise NothingToSee(f"Nothing is left for {who} to see on {where}: `annotator lists` tells them all.")
