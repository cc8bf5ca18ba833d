"""What a reviewer says of their own of claims: as a ruling on a conflict, or of what is gold off any conflict."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.claim_review.relations import with_followers
from annotator.domain.claims.form import claim_text
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Claim, Link, Relation, Same
from annotator.domain.decisions import Claimed, Event, Refused
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.span import Span
from annotator.errors import DecisionError, NoSuchSpan, SchemeError
from annotator.services.reviewing.article_cursor import ReviewCursor

_KINDS = {"same": Same, "who": Link, "ties": Relation}


def other_label(conflict: ClaimConflict, label: str, scheme: ClaimScheme) -> ClaimVersion:
    """The version in which another relation holds between the ends of a conflict.

    Raises `SchemeError` where there is no such relation, `DecisionError` where it may not hold there.
    """
    return _followed(_allowed(replace(_relation(conflict), label=label), scheme), scheme)


def other_end(conflict: ClaimConflict, span: Span, scheme: ClaimScheme) -> ClaimVersion:
    """The version in which a span of gold is the other end, or the same entity.

    Raises `DecisionError` where a conflict has no end, or the span may not be it.
    """
    if conflict.task == "same":
        if span == conflict.about[0]:
            raise DecisionError("That is the same span.")
        return (Same(conflict.about[0], span, whole=True),)
    return _followed(_allowed(replace(_relation(conflict), tail=span), scheme), scheme)


def claims_here(desk: ReviewCursor) -> list[Claim]:
    """What gold holds of the focused span, of the kind that the task is about, in order; of entities what it joins."""
    span = desk.focus
    if span is None:
        return []
    if desk.task == "same":
        return [Same(span, one) for one in desk.claims.entities.mentions(span) if one != span]
    kind = _KINDS.get(desk.task)
    on = sorted((claim for table, claim in desk.layer.claim_index.on(span) if table == "claims"), key=claim_text)
    return [claim for claim in on if (isinstance(claim, kind) if kind else not isinstance(claim, Relation | Link))]


def taking_away(desk: ReviewCursor) -> Event:
    """What takes the `picked` one of `claims_here` out of gold. Raises `NoSuchSpan` where there is none."""
    claims = claims_here(desk)
    if not claims:
        raise NoSuchSpan("Nothing is claimed here that could be taken away.")
    one = claims[min(desk.picked, len(claims) - 1)]
    return Claimed(Same(one.span, one.span)) if isinstance(one, Same) else Refused(one)


def _relation(conflict: ClaimConflict) -> Relation:
    found = (one for _, version in conflict.versions for one in version if isinstance(one, Relation))
    relation = next(found, None)
    if relation is None:
        raise DecisionError("This conflict is not about a relation.")
    return relation


def _followed(one: Relation, scheme: ClaimScheme) -> ClaimVersion:
    """A relation, and those that hold with it where its ends may have them."""
    every = ((other, scheme.relation(other.label)) for other in with_followers(one, scheme))
    return tuple(other for other, known in every if known and known.allows(other.head.label, other.tail.label))


def _allowed(one: Relation, scheme: ClaimScheme) -> Relation:
    known = scheme.relation(one.label)
    if known is None:
        raise SchemeError(f"The scheme has no relation {one.label!r}.")
    if one.head == one.tail:
        raise DecisionError("A relation needs two spans.")
    if known.allows(one.head.label, one.tail.label):
        return one if known.directed or one.head < one.tail else one.turned
    if known.allows(one.tail.label, one.head.label):
        return one.turned
    raise DecisionError(f"{one.label} does not hold between {one.head.label} and {one.tail.label}.")
