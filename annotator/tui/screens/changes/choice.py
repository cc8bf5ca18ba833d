"""Which states are compared, and which of the changes between them are shown. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from annotator.services.exporting.changed_claims import ChangedClaim
from annotator.services.exporting.tag_diff import KINDS, ChangedSpan

NOW, ALL = "", ""
Side = Literal["since", "until"]
Changed = ChangedSpan | ChangedClaim


class Between:
    """Two states, one before the other: tags, of which there is at least one, the oldest first; or a tag and now."""

    def __init__(self, tags: Sequence[str], *, changed: bool) -> None:
        """Since the last tag, where anything was decided since; else between the last two."""
        self._states = [*tags, NOW]
        self._until = len(tags) if changed or len(tags) < 2 else len(tags) - 1
        self._since = self._until - 1

    @property
    def since(self) -> str:
        """The tag that is compared with."""
        return self._states[self._since]

    @property
    def until(self) -> str:
        """The tag that is compared, or now."""
        return self._states[self._until]

    @property
    def told(self) -> str:
        """Both in words."""
        return f"{self.since} → {self.until or 'now'}"

    def move(self, side: Side, way: int) -> bool:
        """Take a later state on one side, or an earlier one; whether there is one."""
        if side == "since":
            wanted, there = self._since + way, range(self._until)
        else:
            wanted, there = self._until + way, range(self._since + 1, len(self._states))
        if wanted in there:
            self._since, self._until = (wanted, self._until) if side == "since" else (self._since, wanted)
        return wanted in there


class Filter:
    """Changes of one kind, or of all; of the same labels before and after, or of all."""

    def __init__(self) -> None:
        self.kind = ALL
        self.labels: tuple[str, str] | None = None

    def shown(self, every: Sequence[Changed]) -> Sequence[Changed]:
        """Those that are shown."""
        return (
            [one for one in every if self.kind in (ALL, kind_of(one)) and self.labels in (None, labels_of(one))]
            if self.kind or self.labels
            else every
        )

    def next_kind(self, every: Sequence[Changed], way: int) -> None:
        """Show the next kind (or the one before) of which there is one, or all."""
        kinds = [ALL, *_counts(every)]
        self.kind = kinds[(kinds.index(self.kind) + way) % len(kinds)] if self.kind in kinds else ALL
        self.labels = None

    def alike(self, one: Changed) -> None:
        """Show only those of the same labels, or all again."""
        self.labels = None if self.labels else labels_of(one)

    @property
    def told(self) -> str:
        """What is left out, in words."""
        labels = [" → ".join(dict.fromkeys(filter(None, self.labels)))] if self.labels else []
        parts = [*([self.kind] if self.kind else []), *labels]
        return f" · only {' '.join(parts)}" if parts else ""


def kind_of(one: Changed) -> str:
    """What has changed and how: `resized`, `relation turned`."""
    return one.change.kind if isinstance(one, ChangedSpan) else f"{one.change.of} {one.change.kind}"


def labels_of(one: Changed) -> tuple[str, str]:
    """The label before and after, "" for none; of a claim, what relation, attribute or base it is of."""
    if isinstance(one, ChangedClaim):
        return one.change.names
    was, now = one.change.before, one.change.after
    return was.label if was else "", now.label if now else ""


def counts_told(every: Sequence[Changed]) -> str:
    """How many there are of each kind."""
    return ", ".join(f"{kind} {number:,}" for kind, number in _counts(every).items())


def _counts(every: Sequence[Changed]) -> dict[str, int]:
    """The kinds there are, those of spans first, with how many there are of each."""
    counts = Counter(map(kind_of, every))
    return {kind: counts[kind] for kind in dict.fromkeys((*KINDS, *sorted(counts))) if counts[kind]}
