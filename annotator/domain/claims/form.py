"""Claims as plain values (what JSON holds), and back; a span is `[start, end, label]`, in code points, half-open."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, assert_never

from annotator.domain.claims.names import Current, attribute_now, relation_now
from annotator.domain.claims.values import KINDS, Attribute, Claim, Link, Relation, Same
from annotator.domain.span import Span


def claim_form(claim: Claim) -> dict[str, Any]:
    """A claim as plain values; `claim_of` makes the same claim of it. `claim` names its kind."""
    form: dict[str, Any] = {"claim": KINDS[type(claim)]}
    match claim:
        case Same(span, to, whole):
            form |= {"span": [*span], "to": [*to]} | ({"whole": True} if whole else {})
        case Relation(head, label, tail):
            form |= {"head": [*head], "label": label, "tail": [*tail]}
        case Link(span, base, entry, name):
            form |= {"span": [*span], "base": base, "entry": entry} | ({"name": name} if name else {})
        case Attribute(of, name, value):
            place = {"of": claim_form(of)} if isinstance(of, Relation) else {"span": [*of]}
            form |= place | {"name": name, "value": value}
        case _:
            assert_never(claim)
    return form


def claim_of(form: Mapping[str, Any], current: Current = str) -> Claim:
    """The claim of plain values. Raises `ValueError`, `TypeError` or `KeyError` where they are none."""
    kind = form["claim"]
    match kind:
        case "same":
            return Same(span_of(form["span"], current), span_of(form["to"], current), bool(form.get("whole", False)))
        case "relation":
            label = relation_now(current, _text(form["label"]))
            return Relation(span_of(form["head"], current), label, span_of(form["tail"], current))
        case "link":
            return Link(
                span_of(form["span"], current), _text(form["base"]), _text(form["entry"]), _text(form.get("name", ""))
            )
        case "attribute":
            of = claim_of(form["of"], current) if "of" in form else span_of(form["span"], current)
            if not isinstance(of, Span | Relation):
                raise TypeError("only spans and relations have attributes")
            value = form["value"]
            name = attribute_now(current, _text(form["name"]))
            return Attribute(of, name, value if isinstance(value, bool) else _text(value))
        case _:
            raise ValueError(f"a claim of an unknown kind: {kind!r}")


def claim_text(claim: Claim) -> str:
    """A claim as JSON that is the same for the same claim, whoever writes it."""
    form = claim_form(replace(claim, name="") if isinstance(claim, Link) else claim)
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def span_of(place: Sequence[Any], current: Current = str) -> Span:
    """The span of `[start, end, label]`. Raises `ValueError` or `TypeError` where it is none."""
    start, end, label = place
    if not (type(start) is type(end) is int):
        raise TypeError("the ends of a span are whole numbers")
    return Span(start, end, current(_text(label)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {value!r}")
    return value
