"""Claims as they stand in the `meta` of an article (`domain.document.CLAIMS`), as claims by value, and back.

Beside what `CLAIMS` says, a form may have `made` (how it came to be: `by at source score auto decided`; of an entity a
list, one for each mention), `attributes` (of a relation, by name), and `direction` (of a relation: `right`, `left`, or
`bi` for one that has none); an attribute of a relation has that under `of`, in place of `span`. One that is `refused`
does not hold; an entity of two that is refused says that they are not the same. One that is `taken` is a claim of a
layer already, and stands here for what else it says; one that is `suggested` is nobody's, and asked of whoever holds
its spans.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Link, Relation, Value
from annotator.domain.span import Span

Form = dict[str, Any]
TAKEN, REFUSED, MADE, SUGGESTED = "taken", "refused", "made", "suggested"
FRAGMENTS = "fragments"
"""The label of an entity whose spans are the pieces of one mention."""
SAME = ("", "Alias", "Equiv", "CoreferenceLink", "CoreferenceChain", "Coreference")
"""Labels of entities that say no more than that their spans are the same."""
_ALWAYS = {"by", MADE, REFUSED, TAKEN, SUGGESTED}
_SAID = {
    "relations": {"head", "label", "tail", "attributes", "features", "direction"},
    "entities": {"spans", "label"},
    "links": {"span", "base", "entry", "text"},
    "attributes": {"span", "of", "name", "value", "layer"},
}


def further(kind: str, form: Mapping[str, Any]) -> set[str]:
    """The keys of a form that say more than a claim holds."""
    more = form.keys() - _SAID[kind] - _ALWAYS
    return more | {"label"} if kind == "entities" and form.get("label", "") not in SAME else more


def span_in(place: Any) -> Span | None:
    """The span of `[start, end, label]`, None where it is none."""
    match place:
        case [int(start), int(end), str(label)] if 0 <= start < end and not isinstance(start, bool) and label:
            return Span(start, end, label)
    return None


def relation_in(form: Any) -> Relation | None:
    """The relation of a form; None where it has no two ends, or no label."""
    match form:
        case {"head": head, "label": str(label), "tail": tail} if label:
            one, other = span_in(head), span_in(tail)
            if one and other and one != other:
                return Relation(other, label, one) if form.get("direction") == "left" else Relation(one, label, other)
    return None


def attributes_in(form: Mapping[str, Any]) -> dict[str, Value]:
    """The attributes of a relation by name, as far as their values are such."""
    both = (form.get(key) for key in ("features", "attributes"))
    found = {str(name): value_in(value) for one in both if isinstance(one, dict) for name, value in one.items()}
    return {name: value for name, value in found.items() if value is not None}


def mentions_in(form: Any) -> list[Span]:
    """The mentions of an entity; empty where they are not all spans, or no mentions of one thing."""
    if (
        not isinstance(form, dict)
        or not isinstance(places := form.get("spans"), list)
        or form.get("label") == FRAGMENTS
    ):
        return []
    found = [span_in(place) for place in places]
    return list(dict.fromkeys(span for span in found if span)) if all(found) else []


def link_in(form: Any) -> Link | None:
    """The link of a form, None where it is none."""
    match form:
        case {"span": place, "base": str(base), "entry": str() | int() as entry} if span := span_in(place):
            name = form.get("text")
            return Link(span, base, str(entry), name if isinstance(name, str) else "")
    return None


def attribute_in(form: Any) -> Attribute | None:
    """The attribute of a form; None where it is none, or its value is neither text, number nor truth."""
    match form:
        case {"name": str(name), "value": said} if name.strip():
            of, value = relation_in(form["of"]) if "of" in form else span_in(form.get("span")), value_in(said)
            return None if of is None or value is None else Attribute(of, name, value)
    return None


def value_in(said: Any) -> Value | None:
    """The value of an attribute; a number as it is written."""
    if isinstance(said, str | bool):
        return said
    return json.dumps(said) if isinstance(said, int | float) else None


def place_of(span: Span) -> list[Any]:
    """Where a span is, and its label."""
    return [span.start, span.end, span.label]


def relation_form(
    relation: Relation, attributes: Mapping[str, Value] = MappingProxyType({}), *, directed: bool = True
) -> Form:
    """A relation as a form."""
    form: Form = {"head": place_of(relation.head), "label": relation.label, "tail": place_of(relation.tail)}
    form |= {} if directed else {"direction": "bi"}
    return form | ({"attributes": dict(attributes)} if attributes else {})


def entity_form(mentions: Iterable[Span]) -> Form:
    """An entity as a form."""
    return {"spans": [place_of(span) for span in mentions]}


def link_form(link: Link) -> Form:
    """A link as a form."""
    form = {"span": place_of(link.span), "base": link.base, "entry": link.entry}
    return form | ({"text": link.name} if link.name else {})


def attribute_form(one: Attribute) -> Form:
    """An attribute as a form."""
    of = {"of": relation_form(one.of)} if isinstance(one.of, Relation) else {"span": place_of(one.of)}
    return {**of, "name": one.name, "value": one.value}


def made_form(how: Standing) -> Form:
    """How a claim came to hold, without what is not known of it."""
    decided = "ruled" if how.ruled else "accepted" if how.source and not how.auto else "added"
    score = {} if how.score is None else {"score": how.score}
    auto = {"auto": True} if how.auto else {}
    return {"source": how.source, **score, "decided": decided, "by": how.by, "at": how.at, **auto}


def standing_in(made: Any) -> Standing:
    """How a claim came to hold, as far as a form says it."""
    made = made if isinstance(made, dict) else {}
    words: Sequence[str] = [one if isinstance(one := made.get(key), str) else "" for key in ("by", "at", "source")]
    score = made.get("score")
    known = isinstance(score, int | float) and not isinstance(score, bool) and 0 <= score <= 1
    return Standing("", words[0], words[1], words[2], float(score) if known else None, made.get("auto") is True)


def ruled_in(made: Any) -> bool:
    """Whether a form says that a reviewer ruled the claim; of an entity, any of its mentions."""
    return any(
        isinstance(one, dict) and one.get("decided") == "ruled" for one in (made if isinstance(made, list) else [made])
    )
