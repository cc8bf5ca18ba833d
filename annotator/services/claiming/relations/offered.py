"""What is proposed of relations now, whoever proposes it: each relation once, as the surest of them says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.kept import KeptSpans
from annotator.services.claiming.relations.drawing import kind_of
from annotator.services.claiming.relations.ends import named
from annotator.services.claiming.relations.remembered import Proposal

_Said = tuple[object, ...]


class Offered:
    """Proposals that come and go one by one; two that say the same of the same entities are one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._all: dict[_Said, Counter[Proposal]] = {}
        self._best: dict[_Said, Proposal] = {}
        self._at: dict[Span, dict[Proposal, _Said]] = {}
        self._times: Counter[Span] = Counter()
        self._heads = KeptSpans()

    def put(self, one: Proposal) -> None:
        """Somebody proposes it."""
        said = self._said(one)
        all_of = self._all.setdefault(said, Counter())
        all_of[one] += 1
        if all_of[one] == 1:
            for end in one.relation.spans:
                self._at.setdefault(end, {})[one] = said
            self._choose(said)

    def take(self, one: Proposal) -> None:
        """One of those that propose it does so no more."""
        said = self._at[one.relation.head][one]
        all_of = self._all[said]
        all_of[one] -= 1
        if not all_of[one]:
            for end in one.relation.spans:
                del self._at[end][one]
            del all_of[one]
            self._choose(said)

    def _choose(self, said: _Said) -> None:
        before, best = self._best.pop(said, None), max(self._all[said], key=_score, default=None)
        if best:
            self._best[said] = best
        else:
            del self._all[said]
        for head, more in ((before and before.relation.head, -1), (best and best.relation.head, 1)):
            if head:
                self._times[head] += more
                self._heads.put(head, there=self._times[head] > 0)

    def _said(self, one: Proposal) -> _Said:
        kind = kind_of(self._desk.claims, one.relation.label)
        return kind.name, *(named(self._desk, kind, end) for end in one.relation.spans)

    def __len__(self) -> int:
        return len(self._best)

    def __iter__(self) -> Iterator[Proposal]:
        """By their heads in the order of the text, the surest first at each."""
        return iter(sorted(self._best.values(), key=lambda one: (one.relation.head, *_surest(one))))

    def heads(self) -> Sequence[Span]:
        """The heads of all of them, in the order of the text."""
        return self._heads.every

    def at(self, span: Span) -> list[Proposal]:
        """Those of which a span, or another mention of its entity, is an end; the surest first."""
        found = {
            self._best[said]: None
            for mention in self._desk.mentions(span)
            for one, said in self._at.get(mention, {}).items()
            if mention == span or kind_of(self._desk.claims, one.relation.label).between == "entities"
        }
        return sorted(found, key=_surest)


def _score(one: Proposal) -> float:
    return one.score


def _surest(one: Proposal) -> tuple[float, Span, str, Span]:
    relation = one.relation
    return -one.score, relation.head, relation.label, relation.tail
