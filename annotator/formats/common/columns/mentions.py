"""Mentions of entities as spans, and what is said of them as claims: who they are, attributes, and bridges.

The values of a mention stand in fields (`Entity=(e1-person-1-new-Ada_Lund`), of which `identity` is the entry it is
linked to, and `other` has several (`case:nom,quoted`). What would part fields is written as in addresses: `%2D`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import unquote

from annotator.domain.claims.values import Value
from annotator.domain.span import Span
from annotator.formats.common.claims.forms import entity_form
from annotator.formats.common.claims.gathered import Claims, place
from annotator.formats.common.columns.entities import Bridge, Entities
from annotator.formats.common.columns.row import EMPTY
from annotator.formats.common.told import Told

IDENTITY, OTHER = "identity", "other"
BASE, ENTRY_NAME = "identity.base", "identity.name"
"""The values of `other` that say which base an identity is from, and what the entry is called there."""
_GRAMMAR = {"head", "minspan"}
_PARTS = re.compile(r"[-()|=,:\[\]%\s\x00-\x1f\x7f-\x9f]|^_$")


def take_mentions(
    entities: Entities,
    edges: Sequence[tuple[int, int]],
    spans: Iterable[Span],
    *,
    label: str,
    claims: Claims,
    told: Told,
    loose: Collection[str] = (),
    ours: bool = False,
) -> list[Span]:
    """The spans with the mentions of entities among them, all that is said of which is claimed.

    A mention without a type has the label of the span at its place, else `label`; `loose` ones are of no entity.
    """
    found = dict.fromkeys(spans)
    at = {(span.start, span.end): span for span in found}
    groups: dict[str, dict[Span, int]] = {}
    taken: set[Span] = set()
    for one in entities.mentions():
        start, end = edges[one.first][0], edges[one.end - 1][1]
        type_ = "" if one.type in EMPTY else unescaped(one.type)
        span = Span(start, end, type_) if type_.strip() else at.get((start, end))
        span = span or Span(start, end, label)
        if span in taken:
            told.aside("mentions of a further entity", kept=False)
            continue
        told.aside("pieces of mentions, each a mention here", int(one.piece), kept=False)
        taken.add(span)
        found[span] = None
        groups.setdefault(one.entity, {})[span] = one.first
        _describe(span, one.said, claims, told, ours=ours)
    for number, mentions in groups.items():
        if number not in loose:
            claims.add("entities", **entity_form(mentions))
    _relate(entities.bridges, groups, claims, told)
    return list(found)


def _relate(bridges: Iterable[Bridge], groups: Mapping[str, Mapping[Span, int]], claims: Claims, told: Told) -> None:
    """Claim bridges as relations, from the mention to the last one of the other entity before it, else to its first."""
    for bridge in bridges:
        ends = (bridge.entity, bridge.source)
        mentions, others = (groups.get(name) or groups.get(name.rpartition("-")[2], {}) for name in ends)
        head = next((one for one, at in mentions.items() if at == bridge.place), None)
        tail = max((one for one, at in others.items() if at < bridge.place), default=next(iter(others), None))
        told.aside("bridges without mentions", int(not (head and tail)), kept=False)
        if head and tail:
            claims.add("relations", head=place(head), label=unescaped(bridge.relation), tail=place(tail))


def _describe(span: Span, said: Mapping[str, str], claims: Claims, told: Told, *, ours: bool) -> None:
    """Claim the link and the attributes of a mention."""
    other = [one.partition(":") for one in said.get(OTHER, "").split(",") if one not in EMPTY and one]
    values: dict[str, Value] = {unescaped(name): unescaped(value) if colon else True for name, colon, value in other}
    base, name = values.pop(BASE, ""), values.pop(ENTRY_NAME, "")
    if (entry := said.get(IDENTITY, "")) not in {*EMPTY, ""}:
        form = {"span": place(span), "base": str(base), "entry": unescaped(entry)}
        claims.add("links", **form, **({"text": str(name)} if name else {}))
    for key, value in said.items():
        if key in _GRAMMAR:
            told.aside(f"values ({key})", int(not ours and value not in EMPTY), kept=False)
        elif key not in {IDENTITY, OTHER} and value not in {*EMPTY, ""}:
            values[unescaped(key)] = unescaped(value)
    for attribute, said_of in values.items():
        if attribute.strip():
            claims.attribute(span, attribute, {"true": True, "false": False}.get(str(said_of), said_of))


def escaped(value: Value) -> str:
    """A value as a field of a mention has it."""
    said = str(value).lower() if isinstance(value, bool) else value
    return _PARTS.sub(lambda part: "".join(f"%{byte:02X}" for byte in part[0].encode()), said)


def unescaped(value: str) -> str:
    """What a field of a mention says."""
    return unquote(value)
