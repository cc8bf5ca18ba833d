"""What annotators agree on of all that they claim, and what they do not.

Each step rests on the one before it: claims on spans of gold, relations and links on entities of gold, what is said of
relations on relations of gold. So the answers that stand are asked for on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.claim_review.attributes import Compared
from annotator.domain.claim_review.entities import Agreed, GoldEntities, compare_entities
from annotator.domain.claim_review.links import compare_links
from annotator.domain.claim_review.moved import Moved
from annotator.domain.claim_review.relations import compare_relations
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Claim, Link, Relation
from annotator.domain.decisions import Decision, Ruled
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.span import Span

Found = tuple[Ruled, Decision]
Standing = Callable[[ClaimConflict], Found | None]
"""Gives the ruling that stands on a conflict, if there is one."""


@dataclass(frozen=True, slots=True)
class ClaimAlignment:
    """Claims that all agree on, conflicts in the order of tasks and of the text, and the rulings on those settled.

    `entities` are those of gold. So many questions about entities are `waiting` for those of which mentions they have;
    `aside` are the claims that rest on a span which gold has not, with whose they are.
    """

    agreed: tuple[Claim, ...] = ()
    conflicts: tuple[ClaimConflict, ...] = ()
    settled: Mapping[ClaimConflict, Found] = field(default_factory=dict)
    entities: GoldEntities = field(default_factory=lambda: GoldEntities((), ()))
    waiting: int = 0
    aside: tuple[tuple[str, Claim], ...] = ()

    def with_rulings(self, ruled: Mapping[ClaimConflict, Found | None]) -> ClaimAlignment:
        """The same with conflicts settled, or not any more (None), on which nothing else rests."""
        return replace(self, settled={one: found for one, found in {**self.settled, **ruled}.items() if found})

    @property
    def gold(self) -> list[Claim]:
        """What review comes to: what is agreed, and what was ruled."""
        return [*self.agreed, *(claim for ruling, _ in self.settled.values() for claim in ruling.claims)]


NO_CLAIMS_COMPARED = ClaimAlignment()


def align_claims(
    said: Sequence[Moved],
    scheme: ClaimScheme,
    standing: Standing,
    *,
    by_hand: Iterable[Claim] = (),
    groups: Iterable[Iterable[Span]] = (),
) -> ClaimAlignment:
    """Compare what annotators claim, moved to gold; the reviewer has claims and entities (`groups`) `by_hand` besides.

    The order of the annotators makes no difference.
    """
    said = sorted(said, key=lambda one: one.who)
    found = _Found(standing)
    groups = [list(group) for group in groups]
    found.take(compare_entities(said, {span for group in groups for span in group}))
    entities = GoldEntities(groups, found.gold())
    open_ = {entities.of(span) for one in found.conflicts if one not in found.settled for span in one.about}

    def early(conflict: ClaimConflict) -> bool:
        claims = (claim for _, version in conflict.versions for claim in version)
        of_entities = any(_is_of_entities(claim, scheme) for claim in claims)
        return of_entities and any(entities.of(span) in open_ for span in conflict.about)

    found.take(compare_links(said, entities), early)
    found.take(compare_relations(said, entities, scheme), early)
    relations = [one for one in (*found.gold(), *by_hand) if isinstance(one, Relation)]
    found.take(Compared(said, entities, relations, scheme).compare(), early)
    aside = tuple((one.who, claim) for one in said for claim in one.aside)
    return ClaimAlignment(tuple(found.agreed), tuple(found.conflicts), found.settled, entities, found.waiting, aside)


def _is_of_entities(claim: Claim, scheme: ClaimScheme) -> bool:
    """Whether a claim is made of a whole entity."""
    match claim:
        case Relation(_, label, _):
            relation = scheme.relation(label)
            return relation is not None and relation.between == "entities"
        case Attribute(_, name, _):
            attribute = scheme.attribute(name)
            return attribute is not None and attribute.of == "entity"
        case _:
            return isinstance(claim, Link)


class _Found:
    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self.agreed: Agreed = []
        self.conflicts: list[ClaimConflict] = []
        self.settled: dict[ClaimConflict, Found] = {}
        self.waiting = 0

    def take(
        self,
        compared: tuple[Agreed, list[ClaimConflict]],
        early: Callable[[ClaimConflict], bool] = lambda _: False,
    ) -> None:
        """Take what is agreed and what is not, but for open conflicts that it is too `early` for."""
        agreed, conflicts = compared
        self.agreed += agreed
        for one in sorted(conflicts, key=lambda one: one.about):
            ruling = self._standing(one)
            if ruling:
                self.settled[one] = ruling
            if ruling or not early(one):
                self.conflicts.append(one)
            else:
                self.waiting += 1

    def gold(self) -> list[Claim]:
        return [*self.agreed, *(claim for ruling, _ in self.settled.values() for claim in ruling.claims)]
