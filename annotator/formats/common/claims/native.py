"""Entities and relations in formats that have a way of their own to write them, beside `meta`.

One that such a format holds with all that it says is not in its `meta`; one that says more is in both places, and is
taken once (`Claims.into`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.claims.values import Relation
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Lost
from annotator.formats.common.claims.forms import Form, mentions_in, relation_in
from annotator.formats.common.claims.relations import is_of
from annotator.formats.common.losses import Fitting, lost
from annotator.plural import counted

Places = Mapping[Span, Span]
"""The spans of a layer that a format writes, each with the one that it is written as."""


@dataclass(slots=True)
class Entities:
    """The mentions of each entity as they are written, what stays in `meta`, and what is lost."""

    clusters: list[list[Span]] = field(default_factory=list)
    rest: list[Any] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)


@dataclass(slots=True)
class Relations:
    """The relations as they are written, each with its form, what stays in `meta`, and what is lost."""

    found: list[tuple[Relation, Form]] = field(default_factory=list)
    rest: list[Any] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)


def places_of(text_edges: Sequence[tuple[int, int]], fitting: Iterable[Fitting]) -> dict[Span, Span]:
    """The spans that sit on token edges, or were moved there, each with the one that it is written as."""
    return {
        one.held.span: Span(text_edges[one.first][0], text_edges[one.last][1], one.held.span.label) for one in fitting
    }


def entities_of(document: Document, places: Places, least: int = 1, *, crossing: bool = True) -> Entities:
    """The entities of a layer with at least so many mentions; a span is a mention of the first one that has it.

    Mentions of one entity that cross are both written only where `crossing` ones can be told apart.
    """
    found, taken = Entities(), set[Span]()
    for form in _listed(document, "entities"):
        mentions = mentions_in(form) if isinstance(form, dict) and is_of(form, document.layer) else []
        here = [span for span in mentions if span in places and span not in taken]
        here = here if crossing else list(_uncrossed(here, places))
        if len(here) >= least:
            taken.update(here)
            found.clusters.append(list(dict.fromkeys(places[span] for span in here)))
        gone = len(mentions) - len(here) if len(here) >= least else 0
        if gone:
            what = f"An entity of {counted(len(mentions), 'mention')} is written without {gone} of them."
            found.lost.append(lost(document, "entity", what))
        if len(here) < least or (not gone and not _is_plain(form, document.layer, {"spans"})):
            found.rest.append(form)
    return found


def relations_of(document: Document, places: Places, keys: Collection[str]) -> Relations:
    """The relations of a layer; a form that says nothing beyond its ends, its label and `keys` leaves `meta`."""
    found = Relations()
    gone = 0
    for form in _listed(document, "relations"):
        relation = relation_in(form) if isinstance(form, dict) and is_of(form, document.layer) else None
        if relation and not places.keys() >= {*relation.spans}:
            gone, relation = gone + 1, None
        if relation:
            written = Relation(places[relation.head], relation.label, places[relation.tail])
            found.found.append((written, form))
        if not relation or not _is_plain(form, document.layer, {"head", "label", "tail", *keys}):
            found.rest.append(form)
    if gone:
        what = f"Its relations ({gone}) were left out: they are not between spans that are written."
        found.lost.append(lost(document, "relation", what))
    return found


def meta_beside(document: Document, **rest: list[Any]) -> dict[str, Any]:
    """The `meta` of an article with the `rest` of its claims of some kinds."""
    meta = document.article.meta
    kept = {key: value for key, value in meta.items() if key not in rest or not (value and isinstance(value, list))}
    return kept | {kind: forms for kind, forms in rest.items() if forms}


def _uncrossed(spans: Iterable[Span], places: Places) -> Iterator[Span]:
    """The spans without those that begin within one before and end behind it."""
    kept: list[Span] = []
    for span in sorted(spans):
        here = places[span]
        if not any(one.start < here.start < one.end < here.end for one in kept):
            kept.append(here)
            yield span


def _listed(document: Document, kind: str) -> list[Any]:
    forms = document.article.meta.get(kind)
    return forms if isinstance(forms, list) else []


def _is_plain(form: Any, layer: str, keys: Collection[str]) -> bool:
    return isinstance(form, dict) and form.get("by") == layer and form.keys() <= {"by", *keys}
