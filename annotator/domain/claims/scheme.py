"""What may be claimed in a project: its relations, attributes and bases, and whether spans are mentions of entities.

A project whose scheme says nothing of these has no claims to make, and shows nothing of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from annotator.domain.claims.values import Value
from annotator.errors import SchemeError, did_you_mean

Between = Literal["mentions", "entities"]
BASE = "kb"
"""What a base is called whose name nobody says."""
Of = Literal["span", "entity", "relation"]
AttributeKind = Literal["choice", "flag", "text", "number"]
Accept = Literal["off", "names"]
Task = Literal["names", "same", "who", "ties", "facts"]
"""What one can be at in an article: its spans; which of them are the same; who they are; relations; attributes."""
CLAIM_KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation: its hot key among those of relations (or ""), and the labels that its ends may have (empty: any).

    One that is not `directed` holds either way round. `between` entities it holds for all their mentions, and is
    compared so. It `implies` other relations of the same ends, and with it holds its `inverse`, from tail to head;
    which of the two names the other does not matter. `from_` are names that other tools have for it, `former` are names
    that it had here.
    """

    name: str
    key: str = ""
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    directed: bool = True
    between: Between = "mentions"
    implies: tuple[str, ...] = ()
    description: str = ""
    from_: tuple[str, ...] = ()
    inverse: str = ""
    former: tuple[str, ...] = ()

    def allows(self, head: str, tail: str) -> bool:
        """Whether spans with these labels may be its head and its tail, in this order."""
        return (not self.head or head in self.head) and (not self.tail or tail in self.tail)


@dataclass(frozen=True, slots=True)
class AttributeType:
    """An attribute of spans, entities or relations; `on` are the labels, or relations, that have it (empty: all).

    A `choice` has one of `values`, a `flag` is yes or no. Where nobody decided, `default` holds, if there is one; a
    `required` one is asked for.
    """

    name: str
    of: Of = "span"
    on: tuple[str, ...] = ()
    kind: AttributeKind = "flag"
    values: tuple[str, ...] = ()
    default: Value = ""
    required: bool = False
    description: str = ""
    from_: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    def is_of(self, name: str) -> bool:
        """Whether what has this label, or is this relation, has the attribute."""
        return not self.on or name in self.on

    def takes(self, value: Value) -> bool:
        """Whether it can have a value."""
        if self.kind == "flag" or isinstance(value, bool):
            return self.kind == "flag" and isinstance(value, bool)
        return value in self.values if self.kind == "choice" else self.kind == "text" or _is_number(value)


@dataclass(frozen=True, slots=True)
class EntityRules:
    """Spans of these labels (empty: of all) are mentions of entities; with `names` identical names join by themselves.

    `singletons` says whether a span that is the only mention counts as an entity, where agreement is measured.
    """

    labels: tuple[str, ...] = ()
    accept: Accept = "off"
    singletons: bool = True

    def are(self, label: str) -> bool:
        """Whether spans of a label are mentions."""
        return not self.labels or label in self.labels


@dataclass(frozen=True, slots=True)
class Base:
    """A base of entries that entities are linked to; `labels` says which kinds of entries fit a label.

    Where it says nothing of any label, spans of all labels are linked. `url` has `{}` for the id of an entry.
    """

    name: str
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    url: str = ""

    def fits(self, label: str) -> bool:
        """Whether spans of a label are linked to it."""
        return not self.labels or label in self.labels


