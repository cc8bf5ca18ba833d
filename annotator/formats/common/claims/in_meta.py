"""The claims of a layer as forms in the `meta` of its article, where writers find all that is claimed of spans.

A claim that stands in `meta` already is there once, with all that it says there; one that was taken from there into a
layer, and that the layer does not make any more, is there no more; nor is one that is suggested alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from annotator.domain.claims.form import claim_text
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same, Value
from annotator.domain.document import CLAIMS, Document
from annotator.domain.span import Span
from annotator.formats.common.claims.defaults import defaults_of
from annotator.formats.common.claims.forms import (
    REFUSED,
    SUGGESTED,
    TAKEN,
    Form,
    attribute_form,
    attribute_in,
    entity_form,
    link_form,
    link_in,
    mentions_in,
    relation_form,
    relation_in,
)


def claims_in_meta(document: Document, scheme: ClaimScheme, *, named: bool, refused: bool) -> Document:
    """The document with the claims of its layer in the `meta` of its article, and defaults of attributes.

    They say whose they are if `named`, and those that are `refused` are among them if they are wanted.
    """
    meta = document.article.meta
    if not document.claims and not scheme.attributes and meta.keys().isdisjoint(CLAIMS):
        return document
    forms = _forms(document, scheme)
    gone = _refused(document.claims.refused) if refused else {}
    found: dict[str, Any] = {}
    for kind in CLAIMS:
        known = meta.get(kind, [])
        if not isinstance(known, list):
            found[kind] = known
        else:
            by = {"by": document.layer} if named else {}
            every = [*_joined(kind, known, forms.get(kind, []), document.layer, by), *gone.get(kind, ())]
            found |= {kind: every} if every else {}
    rest = {key: value for key, value in meta.items() if key not in CLAIMS}
    return replace(document, article=replace(document.article, meta=rest | found))


def unanswered(document: Document) -> dict[str, int]:
    """How many claims are suggested of spans that the layer holds, and were neither taken nor refused, by kind."""
    found: dict[str, int] = {}
    held = {one.span for one in document.spans}
    for kind in CLAIMS:
        known = document.article.meta.get(kind)
        forms = [one for one in known if isinstance(one, dict) and SUGGESTED in one] if isinstance(known, list) else []
        decided = _decided(kind, document) if forms else set[object]()
        if open_ := [
            one for one in forms if held.issuperset(_spans(kind, one)) and decided.isdisjoint(_answers(kind, one))
        ]:
            found[kind] = len(open_)
    return found


def _decided(kind: str, document: Document) -> set[object]:
    """The questions of a kind that the layer has answered, refusals among the answers."""
    made = (*_forms(document, ClaimScheme())[kind], *_refused(document.claims.refused).get(kind, ()))
    return {one for form in made for one in _answers(kind, form)}


def _spans(kind: str, form: Form) -> Collection[Span]:
    match found := _READ[kind](form):
        case frozenset():
            return found
        case _:
            return found.spans if found else ()


def _joined(kind: str, known: list[Any], made: list[Form], layer: str, by: Form) -> Iterator[Any]:
    """What stands in `meta` and is not taken, then what the layer claims, each with what else was said of it.

    Where the layer answers the same question, its answer holds.
    """
    ours = [form for form in known if isinstance(form, dict) and form.get("by", "") in ("", layer)]
    more = {said: form for form in reversed(ours) if (said := _said(kind, form)) is not None}
    answered = {one for form in made for one in _answers(kind, form)}
    for form in known:
        is_ours = form in ours
        if not (is_ours and (TAKEN in form or SUGGESTED in form or not answered.isdisjoint(_answers(kind, form)))):
            yield form
    for form in made:
        further = more.get(_said(kind, form), {})
        yield {key: value for key, value in further.items() if key not in (TAKEN, SUGGESTED, "by")} | form | by


def _said(kind: str, form: Any) -> object:
    """What a form says, the same for all that say it; None where it is no claim."""
    found = _READ[kind](form)
    return (found.of, found.name) if isinstance(found, Attribute) else found or None


def _answers(kind: str, form: Any) -> Collection[object]:
    """The questions that a form answers; of an entity each mention is one."""
    match found := _READ[kind](form):
        case frozenset():
            return found
        case Link(span, base):
            return [(span, base)]
        case _:
            return [said] if (said := _said(kind, form)) else []


_READ: dict[str, Callable[[Any], Any]] = {
    "relations": relation_in,
    "entities": lambda form: frozenset(mentions_in(form)),
    "links": link_in,
    "attributes": attribute_in,
}


def _forms(document: Document, scheme: ClaimScheme) -> dict[str, list[Form]]:
    """The claims of a layer as forms, by kind."""
    claims = document.claims
    attributes = [*claims.attributes, *defaults_of(document, scheme)]
    of: dict[Relation, dict[str, Value]] = {}
    for one in attributes:
        if isinstance(one.of, Relation):
            of.setdefault(one.of, {})[one.name] = one.value
    return {
        "relations": [
            relation_form(one, of.get(one, {}), directed=not (kind := scheme.relation(one.label)) or kind.directed)
            for one in claims.relations
        ],
        "entities": [entity_form(one.mentions) for one in claims.entities],
        "links": [link_form(one) for one in claims.links],
        "attributes": [attribute_form(one) for one in attributes if isinstance(one.of, Span)],
    }


def _refused(claims: Iterable[Claim]) -> dict[str, list[Form]]:
    """Refused claims as forms, by kind."""
    found: dict[str, list[Form]] = {}
    for claim in sorted(claims, key=claim_text):
        match claim:
            case Relation():
                kind, form = "relations", relation_form(claim)
            case Link():
                kind, form = "links", link_form(claim)
            case Attribute():
                kind, form = "attributes", attribute_form(claim)
            case Same():
                kind, form = "entities", entity_form(claim.spans)
        found.setdefault(kind, []).append({**form, REFUSED: True})
    return found
