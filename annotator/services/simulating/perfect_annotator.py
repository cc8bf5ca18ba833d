"""The perfect annotator: goes through one article knowing its gold spans, and counts the keys.

Keys are those of the key map: a verdict 1; a label 1; an edge 1 a token and 1 to go on; a missed
span 4 (a hint's key, its letters, a label). A span that accepted itself, or that `y` took when the
article opened, and that is wrong costs 2 to get to, then what makes it right. Suggestions and gold
spans are aligned greedily, one to one: same edges and label, same edges, overlap with the same label,
overlap; the longest overlap first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from annotator.domain.span import Span, SpanIndex
from annotator.domain.tokens import snap
from annotator.errors import DecisionError
from annotator.services.annotating.edges import Edge, Step
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession
from annotator.services.simulating.tally import Operation, Tally
from annotator.services.suggesting.self_folding import SelfFolding

ADD_KEYS = 4
_REJECT_KEYS = 1
_GO_THERE_KEYS = 2

_Move = tuple[Edge, Step, bool]
"""An edge, which way it moves, and whether by a character instead of a token."""


def align(proposed: Iterable[Span], gold: Iterable[Span]) -> dict[Span, Span]:
    """Which gold span each proposed span stands for, one to one; spans that stand for none are left out."""
    targets = SpanIndex(gold)
    pairs = sorted(
        (-(one.same_edges(other)) * 2 - (one.label == other.label), -one.shared(other), one, other)
        for one in proposed
        for other in targets.touching(one.start, one.end)
    )
    found: dict[Span, Span] = {}
    taken: set[Span] = set()
    for _, _, one, other in pairs:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


class PerfectAnnotator:
    """One article's work; `sure_first` lets it begin with one `y`, where that takes something."""

    def __init__(
        self,
        session: AnnotationSession,
        learner: Learner | None,
        gold: Sequence[Span],
        tally: Tally,
        *,
        bulk: bool,
        sure_first: bool = False,
        folding: SelfFolding | None = None,
    ) -> None:
        self._session, self._learner, self._tally, self._bulk = session, learner, tally, bulk
        self._gold, self._sure_first, self._folding = gold, sure_first, folding
        self._unread: set[Span] = set()
        self._todo = set(gold)
        tally.start(gold, bulk=bulk)

    def work(self) -> None:
        """Decide everything, add everything that is missing, finish."""
        if self._folding:
            self._folding.begin(self._session)
        if self._learner:
            self._learner.attend(self._session)
        self._session.move(0)
        if self._sure_first:
            self._accept_sure()
        self._check_accepted()
        while self._todo or self._open():
            self._step()
            self._learn()
            self._check_accepted()
        self._session.finish()

    def _accept_sure(self) -> None:
        self._unread = set(self._session.proposals.sure)
        if not self._unread:
            return
        self._session.accept_sure()
        self._tally.press(1, bulk=self._bulk)
        for span in self._unread.intersection(self._gold):
            self._count("accept", span.label, 0)
        self._todo -= self._unread
        self._session.move(0)
        self._learn()

    def _learn(self) -> None:
        if self._learner:
            self._learner.refresh()
            if self._folding and self._folding.look():
                self._learner.attend(self._session)

    def _open(self) -> list[Span]:
        return list(self._session.proposals.leaders())

    def _step(self) -> None:
        session = self._session
        leaders = self._open()
        aligned = align(leaders, self._todo)
        missing = sorted(self._todo.difference(aligned.values()))
        if leaders and (session.focus is None or session.focus not in leaders):
            session.next_undecided()
        focus = session.focus if leaders else None
        if missing and (focus is None or missing[0].end <= focus.start):
            self._add(missing[0])
        elif focus:
            self._meet(focus, aligned.get(focus))
        else:
            self._todo.clear()

    def _add(self, gold: Span) -> None:
        session = self._session
        session.selection = snap(session.tokens, gold.start, gold.end)
        session.focus = None
        session.label(gold.label)
        self._count("add", gold.label, ADD_KEYS)
        self._todo.discard(gold)

    def _meet(self, focus: Span, gold: Span | None) -> None:
        session = self._session
        if gold is None:
            session.reject()
            self._count("reject", focus.label, _REJECT_KEYS)
            return
        self._todo.discard(gold)
        if focus == gold:
            session.accept()
            self._count("accept", gold.label, 1)
        elif focus.same_edges(gold):
            session.label(gold.label)
            self._count("relabel", gold.label, 1)
        else:
            self._correct(focus, gold)

    def _correct(self, focus: Span, gold: Span) -> None:
        """Move the edges of a span, and relabel it where it must be; or make it anew.

        It is made anew where another stands on the way, and where its label is wrong too and that takes fewer keys.
        """
        session = self._session
        same = focus.label == gold.label
        lets_go = session.added is not None
        session.let_go()
        try:
            path = _path(session, focus, gold)
            keys = lets_go + sum(2 if by_character else 1 for _, _, by_character in path) + (1 if same else 2)
            if not same and keys > _REJECT_KEYS + ADD_KEYS:
                raise DecisionError("It is made anew with fewer keys.")  # noqa: TRY301 - told nobody
            for edge, step, by_character in path:
                session.resize(edge, step, by_character=by_character)
            if not same:
                session.label(gold.label)
        except DecisionError:
            session.reject()
            self._count("reject", focus.label, _REJECT_KEYS)
            self._add(gold)
            return
        self._count("boundary" if same else "both", gold.label, keys)
        session.accept()

    def _check_accepted(self) -> None:
        """Put right what accepted itself wrongly, or was accepted unread."""
        session = self._session
        while wrong := self._wrongly_accepted():
            cursor, before = session.cursor, dict(session.layer.held)
            session.go_to(wrong)
            self._tally.press(_GO_THERE_KEYS, bulk=self._bulk)
            gold = align([wrong], self._todo).get(wrong)
            self._meet(wrong, gold)
            followed = before.keys() - session.layer.held.keys() - {wrong}
            self._todo.update(followed.intersection(self._gold))
            self._unread.update(session.layer.held.keys() - before.keys() - {gold})
            session.move(cursor)

    def _wrongly_accepted(self) -> Span | None:
        """The first span that nobody has read and that is wrong; those that are right are done."""
        held = self._session.layer.held
        unread = {span for span, one in held.items() if one.auto or span in self._unread}
        self._todo -= unread
        return min(unread.difference(self._gold), default=None)

    def _count(self, operation: Operation, label: str, keys: int) -> None:
        self._tally.count(operation, label, keys, bulk=self._bulk)


