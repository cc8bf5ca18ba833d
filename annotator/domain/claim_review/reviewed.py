"""What review makes of the claims of annotators, beside the rulings that stand in the gold layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotator.domain.claim_review.alignment import ClaimAlignment, Found, Standing, align_claims
from annotator.domain.claim_review.moved import Place, moved
from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Claim
from annotator.domain.disagreement.article_labels import stands
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion, claims_of
from annotator.domain.disagreement.conflicts import AGREED, REOPENED
from annotator.domain.layer import Layer
from annotator.domain.span import Span


def review_claims(
    layer: Layer, layers: Mapping[str, tuple[Iterable[Span], ClaimsMade]], place: Place, scheme: ClaimScheme
) -> ClaimAlignment:
    """Compare the claims of `layers`, the spans and claims of each annotator; `layer` is the gold layer."""
    said = [moved(who, spans, made, place, scheme) for who, (spans, made) in layers.items()]
    by_hand = [claim for claim, standing in layer.claims.items() if not standing.ruled]
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    for span, standing in layer.members.items():
        if not standing.ruled:
            groups[standing.entity].append(span)
    return align_claims(said, scheme, standing_on(layer), by_hand=by_hand, groups=groups.values())


def standing_on(layer: Layer) -> Standing:
    """The rulings that stand on conflicts of claims, whichever they are.

    Like a ruling on spans, one stands for as long as everyone it heard says the same there, and whoever came later says
    what was ruled.
    """
    rulings: defaultdict[Claim, list[tuple[Mapping[str, ClaimVersion], Found]]] = defaultdict(list)
    for name, found in layer.rulings.items():
        if found[0].choice not in (AGREED, REOPENED):
            heard = claims_of(name)
            for claim in {claim for version in heard.values() for claim in version}:
                rulings[claim].append((heard, found))

    def standing(conflict: ClaimConflict) -> Found | None:
        claims = dict.fromkeys(claim for _, version in conflict.versions for claim in version)
        known = [one for claim in claims for one in rulings.get(claim, ())]
        known.sort(key=lambda one: len(one[0]), reverse=True)
        return next((found for heard, found in known if stands(conflict.versions, heard, found[0].claims)), None)

    return standing
