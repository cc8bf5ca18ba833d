"""Which conditions of a question are about articles, and which about one span, where articles or places are asked for.

The conditions of one span stand together; `label` or `by` said again asks for another span. A negated one holds where
there is no such span: at that place, or in that article. Of articles, `label` and `by` are about one span only if
more is asked of a span, and `text` alone is about the words of the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.question.condition import Condition
from annotator.domain.question.fields import OF_SPANS, SPAN_STATES

Group = tuple[Condition, ...]
STRINGS = ("text", "patterns")
_AGAIN = ("label", "by")
_OF_PLACES = (*OF_SPANS, "patterns", "label", "by", "state", "comment")
Source = Callable[[str], bool]
"""Whether suggestions come from a source that is called so."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Conditions on an article; groups of those on one span each; those that no span meets; what stands at a place."""

    articles: Group = ()
    groups: tuple[Group, ...] = ()
    without: Group = ()
    strings: Group = ()

    @property
    def of_spans(self) -> bool:
        """Whether a question about articles asks of places in them, too."""
        return bool(self.groups or self.without or any(one.field == "text" for one in self.articles))


def of_articles(conditions: Iterable[Condition], source: Source) -> Parts:
    """The parts of a question about articles."""
    every = list(conditions)
    spans = [one for one in every if _of_span(one, source) or (one.field in _AGAIN and not one.negated)]
    groups = _groups([one for one in spans if not one.negated])
    alone = [one for group in groups if {one.field for one in group} in _ALONE for one in group]
    return Parts(
        tuple(one for one in every if one not in spans or one in alone),
        tuple(group for group in groups if {one.field for one in group} not in _ALONE),
        tuple(replace(one, negated=False) for one in spans if one.negated),
    )


_ALONE: Sequence[set[str]] = ({"label"}, {"by"}, {"text"})


def of_places(conditions: Iterable[Condition], source: Source) -> Parts:
    """The parts of a question about places."""
    every = list(conditions)
    spans = [one for one in every if one.field in _OF_PLACES or _of_span(one, source)]
    strings = [one for one in spans if one.field in STRINGS and not one.negated]
    return Parts(
        tuple(one for one in every if one not in spans),
        tuple(_groups([one for one in spans if not one.negated and one not in strings])),
        tuple(replace(one, negated=False) for one in spans if one.negated),
        tuple(strings),
    )


def _of_span(one: Condition, source: Source) -> bool:
    """Whether nothing but a span can meet it."""
    if one.field == "state":
        return any(value in SPAN_STATES for value in one.values)
    if one.field == "source":
        return any(source(str(value)) for value in one.values)
    return one.field in OF_SPANS


def _groups(conditions: Iterable[Condition]) -> list[Group]:
    groups: list[list[Condition]] = []
    for one in conditions:
        again = one.field in _AGAIN and groups and any(other.field == one.field for other in groups[-1])
        if not groups or again:
            groups.append([])
        groups[-1].append(one)
    return [tuple(group) for group in groups]
