"""A step over articles taken back as one, or brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.decisions import GOLD, Redone, Undone, decide, new_id
from annotator.domain.layer import step_all
from annotator.errors import NothingToUndo, OverlapError
from annotator.plural import counted
from annotator.progress import Work, to_the_end
from annotator.services.reviewing.stored_cursor import StoredReviewCursor
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class TakenBack:
    """In how many articles a step was taken back (or brought back), and in how many another span is in the way."""

    articles: int
    in_the_way: int
    redo: bool

    @property
    def told(self) -> str:
        """The same in a sentence."""
        done = f"{'Brought' if self.redo else 'Taken'} back in {counted(self.articles, 'article')}."
        return f"{done} In {self.in_the_way:,} another span is in the way." if self.in_the_way else done


def take_back(store: Store, by: str, step: str, *, redo: bool = False) -> TakenBack:
    """Take back a step in all of its articles, or bring it back. Raises what `taking_back` raises."""
    return to_the_end(taking_back(store, by, step, redo=redo))


def taking_back(store: Store, by: str, step: str, *, redo: bool = False) -> Work[TakenBack]:
    """The same in parts. Should it be broken off, it is to be done again for the rest.

    Raises `OverlapError` where that can be done in none of them, and passes the step over; `NothingToUndo` where there
    is no such step, or nothing of it is left to take back, `ProjectBusy`.
    """
    places = store.articles_of_step(step) or store.article_of_step(step)
    if not places:
        raise NothingToUndo("That step is not there.")
    event, one, turned, in_the_way = Redone(step) if redo else Undone(step), new_id(), 0, 0

    def turn(some: Sequence[tuple[str, str]]) -> None:
        nonlocal turned, in_the_way
        for key, layer in some:
            try:
                turned += _turn(store, key, event, layer=layer, by=by, step=one)
            except OverlapError:
                in_the_way += 1

    yield from ((done, len(places)) for done in ShortWrites(store).writes(places, turn))
    if not turned and not in_the_way:
        raise NothingToUndo(f"That is {'there' if redo else 'taken back'} already.")
    if not turned:
        store.pass_over(step)
        raise OverlapError("In each of its articles another span has come in the way of that step.")
    store.end_turn(step)
    return TakenBack(turned, in_the_way, redo)


def _turn(store: Store, key: str, event: Undone | Redone, *, layer: str, by: str, step: str) -> bool:
    """Take the part of one article back, or bring it back, inside a `write()`; False where it is so already."""
    state, scheme = store.layer(key, layer), store.scheme()
    if (event.step in state.layer.undone) != isinstance(event, Redone):
        return False
    decisions = decide([event], layer=layer, by=by, bulk=True, step=step)
    step_all(state.layer, decisions, scheme.allows)
    store.append(key, store.article(key).text, decisions, state.layer, revision=state.revision)
    if layer == GOLD and state.layer.end:
        StoredReviewCursor(store, key, by).append(())
    return True
