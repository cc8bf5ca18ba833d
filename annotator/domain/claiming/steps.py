"""What the events of claims do to a layer, and what becomes of claims when a span is moved, goes or comes back.

Claims follow a span that is moved or relabelled. They go with a span that is removed, and come back with it. The
mentions of an entity are a partition: whoever takes one out never parts the others, and what was said of the entity on
that mention stays with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from annotator.domain.claims.standing import Standing, Table, pair_or_claim
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same, question_of
from annotator.domain.decisions import Claimed, Decision, Refused, Relabelled, Resized, Ruled, Withdrawn
from annotator.domain.span import Span
from annotator.domain.state import Layer
from annotator.errors import DecisionError, NoSuchSpan

ClaimEvent = Claimed | Withdrawn | Refused


def check_claim(layer: Layer, event: ClaimEvent) -> None:
    """Raise the named error that makes `event` illegal here, if any."""
    claim = present(layer, event.claim)
    match event:
        case Refused():
            if pair_or_claim(claim) in layer.refusals:
                raise DecisionError("That was refused already.")
        case Withdrawn():
            if not holds(layer, claim):
                raise DecisionError("That does not hold, so it cannot be taken back.")
        case Claimed():
            if isinstance(claim, Relation) and claim.head == claim.tail:
                raise DecisionError("A relation needs two spans.")
            if holds(layer, claim):
                raise DecisionError("That holds already.")


def apply_claim(layer: Layer, decision: Decision, event: ClaimEvent) -> None:
    """Change the layer as a legal event says."""
    claim = present(layer, event.claim)
    match event:
        case Claimed(_, source, score, auto):
            _claim(layer, claim, Standing(decision.id, decision.by, decision.at, source, score, auto))
        case Withdrawn():
            _withdraw(layer, claim)
        case Refused(_, source, score):
            if holds(layer, claim) and not (isinstance(claim, Same) and claim.span == claim.to):
                _withdraw(layer, claim)
            standing = Standing(decision.id, decision.by, decision.at, source, score)
            layer.put("refusals", pair_or_claim(claim), standing)


def holds(layer: Layer, claim: Claim) -> bool:
    """Whether a claim is true of the layer: two spans are the same where they are mentions of one entity.

    A span is the same as itself where it is the one mention of an entity.
    """
    if not isinstance(claim, Same):
        return claim in layer.claims
    one, other = layer.members.get(claim.span), layer.members.get(claim.to)
    if one is None or other is None or one.entity != other.entity:
        return False
    return claim.span != claim.to or len(layer.claim_index.entities()[one.entity]) == 1


def link_of(layer: Layer, span: Span, base: str) -> Link | None:
    """The link to a base that holds for a span: of those that its entity's mentions have, the one decided last."""
    links = [
        (standing.id, claim.entry, claim)
        for mention in mentions_with(layer, span)
        for table, claim in layer.claim_index.on(mention)
        if table == "claims" and isinstance(claim, Link) and claim.base == base
        if (standing := layer.claims.get(claim))
    ]
    return max(links, key=lambda link: link[:2])[2] if links else None


def mentions_with(layer: Layer, span: Span) -> list[Span]:
    """All mentions of what a span is a mention of, in the order of the text; the span alone where it has no others."""
    member = layer.members.get(span)
    return layer.claim_index.mentions(member.entity) if member else [span]


def present(layer: Layer, claim: Claim) -> Claim:
    """A claim on the spans that stand now where those that it names were. Raises `NoSuchSpan` where one does not."""
    for span in dict.fromkeys(claim.spans):
        if span not in layer.held:
            now = _moved_to(layer, span)
            if now is None:
                raise NoSuchSpan("What it rests on is not there.")
            claim = claim.moved(span, now)
    if isinstance(claim, Attribute) and isinstance(claim.of, Relation) and claim.of not in layer.claims:
        raise NoSuchSpan("The relation that it rests on is not there.")
    return claim


