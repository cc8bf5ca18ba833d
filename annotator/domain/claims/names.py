"""What labels, relations and attributes are called now, whatever they were called when they were used."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.claims.scheme import ClaimScheme

Current = Callable[[str], str]
"""Gives the present name of a label; `Names` also those of relations and attributes."""


class Names:
    """The present names."""

    __slots__ = ("_attributes", "_claims", "_label", "_relations")

    def __init__(self, label: Current, claims: ClaimScheme) -> None:
        self._label, self._claims = label, claims
        self._relations: dict[str, str] | None = None
        self._attributes: dict[str, str] | None = None

    def __call__(self, label: str) -> str:
        """The present name of a label."""
        return self._label(label)

    def relation(self, name: str) -> str:
        """The present name of a relation."""
        if self._relations is None:
            self._relations = {was: one.name for one in self._claims.relations for was in one.former}
        return self._relations.get(name, name)

    def attribute(self, name: str) -> str:
        """The present name of an attribute."""
        if self._attributes is None:
            self._attributes = {was: one.name for one in self._claims.attributes for was in one.former}
        return self._attributes.get(name, name)

    def behind(self, named: Current) -> Names:
        """The same for labels that are called otherwise elsewhere."""
        return Names(lambda label: self._label(named(label)), self._claims)


def relation_now(current: Current, name: str) -> str:
    """The present name of a relation, as far as it is known."""
    return current.relation(name) if isinstance(current, Names) else name


def attribute_now(current: Current, name: str) -> str:
    """The present name of an attribute, as far as it is known."""
    return current.attribute(name) if isinstance(current, Names) else name