def _path(session: AnnotationSession, span: Span, gold: Span) -> list[_Move]:
    """The moves that give a span the edges of a gold span, one edge after the other.

    Raises `DecisionError` where spans that it may not pass, or would jump over too far, stand on the way.
    """
    try:
        return _moves(session, span, gold, ("left", "right"))
    except DecisionError:
        return _moves(session, span, gold, ("right", "left"))


def _moves(session: AnnotationSession, span: Span, gold: Span, order: Sequence[Edge]) -> list[_Move]:
    moves: list[_Move] = []
    for edge in order:
        while distance := (gold.start - span.start if edge == "left" else gold.end - span.end):
            step: Step = 1 if distance > 0 else -1
            move, span = _nearer(session, span, edge, step, abs(distance))
            moves.append(move)
    return moves


def _nearer(session: AnnotationSession, span: Span, edge: Edge, step: Step, distance: int) -> tuple[_Move, Span]:
    """One move by a token, or where that goes too far by a character, and the span after it."""
    for by_character in (False, True):
        with suppress(DecisionError):
            moved = span.resized(*session.moved_edges(span, edge, step, by_character=by_character))
            if abs(moved.start - span.start) + abs(moved.end - span.end) <= distance:
                return (edge, step, by_character), moved
    raise DecisionError("Another span stands on the way.")
