"""What a layer lacks of what a file claims of it, as events that are legal one after the other.

What was said of a layer before is not said again. The newest word of one person holds: it takes back what it leaves
out of the kinds of claims that it speaks of; an older one adds only what nobody has decided since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from annotator.domain.claiming.steps import holds
from annotator.domain.claims.standing import Standing, pair_or_claim
from annotator.domain.claims.values import Claim, Link, Same, question_of
from annotator.domain.decisions import Claimed, Event, Refused, Withdrawn
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.services.importing.claims.taken import LayerClaims, Said

Step = tuple[Event, Standing]
"""An event, and who made it when, as far as that is known."""
_NOBODY = Standing("", "", "")


def lacking_claims(layer: Layer, said: LayerClaims, made: Collection[Event], *, newer: bool) -> Iterator[Step]:
    """The events that a layer lacks; whoever takes one has the layer make that step before the next is asked for.

    `made` has all that the layer was ever told, without how it came to be.
    """
    if newer:
        yield from _taken_back(layer, said)
    pairs = [one for one in said.claims if isinstance(one.claim, Same)]
    yield from _all_said(layer, pairs, made, newer=newer)
    told = {event.claim.span for event in made if isinstance(event, Claimed) and isinstance(event.claim, Same)}
    for mentions in said.entities:
        yield from _joined(layer, mentions, told, newer=newer)
    others = [one for one in said.claims if not isinstance(one.claim, Same)]
    yield from _all_said(layer, sorted(others, key=_when_linked), made, newer=newer)


def _all_said(layer: Layer, said: Iterable[Said], made: Collection[Event], *, newer: bool) -> Iterator[Step]:
    for one in said:
        if all(span in layer.held for span in one.claim.spans) and (newer or not _known(layer, one, made)):
            yield from _said(layer, one)


def _when_linked(one: Said) -> tuple[bool, str]:
    """Links behind all else, and the one that was made last behind the others: of an entity that one holds."""
    is_link = isinstance(one.claim, Link)
    return is_link, one.how.at if is_link else ""


def _said(layer: Layer, one: Said) -> Iterator[Step]:
    if one.refused:
        if pair_or_claim(one.claim) not in layer.refusals:
            yield Refused(one.claim, one.how.source, one.how.score), one.how
    elif not holds(layer, one.claim):
        yield _claimed(one.claim, one.how)


def _claimed(claim: Claim, how: Standing) -> Step:
    return Claimed(claim, how.source, how.score, how.auto), how


def _known(layer: Layer, one: Said, made: Collection[Event]) -> bool:
    """Whether a layer was told of a claim before, or another answer to the same question is there."""
    if (Refused(one.claim) if one.refused else Claimed(one.claim)) in made or holds(layer, one.claim):
        return True
    question, on = question_of(one.claim), layer.claim_index.on(one.claim.spans[0])
    return not one.refused and any(table == "claims" and question_of(other) == question for table, other in on)


def _joined(
    layer: Layer, mentions: list[tuple[Span, Standing]], told: Collection[Span], *, newer: bool
) -> Iterator[Step]:
    """Make these the mentions of one entity; `told` are spans of which it was said before what they are mentions of.

    A word that is older than others joins those that nobody has said anything of to the first that is a mention. None
    is joined by a pair that was refused, where another mention is there: that would take the refusal back.
    """
    here = [(span, how) for span, how in mentions if span in layer.held]
    there = {layer.members[span].entity for span, _ in here if span in layer.members}
    if len(there) == 1 and newer and {*layer.claim_index.mentions(*there)} == {span for span, _ in here}:
        return
    joined = [] if newer else [span for span, _ in here if span in layer.members][:1]
    waiting = [one for one in here if newer or (one[0] not in told and one[0] not in layer.members)]
    while waiting:
        span, to, how = next(_not_refused(layer, waiting, joined), (waiting[0][0], [*joined, None][0], waiting[0][1]))
        waiting.remove((span, how))
        joined.append(span)
        if not holds(layer, claim := Same(span, to or span)):
            yield _claimed(claim, how)


def _not_refused(
    layer: Layer, waiting: Iterable[tuple[Span, Standing]], joined: Iterable[Span]
) -> Iterator[tuple[Span, Span, Standing]]:
    """Spans that wait with one that is joined and that nobody has said to be another thing."""
    return ((span, to, how) for span, how in waiting for to in joined if Same(span, to).pair not in layer.refusals)


def _taken_back(layer: Layer, said: LayerClaims) -> Iterator[Step]:
    """What takes back claims which a newer word of the same person does not make any more."""
    claims = {one.claim for one in said.claims if not one.refused}
    kinds = {type(claim) for claim in claims}
    for claim in list(layer.claims):
        if type(claim) in kinds and claim not in claims and claim in layer.claims:
            yield Withdrawn(claim), _NOBODY
    mentions = {span for entity in said.entities for span, _ in entity}
    for span in sorted(layer.members.keys() - mentions if mentions else ()):
        others = [one for one in layer.claim_index.mentions(layer.members[span].entity) if one != span]
        yield Withdrawn(Same(span, others[0] if others else span)), _NOBODY
