"""Many sources, one list: the same span of several sources becomes one suggestion that names them all.

Nothing is dropped silently: rivals (suggestions that may not stand beside each other) are all kept,
what lies under a threshold or comes from a source that is off is *folded*: it is counted, and shown on request.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from annotator.domain.span import Span, in_order
from annotator.domain.suggestion import Suggestion

Thresholds = Mapping[str, Mapping[str, float]]
"""Below which score a suggestion is folded: by source, then by label."""


def joined(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Each span once, in order, under the source with the best score; the others are named in `also`."""
    by_span: dict[Span, list[Suggestion]] = {}
    for one in suggestions:
        by_span.setdefault(one.span, []).append(one)
    return [_one(span, by_span[span]) for span in sorted(by_span, key=in_order)]


def _one(span: Span, same: list[Suggestion]) -> Suggestion:
    if len(same) == 1:
        return same[0]
    best = min(same, key=lambda one: (one.score is None, -(one.score or 0.0), one.source))
    also = dict.fromkeys(source for one in same for source in one.sources if source != best.source)
    return Suggestion(span, best.source, best.score, tuple(also))


def folding(off: Collection[str], thresholds: Thresholds) -> Callable[[Suggestion], bool]:
    """Tells whether a suggestion is folded away: all its sources are off, or its score is too low for them."""

    def folds(one: Suggestion) -> bool:
        sources = [source for source in one.sources if source not in off]
        if not sources:
            return True
        return one.score is not None and all(
            one.score < thresholds.get(source, {}).get(one.span.label, 0.0) for source in sources
        )

    return folds
