"""Which of the conflicts that a vote would settle are shown, and which of those are ticked.

What was won over a version with as many votes is not ticked at first. A tick stays with its conflict while other votes
are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.services.reviewing.across.plan import KINDS, Proposal

ALL = ""
_SHOWN = (ALL, *KINDS)


class Ticks:
    """The ticks on proposals; `kind` is the kind of conflicts that is shown, `ALL` for all."""

    def __init__(self) -> None:
        self.kind = ALL
        self._turned: set[tuple[str, str]] = set()

    def shown(self, every: Sequence[Proposal]) -> Sequence[Proposal]:
        """Those of the kind that is shown."""
        return [one for one in every if one.conflict.kind == self.kind] if self.kind else every

    def next_kind(self, every: Iterable[Proposal], way: int) -> None:
        """Show the next kind (or the one before) of which there is one, or all."""
        there = {ALL, *(one.conflict.kind for one in every)}
        kinds = [kind for kind in _SHOWN if kind in there]
        self.kind = kinds[(kinds.index(self.kind) + way) % len(kinds)] if self.kind in there else ALL

    def ticked(self, one: Proposal) -> bool:
        """Whether it is to be settled."""
        return (_name(one) in self._turned) == one.outcome.tied

    def turn(self, some: Sequence[Proposal]) -> None:
        """Tick all of these, or leave them out where all are ticked."""
        on = not all(map(self.ticked, some))
        for one in some:
            if self.ticked(one) != on:
                self._turned ^= {_name(one)}


def _name(one: Proposal) -> tuple[str, str]:
    return one.key, one.conflict.name
