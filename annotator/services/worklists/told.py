"""What is told of a place on a worklist: why it is seen again, who has decided it, and what others say."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

from annotator.domain.decisions import GOLD
from annotator.errors import SchemeError
from annotator.services.finding.places import places_at
from annotator.services.project.guide.recheck import changes_told, version_named
from annotator.services.worklists.lists import names_in
from annotator.services.worklists.walk import Walk
from annotator.storage.queries.finding.texts import FoundText


class Told:
    """What is told along a walk."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._versions: dict[str, str] = {}

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """What was changed of the labels, as sentences, the last thing last: why one looks again."""
        about = self._walk.list.about
        with suppress(SchemeError):
            return changes_told(self._walk.store, names_in(about.get("labels")), str(about.get("since", "")))
        return ()

    @property
    def decided_by(self) -> str:
        """Who has decided what is held at the place, and under which version: `by ana under g2`; "" where none is."""
        walk = self._walk
        held = walk.desk.layer.held.get(walk.place.span)
        if held is None:
            return ""
        guide = walk.place.guide
        if guide not in self._versions:
            self._versions[guide] = version_named(walk.store, guide)
        return f"{'agreed' if held.by == GOLD else f'by {held.by}'} under {self._versions[guide]}"

    def said_by(self) -> dict[str, str]:
        """What each other layer says of just this place, in short, where it is gold that is gone through."""
        walk = self._walk
        place, desk = walk.place, walk.desk
        if place.layer != GOLD:
            return {}
        article = FoundText(walk.store.article_id(place.article), place.article, desk.article.title, desk.text)
        (found,) = places_at(walk.store, [(article, [(place.span.start, place.span.end)])])
        return {name: said.short for name, said in found.layers.items() if name != GOLD}
