"""A dependency cache: which suggestion depended on which counted fact about borders, to be asked again when it changes.

An *asker* is a model's suggestion by its number, or the place of a known string.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.span import Span
from annotator.suggest.memory.evidence import HABITS, Evidence, Fact
from annotator.suggest.memory.indexes.groups import Groups

Asker = int | Span


class BorderQueries:
    """The edge habits of some evidence, with their askers; `asker` is who asks at present."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._answers: dict[Fact, bool] = {}
        self._askers: Groups[Fact, Asker] = Groups()
        self._about: Groups[str, Fact] = Groups()
        self.asker: Asker = -1

    def cut(self, side: str, label: str, token: str, neighbour: str) -> bool:
        """Whether that token was cut off more often than left at that edge of spans of the label."""
        return self._ask(("cut", side, label, token, neighbour))

    def grown(self, side: str, label: str, token: str, neighbour: str) -> bool:
        """Whether that token, outside the edge, was taken into spans of the label."""
        return self._ask(("grown", side, label, token, neighbour))

    def changed(self, facts: Iterable[Fact]) -> set[Asker]:
        """Those who were told what does not hold any more, now that these facts were counted; they are forgotten."""
        found: set[Asker] = set()
        for side, token in {(fact[1], fact[3]) for fact in facts if fact[0] in HABITS}:
            for question in self._about[token]:
                if question[1] == side and (answer := self._answer(question)) != self._answers[question]:
                    self._answers[question] = answer
                    found.update(self._askers.pop(question))
        return found

    def _ask(self, question: Fact) -> bool:
        answer = self._answers.get(question)
        if answer is None:
            answer = self._answers[question] = self._answer(question)
            self._about.add(question[3], question)
        self._askers.add(question, self.asker)
        return answer

    def _answer(self, question: Fact) -> bool:
        habit, *where = question
        return (self._evidence.habit if habit == "cut" else self._evidence.growth)(*where) > 0
