"""What is said of regions beyond their labels, as results of their own with the id of the region; and its controls.

An attribute is a choice, a number or a text under its own name; what is yes or no is the choice `true` or `false`. A
link is a text under `link:` and the name of its base: the entry, then what that is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.claims.scheme import AttributeType, ClaimScheme
from annotator.domain.claims.values import Attribute, Link
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.common.claims.forms import relation_in
from annotator.formats.common.claims.gathered import Claims, place
from annotator.formats.common.claims.held import attributes_of, entities_of, entities_of_pairs, links_of, pairs
from annotator.formats.common.claims.relations import Relation, relations_of

Result = dict[str, Any]
SAME = "same"
"""The label of relations between mentions of one entity."""
LINK = "link:"
_TAKEN = ("label", "text", "comment", "cats")
"""Names of controls that mean something else."""


class Controls:
    """The controls that claims need: those of the scheme, and of what else the tasks have."""

    def __init__(self, scheme: ClaimScheme) -> None:
        self._scheme = scheme
        self._choices: dict[str, dict[str, None]] = {}
        self._others: dict[str, str] = {}
        self.relations: dict[str, None] = dict.fromkeys(one.name for one in scheme.relations)
        for one in scheme.attributes:
            if one.of != "relation" and _is_free(one.name):
                self._see(one.name, _sort(one), one.values or ("true", "false"))
        self._others |= {f"{LINK}{base.name}": "TextArea" for base in scheme.bases}

    def results(
        self, document: Document, regions: Mapping[Span, Result], *, same: bool
    ) -> tuple[list[Result], dict[str, list[Any]]]:
        """What is claimed of regions, and if `same` which of them are; and which claims those are, by kind."""
        relations = [one for one in relations_of(document, regions) if not _is_same(one)]
        entities = [mentions for mentions in entities_of(document, regions) if mentions[1:]] if same else []
        attributes = [one for _, one in attributes_of(document, regions) if _is_free(one.name)]
        links = list(links_of(document, regions))
        both = {"direction": "bi"}
        of_one = [Relation(span, SAME, before, both) for every in entities for span, before in pairs(every)]
        results = [self._relation(one, regions) for one in (*relations, *of_one)]
        results += [self._attribute(one, regions[span]) for one in attributes for span in one.spans]
        results += [self._link(link, regions[link.span]) for link in links]
        return results, {
            "relations": [relation_in(one.claim) for one in relations],
            "entities": [*map(frozenset, entities)],
            "attributes": attributes,
            "links": links,
        }

    def tags(self, quoted: Callable[[str], str]) -> Iterator[str]:
        """The controls as lines of a configuration."""
        for name, choices in self._choices.items():
            yield f'  <Choices name={quoted(name)} toName="text" perRegion="true">'
            yield from (f"    <Choice value={quoted(value)}/>" for value in choices)
            yield "  </Choices>"
        for name, tag in self._others.items():
            yield f'  <{tag} name={quoted(name)} toName="text" perRegion="true"/>'
        if self.relations:
            yield "  <Relations>"
            yield from (f"    <Relation value={quoted(label)}/>" for label in self.relations)
            yield "  </Relations>"

    def _see(self, name: str, sort: str, values: Iterable[str]) -> None:
        if sort == "Choices":
            self._choices.setdefault(name, {}).update(dict.fromkeys(values))
        else:
            self._others[name] = sort

    def _relation(self, relation: Relation, regions: Mapping[Span, Result]) -> Result:
        self.relations[relation.label] = None
        direction = relation.claim.get("direction", "right")
        ends = {"from_id": regions[relation.head]["id"], "to_id": regions[relation.tail]["id"]}
        return {"type": "relation", **ends, "direction": direction, "labels": [relation.label]}

    def _attribute(self, attribute: Attribute, region: Result) -> Result:
        known, value = self._scheme.attribute(attribute.name), attribute.value
        sort = _sort(known) if known else "TextArea"
        said = str(value).lower() if isinstance(value, bool) else value
        self._see(attribute.name, sort, [said])
        match sort:
            case "Choices":
                return _result(region, attribute.name, "choices", [said])
            case "Number":
                return _result(region, attribute.name, "number", float(said))
            case _:
                return _result(region, attribute.name, "textarea", [said], key="text")

    def _link(self, link: Link, region: Result) -> Result:
        name = f"{LINK}{link.base}"
        self._others[name] = "TextArea"
        return _result(region, name, "textarea", [link.entry, *([link.name] if link.name else [])], key="text")


def _is_same(relation: Relation) -> bool:
    """Whether a relation would be read as one between mentions of one entity."""
    return relation.label == SAME and relation.claim.get("direction") == "bi"


def _is_free(name: str) -> bool:
    """Whether a control of that name means an attribute."""
    return name not in _TAKEN and not name.startswith(LINK)


def _sort(known: AttributeType) -> str:
    """The tag of the control of an attribute."""
    return {"choice": "Choices", "flag": "Choices", "number": "Number", "text": "TextArea"}[known.kind]


def _result(region: Result, name: str, kind: str, said: Any, *, key: str = "") -> Result:
    place = {edge: region["value"][edge] for edge in ("start", "end")}
    return {
        "id": region["id"],
        "from_name": name,
        "to_name": "text",
        "type": kind,
        "value": {**place, key or kind: said},
    }


def value_of(kind: str, said: Any) -> Any:
    """What the value of a result says: one choice, or one text, as such; a whole number without a point."""
    if isinstance(said, list) and len(said) == 1 and kind in ("choices", "taxonomy", "textarea"):
        said = said[0]
        return {"true": True, "false": False}.get(said, said) if kind == "choices" and isinstance(said, str) else said
    return int(said) if kind == "number" and isinstance(said, float) and said.is_integer() else said


def link_in(name: str, said: Any) -> dict[str, Any] | None:
    """The base, the entry and the name of a link, where a result is one."""
    if not name.startswith(LINK) or not isinstance(said, list) or not said or not isinstance(said[0], str):
        return None
    return {"base": name.removeprefix(LINK), "entry": said[0]} | ({"text": said[1]} if said[1:] else {})


def _is_one(region: Sequence[Span]) -> bool:
    """Whether spans are labels of one region, and not regions that have the same id."""
    return len({(span.start, span.end) for span in region}) == 1


def relate(results: Iterable[Result], regions: Mapping[str, Sequence[Span]], claims: Claims) -> None:
    """Keep relations with their ends by place, as they stand where those are no spans; what is `same` as entities."""
    same: list[tuple[Span, Span]] = []
    for result in results:
        head, tail = (regions.get(str(result.get(end))) for end in ("from_id", "to_id"))
        if not head or not tail or not _is_one(head) or not _is_one(tail):
            claims.add("relations", **result)
            continue
        labels = result.get("labels") or [""]
        extra = {"direction": result["direction"]} if "direction" in result else {}
        for label in labels if isinstance(labels, list) else [labels]:
            if label == SAME and result.get("direction") == "bi":
                same.append((head[0], tail[0]))
            else:
                claims.add("relations", head=place(head[0]), label=label, tail=place(tail[0]), **extra)
    for entity in entities_of_pairs(same):
        claims.add("entities", **entity)
