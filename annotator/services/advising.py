"""The adviser at an annotator's side: learns from what they decide and proposes anew, after every decision.

It stands between session and memory. `attend` begins with an article; `refresh` is called after
each change and each move: it learns from every decided span but the one still in focus, gives the
session what to propose, and lets confirmed strings accept themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.domain.decisions import Accepted
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.services.session import AnnotationSession
from annotator.services.session_writing import LEARNED, STORED
from annotator.storage.lessons import decided_strings, resized_in
from annotator.storage.store import Store
from annotator.suggest.evidence import Evidence, Fact, facts_of
from annotator.suggest.memory import ALL, LIKELY, Learned, Powers, accepting_themselves, propose
from annotator.suggest.reading import Reading


class Adviser:
    """What one annotator's decisions taught, and what follows from it for the article at hand."""

    def __init__(self, store: Store, annotator: str, powers: Powers = ALL) -> None:
        self._store, self._annotator, self._powers = store, annotator, powers
        self._evidence: Evidence | None = None
        self._session: AnnotationSession | None = None

    def attend(self, session: AnnotationSession) -> None:
        """Begin with an article, or begin anew because its stored suggestions or token edges have changed."""
        if self._evidence is None:
            self._evidence = _learned(self._store, self._annotator)
        before, self._session = self._session, session
        if before is not None:
            self._learn(before.layer, session.focus if before is session else None)
        self._reading = Reading(session.text, session.tokens)
        self._stored = list(self._store.suggestions(session.key))
        if self._powers.names:
            self._stored += (
                one for one in self._store.suggestions(session.key, near=True) if (one.score or 0.0) >= LIKELY
            )
        self._kept = frozenset(self._stored)
        if before is not session:
            self._taught = facts_of(session.layer, self._reading)
            self._here = Evidence()
            for _, facts in self._taught.values():
                self._here.count(facts)
        self._version = (-1, 0)
        self.refresh()

    def refresh(self) -> list[Suggestion]:
        """Learn what was decided since, propose anew, let confirmed strings accept themselves; gives the latter.

        In an article that is finished or was returned nothing accepts itself: its spans are the annotator's word.
        """
        session = self._session
        if session is None or self._evidence is None:
            return []
        self._learn(session.layer, session.focus)
        version = (self._evidence.version, len(session.layer.undone))  # what accepted itself taught nothing
        if self._version == version:
            return []
        self._version = version
        learned = Learned(self._evidence, self._here)
        proposed = propose(self._reading, learned, self._stored, session.layer, session.scheme, powers=self._powers)
        self._hand_over(session, proposed)
        taken = taken_back(session.layer)
        if session.layer.status != "open":
            return []
        accepted = [
            one
            for one in accepting_themselves(proposed, self._reading, learned, session.layer, session.scheme)
            if one.span not in taken and one.span in session.proposals.open
        ]
        if accepted:
            focus = session.focus
            session.accept_itself(accepted)
            if focus and any(one.span == focus for one in accepted):
                session.next_undecided()
        return accepted

    def _learn(self, layer: Layer, focus: Span | None) -> None:
        taught = facts_of(layer, self._reading, self._taught, focus)
        for span in self._taught.keys() | taught.keys():
            before, after = self._taught.get(span), taught.get(span)
            if before is not after:
                self._count(before[1] if before else (), -1)
                self._count(after[1] if after else (), 1)
        self._taught = taught

    def _count(self, facts: Iterable[Fact], times: int) -> None:
        for evidence in (self._evidence, self._here):
            if evidence:
                evidence.count(facts, times)

    def _hand_over(self, session: AnnotationSession, proposed: Sequence[Suggestion]) -> None:
        stored: list[Suggestion] = []
        learned: list[Suggestion] = []
        for one in proposed:
            (stored if one in self._kept else learned).append(one)
        session.proposals.put(STORED, stored)
        session.proposals.put(LEARNED, learned)
        if session.focus and session.state_of(session.focus) is None:
            session.move(session.cursor)
            if session.focus is None:
                session.next_undecided()


def taken_back(layer: Layer) -> set[Span]:
    """What accepted itself and was undone: it is not accepted for the annotator again."""
    undone = (decision.event for step in layer.undone.values() for decision in step)
    return {event.span for event in undone if isinstance(event, Accepted) and event.auto}


def _learned(store: Store, annotator: str) -> Evidence:
    """What an annotator's layers teach over the whole project."""
    evidence = Evidence()
    for state, quote, label, times in decided_strings(store, annotator):
        evidence.count([("kept", quote, label) if state == "held" else ("refused", quote)], times)
    for key in resized_in(store, annotator):
        text = store.article(key).text
        facts = facts_of(store.layer(key, annotator).layer, Reading(text, store.tokens(key, text)))
        habits = (fact for _, lessons in facts.values() for fact in lessons if fact[0] in ("cut", "left", "grown"))
        evidence.count(habits)
    return evidence
