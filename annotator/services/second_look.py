"""A second look: somebody decides finished spans of their own again, one by one, the label hidden.

Answers are kept as measurements (`queries.people.second_looks`); where one differs, the layer can be changed to it, by
decisions like any other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from annotator.domain.span import Stretch
from annotator.errors import NoSuchSpan
from annotator.services.annotating.edges import Edge, Step, moved_edges
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.queries.people.second_looks import Look, drop_look, looks, save_look, to_look_at
from annotator.storage.store import Store
from annotator.suggest.common.precision import worth

NOTHING_TO_LOOK_AT = "Nothing to look at again: of the spans you finished a few are shown, and each of them once."


@dataclass(frozen=True, slots=True)
class SelfAgreement:
    """How many looks somebody took, how many said the same; what differed in the others; Wilson's interval of 95 %."""

    looks: int
    same: int
    label: int
    edges: int
    both: int
    none: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The part that was the same, from 0 to 1."""
        return self.same / self.looks

    def __str__(self) -> str:
        return f"{self.same:,} of {self.looks:,}, {self.share:.0%} ({self.low:.0%} to {self.high:.0%})"

    def as_json(self) -> dict[str, Any]:
        """The figures of `stats --json`."""
        kinds = {"label": self.label, "edges": self.edges, "both": self.both, "none": self.none}
        return {"looks": self.looks, "same": self.same, **kinds, "low": self.low, "high": self.high}


def self_agreement(store: Store) -> dict[str, SelfAgreement]:
    """How far people agree with themselves, by name; of those who took a second look."""
    return {who: _agreement(taken) for who, taken in looks(store).items()}


def _agreement(taken: list[Look]) -> SelfAgreement:
    kinds = Counter[str](look.kind for look in taken)
    sure = worth(kinds["same"], len(taken))
    label, edges, both, none = (kinds[name] for name in ("label", "edges", "both", "none"))
    return SelfAgreement(len(taken), kinds["same"], label, edges, both, none, sure.low, sure.high)


class SecondLook:
    """Goes through what is to be looked at again; `edges` are those of the answer, the span's own at first."""

    def __init__(self, store: Store, annotator: str, percent: int) -> None:
        self._store, self.annotator = store, annotator
        self._left = to_look_at(store, annotator, percent)
        self._session: AnnotationSession | None = None
        self.number, self.of = 0, len(self._left)
        self.taken: list[Look] = []
        self.edges: Stretch = (0, 0)

    @property
    def session(self) -> AnnotationSession:
        """The session on the article of the span. Raises `NoSuchSpan` where nothing is to be looked at."""
        if self._session is None:
            raise NoSuchSpan("There is nothing to look at again.")
        return self._session

    def go_on(self) -> bool:
        """Come to the next span that its layer still holds; False where there is none."""
        while self.number < self.of:
            self.number += 1
            if self._begin():
                return True
        return False

    def _begin(self) -> bool:
        """Stand at the span of the present number; False where the layer holds it no more."""
        key, self.span = self._left[self.number - 1]
        if self._session is None or self._session.key != key:
            self._session = AnnotationSession(self._store, key, self.annotator)
        self.edges = (self.span.start, self.span.end)
        return self.span in self._session.layer.held

    def move_edge(self, edge: Edge, step: Step, *, by_character: bool = False) -> None:
        """Move an edge of the answer. Raises `DecisionError` where it cannot be moved."""
        tokens, text = self.session.tokens, self.session.text
        self.edges = moved_edges(tokens, text, self.edges, edge, step, by_character=by_character)

    def answer(self, label: str | None) -> Look:
        """Keep what is said of the span: a label, with the edges as they are, or that it is none."""
        answer = self.span.resized(*self.edges).labelled(label) if label else None
        look = Look(self.session.key, self.span, answer)
        with self._store.write():
            save_look(self._store, self.annotator, look)
        self.taken.append(look)
        return look

    def take_back(self) -> bool:
        """Take the last answer back and stand at its span again; False where there is none."""
        if not self.taken:
            return False
        look = self.taken.pop()
        with self._store.write():
            drop_look(self._store, self.annotator, look)
        self.number = self._left.index((look.article, look.span)) + 1
        self._begin()
        return True

    def change(self) -> None:
        """Change the layer to the last answer; what was answered up to it is not taken back any more.

        Raises `DecisionError` where that cannot stand there.
        """
        look, session = self.taken[-1], self.session
        session.go_to(look.span)
        if look.answer is None:
            session.reject()
        elif look.answer.label != look.span.label:
            session.label(look.answer.label)
        if look.answer and not look.answer.same_edges(look.span):
            session.resize_to(look.answer.start, look.answer.end)
        self.taken.clear()
