"""The claims of a record: relations in Prodigy's shape, entities with mentions, what spans have, as `CLAIMS` has them.

Records of ours say how each claim came to be (`own_line.py` writes them); others have the same keys with less in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from annotator.domain.claims.form import claim_of
from annotator.domain.claims.values import Attribute, Link, Relation
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.common.claims.forms import (
    MADE,
    REFUSED,
    Form,
    attribute_form,
    entity_form,
    link_form,
    place_of,
    relation_form,
)
from annotator.formats.common.claims.gathered import Claims
from annotator.formats.common.span_reader import SpanReader

_HOW = ("source", "score", "decided", "by", "at", "auto")
OF_SPANS = ("attributes", "links", "kb_id")
"""What records of spans have of claims, in lines of ours."""


def take_claims(
    record: Mapping[str, Any], spans: Mapping[Span, Any], reader: SpanReader, claims: Claims, *, ours: bool
) -> None:
    """Take what a record claims of its spans, each given with its entry, beyond what entries of other tools say.

    `ours` if entries say it as in lines of ours. Raises `InputError` where what we wrote ourselves makes no sense.
    """
    if are_entities(record.get("entities")):
        for form in _entities(record["entities"], reader):
            claims.add("entities", **form)
    named = [(str(entry["id"]), span) for span, entry in spans.items() if isinstance(entry, dict) and "id" in entry]
    count = Counter(name for name, _ in named)
    ids = {name: span for name, span in named if count[name] == 1}
    relations = record.get("relations")
    for one in relations if isinstance(relations, list) else [relations] if relations else ():
        for kind, form in _relation(one, ids, reader):
            claims.add(kind, **form)
    if ours:
        said = chain(*(_on(span, entry) for span, entry in spans.items()), _refused(record.get(REFUSED)))
        for kind, form in said:
            claims.add(kind, **form)


def as_in_lines_of_ours(entries: Iterable[Any]) -> bool:
    """Whether any entry of a span has attributes by name, or links with base and entry, and none has them otherwise."""
    said = [(key, entry[key]) for entry in entries if isinstance(entry, dict) for key in _BY_NAME if entry.get(key)]
    return bool(said) and all(_BY_NAME[key](value) for key, value in said)


def _are_named(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(_value(one), str | bool | int | float) for one in value.values())


def _are_links(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(_get(one, key), str) for one in value for key in ("base", "entry")
    )


_BY_NAME: Mapping[str, Callable[[Any], bool]] = {"attributes": _are_named, "links": _are_links}


def _value(one: Any) -> Any:
    return one.get("value") if isinstance(one, dict) else one


def are_entities(value: Any) -> bool:
    """Whether a value is a list of entities, and not of spans."""
    return isinstance(value, list) and bool(value) and all(isinstance(_get(one, "mentions"), list) for one in value)


def _entities(value: Any, reader: SpanReader) -> Iterator[Form]:
    """The entities of a list for which `are_entities` is true. Raises `InputError`."""
    for one in value:
        mentions = [(_span(mention, reader), _made(mention)) for mention in one["mentions"]]
        yield entity_form(span for span, _ in mentions) | {MADE: [made for _, made in mentions]}


def _relation(one: Any, ids: Mapping[str, Span], reader: SpanReader) -> list[tuple[str, Form]]:
    """A relation by the places of its ends, where both are said or are the ids of spans; else as it stands.

    Its attributes come with it. Raises `InputError` where a place makes no sense.
    """
    match one:
        case {"head_span": dict(head), "child_span": dict(child), "label": str(label)}:
            relation = Relation(_span(head, reader), label, _span(child, reader))
            form = relation_form(relation, directed=one.get("direction") != "bi")
            made = {MADE: made} if (made := _made(one)) else {}
            return [("relations", form | made), *_attributes(relation, one.get("attributes"))]
        case dict():
            ends = [ids.get(str(one.get(end))) for end in ("from_id", "to_id")]
            if ends[0] and ends[1]:
                named = one.get("type", one.get("label"))
                return [("relations", {"head": place_of(ends[0]), "label": named, "tail": place_of(ends[1])})]
            return [("relations", one)]
    return [("relations", {"value": one})]


def _on(span: Span, entry: Any) -> Iterator[tuple[str, Form]]:
    """What the record of a span in a line of ours claims of it, with the kind of each."""
    if isinstance(entry, dict):
        yield from _attributes(span, entry.get("attributes"))
        links = entry.get("links")
        for one in links if isinstance(links, list) else ():
            match one:
                case {"base": str(base), "entry": str(named)}:
                    name = one.get("name")
                    link = Link(span, base, named, name if isinstance(name, str) else "")
                    yield "links", link_form(link) | {MADE: _made(one)}


def _refused(value: Any) -> Iterator[tuple[str, Form]]:
    """The refused claims of a line of ours, with the kind of each. Raises `InputError`."""
    for one in value if isinstance(value, list) else ():
        try:
            claim = claim_of(one)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise InputError(f"{str(one)[:60]!r} is no refused claim.") from None
        how = {MADE: _made(one), REFUSED: True}
        match claim:
            case Relation():
                yield "relations", relation_form(claim) | how
            case Link():
                yield "links", link_form(claim) | how
            case Attribute():
                yield "attributes", attribute_form(claim) | how
            case _:
                yield "entities", entity_form(claim.spans) | how


def _attributes(of: Span | Relation, said: Any) -> Iterator[tuple[str, Form]]:
    for name, one in said.items() if isinstance(said, dict) else ():
        value = _value(one)
        if _get(one, "decided") != "default" and isinstance(value, str | bool | int | float):
            said = value if isinstance(value, str | bool) else str(value)
            yield "attributes", attribute_form(Attribute(of, name, said)) | {MADE: _made(one)}


def _made(one: Any) -> dict[str, Any]:
    return {key: one[key] for key in _HOW if key in one} if isinstance(one, Mapping) else {}


def _span(place: Any, reader: SpanReader) -> Span:
    return reader.span(_get(place, "start"), _get(place, "end"), _get(place, "label"))


def _get(one: Any, key: str) -> Any:
    return one.get(key) if isinstance(one, dict) else None
