"""A suggestion: a span that some source proposes, with a score; and what several sources say together.

A *source* is a name such as `spacy:en_core_web_sm-3.8.0`, `patterns`, `memory` or `import`. What a
person decides about a suggestion is decided about its span: the same span proposed twice is one question.
Nothing is dropped silently: suggestions that may not stand beside each other are all kept, and what comes from
a source that is off or scores below a threshold is *hidden*: it is counted, and shown on request.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from annotator.domain.span import Span, in_order


@dataclass(frozen=True, slots=True, order=True)
class Suggestion:
    """A span, who proposes it, and how sure the source is (0..1, or None where it gives no score).

    `also` names further sources that propose the very same span. What was `outvoted` by other sources is hidden.
    """

    span: Span
    source: str
    score: float | None = None
    also: tuple[str, ...] = ()
    outvoted: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources of this span, the first one leading."""
        return (self.source, *self.also)


Hidden = Callable[[Suggestion], bool]
"""Tells whether a suggestion is hidden."""
Thresholds = Mapping[str, Mapping[str, float]]
"""Below which score a suggestion is hidden: by source, then by label."""
Folded = Mapping[str, Collection[str]]
"""The labels that are hidden: by source."""


def joined(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Each span once, in order, under the source with the best score; the others are named in `also`."""
    by_span: dict[Span, list[Suggestion]] = {}
    for one in suggestions:
        by_span.setdefault(one.span, []).append(one)
    return [_one(span, by_span[span]) for span in sorted(by_span, key=in_order)]


def joined_in_order(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """What `joined` gives of suggestions whose spans come in order, without keeping them."""
    return (_one(span, list(same)) for span, same in groupby(suggestions, key=attrgetter("span")))


def _one(span: Span, same: list[Suggestion]) -> Suggestion:
    if len(same) == 1:
        return same[0]
    best = min(same, key=lambda one: (one.score is None, -(one.score or 0.0), one.source))
    also = dict.fromkeys(source for one in same for source in one.sources if source != best.source)
    return Suggestion(span, best.source, best.score, tuple(also), outvoted=all(one.outvoted for one in same))


@dataclass(frozen=True, slots=True)
class Hiding:
    """Hides a suggestion where each of its sources is off, or has folded its label, or hides a score that low."""

    off: Collection[str]
    thresholds: Thresholds
    folded: Folded = field(default_factory=dict)

    def __call__(self, one: Suggestion) -> bool:
        """Whether it is hidden."""
        if not (sources := self._showing(one)):
            return True
        return one.score is not None and all(
            one.score < self.thresholds.get(source, {}).get(one.span.label, 0.0) for source in sources
        )

    def has_folded(self, one: Suggestion) -> bool:
        """Whether it is hidden because its label has folded."""
        return not self._showing(one) and any(one.span.label in self.folded.get(source, ()) for source in one.sources)

    def _showing(self, one: Suggestion) -> list[str]:
        label = one.span.label
        return [source for source in one.sources if source not in self.off and label not in self.folded.get(source, ())]
