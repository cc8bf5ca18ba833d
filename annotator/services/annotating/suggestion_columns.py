"""The suggestions of one channel for an article, kept in columns of some thirty bytes a suggestion."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from math import isnan, nan

from annotator.domain.span import Span, SpanIndex
from annotator.domain.suggestion import Suggestion

Sources = tuple[str, tuple[str, ...], bool]
"""The source, who else, and whether it was outvoted."""


class SuggestionColumns:
    """Suggestions in order, each span once."""

    def __init__(self) -> None:
        self.spans = SpanIndex()
        self._scores = array("d")
        self._sources = array("I")
        self._names: list[Sources] = []
        self._numbers: dict[Sources, int] = {}

    def get(self, span: Span) -> Suggestion | None:
        """The suggestion of a span, if there is one."""
        index = self.spans.position(span)
        return None if index is None else self._at(index, span)

    def put(self, suggestion: Suggestion) -> bool:
        """Take a suggestion, in place of another of the same span; whether it is a new one."""
        score = nan if suggestion.score is None else suggestion.score
        source = self._number((suggestion.source, suggestion.also, suggestion.outvoted))
        index = self.spans.add(suggestion.span)
        if index is not None:
            self._scores.insert(index, score)
            self._sources.insert(index, source)
            return True
        index = self.spans.position(suggestion.span) or 0
        known = self._scores[index]
        same = self._sources[index] == source and (known == score or (isnan(known) and isnan(score)))
        self._scores[index], self._sources[index] = score, source
        return not same

    def drop(self, span: Span) -> None:
        """Take the suggestion of a span out, if there is one."""
        index = self.spans.discard(span)
        if index is not None:
            del self._scores[index], self._sources[index]

    def __iter__(self) -> Iterator[Suggestion]:
        return (self._at(index, span) for index, span in enumerate(self.spans))

    def _at(self, index: int, span: Span) -> Suggestion:
        score, (source, also, outvoted) = self._scores[index], self._names[self._sources[index]]
        return Suggestion(span, source, None if isnan(score) else score, also, outvoted)

    def _number(self, sources: Sources) -> int:
        number = self._numbers.setdefault(sources, len(self._names))
        if number == len(self._names):
            self._names.append(sources)
        return number
