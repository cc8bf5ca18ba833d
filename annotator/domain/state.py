"""The state of a layer: what is held, rejected and put aside at present, and the way back.

`Layer` keeps its state in tables and writes down, decision by decision, what each value was before.
That journal is what undo rewinds. What the events mean is said in `layer`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from annotator.domain.claims.standing import TABLES, ClaimIndex, Standing, Table
from annotator.domain.claims.values import Claim
from annotator.domain.decisions import MEMORY, Decided, Decision, Relabelled, Removed, Resized, Ruled
from annotator.domain.span import Span, SpanIndex

Status = Literal["open", "finished", "skipped", "returned", "approved"]
COMPLETE: tuple[Status, ...] = ("finished", "approved")
"""The layer says all there is to say: it is counted as finished, compared with others and learned from."""
CLOSED: tuple[Status, ...] = (*COMPLETE, "skipped")
"""There is nothing left to do in the layer: it is offered no more, and exported."""
HANDED_IN: tuple[Status, ...] = (*CLOSED, "returned")
"""The annotator was through with it once: of those that are enough for a shared article, one."""


@dataclass(frozen=True, slots=True)
class Held:
    """A span that a layer holds true (or has rejected), and how it came to be.

    `suggested` is the suggestion it came from, as it was proposed; `auto` if its string accepted itself.
    `elsewhere` is how an imported one was decided where it came from.
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
    elsewhere: Decided = "imported"

    @property
    def decided(self) -> Decided:
        """How the span was decided, measured against what had been suggested."""
        if self.ruled:
            return "ruled"
        if self.imported:
            return self.elsewhere
        if self.suggested is None:
            return "added"
        if not self.suggested.same_edges(self.span):
            return "resized"
        return "accepted" if self.suggested.label == self.span.label else "relabelled"


