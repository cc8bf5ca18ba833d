"""What several say of one text, kept joined: each span once, as `joined` makes it of all who propose it.

An *owner* is one who proposes something here: `(rank, number or span)`. The lower ones speak first.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.span import Span, SpanIndex
from annotator.domain.suggestion import Suggestion, joined
from annotator.suggest.memory.indexes.groups import Groups

Owner = tuple[int, int | Span]


class BySpan:
    """Suggestions by span, as their owners `put` them; they count from the next `settle` on."""

    def __init__(self) -> None:
        self.index = SpanIndex()
        self._by_owner: dict[Owner, tuple[Suggestion, ...]] = {}
        self._owners: Groups[Span, Owner] = Groups()
        self._at: dict[Span, Suggestion] = {}
        self._changed: set[Span] = set()

    def put(self, owner: Owner, suggestions: Iterable[Suggestion]) -> None:
        """Let an owner propose this, and nothing else."""
        before, now = self._by_owner.get(owner, ()), tuple(suggestions)
        if now == before:
            return
        for one in before:
            self._owners.discard(one.span, owner)
            self._changed.add(one.span)
        for one in now:
            self._owners.add(one.span, owner)
            self._changed.add(one.span)
        if now:
            self._by_owner[owner] = now
        else:
            self._by_owner.pop(owner)

    def proposes(self, owner: Owner) -> bool:
        """Whether an owner proposes anything."""
        return owner in self._by_owner

    def flush(self) -> set[Span]:
        """Join what was put; gives the spans whose suggestion came, went or changed."""
        changed = set()
        for span in self._changed:
            now = self._joined(span)
            if self._at.get(span) != now:
                changed.add(span)
                self._store(span, now)
        self._changed.clear()
        return changed

    def at(self, span: Span) -> Suggestion | None:
        """The suggestion of a span, if there is one."""
        return self._at.get(span)

    def touching(self, start: int, end: int) -> list[Suggestion]:
        """The suggestions that touch `[start, end)`, in order."""
        return [self._at[span] for span in self.index.touching(start, end)]

    def _joined(self, span: Span) -> Suggestion | None:
        owners = sorted(self._owners[span])
        said = [one for owner in owners for one in self._by_owner[owner] if one.span == span]
        return joined(said)[0] if said else None

    def _store(self, span: Span, now: Suggestion | None) -> None:
        if now is None:
            del self._at[span]
            self.index.discard(span)
        else:
            if span not in self._at:
                self.index.add(span)
            self._at[span] = now
