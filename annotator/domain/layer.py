"""A layer: what one annotator holds true of one article, as the fold of their decisions.

`step` applies one decision: it either changes the layer or raises a named `DecisionError` and
changes nothing. `fold` applies a whole log; decisions of a merged log that have become illegal are
passed over and listed in `Layer.ignored`. Whether spans may overlap is asked only of new decisions
(`allows`), so a scheme that grew stricter never unmakes what was decided before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, assert_never

from annotator.domain.conflicts import AGREED, speakers
from annotator.domain.decisions import (
    Accepted,
    Added,
    Approved,
    Commented,
    Decision,
    Event,
    Finished,
    Flagged,
    Imported,
    Noted,
    Redone,
    Rejected,
    Relabelled,
    Removed,
    Reopened,
    Resized,
    Returned,
    Ruled,
    Skipped,
    Superseded,
    Undone,
)
from annotator.domain.index import SpanIndex
from annotator.domain.span import Span
from annotator.errors import DecisionError, NoSuchSpan, NothingToUndo, OverlapError

Status = Literal["open", "finished", "skipped", "returned", "approved"]
Decided = Literal["accepted", "relabelled", "resized", "added", "imported", "ruled"]
Allows = Callable[[Span, Span], bool]


@dataclass(frozen=True, slots=True)
class Held:
    """A span that a layer holds true (or has rejected), and how it came to be.

    `suggested` is the suggestion it came from, as it was proposed; `auto` if its string accepted itself.
    """

    span: Span
    suggested: Span | None = None
    source: str = ""
    score: float | None = None
    by: str = ""
    at: str = ""
    auto: bool = False
    imported: bool = False
    ruled: bool = False

    @property
    def decided(self) -> Decided:
        """How the span was decided, measured against what had been suggested."""
        if self.ruled:
            return "ruled"
        if self.imported:
            return "imported"
        if self.suggested is None:
            return "added"
        if not self.suggested.same_edges(self.span):
            return "resized"
        return "accepted" if self.suggested.label == self.span.label else "relabelled"


@dataclass(frozen=True, slots=True)
class Comment:
    """What someone wrote about a span, or about the article (`span is None`)."""

    text: str
    span: Span | None
    by: str
    at: str


@dataclass(slots=True)
class _Step:
    decisions: list[Decision] = field(default_factory=list)
    before: list[tuple[str, Any, Any]] = field(default_factory=list)


class Layer:
    """The present state of one layer. Read it through its properties; only `step` changes it.

    Two layers are equal when they hold the same, however they came to it.
    """

    __slots__ = ("_changed", "_index", "_state", "_steps", "_taken", "_undone", "ignored", "length")

    def __init__(self, length: int) -> None:
        self.length = length
        self.ignored: list[Decision] = []
        self._state: dict[str, dict[Any, Any]] = {
            name: {} for name in ("held", "rejected", "aside", "cats", "comments", "rulings", "word")
        }
        self._changed: dict[tuple[str, Span], None] = {}
        self._index = SpanIndex()
        self._taken: Counter[Span] = Counter()
        self._steps: dict[str, _Step] = {}
        self._undone: dict[str, list[Decision]] = {}

    @property
    def spans(self) -> SpanIndex:
        """The spans held true, in order."""
        return self._index

    @property
    def held(self) -> Mapping[Span, Held]:
        """Each span held true, with how it came to be."""
        return self._state["held"]

    @property
    def rejected(self) -> Mapping[Span, Held]:
        """Each suggestion that was refused."""
        return self._state["rejected"]

    @property
    def aside(self) -> Mapping[Span, Held]:
        """Each suggestion that was put aside by another decision."""
        return self._state["aside"]

    @property
    def cats(self) -> Mapping[str, bool]:
        """The labels of the article as a whole that were set (True) or taken back (False)."""
        return self._state["cats"]

    @property
    def comments(self) -> list[Comment]:
        """All comments, oldest first."""
        return list(self._state["comments"].values())

    @property
    def rulings(self) -> Mapping[str, tuple[Ruled, Decision]]:
        """The ruling that holds for each conflict, by the conflict's name, with its decision."""
        return self._state["rulings"]

    @property
    def flagged(self) -> bool:
        """Whether the article is marked for attention."""
        return bool(self._state["word"].get("flagged", False))

    @property
    def status(self) -> Status:
        """Where the annotator stands with the article."""
        status: Status = self._state["word"].get("status", "open")
        return status

    @property
    def returned(self) -> str:
        """Why a reviewer gave the article back, or an empty string."""
        return str(self._state["word"].get("returned", ""))

    def sorted_held(self) -> list[Held]:
        """What is held true, in the order of the text."""
        held = self.held
        return [held[span] for span in self._index]

    def knows(self, span: Span) -> bool:
        """Whether this very span, as it stands or as it was suggested, was decided one way or another."""
        return span in self.held or span in self.rejected or span in self.aside or self._taken[span] > 0

    def snapshot(self) -> dict[str, dict[Any, Any]]:
        """A copy of the present state, for comparison."""
        return {name: dict(values) for name, values in self._state.items() if values}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layer) and self.snapshot() == other.snapshot()

    __hash__ = None  # type: ignore[assignment]  # a layer changes, so it cannot be a key

    def changed(self) -> list[tuple[str, Span]]:
        """Which spans came or went in `held`, `rejected` and `aside` since the last `drain`, as `(table, span)`."""
        return list(self._changed)

    def drain(self) -> list[tuple[str, Span]]:
        """What `changed` says, and begin to count anew."""
        changed = self.changed()
        self._changed.clear()
        return changed

    def _set(self, step: _Step, table: str, key: Any, value: Any) -> None:
        step.before.append((table, key, self._state[table].get(key)))
        self._put(table, key, value)

    def _put(self, table: str, key: Any, value: Any) -> None:
        values = self._state[table]
        if table == "held":
            self._count_suggested(values.get(key), -1)
            self._count_suggested(value, 1)
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
        if table in ("held", "rejected", "aside"):
            self._changed[table, key] = None
        if table == "held":
            (self._index.discard if value is None else self._index.add)(key)

    def _count_suggested(self, held: Held | None, by: int) -> None:
        if held and held.suggested:
            self._taken[held.suggested] += by

    def _take_back(self, step: _Step) -> None:
        for table, key, value in reversed(step.before):
            self._put(table, key, value)
        step.before.clear()


