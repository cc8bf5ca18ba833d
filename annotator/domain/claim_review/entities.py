"""Where annotators put mentions into different entities, as questions that each settle one thing.

A *block* is what all annotators put together: the blocks are the meet of their partitions. Blocks are walked in the
order of the text, and each is asked of once: with which earlier block it is the same, if with any. The answer of an
annotator is the earlier block of their own entity that most annotators put it with, the nearest of as many. So there is
at most one question for each block but the first of what hangs together; any answers make a partition, in whatever
order they are given; and those of one annotator make exactly theirs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from annotator.domain.claim_review.moved import Moved
from annotator.domain.claims.values import Claim, Same
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.span import Span

Block = tuple[Span, ...]
Agreed = list[Claim]


def blocks(said: Sequence[Moved]) -> list[Block]:
    """What all annotators put together, in the order of the text; a mention that somebody has not is by itself."""
    found: defaultdict[tuple[str | Span, ...], list[Span]] = defaultdict(list)
    for span in sorted({span for one in said for span in one.entities}):
        found[tuple(one.entities.get(span, span) for one in said)].append(span)
    return [tuple(block) for block in found.values()]


def compare_entities(said: Sequence[Moved], by_hand: Collection[Span] = ()) -> tuple[Agreed, list[ClaimConflict]]:
    """What all agree is the same, and the questions on which they do not; none of either about mentions `by_hand`."""
    agreed: Agreed = []
    conflicts: list[ClaimConflict] = []
    before: list[Block] = []
    members: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in said]
    for whole in blocks(said):
        if not (block := tuple(span for span in whole if span not in by_hand)):
            continue
        first = block[0]
        agreed += [Same(span, first) for span in block[1:] or block]
        versions = _answers(first, said, members, before)
        answers = {version for _, version in versions}
        if len(answers) > 1:
            about = _about(first, versions)
            groups = (block, *(one for one in before if one[0] in about))
            conflicts.append(ClaimConflict("same", "same", about, tuple(versions), groups))
        else:
            agreed += next(iter(answers), ())
        for one, mine in zip(said, members, strict=True):
            if first in one.entities:
                mine[one.entities[first]].append(len(before))
        before.append(block)
    return agreed, conflicts


def _answers(
    first: Span, said: Sequence[Moved], members: Sequence[Mapping[str, Sequence[int]]], before: Sequence[Block]
) -> list[tuple[str, ClaimVersion]]:
    """What each says of which earlier block is the same as that of `first`: all, if but one of them has it."""
    earlier = [
        mine.get(one.entities.get(first, ""), ()) if first in one.spans else None
        for one, mine in zip(said, members, strict=True)
    ]
    support = Counter(number for numbers in earlier for number in numbers or ())
    able = [numbers for numbers in earlier if numbers is not None]
    versions: list[tuple[str, ClaimVersion]] = []
    for one, numbers in zip(said, earlier, strict=True):
        if numbers:
            best = max(numbers, key=lambda number: (support[number], number))
            versions.append((one.who, (Same(first, before[best][0], whole=True),)))
        elif numbers is not None or len(able) == 1:
            versions.append((one.who, ()))
    return versions


def _about(first: Span, versions: Iterable[tuple[str, ClaimVersion]]) -> tuple[Span, ...]:
    others = {claim.to for _, version in versions for claim in version if isinstance(claim, Same)}
    return (first, *sorted(others))


class GoldEntities:
    """The entities of gold: what is claimed to be the same, taken together."""

    def __init__(self, groups: Iterable[Iterable[Span]], claims: Iterable[Claim]) -> None:
        root: dict[Span, Span] = {}

        def find(span: Span) -> Span:
            root.setdefault(span, span)
            while root[span] != span:
                root[span] = span = root[root[span]]
            return span

        for group in groups:
            first, *rest = group
            for span in rest:
                root[find(span)] = find(first)
        for claim in claims:
            if isinstance(claim, Same):
                root[find(claim.span)] = find(claim.to)
        self._mentions: dict[Span, tuple[Span, ...]] = {}
        for members in _grouped((find(span), span) for span in sorted(root)):
            self._mentions |= dict.fromkeys(members, tuple(members))

    def mentions(self, span: Span) -> tuple[Span, ...]:
        """All mentions of what a span means, in the order of the text; the span alone where it has no others."""
        return self._mentions.get(span, (span,))

    def of(self, span: Span) -> Span:
        """The first mention of what a span means, which stands for all of them."""
        return self.mentions(span)[0]


def _grouped(pairs: Iterable[tuple[Span, Span]]) -> Iterator[list[Span]]:
    groups: defaultdict[Span, list[Span]] = defaultdict(list)
    for root, span in pairs:
        groups[root].append(span)
    yield from groups.values()
