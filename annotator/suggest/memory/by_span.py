"""What several say of one text, kept joined: each span once, as `joined` makes it of all who propose it.

An *owner* is one who proposes something here: `(rank, number or span)`. The lower ones speak first.
"""

from __future__ import annotations

from annotator.domain.span import Span, SpanIndex
from annotator.domain.suggestion import Suggestion, joined

Owner = tuple[int, int | Span]


class BySpan:
    """Suggestions by span, as their owners `put` them; they count from the next `settle` on."""

    def __init__(self) -> None:
        self.index = SpanIndex()
        self._by_owner: dict[Owner, list[Suggestion]] = {}
        self._by_span: dict[Span, dict[tuple[Owner, int], Suggestion]] = {}
        self._at: dict[Span, Suggestion] = {}
        self._changed: set[Span] = set()

    def put(self, owner: Owner, suggestions: list[Suggestion]) -> None:
        """Let an owner propose this, and nothing else."""
        before = self._by_owner.get(owner, [])
        if suggestions == before:
            return
        for number, one in enumerate(before):
            del self._by_span[one.span][owner, number]
            self._changed.add(one.span)
        for number, one in enumerate(suggestions):
            self._by_span.setdefault(one.span, {})[owner, number] = one
            self._changed.add(one.span)
        if suggestions:
            self._by_owner[owner] = suggestions
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
        said = self._by_span[span]
        if len(said) > 1:
            return joined(said[key] for key in sorted(said))[0]
        if not said:
            del self._by_span[span]
        return next(iter(said.values()), None)

    def _store(self, span: Span, now: Suggestion | None) -> None:
        if now is None:
            del self._at[span]
            self.index.discard(span)
        else:
            if span not in self._at:
                self.index.add(span)
            self._at[span] = now
