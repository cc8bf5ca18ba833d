"""The annotations of a UIMA CAS: spans with their features, relations, slots and chains.

A relation has the features `Governor` and `Dependent`; a slot is a list of links, each with a `target` and maybe a
`role`; a link of a chain names the `next` one. A CAS whose types are not known has numbers of other elements instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.errors import InputError
from annotator.formats.common.span_reader import check_tokens
from annotator.formats.common.standoff.annotation_layers import STRUCTURE, Annotation, Annotations, Relation, short

FIELD = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.MetaDataStringField"
_PLACE = {"begin", "end", "sofa", "xmiID", "type"}
_ENDS = ("Governor", "Dependent")
_NEXT = "next"
_CHAIN = {"referenceType", "referenceRelation"}


@dataclass(frozen=True, slots=True)
class Untyped:
    """What a file without a type system says by numbers: its features that do, as (type, feature), and links by number.

    Such a link has a `target`, which is a number too, and maybe a `role`.
    """

    links: Collection[tuple[str, str]] = ()
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """What a CAS says; `empty` counts annotations of no width."""

    annotations: Annotations = field(default_factory=Annotations)
    tokens: list[tuple[int, int]] = field(default_factory=list)
    tokenizer: str = ""
    empty: int = 0


def annotations_of(cas: Any, text: str, untyped: Untyped) -> Found:
    """What a CAS says of its text. Raises `InputError`."""
    found = Found()
    every = [one for one in cas.select_all_annotations() if _placed(one)]
    for one in every:
        if short(one.type.name) == "Token":
            found.tokens.append((one.begin, one.end))
        if one.type.name == FIELD and getattr(one, "key", None) == "tokenizer":
            found.tokenizer = getattr(one, "value", None) or ""
    by_id = {str(one.xmiID): one for one in every}
    made = {id(one): _annotation(one, text, untyped.links) for one in every if short(one.type.name) not in STRUCTURE}
    _sort(found, every, made, _Others(made, by_id, untyped.others))
    try:
        found.tokens = check_tokens(text, sorted(found.tokens))
    except InputError:
        found.tokens = []
    return found


def _placed(one: Any) -> bool:
    return getattr(one, "begin", None) is not None and getattr(one, "end", None) is not None


def _annotation(one: Any, text: str, links: Collection[tuple[str, str]]) -> Annotation:
    name = short(one.type.name)
    if not 0 <= one.begin <= one.end <= len(text):
        raise InputError(f"The annotation {name} at {one.begin}-{one.end} is not within the text.")
    features = {
        feature: value
        for feature in _features(one)
        if feature not in _PLACE and (name, feature) not in links
        if (value := _value(getattr(one, feature, None))) is not None
    }
    return Annotation(one.type.name, one.begin, one.end, features)


def _features(one: Any) -> Iterator[str]:
    return (feature.name for feature in one.type.all_features)


def _value(given: Any) -> Any:
    """A value that is no other element: a text, a number, a truth, or a list of texts; else None."""
    if isinstance(given, str):
        return given if given.strip() else None
    if isinstance(given, bool | int | float):
        return given
    elements = getattr(given, "elements", None)
    if isinstance(elements, list) and elements and all(isinstance(value, str) for value in elements):
        return elements
    return None


@dataclass(frozen=True, slots=True)
class _Others:
    """The way from what a feature gives, another element or its number, to that element."""

    made: Mapping[int, Annotation]
    by_id: Mapping[str, Any]
    untyped: Mapping[str, Mapping[str, str]]

    def element(self, given: Any) -> Any:
        """The element that is meant."""
        return self.by_id.get(given) if isinstance(given, str) else given

    def annotation(self, given: Any) -> Annotation | None:
        """The annotation that is meant."""
        return self.made.get(id(self.element(given)))

    def links(self, given: Any) -> Iterator[tuple[Annotation, str]]:
        """The targets and roles of a list of links."""
        if isinstance(given, str):
            found = [(one.get("target"), one.get("role")) for n in given.split() if (one := self.untyped.get(n))]
        else:
            elements = getattr(given, "elements", None) or ()
            found = [(getattr(one, "target", None), getattr(one, "role", None)) for one in elements]
        for target, role in found:
            if (annotation := self.annotation(target)) is not None:
                yield annotation, role or ""


def _sort(found: Found, every: Iterable[Any], made: Mapping[int, Annotation], others: _Others) -> None:
    """Tell spans, relations, slots and chains apart."""
    chained: dict[int, Any] = {}
    for one in every:
        if id(one) not in made:
            continue
        own = made[id(one)]
        features = set(_features(one))
        if features >= {*_ENDS}:
            ends = [others.annotation(getattr(one, end, None)) for end in _ENDS]
            rest = {name: value for name, value in own.features.items() if name not in _ENDS}
            place = Annotation("", own.start, own.end)
            found.annotations.relations.append(Relation(own.layer, ends[0] or place, ends[1] or place, rest))
        elif _NEXT in features and (features & _CHAIN or own.layer.endswith("Link")):
            own.features.pop(_NEXT, None)
            chained[id(one)] = one
        elif own.start == own.end:
            found.empty += 1
        else:
            found.annotations.spans.append(own)
        found.annotations.relations += _slots(one, own, others)
    _chain(found, chained, others)


def _slots(one: Any, own: Annotation, others: _Others) -> Iterator[Relation]:
    """The links of an annotation to others."""
    for feature in _features(one):
        for target, role in others.links(getattr(one, feature, None)):
            yield Relation(own.layer, own, target, {"role": role} if role else {}, feature)


def _chain(found: Found, links: Mapping[int, Any], others: _Others) -> None:
    """Put the links of chains together, from those that no other one names."""
    named = {id(others.element(getattr(one, _NEXT, None))) for one in links.values()}
    for key, one in links.items():
        if key in named:
            continue
        chain: dict[int, Annotation] = {}
        while id(one) in links and id(one) not in chain:
            chain[id(one)] = others.made[id(one)]
            one = others.element(getattr(one, _NEXT, None))  # noqa: PLW2901 - along the chain
        found.annotations.chains.append((others.made[key].layer, list(chain.values())))
