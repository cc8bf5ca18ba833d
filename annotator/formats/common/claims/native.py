"""Claims in formats that have a way of their own to write some of them, beside `meta`.

One that such a format holds with all that it says is not in its `meta`; one that says more is in both places, and is
taken once (`Claims.into`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from annotator.domain.claims.values import Attribute, Link, Relation
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Loss, Lost
from annotator.formats.common.claims.forms import Form, attribute_in, link_in, mentions_in, relation_in
from annotator.formats.common.claims.relations import is_of
from annotator.formats.common.losses import Fitting, lost
from annotator.plural import counted

Places = Mapping[Span, Span]
"""The spans of a layer that a format writes, each with the one that it is written as."""


Found = TypeVar("Found")


@dataclass(slots=True)
class Native(Generic[Found]):
    """Claims as they are written, what stays in `meta`, and what is lost."""

    found: list[Found] = field(default_factory=list)
    rest: list[Any] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)


def places_of(text_edges: Sequence[tuple[int, int]], fitting: Iterable[Fitting]) -> dict[Span, Span]:
    """The spans that sit on token edges, or were moved there, each with the one that it is written as."""
    return {
        one.held.span: Span(text_edges[one.first][0], text_edges[one.last][1], one.held.span.label) for one in fitting
    }


def entities_of(document: Document, places: Places, least: int = 1, *, crossing: bool = True) -> Native[list[Span]]:
    """The entities of a layer with at least so many mentions; a span is a mention of the first one that has it.

    Mentions of one entity that cross are both written only where `crossing` ones can be told apart.
    """
    found, taken = Native[list[Span]](), set[Span]()
    for form in _listed(document, "entities"):
        mentions = mentions_in(form) if isinstance(form, dict) and is_of(form, document.layer) else []
        here = [span for span in mentions if span in places and span not in taken]
        here = here if crossing else list(_uncrossed(here, places))
        if len(here) >= least:
            taken.update(here)
            found.found.append(list(dict.fromkeys(places[span] for span in here)))
        gone = len(mentions) - len(here) if len(here) >= least else 0
        of = f"An entity of {counted(len(mentions), 'mention')} is"
        if gone:
            found.lost.append(lost(document, "entity", f"{of} written without {gone} of them."))
        elif len(here) < least and any(span not in places for span in mentions):
            found.lost.append(lost(document, "entity", f"{of} left out: not all of them are spans that are written."))
        if len(here) < least or (not gone and not _is_plain(form, document.layer, {"spans"})):
            found.rest.append(form)
    return found


def relations_of(document: Document, places: Places, keys: Collection[str] = ()) -> Native[tuple[Relation, Form]]:
    """The relations of a layer, each with its form; of which `keys` are written, too."""
    return _claims(document, "relations", relation_in, places, {"head", "label", "tail", *keys})


def links_of(
    document: Document, places: Places, able: Callable[[Link], bool], keys: Collection[str] = ()
) -> Native[tuple[Link, Form]]:
    """The links of a layer that a format is `able` to write, each with its form; of which `keys` are written, too."""
    return _claims(document, "links", link_in, places, {"span", "base", "entry", "text", *keys}, able=able)


class OncePerSpan:
    """Tells which links are written where a span has one: the first that names an entry of a base."""

    def __init__(self) -> None:
        self._of: set[Span] = set()

    def __call__(self, link: Link) -> bool:
        """Whether a link is written, asked once of each."""
        able = bool(link.base and link.entry) and link.span not in self._of
        self._of |= {link.span} if able else set()
        return able


def attributes_of(
    document: Document, places: Places, able: Callable[[Attribute], bool]
) -> Native[tuple[Attribute, Form]]:
    """The attributes of a layer that a format is `able` to write, each with its form."""
    return _claims(document, "attributes", attribute_in, places, {"span", "name", "value"}, able=able)


def _claims(
    document: Document,
    kind: str,
    read: Callable[[Form], Any],
    places: Places,
    keys: Collection[str],
    *,
    able: Callable[[Any], bool] = bool,
) -> Native[Any]:
    """The claims of a kind; a form that says nothing beyond `keys` leaves `meta`."""
    found, gone = Native[Any](), 0
    for form in _listed(document, kind):
        claim = read(form) if isinstance(form, dict) and is_of(form, document.layer) else None
        here = claim is not None and places.keys() >= {*claim.spans}
        if claim is None or not able(claim):
            found.rest.append(form)
            gone += claim is not None and not here
            continue
        if here:
            found.found.append((_moved(claim, places), form))
        gone += not here
        if not here or not _is_plain(form, document.layer, keys):
            found.rest.append(form)
    if gone:
        what = f"Its {kind} ({gone}) were left out: they are not of spans that are written."
        found.lost.append(lost(document, _LOSS[kind], what))
    return found


_LOSS: Mapping[str, Loss] = {"relations": "relation", "links": "link", "attributes": "attribute"}


def _moved(claim: Relation | Link | Attribute, places: Places) -> Relation | Link | Attribute:
    """A claim on the spans as they are written."""
    match claim:
        case Relation(head, label, tail):
            return Relation(places[head], label, places[tail])
        case Link(span):
            return replace(claim, span=places[span])
        case Attribute(Span() as span):
            return replace(claim, of=places[span])
    return claim


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