def fold(length: int, decisions: Iterable[Decision]) -> Layer:
    """The layer that a log makes of an article of `length` code points; decisions count in the order of their ids."""
    layer = Layer(length)
    for decision in sorted(decisions, key=_id):
        try:
            step(layer, decision)
        except DecisionError:
            layer.ignored.append(decision)
    return layer


def step(layer: Layer, decision: Decision, allows: Allows | None = None) -> None:
    """Apply one decision to a layer in place.

    `allows` says which two spans may stand side by side (any, where it is not given). Raises
    `DecisionError` (`NoSuchSpan`, `OverlapError`, `NothingToUndo`) and changes nothing where the
    decision is illegal.
    """
    match decision.event:
        case Undone(target):
            _undo(layer, target)
        case Redone(target):
            _redo(layer, target)
        case event:
            _check(layer, event, allows)
            record = layer._steps.setdefault(decision.step, _Step())
            record.decisions.append(decision)
            _apply(layer, record, decision, event)


def step_all(layer: Layer, decisions: Sequence[Decision], allows: Allows | None = None) -> None:
    """Apply the decisions of one step, all or none. Raises what `step` raises."""
    try:
        for decision in decisions:
            step(layer, decision, allows)
    except DecisionError:
        record = layer._steps.pop(decisions[0].step, None)
        if record:
            layer._take_back(record)
        raise


def _undo(layer: Layer, target: str) -> None:
    if target not in layer._steps:
        raise NothingToUndo("That action is not there to be undone.")
    later: list[_Step] = []
    while True:
        name, record = layer._steps.popitem()
        layer._take_back(record)
        if name == target:
            layer._undone[target] = record.decisions
            break
        later.append(record)
    for record in reversed(later):
        _replay(layer, record.decisions)


def _redo(layer: Layer, target: str) -> None:
    if target not in layer._undone:
        raise NothingToUndo("That action is not there to be redone.")
    _replay(layer, layer._undone.pop(target))


def _replay(layer: Layer, decisions: list[Decision]) -> None:
    for decision in decisions:
        try:
            step(layer, decision)
        except DecisionError:
            layer.ignored.append(decision)


def _check(layer: Layer, event: Event, allows: Allows | None) -> None:  # noqa: C901, PLR0912 - one case an event
    """Raise the named error that makes `event` illegal here, if any."""
    match event:
        case Accepted(span) | Added(span) | Imported(span):
            _check_new(layer, span, None, allows)
        case Rejected(span) | Superseded(span):
            _check_inside(layer, span)
            table = layer.rejected if isinstance(event, Rejected) else layer.aside
            if span in table:
                raise DecisionError("That suggestion was decided so already.")
        case Removed(span):
            if span not in layer.held:
                raise NoSuchSpan("There is no such span to remove.")
        case Relabelled(span, label):
            _check_new(layer, span.labelled(label), span, allows)
        case Resized(span, start, end):
            if not 0 <= start < end:
                raise DecisionError("A span keeps at least one character.")
            if (start, end) == (span.start, span.end):
                raise DecisionError("The span has these edges already.")
            _check_new(layer, span.resized(start, end), span, allows)
        case Ruled(spans=spans):
            for span in spans:
                _check_inside(layer, span)
        case Commented(text) if not text.strip():
            raise DecisionError("A comment needs words.")
        case Finished() | Skipped() | Approved() if layer.status == _STATUS[type(event)]:
            raise DecisionError(f"The article is {layer.status} already.")
        case Reopened() if layer.status == "open":
            raise DecisionError("The article is open already.")


