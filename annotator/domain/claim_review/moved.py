"""What annotators claim, moved to the spans of gold: so that a border they dispute is not disputed in every claim anew.

A span of an annotator is moved to the same span of gold; else, where the conflict it stands in was ruled on, to the
span of the ruling that it shares most code points with. What rests on a span that has no place in gold is set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Claim, Link, Relation, Value
from annotator.domain.decisions import Decision, Ruled
from annotator.domain.disagreement.conflicts import Conflict, Dispute
from annotator.domain.span import Span

Place = Callable[[str, Span], Span | None]
"""Where in gold a span of an annotator is."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What one annotator claims, on spans of gold; `spans` are those that the annotator has.

    `entities` has the entity's name of each mention; `links` stand where they were given, by span and base, the latest
    last. What could not be moved is `aside`.
    """

    who: str
    spans: frozenset[Span]
    entities: Mapping[Span, str]
    links: Mapping[tuple[Span, str], Link]
    relations: frozenset[Relation]
    attributes: Mapping[tuple[Span | Relation, str], Value]
    aside: tuple[Claim, ...] = ()


def places(settled: Mapping[Dispute, tuple[Ruled, Decision]], gold: Iterable[Span]) -> Place:
    """Where the spans of annotators are in `gold`; `settled` are the conflicts with a ruling that stands."""
    held = frozenset(gold)
    there: dict[tuple[str, Span], Span] = {}
    for conflict, (ruling, _) in settled.items():
        spans = [span for span in ruling.spans if span in held]
        for who, version in conflict.versions if spans and isinstance(conflict, Conflict) else ():
            for span in version:
                best = max(spans, key=lambda one: (one.shared(span), one.label == span.label, -one.start))
                if best.overlaps(span):
                    there[who, span] = best
    return lambda who, span: span if span in held else there.get((who, span))


def moved(who: str, spans: Iterable[Span], made: ClaimsMade, place: Place, scheme: ClaimScheme) -> Moved:
    """What one annotator, who holds `spans`, claims in `made`, on the spans of gold."""
    at = {span: gold for span in spans if (gold := place(who, span))}
    aside: list[Claim] = []
    relations = {one: there for one in made.relations if (there := _relation(one, at, scheme))}
    aside += [one for one in made.relations if one not in relations]
    attributes: dict[tuple[Span | Relation, str], Value] = {}
    for one in made.attributes:
        of = relations.get(one.of) if isinstance(one.of, Relation) else at.get(one.of)
        if of:
            attributes.setdefault((of, one.name), one.value)
        elif not isinstance(one.of, Relation):
            aside.append(one)  # what is said of a relation is told of with it
    entities = {at[span]: entity.id for entity in made.entities for span in entity.mentions if span in at}
    decided = sorted(made.links, key=lambda link: made.links[link].id)
    links = {(at[link.span], link.base): link for link in decided if link.span in at}
    aside += [link for link in made.links if link.span not in at]
    return Moved(who, frozenset(at.values()), entities, links, frozenset(relations.values()), attributes, tuple(aside))


def _relation(one: Relation, at: Mapping[Span, Span], scheme: ClaimScheme) -> Relation | None:
    head, tail = at.get(one.head), at.get(one.tail)
    if head is None or tail is None or head == tail:
        return None
    kind = scheme.relation(one.label)
    there = Relation(head, one.label, tail)
    return there if kind is None or kind.directed or head < tail else there.turned
