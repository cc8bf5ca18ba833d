"""What a guideline says of claims: of each relation, attribute, entity and base a chapter, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType, Task
from annotator.domain.scheme import Label


def claim_chapters(scheme: ClaimScheme) -> Iterator[tuple[str, str]]:
    """The chapters of all that may be claimed, each under the name of what it tells of ("" for entities)."""
    for relation in scheme.relations:
        yield relation.name, _chapter(relation.name, "relation", relation.description, _of_relation(relation))
    for attribute in scheme.attributes:
        yield attribute.name, _chapter(attribute.name, "attribute", attribute.description, _of_attribute(attribute))
    if scheme.entities:
        yield "", _chapter("Entities", "", "", _of_entities(scheme.entities))
    for base in scheme.bases:
        yield base.name, _chapter(base.name, "base of entries", "", _of_base(base))


def entries_of(scheme: ClaimScheme, task: Task) -> list[Label]:
    """The same of what one task is about, in the form of labels, so that they are read on one page with those."""
    match task:
        case "same" if scheme.entities:
            told = [("Entities", "", "", _of_entities(scheme.entities))]
        case "who":
            told = [(one.name, "", "", _of_base(one)) for one in scheme.bases]
        case "ties":
            told = [(one.name, one.key, one.description, _of_relation(one)) for one in scheme.relations]
        case "facts":
            told = [(one.name, "", one.description, _of_attribute(one)) for one in scheme.attributes]
        case _:
            told = []
    return [
        Label(name, key, description=description.strip() or said, notes=said if description.strip() else "")
        for name, key, description, facts in told
        if (said := " ".join(facts))
    ]


def _chapter(name: str, kind: str, description: str, facts: Iterable[str]) -> str:
    paragraphs = [f"## {name} ({kind})" if kind else f"## {name}", description.strip(), " ".join(facts)]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _of_relation(one: RelationType) -> Iterator[str]:
    ends = (" or ".join(labels) or "any label" for labels in (one.head, one.tail))
    yield f"From {' to '.join(ends)}, between {one.between}{'' if one.directed else ', either way round'}."
    if one.implies:
        yield f"With it holds {', '.join(one.implies)}."
    if one.inverse:
        yield f"From tail to head holds {one.inverse}."


def _of_attribute(one: AttributeType) -> Iterator[str]:
    of = {"span": "spans", "entity": "entities", "relation": "relations"}[one.of]
    values = ", ".join(one.values) or {"flag": "yes or no"}.get(one.kind, f"any {one.kind}")
    yield f"Of {of}{_behind(' (', one.on, ')')}: {values}."
    if one.default != "":
        told = one.default if isinstance(one.default, str) else "yes" if one.default else "no"
        yield f"Where nobody decides: {told}."


def _of_entities(rules: EntityRules) -> Iterator[str]:
    yield f"Spans{_behind(' of ', rules.labels)} that mean the same are mentions of one."


def _of_base(one: Base) -> Iterator[str]:
    yield f"Entities{_behind(' of ', one.labels)} are linked to its entries."


def _behind(before: str, names: Iterable[str], after: str = "") -> str:
    """Names with something before and after them, nothing where there are none."""
    told = ", ".join(names)
    return f"{before}{told}{after}" if told else ""