def follow(layer: Layer, old: Span, new: Span) -> None:
    """Let all that rests on a span rest on another one, which takes its place."""
    for table, claim in layer.claim_index.on(old):
        standing = _take(layer, table, claim)
        moved = claim.moved(old, new)
        if not (isinstance(moved, Relation) and moved.head == moved.tail):
            layer.put(table, pair_or_claim(moved) if table == "refusals" else moved, standing)
    if member := layer.members.get(old):
        layer.put("members", old, None)
        if new not in layer.members:
            layer.put("members", new, member)


def let_go(layer: Layer, span: Span) -> None:
    """Let all that rests on a span go with it, but for what is said of its entity."""
    _leave_entity(layer, span)
    for table, claim in layer.claim_index.on(span):
        layer.put(table, claim, None)


def bring_back(layer: Layer, went: Iterable[tuple[Table, Span | Claim, Standing]]) -> None:
    """Let what went with a span hold again, as far as there is still room for it."""
    for table, key, standing in went:
        if isinstance(key, Span):
            if key in layer.held and key not in layer.members:
                layer.put("members", key, standing)
        elif all(one in layer.held for one in key.spans) and not _answered(layer, table, key):
            layer.put(table, key, standing)


def rule_claims(layer: Layer, decision: Decision, ruling: Ruled, before: Ruled | None, *, came: bool) -> None:
    """Let the claims of a ruling hold in place of those of an earlier one on the same conflict.

    Where spans `came` with it, claims of other rulings hold again that had gone with them.
    """
    index = layer.claim_index
    index.ruled = index.ruled or bool(ruling.claims)
    if not index.ruled:
        return
    for claim in before.claims if before else ():
        standing = layer.claims.get(claim)
        if standing and standing.ruled:
            layer.put("claims", claim, None)
    for claim in ruling.claims:
        if not isinstance(claim, Same) and _rests(layer, claim) and claim not in layer.claims:
            _replace_answer(layer, claim)
            layer.put("claims", claim, Standing(decision.id, decision.by, decision.at, ruled=True))
    rulings = {**layer.rulings, ruling.conflict: (ruling, decision)}
    if came:
        _hold_again(layer, rulings)
    if came or any(isinstance(claim, Same) for one in (ruling, before) if one for claim in one.claims):
        _ruled_entities(layer, rulings)


def _hold_again(layer: Layer, rulings: Mapping[str, tuple[Ruled, Decision]]) -> None:
    """Let the claims of rulings hold that rest on what is there again, relations before what is said of them."""
    ruled = [(claim, made) for said, made in rulings.values() for claim in said.claims if not isinstance(claim, Same)]
    for claim, made in sorted(ruled, key=lambda one: isinstance(one[0], Attribute)):
        if _rests(layer, claim) and claim not in layer.refusals and not _answered(layer, "claims", claim):
            layer.put("claims", claim, Standing(made.id, made.by, made.at, ruled=True))


def _ruled_entities(layer: Layer, rulings: Mapping[str, tuple[Ruled, Decision]]) -> None:
    """Join what the rulings that stand now say is the same; what the reviewer joined by hand stays as it is."""
    for span in [span for span, standing in layer.members.items() if standing.ruled]:
        layer.put("members", span, None)
    by_hand = set(layer.members)
    for name in sorted(rulings):
        said, made = rulings[name]
        for number, claim in enumerate(said.claims):
            if isinstance(claim, Same) and _rests(layer, claim) and claim.span not in by_hand:
                founded = f"{made.id}.{number}"  # one ruling may found several entities
                _join(layer, claim, Standing(made.id, made.by, made.at, ruled=True, entity=founded), but=by_hand)


def _rests(layer: Layer, claim: Claim) -> bool:
    of = claim.of if isinstance(claim, Attribute) else None
    return all(span in layer.held for span in claim.spans) and (not isinstance(of, Relation) or of in layer.claims)


def _claim(layer: Layer, claim: Claim, standing: Standing) -> None:
    layer.put("refusals", pair_or_claim(claim), None)
    if isinstance(claim, Same):
        _join(layer, claim, standing)
    else:
        _replace_answer(layer, claim)
        layer.put("claims", claim, standing)


