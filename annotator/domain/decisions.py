"""The events: what someone can do to an article's layer, one class each.

An event says what was done, by value: it names spans, not rows. A `Decision` is an event that
happened: whose layer, who did it, when, how long it took. Decisions that one key made together
share a `step`, and it is steps that are undone and redone.
"""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from annotator.domain.claims.values import Claim
from annotator.domain.disagreement.article_labels import Answers
from annotator.domain.span import Span

_V7 = re.compile(r"([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-")
GOLD = "gold"
MEMORY = "memory"

Action = Literal[
    "accepted", "rejected", "superseded", "added", "removed", "relabelled", "resized", "imported", "noted",
    "commented", "flagged", "finished", "skipped", "reopened", "returned", "approved", "ruled", "undone", "redone",
    "restored", "confirmed", "claimed", "withdrawn", "refused",
]  # fmt: skip


Decided = Literal["accepted", "relabelled", "resized", "added", "imported", "ruled"]


@dataclass(frozen=True, slots=True)
class _OfNothing:
    """Shapes that several events have are made once: to make such a class takes half a millisecond of a start."""


@dataclass(frozen=True, slots=True)
class _OfStep:
    """An event that is about a step."""

    step: str


@dataclass(frozen=True, slots=True)
class _OfSpan:
    """An event that is about a span."""

    span: Span


@dataclass(frozen=True, slots=True)
class _OfSuggestion:
    """An event that is about a suggestion."""

    span: Span
    source: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A suggestion was taken as it is; `auto` if its string accepted itself."""

    span: Span
    source: str = ""
    score: float | None = None
    auto: bool = False


class Rejected(_OfSuggestion):
    """A suggestion was refused; if the layer held it, it holds it no more."""

    __slots__ = ()


class Superseded(_OfSuggestion):
    """An undecided suggestion was put aside, because something else was decided at its place."""

    __slots__ = ()


class Restored(_OfSpan):
    """What gave way to another span is as it was: a suggestion undecided or rejected, or a removed span held again."""

    __slots__ = ()


class Added(_OfSpan):
    """A span of one's own was made."""

    __slots__ = ()


class Removed(_OfSpan):
    """A span that the layer held was taken away."""

    __slots__ = ()


class Confirmed(_OfSpan):
    """A span that the layer holds was looked at again, and stays as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Relabelled:
    """`span`, held or suggested, is now held under another label."""

    span: Span
    label: str
    source: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Resized:
    """`span`, held or suggested, is now held with other edges."""

    span: Span
    start: int
    end: int
    source: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A span came with a layer from elsewhere; `decided` is how it was decided there, where that is known."""

    span: Span
    decided: Decided = "imported"
    source: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A label of the article as a whole was set or taken back."""

    label: str
    on: bool


@dataclass(frozen=True, slots=True)
class Commented:
    """Someone wrote about a span, or about the article (`span is None`).

    `instead` is the id of the decision whose comment this changes; without words, it takes that back. `answers` is the
    id of a comment, or of a flag, that this answers; with `closes`, whoever asked needs no further answer, with words
    or without, else they do.
    """

    text: str
    span: Span | None = None
    instead: str = ""
    answers: str = ""
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Flagged:
    """The article was marked for attention, or the mark was taken off."""

    on: bool


class Finished(_OfNothing):
    """The annotator is done with the article."""

    __slots__ = ()


class Skipped(_OfNothing):
    """The annotator passes the article by."""

    __slots__ = ()


class Reopened(_OfNothing):
    """A finished or skipped article is worked on again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """A reviewer gave the article back to the annotator, with a word of why."""

    text: str = ""


class Approved(_OfNothing):
    """A reviewer found the gold layer good."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """A reviewer settled the conflict known by `conflict` within `[start, end)`: these spans hold (none, if empty).

    `cats` are the answers that hold of the article as a whole, in order of their labels; `claims` hold of its spans.
    """

    start: int
    end: int
    conflict: str
    spans: tuple[Span, ...]
    choice: str
    cats: Answers = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim was made, or taken as `source` proposed it; `auto` if it holds without having been asked."""

    claim: Claim
    source: str = ""
    score: float | None = None
    auto: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A claim that the layer held is held no more."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that `source` proposed was refused; if the layer held it, it holds it no more."""

    claim: Claim
    source: str = ""
    score: float | None = None


