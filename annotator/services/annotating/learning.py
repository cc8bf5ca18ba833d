"""Learns from what an annotator decides and proposes anew, after every decision.

It stands between session and memory. `attend` begins with an article; `refresh` is called after
each change and each move: it learns from every decided span but the one still in focus, gives the
session what to propose, and lets confirmed strings accept themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse

from annotator.domain.decisions import GOLD, Accepted
from annotator.domain.folded import fold
from annotator.domain.layer import Held, Layer
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion, joined
from annotator.errors import ProjectError
from annotator.services.annotating.phrase_learning import PhraseLearner
from annotator.services.annotating.session import AnnotationSession
from annotator.services.annotating.stored_cursor import LEARNED
from annotator.services.annotating.suggestions import FOLDED, STORED
from annotator.storage.queries.lessons import decided_strings, resized_in
from annotator.storage.store import Store
from annotator.storage.suggested.voted import voted_suggestions
from annotator.suggest.memory.evidence import Evidence, Fact, decided, habits_in, lesson_of
from annotator.suggest.memory.features import ALL, Features
from annotator.suggest.memory.lessons import Lessons
from annotator.suggest.memory.memory import PIECE, Memory, SuggestionChange
from annotator.suggest.memory.name_rules import LIKELY
from annotator.suggest.memory.tokenised_text import TokenisedText


class Learner:
    """What one annotator's decisions taught, and what follows from it for the article at hand."""

    def __init__(self, store: Store, annotator: str, features: Features = ALL) -> None:
        self._store, self._annotator, self._features = store, annotator, features
        self._phrases = PhraseLearner(store, annotator) if features.phrases else None
        self._evidence: Evidence | None = None
        self._counted: set[str] = set()
        self._aliases: Mapping[str, str] = {}
        self._session: AnnotationSession | None = None
        self._lessons: Lessons | None = None
        self._memory: Memory | None = None
        self._beginning: Iterator[None] = iter(())
        self._kept: frozenset[Suggestion] = frozenset()
        self._version = (-1, 0)
        self.accepted_at_once = 0
        """How many accepted themselves when the article at hand was looked at."""

    def attend(self, session: AnnotationSession) -> None:
        """Begin with an article, or begin anew because its stored suggestions or token edges have changed."""
        for _ in self.attending(session):
            pass

    def attending(self, session: AnnotationSession) -> Iterator[None]:
        """`attend` in short pieces: decisions may be made between them, and are learned from behind the last."""
        before = self._session
        if before and before.decided and not self._memory:
            for _ in self._beginning:
                pass  # to the end, so that what was decided meanwhile is not lost
        lessons = self._lessons if self._memory else None
        if before and lessons:
            self._learn(before, lessons, before.focus if before is session else None)
        self._session, self._memory = session, None
        self._beginning = self._begin(session, lessons if before is session else None)
        return self._beginning

    def advises(self, session: AnnotationSession) -> bool:
        """Whether all of the session's article has been looked at, so that decisions in it are learned from."""
        return session is self._session and self._memory is not None

    def refresh(self) -> list[Suggestion]:
        """Learn what was decided since, propose anew, let confirmed strings accept themselves; gives the latter.

        In an article that is finished or was returned nothing accepts itself: its spans are the annotator's word.
        """
        session, lessons, memory = self._session, self._lessons, self._memory
        if not (session and lessons and memory):
            return []
        self._learn(session, lessons, session.focus)
        version = _version(session, lessons)
        if self._version == version:
            return []
        self._version = version
        changes = memory.update(session.layer, lessons.spans, lessons.facts)
        self._hand_over(session, changes, memory.folded_changes())
        if self._phrases:
            self._phrases.learn(session, lessons.spans)
        lessons.spans, lessons.facts = set(), []
        return self._let_accept(session, memory)

    def _learn(self, session: AnnotationSession, lessons: Lessons, in_work: Span | None) -> None:
        lessons.learn(session.layer, session.decided, in_work)
        session.decided.clear()

    def _hand_over(
        self,
        session: AnnotationSession,
        changes: Iterable[SuggestionChange],
        folded: Iterable[tuple[Span, Suggestion | None]],
    ) -> None:
        come: dict[str, list[Suggestion]] = {STORED: [], LEARNED: [], FOLDED: []}
        gone: dict[str, list[Span]] = {STORED: [], LEARNED: [], FOLDED: []}
        for before, now in changes:
            if before and (now is None or self._channel(now) != self._channel(before)):
                gone[self._channel(before)].append(before.span)
            if now:
                come[self._channel(now)].append(now)
        for span, one in folded:
            if one:
                come[FOLDED].append(one)
            else:
                gone[FOLDED].append(span)
        for channel in (STORED, LEARNED, FOLDED):
            session.proposals.change(channel, come[channel], gone[channel])

    def _channel(self, one: Suggestion) -> str:
        return STORED if one in self._kept else LEARNED

    def _let_accept(self, session: AnnotationSession, memory: Memory) -> list[Suggestion]:
        """Let confirmed strings accept themselves, and find a new focus where what was focused is there no more.

        Who only looks at an article decides nothing in it, so they wait for the first decision there.
        """
        if session.focus and session.state_of(session.focus) is None:
            _go_on(session)
        if session.layer.status != "open" or not _is_begun(session.layer):
            return []
        ready = [one for one in memory.accepting_themselves(session.layer) if one.span in session.proposals.open]
        undone = undone_self_accepted(session.layer) if ready else ()
        accepted = [one for one in ready if one.span not in undone]
        if accepted:
            focus = session.focus
            try:
                session.accept_itself(accepted)
            except ProjectError:  # nobody asked for it: where it cannot be kept, they stay suggestions
                return []
            if focus and any(one.span == focus for one in accepted):
                session.next_undecided()
        return accepted

    # -- the beginning

    def _begin(self, session: AnnotationSession, lessons: Lessons | None) -> Iterator[None]:
        known = [] if lessons else list(decided(session.layer))
        session.decided.clear()
        evidence, aliases = self._evidence, session.scheme.aliases
        if evidence is None or aliases != self._aliases:
            evidence = _strings(self._store, self._annotator, blind=session.scheme.blind)
            yield from self._remember_habits(evidence, session.key)
            self._aliases = aliases
            if self._phrases:
                self._phrases.forget()
        reading = TokenisedText(session.text, session.tokens, at_once=False)
        while reading.read_on(20 * PIECE):
            yield
        if lessons is None:
            lessons = Lessons(reading, evidence)
            yield from self._know(lessons, known, session.key)
        lessons.reading, lessons.spans, lessons.facts = reading, set(), []
        stored = self._stored(session.key)
        yield
        self._kept, hides = frozenset(stored), session.proposals.hides
        shown = list(filterfalse(hides, stored))
        memory = Memory(reading, lessons.learned, shown, session.scheme, self._features)
        yield from memory.prepare(session.layer)
        yield from self._give_all(session, [*memory.proposed(), *filter(hides, stored)], memory.folded())
        if self._phrases:
            yield from self._phrases.begin(session)
        self._lessons, self._memory = lessons, memory
        self._version = _version(session, lessons)
        self.accepted_at_once = len(self._let_accept(session, memory))

    def _give_all(
        self, session: AnnotationSession, proposed: Sequence[Suggestion], folded: Sequence[Suggestion]
    ) -> Iterator[None]:
        """Let the session propose this, instead of what is stored and what was learned before."""
        session.load()
        every = [*((self._channel(one), one) for one in proposed), *((FOLDED, one) for one in folded)]
        for channel in (STORED, LEARNED, FOLDED):
            new = joined(one for belongs, one in every if belongs == channel)
            kept = {one.span for one in new}
            gone = [one.span for one in session.proposals.given(channel) if one.span not in kept]
            for at in range(0, max(len(new), len(gone)), PIECE):
                yield
                session.proposals.change(channel, new[at : at + PIECE], gone[at : at + PIECE])

    def _remember_habits(self, evidence: Evidence, but: str) -> Iterator[None]:
        """Add the habits that the annotator's layers teach, except for one article's; from then on it is all known."""
        counted = resized_in(self._store, self._annotator, but)
        for key in counted:
            text = self._store.article(key).text
            layer, reading = (
                self._store.layer(key, self._annotator).layer,
                TokenisedText(text, self._store.tokens(key, text)),
            )
            for span, known, held in decided(layer):
                evidence.count(habits_in(lesson_of(span, known, reading, held=held)))
            yield
        self._evidence, self._counted = evidence, set(counted)

    def _know(self, lessons: Lessons, known: Sequence[tuple[Span, Held, bool]], key: str) -> Iterator[None]:
        """Note what was decided in an article before; the project knows its strings, and now its habits."""
        habits: list[Fact] = []
        for number, (span, decision, held) in enumerate(known, 1):
            habits += habits_in(lessons.know(span, decision, held=held))
            if number % PIECE == 0:
                yield
        if key not in self._counted:
            lessons.learned.project.count(habits)
            self._counted.add(key)

    def _stored(self, key: str) -> list[Suggestion]:
        stored = [*voted_suggestions(self._store, key)[0]]
        if self._features.names:
            near = self._store.suggestions(key, near=True)
            stored += (one for one in near if (one.score or 0.0) >= LIKELY)
        return stored