@dataclass(frozen=True, slots=True)
class ClaimScheme:
    """All that may be claimed; `entities` is None where spans are no mentions of anything."""

    relations: tuple[RelationType, ...] = ()
    attributes: tuple[AttributeType, ...] = ()
    entities: EntityRules | None = None
    bases: tuple[Base, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.relations or self.attributes or self.entities or self.bases)

    def tasks(self) -> tuple[Task, ...]:
        """What there is to do in an article, in order."""
        there = (True, self.entities, self.bases, self.relations, self.attributes)
        return tuple(task for task, some in zip(get_args(Task), there, strict=True) if some)

    def relation(self, name: str) -> RelationType | None:
        """The relation of that name, or None."""
        for one in self.relations:
            if one.name == name:
                return one
        return None

    def relation_now(self, name: str) -> str:
        """What a relation is called now, whatever it was called when it was used."""
        return next((one.name for one in self.relations if name in one.former), name)

    def attribute_now(self, name: str) -> str:
        """What an attribute is called now, whatever it was called when it was used."""
        return next((one.name for one in self.attributes if name in one.former), name)

    def relation_meant(self, foreign: str) -> RelationType | None:
        """The relation that another tool's name means: the one of that name, or that has it under `from`, or had it."""
        named = self.relation(foreign) or next((one for one in self.relations if foreign in one.from_), None)
        return named or self.relation(self.relation_now(foreign))

    def relation_by_key(self, key: str) -> RelationType | None:
        """The relation that has this hot key, or None."""
        return next((one for one in self.relations if key and one.key == key), None)

    def attribute(self, name: str) -> AttributeType | None:
        """The attribute of that name, or None."""
        return next((one for one in self.attributes if one.name == name), None)

    def attribute_meant(self, foreign: str) -> AttributeType | None:
        """The attribute that another tool's name means: as `relation_meant`."""
        named = self.attribute(foreign) or next((one for one in self.attributes if foreign in one.from_), None)
        return named or self.attribute(self.attribute_now(foreign))

    def base(self, name: str) -> Base | None:
        """The base of that name, or None."""
        return next((one for one in self.bases if one.name == name), None)

    def entry_at(self, address: str) -> tuple[str, str] | None:
        """The base that has such addresses, and its entry at this one; None where no base has."""
        for base in self.bases:
            before, held, after = base.url.partition("{}")
            entry = address.removeprefix(before).removesuffix(after)
            if held and entry and address == f"{before}{entry}{after}":
                return base.name, entry
        return None

    def told_of(self, name: str) -> str:
        """What is said where a relation or an attribute is taken for a label; "" where it is neither."""
        what = "relation" if self.relation(name) else "attribute" if self.attribute(name) else ""
        article = "an" if what == "attribute" else "a"
        return what and (
            f"{name!r} is {article} {what}, no label: it is changed in the file of `annotator labels save` and `labels "
            f"load`; `annotator find '{what}:{name}' --save LIST` lists the spans that have it."
        )

    def following(self, name: str) -> tuple[tuple[str, bool], ...]:
        """The relations that hold with one, directly or through others, and whether they do so the other way round."""
        found: dict[tuple[str, bool], None] = {}
        waiting = [(name, False)]
        while waiting:
            at, turned = waiting.pop()
            relation = self.relation(at)
            inverse = self._inverse(at)
            steps = [(one, turned) for one in relation.implies] if relation else []
            for step in (*steps, *([(inverse, not turned)] if inverse else [])):
                if step not in found and step != (name, False):
                    found[step] = None
                    waiting.append(step)
        return tuple(found)

    def _inverse(self, name: str) -> str:
        relation = self.relation(name)
        named = relation.inverse if relation else ""
        return named or next((one.name for one in self.relations if one.inverse == name), "")

    def renamed(self, old: str, new: str) -> ClaimScheme:
        """The scheme in which a label has another name."""
        return self._with_labels(lambda names: tuple(dict.fromkeys(new if name == old else name for name in names)))

    def among(self, there: Collection[str]) -> ClaimScheme:
        """The scheme without labels that are not there."""
        return self._with_labels(lambda names: tuple(name for name in names if name in there))

    def _with_labels(self, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> ClaimScheme:
        if not self:
            return self
        relations = (replace(one, head=change(one.head), tail=change(one.tail)) for one in self.relations)
        attributes = (one if one.of == "relation" else replace(one, on=change(one.on)) for one in self.attributes)
        entities = self.entities and replace(self.entities, labels=change(self.entities.labels))
        bases = (
            replace(base, labels={name: kinds for label, kinds in base.labels.items() for name in change((label,))})
            for base in self.bases
        )
        return ClaimScheme(tuple(relations), tuple(attributes), entities, tuple(bases))

    def check(self, labels: Collection[str]) -> None:
        """Raise `SchemeError` where something in it makes no sense beside these labels."""
        relations = [relation.name for relation in self.relations]
        _once("relation", relations)
        _once("attribute", [attribute.name for attribute in self.attributes])
        _once("former name of a relation", [*relations, *(was for one in self.relations for was in one.former)])
        attributes = [name for one in self.attributes for name in (one.name, *one.former)]
        _once("former name of an attribute", attributes)
        _once("base", [base.name for base in self.bases])
        keys: dict[str, str] = {}
        for relation in self.relations:
            what = f"The relation {relation.name!r}"
            _all_in(what, (*relation.head, *relation.tail), labels, "label")
            _all_in(what, (*relation.implies, *filter(None, [relation.inverse])), relations, "relation")
            _literal(f"between of relation {relation.name!r}", relation.between, get_args(Between))
            if relation.key and (relation.key not in CLAIM_KEYS or len(relation.key) != 1):
                raise SchemeError(f"The hot key of relation {relation.name!r} is A-Z or 0-9, not {relation.key!r}.")
            if relation.key and keys.setdefault(relation.key, relation.name) != relation.name:
                raise SchemeError(f"The hot key {relation.key!r} is {keys[relation.key]}'s already.")
        for attribute in self.attributes:
            what = f"The attribute {attribute.name!r}"
            of_relations = attribute.of == "relation"
            _literal(f"of of attribute {attribute.name!r}", attribute.of, get_args(Of))
            _literal(f"type of attribute {attribute.name!r}", attribute.kind, get_args(AttributeKind))
            _all_in(what, attribute.on, relations if of_relations else labels, "relation" if of_relations else "label")
            _once(f"value of attribute {attribute.name!r}", attribute.values)
            if (attribute.kind == "choice") != bool(attribute.values):
                raise SchemeError(f"{what} has values where it is a choice, and only there.")
            if attribute.default != "" and not attribute.takes(attribute.default):
                raise SchemeError(f"The default of attribute {attribute.name!r} is none of its values.")
        if self.entities:
            _all_in("The table [entities]", self.entities.labels, labels, "label")
            _literal("accept of [entities]", self.entities.accept, get_args(Accept))
        for base in self.bases:
            _all_in(f"The base {base.name!r}", base.labels, labels, "label")


NOTHING_CLAIMED = ClaimScheme()


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not name.strip():
            raise SchemeError(f"Each {what} needs a name.")
        if name in seen:
            raise SchemeError(f"The {what} {name!r} is there twice.")
        seen.add(name)


def _all_in(what: str, names: Iterable[str], there: Collection[str], kind: str) -> None:
    for name in names:
        if name not in there:
            raise SchemeError(
                f"{what} names {name!r}, which is no {kind} of the scheme.{did_you_mean(name, list(there))}"
            )


def _literal(what: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise SchemeError(f"{what} is one of {', '.join(choices)}, not {value!r}.")