@dataclass(frozen=True, slots=True)
class Comment:
    """What someone wrote about a span, or about the article (`span is None`); `id` is the first decision's that did.

    `answers` is the id of what it answers, or "".
    """

    text: str
    span: Span | None
    by: str
    at: str
    id: str = field(default="", compare=False)
    answers: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A decision, what stood in each `(table, key)` that it changed, and when the last one up to it was made."""

    decision: Decision
    at: str
    before: list[tuple[str, Any, Any]] = field(default_factory=list)


class Layer:
    """The present state of one layer of an article of `length` code points.

    Read it through its properties; only `step` calls the methods that change it. `ignored` are the
    decisions of a log that were illegal when their turn came; `undone` are the steps that were taken
    back and can be redone. Two layers are equal when they hold the same, however they came to it.
    """

    __slots__ = (
        *("_changed", "_first", "_index", "_journal", "_state", "_taken"),
        *("added", "claim_index", "ignored", "length", "undone"),
    )

    def __init__(self, length: int) -> None:
        self.length = length
        self.ignored: list[Decision] = []
        self._state: dict[str, dict[Any, Any]] = {
            name: {}
            for name in ("held", "rejected", "aside", "noted", "answers", "comments", "rulings", "word", *TABLES)
        }
        self._changed: dict[tuple[str, Span], Held | None] = {}
        self._index = SpanIndex()
        self.claim_index = ClaimIndex()
        """Finds claims by the spans that they rest on, and mentions by their entity."""
        self._taken: Counter[Span] = Counter()
        self.added = 0
        """How many held spans nobody had suggested, or the memory alone, which repeats what was decided."""
        self._journal: list[_Entry] = []
        self._first: dict[str, int] = {}
        self.undone: dict[str, list[Decision]] = {}

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
    def claims(self) -> Mapping[Claim, Standing]:
        """Each relation, link and attribute that holds."""
        return self._state["claims"]

    @property
    def members(self) -> Mapping[Span, Standing]:
        """Each span that is a mention of an entity, with the entity's name."""
        return self._state["members"]

    @property
    def refusals(self) -> Mapping[Claim, Standing]:
        """Each claim that was refused; of two mentions that are not the same, the pair."""
        return self._state["refusals"]

    @property
    def cats(self) -> Mapping[str, bool]:
        """The labels of the article as a whole that hold (True) or do not (False): agreed, ruled, or set by hand."""
        # By the names of conflicts, so that any order of decisions comes to the same; what is agreed sorts first.
        ruled = {label: on for _, answers in sorted(self._state["answers"].items()) for label, on in answers}
        return {**ruled, **self.noted} if ruled else self.noted

    @property
    def noted(self) -> Mapping[str, bool]:
        """The labels of the article as a whole that were set (True) or taken back (False) by hand."""
        return self._state["noted"]

    @property
    def comments(self) -> list[Comment]:
        """All comments, oldest first."""
        return [comment for _, comment in sorted(self._state["comments"].items())]

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

    @property
    def returned_by(self) -> str:
        """Who gave the article back, or an empty string."""
        return str(self._state["word"].get("returned_by", ""))

    def sorted_held(self) -> list[Held]:
        """What is held true, in the order of the text."""
        held = self.held
        return [held[span] for span in self._index]

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans held true that share a code point with `[start, end)`, in order."""
        return self._index.touching(start, end)

    def knows(self, span: Span) -> bool:
        """Whether this very span, as it stands or as it was suggested, was decided one way or another."""
        return span in self.held or span in self.rejected or span in self.aside or self.times_suggested(span) > 0

    def times_suggested(self, span: Span) -> int:
        """How many held spans were made from the suggestion of this span."""
        return self._taken[span]

    def snapshot(self) -> dict[str, dict[Any, Any]]:
        """A copy of the present state, for comparison."""
        return {name: dict(values) for name, values in self._state.items() if values}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layer) and self.snapshot() == other.snapshot()

    __hash__ = None  # type: ignore[assignment]  # a layer changes, so it cannot be a key

    def changed(self) -> list[tuple[str, Span]]:
        """Which spans came or went in `held`, `rejected` and `aside` since the last `drain`, as `(table, span)`."""
        return list(self._changed)

    def affected(self) -> set[Span]:
        """The spans that may have become known, or are known no more: those of `changed`, and what was suggested there.

        A span that was moved step by step may stand far from its suggestion.
        """
        spans = {span for _, span in self._changed}
        for (table, span), was in self._changed.items():
            if table == "held":
                spans.update(one.suggested for one in (was, self.held.get(span)) if one and one.suggested)
        return spans

    def replaced(self) -> Mapping[tuple[str, Span], Held | None]:
        """What stood in each `(table, span)` that has changed since the last `drain`."""
        return self._changed

    def drain(self) -> list[tuple[str, Span]]:
        """What `changed` says, and begin to count anew."""
        changed = self.changed()
        self._changed.clear()
        self.claim_index.changed.clear()
        return changed

    def record(self, decision: Decision) -> None:
        """Open the journal for a decision; what is `put` from now on is its doing."""
        self._first.setdefault(decision.step, len(self._journal))
        self._journal.append(_Entry(decision, max(self.at, decision.at)))

    def put(self, table: str, key: Any, value: Any) -> None:
        """Put a value into a table (None takes it out), so that `rewind` can take it back."""
        before = self._state[table].get(key)
        if before != value:
            self._journal[-1].before.append((table, key, before))
            self._store(table, key, value)

    @property
    def end(self) -> int:
        """The position in the journal where the next decision will stand."""
        return len(self._journal)

    def recorded(self, since: int = 0) -> list[Decision]:
        """The decisions that hold now, in the order they were applied, from a position in the journal on."""
        return [entry.decision for entry in self._journal[since:]]

    @property
    def at(self) -> str:
        """When the last of the decisions that hold now was made (UTC, ISO 8601), or ""."""
        return self._journal[-1].at if self._journal else ""

    def latest(self) -> Iterator[Decision]:
        """The decisions that hold now, the latest first."""
        return (entry.decision for entry in reversed(self._journal))

    def last_removed(self, span: Span) -> Held | None:
        """How a span was held before it was removed; None where it never was, or is held again."""
        for entry in reversed(self._journal):
            for table, key, before in entry.before:
                if table == "held" and key == span:
                    return before if isinstance(entry.decision.event, Removed) else None
        return None

    def went_with(self, span: Span) -> list[tuple[Table, Span | Claim, Standing]]:
        """What was said of a span when it was removed last, mentions of an entity first."""
        for entry in reversed(self._journal):
            if any(table == "held" and key == span for table, key, _ in entry.before):
                went = [(table, key, was) for table, key, was in entry.before if table in TABLES and was]
                return sorted(went, key=lambda one: one[0] != "members")
        return []

    def last_refused(self, span: Span) -> Held | None:
        """How a suggestion was rejected when a span that was moved or relabelled took its very place last, or None."""
        for entry in reversed(self._journal):
            for table, key, before in entry.before:
                if key == span and (table == "rejected" or (table == "held" and before is None)):
                    taken = table == "rejected" and isinstance(entry.decision.event, Resized | Relabelled)
                    return before if taken else None
        return None

    def position_of(self, step: str) -> int | None:
        """Where in the journal a step begins, or None if it does not hold."""
        return self._first.get(step)

    def knows_step(self, step: str) -> bool:
        """Whether a step holds, was undone, or came to nothing; False for one that was done elsewhere meanwhile."""
        return step in self._first or step in self.undone or any(one.step == step for one in self.ignored)

    def touched(self, since: int) -> set[Span]:
        """The spans that came into or went out of what is held, from a position in the journal on."""
        return {key for entry in self._journal[since:] for table, key, _ in entry.before if table == "held"}

    def rewind(self, start: int) -> None:
        """Take back what was done from a position in the journal on."""
        while len(self._journal) > start:
            entry = self._journal.pop()
            for table, key, value in reversed(entry.before):
                self._store(table, key, value)
            if self._first.get(entry.decision.step, -1) >= start:
                del self._first[entry.decision.step]

    def _store(self, table: str, key: Any, value: Any) -> None:
        values = self._state[table]
        if table in TABLES:
            self.claim_index.store(table, key, values.get(key), value)
        if table in ("held", "rejected", "aside"):
            self._changed.setdefault((table, key), values.get(key))
        if table == "held":
            self._count_suggested(values.get(key), -1)
            self._count_suggested(value, 1)
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
        if table == "held":
            (self._index.discard if value is None else self._index.add)(key)

    def _count_suggested(self, held: Held | None, by: int) -> None:
        if held and held.suggested:
            self._taken[held.suggested] += by
        if held and (not held.suggested or held.source == MEMORY):
            self.added += by
