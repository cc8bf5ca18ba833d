"""An article of a worklist under the hands of whoever goes through it: their own layer, or gold.

What is decided about places of the list, and that they were seen, is written as one step, which may be one over several
articles. Steps that are taken back open the places again (see `storage.undo_stack`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.domain.decisions import GOLD, Event, decide
from annotator.domain.layer import step_all
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.suggestions import STORED
from annotator.services.reviewing.events import kept_out
from annotator.services.reviewing.stored_cursor import StoredReviewCursor
from annotator.storage.source_settings import hidden
from annotator.storage.store import Store
from annotator.storage.suggested.voted import voted_suggestions
from annotator.storage.worklists.places import ListedPlace, mark_places

Saw = Callable[[str], None]
"""Notes, inside a `write()`, that places were seen by a step."""


class OwnDesk(ArticleCursor):
    """An article with somebody's own layer, as it is on disk. Raises `NoProject` where there is no such article."""

    def __init__(self, store: Store, key: str, who: str) -> None:
        article, state = store.article(key), store.layer(key, who)
        super().__init__(article, store.scheme(), store.tokens(key, article.text), state.layer, hidden(store))
        self.proposals.put(STORED, voted_suggestions(store, key)[0])
        self._store, self._who, self._revision = store, who, state.revision

    def carry(self, events: Sequence[Event], step: str, elapsed_ms: int, saw: Saw, *, bulk: bool) -> None:
        """Decide, inside a `write()`. Raises `DecisionError` where that is illegal, `StaleLayer` behind others."""
        decisions = decide(list(events), layer=self._who, by=self._who, elapsed_ms=elapsed_ms, bulk=bulk, step=step)
        step_all(self.layer, decisions, self.scheme.allows)
        self._store.append(self.key, self.text, decisions, self.layer, revision=self._revision)
        saw(step)
        self._revision += 1
        self.proposals.recheck(0, len(self.text))


class GoldDesk(StoredReviewCursor):
    """An article with its gold layer. Raises `NoProject` where there is no such article."""

    def carry(self, events: Sequence[Event], step: str, elapsed_ms: int, saw: Saw, *, bulk: bool) -> None:
        """Decide, inside a `write()`. Raises `DecisionError` where that is illegal, `StaleLayer` behind others."""
        made = kept_out(self, events)
        decisions = decide(made, layer=GOLD, by=self.reviewer, elapsed_ms=elapsed_ms, bulk=bulk, step=step)
        step_all(self.layer, decisions, self.scheme.allows)
        decisions += self.keep_up(decisions)
        self.revisions[GOLD] = self.append(decisions)
        saw(step)
        self.unwritten = []


Desk = OwnDesk | GoldDesk


def desk_on(store: Store, place: ListedPlace, who: str) -> Desk:
    """The article of a place, with the layer it is about."""
    if place.layer == GOLD:
        return GoldDesk(store, place.article, who)
    return OwnDesk(store, place.article, place.layer)


def see(store: Store, name: str, places: Sequence[ListedPlace]) -> Saw:
    """What notes that these places of a list were seen."""
    return lambda step: mark_places(store, name, places, "seen", step)