def _join(layer: Layer, claim: Same, standing: Standing, but: Iterable[Span] = ()) -> None:
    """Make mentions of one entity; one that has no name yet is called as `standing` says, or after the decision."""
    founded = standing.entity or standing.id
    moving = mentions_with(layer, claim.span) if claim.whole else [claim.span]
    if claim.span == claim.to:
        _leave_entity(layer, claim.span)
        layer.put("members", claim.span, _of(standing, founded))
        return
    there = layer.members.get(claim.to)
    entity = there.entity if there else founded
    if there is None:
        layer.put("members", claim.to, _of(standing, entity, ""))
    for span in moving:
        if span not in but:
            if not claim.whole:
                _leave_entity(layer, span)
            layer.put("members", span, _of(standing, entity))


def _of(how: Standing, entity: str, decision: str | None = None) -> Standing:
    # (`replace` is ten times as slow)
    made = how.id if decision is None else decision
    return Standing(made, how.by, how.at, how.source, how.score, how.auto, how.ruled, entity)


def _withdraw(layer: Layer, claim: Claim) -> None:
    if isinstance(claim, Same):
        _leave_entity(layer, claim.span)
        return
    layer.put("claims", claim, None)
    if isinstance(claim, Relation):
        for table, other in layer.claim_index.on(claim.head):
            if isinstance(other, Attribute) and other.of == claim:
                layer.put(table, other, None)


def _leave_entity(layer: Layer, span: Span) -> None:
    """Take a mention out of its entity; a link that it had been given for all of them stays with the others."""
    member = layer.members.get(span)
    if member is None:
        return
    layer.put("members", span, None)
    others = layer.claim_index.mentions(member.entity)
    for table, claim in layer.claim_index.on(span) if others else ():
        if table == "claims" and isinstance(claim, Link):
            standing = _take(layer, table, claim)
            if link_of(layer, others[0], claim.base) is None:
                layer.put(table, claim.moved(span, others[0]), standing)


def _replace_answer(layer: Layer, claim: Claim) -> None:
    """Take out another answer to the question that a claim answers."""
    if isinstance(claim, Link | Attribute):
        question = question_of(claim)
        for table, other in layer.claim_index.on(claim.spans[0]):
            if table == "claims" and other != claim and question_of(other) == question:
                layer.put(table, other, None)


def _answered(layer: Layer, table: Table, claim: Claim) -> bool:
    if isinstance(claim, Attribute) and isinstance(claim.of, Relation) and claim.of not in layer.claims:
        return True
    if isinstance(claim, Link):
        return link_of(layer, claim.span, claim.base) is not None
    return any(
        there == table and question_of(other) == question_of(claim)
        for there, other in layer.claim_index.on(claim.spans[0])
    )


def _take(layer: Layer, table: Table, claim: Claim) -> Standing | None:
    standing: Standing | None = (layer.claims if table == "claims" else layer.refusals).get(claim)
    layer.put(table, claim, None)
    return standing


def _moved_to(layer: Layer, span: Span) -> Span | None:
    """Where a span stands now that was moved or relabelled; or back where it came from, if that was undone."""
    undone = (one for decisions in layer.undone.values() for one in decisions)
    for moves, way in ((layer.recorded(), _forth), (list(undone), _back)):
        found = _along(span, moves, way)
        if found in layer.held:
            return found
    return None


def _along(span: Span, moves: Sequence[Decision], way: Callable[[Span, Span], tuple[Span, Span]]) -> Span:
    for decision in moves if way is _forth else reversed(moves):
        match decision.event:
            case Relabelled(was, label):
                one, other = way(was, was.labelled(label))
            case Resized(was, start, end):
                one, other = way(was, was.resized(start, end))
            case _:
                continue
        span = other if span == one else span
    return span


def _forth(was: Span, now: Span) -> tuple[Span, Span]:
    return was, now


def _back(was: Span, now: Span) -> tuple[Span, Span]:
    return now, was
