"""The relations, attributes and bases of a file as those of the project's scheme.

One is taken as it is where the scheme has it, as the one that names it under `from` where one does, and is new
otherwise, where the scheme is open. New ones are collected until they are saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.claims.differences import told_claims
from annotator.domain.claims.scheme import BASE, AttributeKind, AttributeType, Base, ClaimScheme, EntityRules, Of
from annotator.domain.claims.scheme_form import entities_form, tables_of, with_tables
from annotator.domain.claims.values import Attribute, Link, Relation, Value
from annotator.domain.history.events import Note
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

_MOST = 26
"""As many values a choice may have: as many as there are letters."""
_OTHER = re.compile(
    r"(?i)(^|_)(id|ids|uri|url|iri|score|confidence|prob|probability|note|notes|comment|comments|description)$"
    r"|identi|wiki"
)
"""Names of attributes that say of an entry of a file where it comes from, or how sure somebody was."""

_TRUTHS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}


class NotTaken(Exception):
    """Why a claim of a file becomes none of the project's; `what` of it is named, or ""."""

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(why)
        self.why, self.what = why, what


class ClaimNames:
    """What may be claimed, with what is new and not saved yet; `closed` where nothing new is taken."""

    def __init__(self, scheme: Scheme, *, known_only: bool) -> None:
        self._closed = known_only or scheme.closed
        self._saved = self._before = self._now = scheme.claims

    def save(self, store: Store) -> None:
        """Put what is new into the scheme of the project, as it stands now."""
        if self._now == self._saved:
            return
        scheme = store.scheme()
        note = Note(why="came with what was added", minor=True, begins=True)
        save_scheme(store, replace(scheme, claims=_joined(scheme.claims, self._saved, self._now)), note=note)
        self._saved = self._now

    def news(self) -> list[str]:
        """What may be claimed that could not be before, in sentences."""
        return list(told_claims(self._before, self._now))

    def relation(self, said: Relation, *, directed: bool = True) -> Relation:
        """A relation under its name here; the ends of one without a direction in the order of spans."""
        known = self._now.relation_meant(said.label)
        if known is None:
            self._open("no such relation in the scheme", said.label)
            row = {} if directed else {"directed": False}
            self._now = with_tables(self._now, {"relation": {said.label: row}})
            known = self._now.relation(said.label)
        name, way = (known.name, known.directed) if known else (said.label, directed)
        relation = replace(said, label=name)
        relation = relation if way or relation.head < relation.tail else relation.turned
        if known and not any(
            known.allows(one.head.label, one.tail.label)
            for one in ((relation,) if way else (relation, relation.turned))
        ):
            raise NotTaken("not allowed between such spans", name)
        return relation

    def attribute(self, said: Attribute) -> Attribute | None:
        """An attribute under its name here; None where it has the value that holds where nobody decides."""
        on = said.of.label
        of: tuple[Of, ...] = ("span", "entity") if isinstance(said.of, Span) else ("relation",)
        known = self._now.attribute_meant(said.name)
        if known is None:
            if _OTHER.search(said.name):
                raise NotTaken("")
            self._open("no such attribute in the scheme", said.name)
            known = AttributeType(said.name, of[0], kind=_kind(said.value), values=_values(said.value))
            self._put(known)
        if known.of not in of or not known.is_of(on):
            raise NotTaken(f"no such attribute of {on!r} in the scheme", known.name)
        value = _TRUTHS.get(_text(said.value).lower(), said.value) if known.kind == "flag" else _text(said.value)
        if not known.takes(value):
            what = f"{known.name} {said.value}"
            self._open("no such value in the scheme", what)
            if known.kind == "flag" or (known.kind != "choice" and self._before.attribute(known.name)):
                raise NotTaken("no such value in the scheme", what)
            self._put(known := _wider(known, str(value)))
        return None if value == known.default and known.default != "" else Attribute(said.of, known.name, value)

    def entity(self, mentions: Iterable[Span]) -> None:
        """Know that these are mentions of one entity."""
        if self._now.entities is None:
            self._open("no entities in the scheme", "entities")
            self._now = replace(self._now, entities=EntityRules())
        rules = self._now.entities or EntityRules()
        if other := next((span.label for span in mentions if not rules.are(span.label)), ""):
            raise NotTaken("no entities of such spans in the scheme", other)

    def link(self, said: Link) -> Link:
        """A link to the base it means: the only one, where a file names none."""
        if not said.base and (found := self._now.entry_at(said.entry)):
            said = replace(said, base=found[0], entry=found[1])
        name = said.base or (self._now.bases[0].name if len(self._now.bases) == 1 else BASE)
        known = self._now.base(name)
        if known is None:
            self._open("no such base in the scheme", name)
            self._now = replace(self._now, bases=(*self._now.bases, known := Base(name)))
        if not known.fits(said.span.label):
            raise NotTaken("no such base for such spans in the scheme", said.span.label)
        return replace(said, base=name)

    def _open(self, why: str, what: str = "") -> None:
        """Raise `NotTaken` where nothing new is taken, or what is new has no name."""
        if self._closed or not what.strip():
            raise NotTaken(why, what)

    def _put(self, one: AttributeType) -> None:
        there = {known.name: known for known in self._now.attributes}
        self._now = replace(self._now, attributes=tuple({**there, one.name: one}.values()))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else str(value).lower()


def _kind(value: Value) -> AttributeKind:
    if isinstance(value, bool):
        return "flag"
    return "number" if AttributeType("", kind="number").takes(value) else "choice" if value.strip() else "text"


def _values(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and _kind(value) == "choice" else ()


def _wider(known: AttributeType, value: str) -> AttributeType:
    """The attribute with room for a value: one more to choose from, or any text where those are too many."""
    if known.kind == "choice" and value.strip() and len(known.values) < _MOST:
        return replace(known, values=(*known.values, value))
    return replace(known, kind="text", values=())


def _joined(there: ClaimScheme, before: ClaimScheme, after: ClaimScheme) -> ClaimScheme:
    """What may be claimed as it stands, with what is new in `after`."""
    was, now = tables_of(before), tables_of(after)
    change = {
        table: {name: row for name, row in rows.items() if was[table].get(name) != row} for table, rows in now.items()
    }
    rules = {} if after.entities == before.entities else {"entities": entities_form(after)}
    return with_tables(there, {**change, **rules})
