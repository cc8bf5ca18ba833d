"""Whether annotators claim the same, without asking which of them is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.domain.claim_review.alignment import align_claims
from annotator.domain.claim_review.moved import moved
from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.span import Span


def claims_differ(layers: Mapping[str, tuple[Iterable[Span], ClaimsMade]], scheme: ClaimScheme) -> bool:
    """Whether a review would ask anything of the claims of `layers`, the spans and claims of each annotator."""
    said = [moved(who, spans, made, lambda _, span: span, scheme) for who, (spans, made) in layers.items()]
    return bool(align_claims(said, scheme, lambda _: None).conflicts)
