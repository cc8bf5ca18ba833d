"""The four claims, by value: they name the spans that they rest on, never rows or ids.

A *relation* holds between two spans. A span is the *same* as another: both are mentions of one entity. A *link* says
which entry of a base an entity is. An *attribute* is a value that a span, or a relation, has under a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from annotator.domain.span import Span

Value = str | bool
"""What an attribute can be: one of its values, a text, a number as it was written, or yes and no."""

Kind = Literal["same", "relation", "link", "attribute"]


@dataclass(frozen=True, slots=True)
class Same:
    """`span` is a mention of what `to` is a mention of; `whole` if all other mentions of its entity are, too.

    A span that is the same as itself is a mention of an entity of its own.
    """

    span: Span
    to: Span
    whole: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the claim rests on."""
        return (self.span, self.to)

    def moved(self, old: Span, new: Span) -> Same:
        """The same claim on another span."""
        return Same(_moved(self.span, old, new), _moved(self.to, old, new), self.whole)

    @property
    def pair(self) -> Same:
        """The claim of the two mentions alone, whichever is named first."""
        return Same(min(self.spans), max(self.spans))


@dataclass(frozen=True, slots=True)
class Relation:
    """`head` stands in the relation `label` to `tail`; ends of one without a direction stand in the order of spans."""

    head: Span
    label: str
    tail: Span

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the claim rests on."""
        return (self.head, self.tail)

    def moved(self, old: Span, new: Span) -> Relation:
        """The same claim on another span."""
        return Relation(_moved(self.head, old, new), self.label, _moved(self.tail, old, new))

    @property
    def turned(self) -> Relation:
        """The relation the other way round."""
        return Relation(self.tail, self.label, self.head)


@dataclass(frozen=True, slots=True)
class Link:
    """`span` means an entry of a base, by the entry's id; "" says that the base does not have it.

    `name` is what the base calls the entry, so that whoever has not the base can read it; it does not tell links apart.
    """

    span: Span
    base: str
    entry: str
    name: str = field(default="", compare=False)

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the claim rests on."""
        return (self.span,)

    def moved(self, old: Span, new: Span) -> Link:
        """The same claim on another span."""
        return replace(self, span=_moved(self.span, old, new))


@dataclass(frozen=True, slots=True)
class Attribute:
    """`of`, a span or a relation, has a value under a name."""

    of: Span | Relation
    name: str
    value: Value

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the claim rests on."""
        return self.of.spans if isinstance(self.of, Relation) else (self.of,)

    def moved(self, old: Span, new: Span) -> Attribute:
        """The same claim on another span."""
        of = self.of.moved(old, new) if isinstance(self.of, Relation) else _moved(self.of, old, new)
        return replace(self, of=of)


Claim = Same | Relation | Link | Attribute

KINDS: dict[type[Claim], Kind] = {Same: "same", Relation: "relation", Link: "link", Attribute: "attribute"}


def question_of(claim: Claim) -> tuple[object, ...]:
    """What a claim answers: of claims that answer the same question a layer holds one."""
    match claim:
        case Link(span, base):
            return ("link", span, base)
        case Attribute(of, name):
            return ("attribute", of, name)
        case _:
            return ("claim", claim)


def name_of(claim: Claim) -> str:
    """What a claim is of: the relation, the attribute or the base; "" of a mention."""
    match claim:
        case Relation(_, label, _):
            return label
        case Link(_, base, _):
            return base
        case Attribute(_, name, _):
            return name
        case _:
            return ""


def _moved(span: Span, old: Span, new: Span) -> Span:
    return new if span == old else span
