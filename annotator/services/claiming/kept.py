"""Spans that are kept in the order of the text while some come and others go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.span import Span


class KeptSpans:
    """Spans, each once. What comes in order costs next to nothing, one more or less a shift in a list."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._known = set(spans)
        self._order = sorted(self._known)
        self._every: Sequence[Span] | None = None

    @property
    def every(self) -> Sequence[Span]:
        """All of them, as they are now: what is put later is in another list."""
        if self._every is None:
            self._every = list(self._order)
        return self._every

    def put(self, span: Span, *, there: bool) -> None:
        """Let a span be there, or not."""
        if there == (span in self._known):
            return
        at = bisect_left(self._order, span)
        if there:
            self._known.add(span)
            self._order.insert(at, span)
        else:
            self._known.remove(span)
            del self._order[at]
        self._every = None

    def __contains__(self, span: object) -> bool:
        return span in self._known

    def __iter__(self) -> Iterator[Span]:
        return iter(self.every)

    def __len__(self) -> int:
        return len(self._known)
