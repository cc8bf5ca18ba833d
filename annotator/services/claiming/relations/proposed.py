"""What is proposed in an article and still open: neither held nor refused, itself or alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.relations.drawing import alike, ends_of
from annotator.services.claiming.relations.habits import Habits
from annotator.services.claiming.relations.remembered import Proposal, remembered


class Proposed:
    """Open proposals, kept as the layer changes; only what rests on spans that changed is looked at again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._every: list[Proposal] = []
        self._by_end: dict[Span, list[int]] = {}
        self._open: dict[int, Proposal] = {}
        self._habits = Habits(desk)
        self._count: int | None = None
        self._heads: Sequence[Span] | None = None
        self.changed(None)

    def changed(self, spans: Sequence[Span] | None) -> None:
        """Look again at what rests on these spans, and on others of their entities; at everything, if None."""
        self._heads = None
        if spans is None:
            self._every, self._by_end, self._open = remembered(self._desk), {}, {}
            for number, one in enumerate(self._every):
                for end in one.relation.spans:
                    for span in ends_of(self._desk.layer, self._desk.claims, one.relation.label, end):
                        self._by_end.setdefault(span, []).append(number)
            touched = list(range(len(self._every)))
        else:
            touched = sorted({number for span in spans for number in self._by_end.get(span, ())})
        for number in touched:
            one = self._every[number]
            if any(alike(self._desk.layer, self._desk.claims, one.relation)):
                self._open.pop(number, None)
            else:
                self._open[number] = one
        self._habits.changed(spans)
        self._count = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = sum(1 for _ in self)
        return self._count

    def __iter__(self) -> Iterator[Proposal]:
        yield from (one for _, one in sorted(self._open.items()))
        there = {one.relation for one in self._open.values()}
        yield from (one for one in self._habits if one.relation not in there)

    def heads(self) -> Sequence[Span]:
        """The heads of all of them, in the order of the text."""
        if self._heads is None:
            self._heads = sorted({one.relation.head for one in self._open.values()}.union(self._habits.heads()))
        return self._heads

    def at(self, span: Span) -> list[Proposal]:
        """Those of which a span, or another mention of its entity, is an end; the surest first."""
        numbers = dict.fromkeys(number for number in self._by_end.get(span, ()) if number in self._open)
        here = [self._open[number] for number in numbers]
        there = {one.relation for one in here}
        here += (one for one in self._habits.at(span) if one.relation not in there)
        return sorted(here, key=lambda one: -one.score)
