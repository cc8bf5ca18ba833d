"""What review made of an annotator's claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.claim_review.alignment import ClaimAlignment
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.standing import pair_or_claim
from annotator.domain.claims.values import Claim
from annotator.domain.disagreement.claim_conflict import ClaimKind
from annotator.services.reviewing.claims.words import NOTHING, about_words, claim_words, version_words


@dataclass(frozen=True, slots=True)
class ClaimCorrection:
    """A question at `[start, end)` on which gold has otherwise than the annotator, in words; `gold` None: not yet."""

    start: int
    end: int
    kind: ClaimKind
    about: str
    own: str
    gold: str | None


def corrected_claims(
    found: ClaimAlignment, refused: Iterable[Claim], annotator: str, text: str, scheme: ClaimScheme
) -> list[ClaimCorrection]:
    """What gold has otherwise, or not yet, and what was `refused` though all agree on it, in the order of tasks."""
    corrections: list[ClaimCorrection] = []
    for one in found.conflicts:
        own, ruling = dict(one.versions).get(annotator), found.settled.get(one)
        if own is None or (ruling and ruling[0].claims == own):
            continue
        gold = version_words(one, ruling[0].claims, text, scheme) if ruling else None
        about, said = about_words(one, text), version_words(one, own, text, scheme)
        corrections.append(ClaimCorrection(one.start, one.end, one.kind, about, said, gold))
    gone = set(refused)
    for claim in found.agreed:
        if pair_or_claim(claim) in gone:
            span = claim.spans[0]
            about, own_words = span.quote(text), claim_words(claim, text)
            corrections.append(ClaimCorrection(span.start, span.end, "missed", about, own_words, NOTHING))
    return corrections
