"""Where annotators link the same entity to different entries of a base: the unit is the entity of gold and the base.

A link holds for the mentions that gold has with the one it was given on; of several of one annotator the latest. Who
has none of the mentions has no say, unless but one has any.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.claim_review.entities import Agreed, GoldEntities
from annotator.domain.claim_review.moved import Moved
from annotator.domain.claims.values import Link
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimKind, ClaimVersion
from annotator.domain.span import Span


def compare_links(said: Sequence[Moved], entities: GoldEntities) -> tuple[Agreed, list[ClaimConflict]]:
    """The links on which all agree, and the questions on which they do not; each on the first mention linked."""
    agreed: Agreed = []
    conflicts: list[ClaimConflict] = []
    units: dict[tuple[Span, str], Span] = {}
    for span, base in sorted(place for one in said for place in one.links):
        units.setdefault((entities.of(span), base), span)
    for (entity, base), at in units.items():
        versions = _versions(said, entities.mentions(entity), base, at)
        answers = {version for _, version in versions}
        if len(answers) == 1:
            agreed += next(iter(answers))
        else:
            kind: ClaimKind = "entry" if len(answers - {()}) > 1 else "missed"
            conflicts.append(ClaimConflict(kind, "who", (at,), versions))
    return agreed, conflicts


def _versions(
    said: Sequence[Moved], mentions: Sequence[Span], base: str, at: Span
) -> tuple[tuple[str, ClaimVersion], ...]:
    able = [one for one in said if not one.spans.isdisjoint(mentions)]
    found: list[tuple[str, ClaimVersion]] = []
    for one in able if len(able) > 1 else said:
        given = [link for (span, to), link in one.links.items() if to == base and span in mentions]
        found.append((one.who, tuple(Link(at, base, link.entry, link.name) for link in given[-1:])))
    return tuple(found)
