"""Claims in columns, both ways.

A decision about a claim has the span that the claim is about in `start end label`, the other end of it in `was_*`,
and the rest in its `note`, as JSON. A row of the table `claims` has the same in columns of its own; what a claim does
not have is "" there, and an end that it does not have is at -1. `other_quote` of a link is the name of its entry.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, assert_never

from annotator.domain.claims.names import Current, attribute_now, relation_now
from annotator.domain.claims.standing import Standing, Table
from annotator.domain.claims.values import KINDS, Attribute, Claim, Link, Relation, Same, Value
from annotator.domain.decisions import Claimed, Refused, Withdrawn
from annotator.domain.span import Span

CLAIM_COLUMNS = (
    'state, kind, start, "end", label, relation, other_start, other_end, other_label, name, value, '
    "source, score, auto, ruled, by, at, decision, quote, other_quote"
)
MENTION_COLUMNS = 'start, "end", label, entity, source, score, auto, ruled, by, at, decision, quote'
Place = tuple[int, int, str]
_NOWHERE: Place = (-1, -1, "")
_STATES: dict[Table, str] = {"claims": "held", "refusals": "refused"}


def claim_event_row(event: Claimed | Withdrawn | Refused) -> tuple[Any, ...]:
    """`start end label was_start was_end was_label source score note` of an event."""
    claim = event.claim
    about, relation, other, name, value = _parts(claim)
    said: dict[str, Any] = {"claim": KINDS[type(claim)]}
    said |= {key: part for key, part in (("relation", relation), ("name", name), ("value", value)) if part != ""}
    said |= {"called": claim.name} if isinstance(claim, Link) and claim.name else {}
    said |= {"whole": True} if isinstance(claim, Same) and claim.whole else {}
    said |= {"auto": True} if isinstance(event, Claimed) and event.auto else {}
    source, score = (None, None) if isinstance(event, Withdrawn) else (event.source or None, event.score)
    ends = other if other != _NOWHERE else (None, None, None)
    return (*about, *ends, source, score, json.dumps(said, ensure_ascii=False, sort_keys=True))


def claim_event_of(
    action: str, span: Span, other: Span | None, row: Sequence[Any], current: Current = str
) -> Claimed | Withdrawn | Refused:
    """The event of an action; `row` is `source score note`, `current` gives the names of relations and attributes.

    Raises `ValueError`, `TypeError` or `KeyError` where it makes no sense.
    """
    source, score, note = row
    said = json.loads(note)
    if "relation" in said:
        said["relation"] = relation_now(current, said["relation"])
    if said["claim"] == "attribute":
        said["name"] = attribute_now(current, said["name"])
    claim = _claim(said["claim"], span, other, said)
    if action == "withdrawn":
        return Withdrawn(claim)
    if action == "refused":
        return Refused(claim, source or "", score)
    return Claimed(claim, source or "", score, bool(said.get("auto", False)))


def claim_row(table: Table, claim: Claim, standing: Standing, text: str) -> tuple[Any, ...]:
    """The values of `CLAIM_COLUMNS` for a claim that holds, or was refused, in a text."""
    about, relation, other, name, value = _parts(claim)
    if isinstance(claim, Attribute):
        value = json.dumps(value, ensure_ascii=False)
    called = claim.name if isinstance(claim, Link) else text[max(0, other[0]) : max(0, other[1])]
    quotes = (text[about[0] : about[1]], called)
    how = (standing.source, standing.score, int(standing.auto), int(standing.ruled))
    made = (standing.by, standing.at, standing.id)
    return (_STATES[table], KINDS[type(claim)], *about, relation, *other, name, value, *how, *made, *quotes)


def claim_of_row(row: Sequence[Any]) -> tuple[Table, Claim, Standing]:
    """The table, the claim and its standing of a row of `CLAIM_COLUMNS`."""
    state, kind, start, end, label, relation, *rest = row
    other_start, other_end, other_label, name, value, source, score, auto, ruled, by, at, decision, _, called = rest
    other = Span(other_start, other_end, other_label) if other_start >= 0 else None
    said = {
        "relation": relation,
        "name": name,
        "value": json.loads(value) if kind == "attribute" else value,
        "called": called,
    }
    claim = _claim(kind, Span(start, end, label), other, said)
    table: Table = "claims" if state == "held" else "refusals"
    return table, claim, Standing(decision, by, at, source, score, bool(auto), bool(ruled))


def mention_row(span: Span, standing: Standing, text: str) -> tuple[Any, ...]:
    """The values of `MENTION_COLUMNS` for a mention of an entity in a text."""
    how = (standing.source, standing.score, int(standing.auto), int(standing.ruled))
    return (*span, standing.entity, *how, standing.by, standing.at, standing.id, span.quote(text))


def mention_of_row(row: Sequence[Any]) -> tuple[Span, Standing]:
    """The mention and its standing of a row of `MENTION_COLUMNS`."""
    start, end, label, entity, source, score, auto, ruled, by, at, decision, *_ = row
    return Span(start, end, label), Standing(decision, by, at, source, score, bool(auto), bool(ruled), entity)


def _parts(claim: Claim) -> tuple[Place, str, Place, str, Value]:
    """The span that a claim is about, its relation, its other end, its name and its value."""
    match claim:
        case Same(span, to):
            return _place(span), "", _place(to), "", ""
        case Relation(head, label, tail):
            return _place(head), label, _place(tail), "", ""
        case Link(span, base, entry):
            return _place(span), "", _NOWHERE, base, entry
        case Attribute(of, name, value):
            if isinstance(of, Relation):
                return _place(of.head), of.label, _place(of.tail), name, value
            return _place(of), "", _NOWHERE, name, value
        case _:
            assert_never(claim)


def _claim(kind: str, span: Span, other: Span | None, said: dict[str, Any]) -> Claim:
    if kind == "same" and other:
        return Same(span, other, bool(said.get("whole", False)))
    if kind == "relation" and other:
        return Relation(span, _text(said["relation"]), other)
    if kind == "link":
        return Link(span, _text(said["name"]), _text(said.get("value", "")), _text(said.get("called", "")))
    if kind == "attribute":
        value = said.get("value", "")
        of = Relation(span, _text(said["relation"]), other) if other else span
        return Attribute(of, _text(said["name"]), value if isinstance(value, bool) else _text(value))
    raise ValueError(f"a claim of an unknown kind: {kind!r}")


def _place(span: Span) -> Place:
    return span.start, span.end, span.label


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {value!r}")
    return value
