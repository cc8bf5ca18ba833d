"""Whether annotators claim the same, without asking which of them is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.domain.claim_review.alignment import ClaimAlignment, align_claims
from annotator.domain.claim_review.moved import moved
from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.span import Span


def claims_apart(layers: Mapping[str, tuple[Iterable[Span], ClaimsMade]], scheme: ClaimScheme) -> ClaimAlignment:
    """What a review would ask of the claims of `layers`, the spans and claims of each annotator, each on its spans."""
    said = [moved(who, spans, made, lambda _, span: span, scheme) for who, (spans, made) in layers.items()]
    return align_claims(said, scheme, lambda _: None)


def claims_differ(layers: Mapping[str, tuple[Iterable[Span], ClaimsMade]], scheme: ClaimScheme) -> bool:
    """Whether a review would ask anything of them."""
    return bool(claims_apart(layers, scheme).conflicts)