def _check_inside(layer: Layer, span: Span) -> None:
    if span.end > layer.length:
        raise NoSuchSpan(f"The article has {layer.length} characters; the span would end at {span.end}.")


def _check_new(layer: Layer, span: Span, instead_of: Span | None, allows: Allows | None) -> None:
    _check_inside(layer, span)
    if span in layer.held:
        raise DecisionError("That span is there already.")
    if allows:
        for other in layer.spans.touching(span.start, span.end):
            if other != instead_of and not allows(span, other):
                raise OverlapError("It would overlap a span that is there, which the scheme does not allow.")


def _apply(layer: Layer, record: _Step, decision: Decision, event: Event) -> None:  # noqa: C901, PLR0912 - likewise
    by, at = decision.by, decision.at
    match event:
        case Accepted(span, source, score, auto):
            _hold(layer, record, Held(span, span, source, score, by, at, auto=auto))
        case Added(span):
            _hold(layer, record, Held(span, by=by, at=at))
        case Imported(span):
            _hold(layer, record, Held(span, by=by, at=at, imported=True))
        case Rejected(span, source, score):
            was = layer.held.get(span)
            if was:
                layer._set(record, "held", span, None)
            suggested = (was.suggested if was else None) or span
            known = Held(span, suggested, source or (was.source if was else ""), score, by, at)
            layer._set(record, "rejected", span, known)
            if suggested != span:
                layer._set(record, "rejected", suggested, known)
        case Superseded(span, source, score):
            layer._set(record, "aside", span, Held(span, span, source, score, by, at))
        case Removed(span):
            layer._set(record, "held", span, None)
        case Relabelled(span, label, source, score):
            _replace(layer, record, span, span.labelled(label), Held(span, span, source, score, by, at))
        case Resized(span, start, end, source, score):
            _replace(layer, record, span, span.resized(start, end), Held(span, span, source, score, by, at))
        case Noted(label, on):
            layer._set(record, "cats", label, on)
        case Commented(text, about):
            layer._set(record, "comments", decision.id, Comment(text, about, by, at))
        case Flagged(on):
            layer._set(record, "word", "flagged", on)
        case Ruled():
            _rule(layer, record, decision, event)
        case Finished() | Skipped() | Reopened() | Approved():
            layer._set(record, "word", "status", _STATUS[type(event)])
        case Returned(text):
            layer._set(record, "word", "status", "returned")
            layer._set(record, "word", "returned", text)
        case Undone() | Redone():
            raise DecisionError("An undo is applied by `step`.")
        case _:
            assert_never(event)


def _hold(layer: Layer, record: _Step, held: Held) -> None:
    for table in ("rejected", "aside"):
        if held.span in layer._state[table]:
            layer._set(record, table, held.span, None)
    layer._set(record, "held", held.span, held)


def _replace(layer: Layer, record: _Step, old: Span, new: Span, fresh: Held) -> None:
    """Hold `new` where `old` was held or suggested; `fresh` tells of the suggestion, if `old` was only that."""
    was = layer.held.get(old)
    if was:
        layer._set(record, "held", old, None)
    else:
        was = fresh
    _hold(layer, record, Held(new, was.suggested, was.source, was.score, fresh.by, fresh.at, imported=was.imported))


def _rule(layer: Layer, record: _Step, decision: Decision, ruling: Ruled) -> None:
    """Hold what a ruling says, in place of what an earlier one on the same conflict said."""
    for held in _ruled(*layer.rulings.get(ruling.conflict, ())):
        if layer.held.get(held.span) == held:
            layer._set(record, "held", held.span, None)
    for held in _ruled(ruling, decision):
        if held.span not in layer.held:
            _hold(layer, record, held)
    layer._set(record, "rulings", ruling.conflict, (ruling, decision))


def _ruled(ruling: Ruled | None = None, decision: Decision | None = None) -> list[Held]:
    """What a ruling puts into its layer: the source of a span names the annotators who said it."""
    if ruling is None or decision is None:
        return []
    who, agreed = speakers(ruling.conflict), ruling.choice == AGREED
    return [
        Held(span, span if agreed else None, who(span), None, decision.by, decision.at, ruled=not agreed)
        for span in ruling.spans
    ]


_STATUS: dict[type[Event], Status] = {
    Finished: "finished",
    Skipped: "skipped",
    Reopened: "open",
    Approved: "approved",
}


def _id(decision: Decision) -> str:
    return decision.id