class Undone(_OfStep):
    """A step was taken back."""

    __slots__ = ()


class Redone(_OfStep):
    """A step that had been taken back holds again."""

    __slots__ = ()


Event = (
    Accepted | Rejected | Superseded | Restored | Added | Removed | Confirmed | Relabelled | Resized | Imported | Noted
    | Commented | Flagged | Finished | Skipped | Reopened | Returned | Approved | Ruled | Claimed | Withdrawn | Refused
    | Undone | Redone
)  # fmt: skip

ACTIONS: dict[type[Event], Action] = {
    Accepted: "accepted", Rejected: "rejected", Superseded: "superseded", Added: "added", Removed: "removed",
    Relabelled: "relabelled", Resized: "resized", Imported: "imported", Noted: "noted", Commented: "commented",
    Flagged: "flagged", Finished: "finished", Skipped: "skipped", Reopened: "reopened", Returned: "returned",
    Approved: "approved", Ruled: "ruled", Undone: "undone", Redone: "redone", Restored: "restored",
    Confirmed: "confirmed", Claimed: "claimed", Withdrawn: "withdrawn", Refused: "refused",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """An event that happened.

    `id` is a UUIDv7, so decisions sort by the time they were made; `at` is UTC in ISO 8601 with
    milliseconds; `elapsed_ms` is the time the person took; `bulk` if one key decided many at once.
    """

    id: str
    step: str
    layer: str
    by: str
    at: str
    event: Event
    elapsed_ms: int = 0
    bulk: bool = False

    @property
    def action(self) -> Action:
        """The word for what was done."""
        return ACTIONS[type(self.event)]


_FAR = 1 << 47
"""Milliseconds; ids that claim to be of such a time (the year 6429) are not followed."""


class _Clock:
    """Hands out UUIDv7 ids (RFC 9562, method 1: a 12-bit counter) that never go backwards within a process."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        with self._lock:
            self._last = max((time.time_ns() // 1_000_000) << 12, self._last + 1)
            millis, counter = self._last >> 12, self._last & 0xFFF
        value = millis << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | (int.from_bytes(os.urandom(8)) >> 2)
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def follow(self, decision_id: str) -> None:
        """Hand out only ids that sort after this one, which another process or machine may have made."""
        if (seen := _V7.match(decision_id)) and (millis := int(seen[1] + seen[2], 16)) < _FAR:
            with self._lock:
                self._last = max(self._last, millis << 12 | int(seen[3], 16))


new_id = _Clock()


def time_of(decision_id: str) -> str:
    """When a UUIDv7 was made: UTC, ISO 8601, milliseconds."""
    millis = int(decision_id[:8] + decision_id[9:13], 16)
    return time_text(datetime.fromtimestamp(millis / 1000, UTC))


def id_from(moment: datetime) -> str:
    """What sorts before all ids that are made from a moment on, and behind those from before."""
    millis = f"{int(moment.timestamp() * 1000):012x}"
    return f"{millis[:8]}-{millis[8:]}"


def time_text(moment: datetime, precision: str = "milliseconds") -> str:
    """A moment as it is written down everywhere: UTC, ISO 8601, `Z` behind; `precision` is a `timespec` of Python."""
    return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def decide(
    events: list[Event], *, layer: str, by: str, elapsed_ms: int = 0, bulk: bool = False, step: str = "", at: str = ""
) -> list[Decision]:
    """The decisions of one step: all share a step id, the first one's own unless `step` names one.

    They are made now, unless `at` says when they were made elsewhere (UTC, ISO 8601).
    """
    decisions: list[Decision] = []
    for event in events:
        made = new_id()
        step = step or made
        decisions.append(Decision(made, step, layer, by, at or time_of(made), event, elapsed_ms, bulk))
        elapsed_ms = 0
    return decisions