def _go_on(session: AnnotationSession) -> None:
    """Focus another suggestion under the cursor, or the next one: never what is decided around what has gone."""
    added = session.added
    session.move(session.cursor)
    around = session.focus
    if around not in session.proposals.open:
        session.focus = None
        if not session.next_undecided():
            session.focus = around
    session.added = added


def undone_self_accepted(layer: Layer) -> set[Span]:
    """What accepted itself and was undone: it is not accepted for the annotator again."""
    undone = (decision.event for step in layer.undone.values() for decision in step)
    return {event.span for event in undone if isinstance(event, Accepted) and event.auto}


def _is_begun(layer: Layer) -> bool:
    """Whether somebody has decided something in a layer."""
    return bool(layer.rejected) or not all(held.auto for held in layer.held.values())


def _version(session: AnnotationSession, lessons: Lessons) -> tuple[int, int]:
    """Where this has not changed, nothing was learned: what accepted itself teaches nothing."""
    return lessons.learned.project.version, len(session.layer.undone)


def _strings(store: Store, annotator: str, *, blind: bool) -> Evidence:
    """What an annotator's layers teach about strings, over the whole project, and unless `blind` what gold holds."""
    evidence = Evidence()
    for layer in (annotator,) if blind else (annotator, GOLD):
        for state, quote, label, times in decided_strings(store, layer):
            if state == "held" or layer == annotator:
                evidence.count([("kept" if state == "held" else "refused", fold(quote), label)], times)
    return evidence
