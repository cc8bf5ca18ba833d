"""The cells of WebAnno TSV 3: what the rows say of each layer of the header.

A *reference* names the row where an annotation begins, and its number where several stand there: `1-2[3]`. A relation
stands in the row of its target and refers to its source, `1-2[source_target]`; a slot refers to what fills it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from annotator.formats.common.standoff.annotation_layers import Annotation, Annotations, Relation

_NUMBERED = re.compile(r"((?:[^\\]|\\.)*?)\[(\d+)\]", re.DOTALL)
_ITEM = re.compile(r"(?:[^\\|]|\\.)*", re.DOTALL)
_PART = re.compile(r"(?:[^\\;]|\\.)*", re.DOTALL)
_REFERENCE = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d+)(?:_(\d+))?\])?")
_LINK = re.compile(r"(.*)->(\d+)-(\d+)", re.DOTALL)
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r"}
_NONE = ("*", "_", "")
_CHAIN = ("referenceRelation", "referenceType")


@dataclass(frozen=True, slots=True)
class Layer:
    """A line of the header: its kind (`SP`, `RL`, `CH`), its type, and what stands in which of its columns.

    `slots` are name, column of the roles, column of the references and their type; `base` is the column of a
    relation's references and their type.
    """

    kind: str
    name: str
    first: int
    columns: int
    features: tuple[tuple[str, int], ...]
    slots: tuple[tuple[str, int, int, str], ...]
    base: tuple[int, str] | None

    @classmethod
    def of(cls, line: str, first: int) -> Layer:
        """The layer of a line whose columns begin at `first`."""
        kind, _, rest = line[3:].partition("=")
        name, *titles = rest.split("|")
        features: list[tuple[str, int]] = []
        slots: list[tuple[str, int, int, str]] = []
        base: tuple[int, str] | None = None
        places = iter(enumerate(titles, first))
        for place, title in places:
            if title.startswith("ROLE_"):
                target, type_ = next(places, (place, ""))
                slots.append((title.partition(":")[2].partition("_")[0] or title[5:], place, target, type_))
            elif title.startswith("BT_"):
                base = (place, title[3:])
            else:
                features.append((title, place))
        return cls(kind, name, first, len(titles), tuple(features), tuple(slots), base)


@dataclass(slots=True)
class _Pending:
    """A relation or slot whose other end is looked up when all rows are read."""

    layer: Layer
    own: Annotation | tuple[str, str, str]
    other: tuple[str, str, str]
    features: dict[str, Any]
    slot: str = ""


class Cells:
    """What the rows of a file said so far."""

    def __init__(self, layers: list[Layer]) -> None:
        self._layers = layers
        self._width = sum(layer.columns for layer in layers)
        self._every: list[Annotation] = []
        self._numbered: dict[tuple[str, str], Annotation] = {}
        self._in_row: dict[tuple[str, str], list[Annotation]] = {}
        self._pending: list[_Pending] = []
        self._chains: dict[tuple[str, str], dict[int, Annotation]] = {}

    def take(self, row: str, start: int, end: int, given: list[str]) -> None:
        """Take in a row, which is at `[start, end)` in code points, by its cells after the token."""
        cells = given + ["_"] * (self._width - len(given))
        for layer in self._layers:
            match layer.kind:
                case "SP":
                    self._spans(layer, row, (start, end), cells)
                case "RL":
                    self._relations(layer, row, cells)
                case "CH":
                    self._links(layer, (start, end), cells)

    def said(self) -> tuple[Annotations, int, int]:
        """All annotations, how many have no width, and how many relations lead nowhere."""
        found = Annotations([one for one in self._every if one.start < one.end])
        unresolved = 0
        for one in self._pending:
            own = one.own if isinstance(one.own, Annotation) else self._resolved(*one.own)
            other = self._resolved(*one.other)
            if own is None or other is None:
                unresolved += 1
                continue
            head, tail = (own, other) if one.slot else (other, own)
            found.relations.append(Relation(one.layer.name, head, tail, one.features, one.slot))
        chains = {key: [links[place] for place in sorted(links)] for key, links in self._chains.items()}
        found.chains += [(layer, chain) for (layer, _), chain in chains.items()]
        return found, len(self._every) - len(found.spans), unresolved

    def _spans(self, layer: Layer, row: str, place: tuple[int, int], cells: list[str]) -> None:
        for nth in range(_stacked(layer, cells)):
            items = {name: _item(cells[column], nth) for name, column in layer.features}
            roles = [(slot, *_slot(cells, slot, nth)) for slot in layer.slots]
            number = next((number for _, number in (*items.values(), *(role for _, role, _ in roles)) if number), "")
            said = [value for value, _ in items.values()]
            said += [value for _, role, given in roles for value in (role[0], given)]
            if not number and all(value in ("_", "") for value in said):
                continue
            one = self._annotation(layer.name, row, place, number)
            for name, (value, _) in items.items():
                if value not in _NONE and name:
                    one.features[name] = unescaped(value)
            for (slot, _, _, type_), (role, _), given in roles:
                names = _parts(role)
                for at, target in enumerate(_parts(given) if given not in _NONE else ()):
                    named = names[at] if at < len(names) and names[at] not in _NONE else ""
                    features = {"role": unescaped(named)} if named else {}
                    self._refer(_Pending(layer, one, _reference(type_, target), features, slot))

    def _refer(self, one: _Pending) -> None:
        """Keep a slot once, though each row of a long span may say it."""
        if one.other[1] and not any(
            (one.own, one.other, one.features) == (before.own, before.other, before.features)
            for before in reversed(self._pending[-50:])
        ):
            self._pending.append(one)

    def _annotation(self, layer: str, row: str, place: tuple[int, int], number: str) -> Annotation:
        """The annotation of that number, made as wide as the row demands, or a new one."""
        one = self._numbered.get((layer, number)) if number else None
        if one is None:
            one = Annotation(layer, *place)
            self._every.append(one)
            if number:
                self._numbered[layer, number] = one
        one.start, one.end = min(one.start, place[0]), max(one.end, place[1])
        self._in_row.setdefault((layer, row), []).append(one)
        return one

    def _relations(self, layer: Layer, row: str, cells: list[str]) -> None:
        if layer.base is None:
            return
        column, type_ = layer.base
        for nth, reference in enumerate(_items(cells[column])):
            found = _REFERENCE.fullmatch(reference)
            if not found:
                continue
            values = {name: _item(cells[place], nth)[0] for name, place in layer.features}
            features = {name: unescaped(value) for name, value in values.items() if value not in _NONE and name}
            own = (type_, row, found[3] or "")
            self._pending.append(_Pending(layer, own, (type_, found[1], found[2] or ""), features))

    def _links(self, layer: Layer, place: tuple[int, int], cells: list[str]) -> None:
        """Links of chains: `relation->chain-link` and, beside it, the type with the number of the annotation."""
        columns = dict(layer.features)
        relation, type_ = (columns.get(name, layer.first + at) for at, name in enumerate(_CHAIN))
        for nth, item in enumerate(_items(cells[relation])):
            if not (found := _LINK.fullmatch(item)):
                continue
            chain = self._chains.setdefault((layer.name, found[2]), {})
            one = chain.setdefault(int(found[3]), Annotation(layer.name, *place))
            one.start, one.end = min(one.start, place[0]), max(one.end, place[1])
            values = (found[1], _item(cells[type_], nth)[0])
            one.features |= {
                name: unescaped(value) for name, value in zip(_CHAIN, values, strict=True) if value not in _NONE
            }

    def _resolved(self, layer: str, row: str, number: str) -> Annotation | None:
        """The annotation a reference means; of any layer where its type is none of them."""
        every = [one.name for one in self._layers]
        layers = [layer] if layer in every else every
        if number.strip("0"):
            return next((one for name in layers if (one := self._numbered.get((name, number)))), None)
        return next((one for name in layers for one in self._in_row.get((name, row), ())), None)


def _stacked(layer: Layer, cells: list[str]) -> int:
    """How many annotations stand in a row."""
    return max((len(_items(cells[place])) for place in range(layer.first, layer.first + layer.columns)), default=0)


def _items(cell: str) -> list[str]:
    """The stacked values of a cell."""
    if "|" not in cell and "\\" not in cell:
        return [cell] if cell else []
    return [match[0] for match in _ITEM.finditer(cell) if match[0]]


def _item(cell: str, nth: int) -> tuple[str, str]:
    """One of the stacked values of a cell, and its number or ""."""
    items = _items(cell)
    item = items[nth] if nth < len(items) else "_"
    match = _NUMBERED.fullmatch(item) if item.endswith("]") else None
    return (match[1], match[2]) if match else (item, "")


def _slot(cells: list[str], slot: tuple[str, int, int, str], nth: int) -> tuple[tuple[str, str], str]:
    """The roles of a slot with the number of its host, and the references that fill it."""
    _, roles, targets, _ = slot
    items = _items(cells[targets])
    return _item(cells[roles], nth), items[nth] if nth < len(items) else "_"


def _parts(item: str) -> list[str]:
    """What stands between semicolons."""
    return [match[0] for match in _PART.finditer(item) if match[0]]


def _reference(type_: str, reference: str) -> tuple[str, str, str]:
    found = _REFERENCE.fullmatch(reference)
    return (type_, found[1], found[2] or "") if found else (type_, "", "")


def unescaped(value: str) -> str:
    """A value without its escapes."""
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), value)
