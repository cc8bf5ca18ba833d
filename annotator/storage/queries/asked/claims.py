"""What is claimed of a span, as SQL that asks it of a row `s`."""

from __future__ import annotations

import json

from annotator.domain.claims.scheme import AttributeType, ClaimScheme
from annotator.domain.question.condition import Condition
from annotator.storage.claims.unfit import SHAPE, unfit_shapes
from annotator.storage.queries.asked.functions import in_one_case
from annotator.storage.queries.asked.values import Values
from annotator.storage.store import Store

_HERE = "FROM claims AS c WHERE c.article = s.article AND c.layer = s.layer AND c.state = 'held' AND c.kind = '{kind}'"
_ABOUT = 'c.start = s.start AND c."end" = s."end" AND c.label = s.label'
_OTHER = 'c.other_start = s.start AND c.other_end = s."end" AND c.other_label = s.label'
_OWN = (
    "FROM mentions AS own WHERE own.article = s.article AND own.layer = s.layer AND own.start = s.start "
    'AND own."end" = s."end" AND own.label = s.label'
)
_WITH_OTHERS = (
    f"EXISTS (SELECT 1 {_OWN} AND EXISTS (SELECT 1 FROM mentions AS other WHERE other.article = own.article AND "
    'other.layer = own.layer AND other.entity = own.entity AND (other.start, other."end", other.label) != '
    '(own.start, own."end", own.label)))'
)
_OF_ENTITY = (
    "EXISTS (SELECT 1 FROM mentions AS own JOIN mentions AS other ON other.article = own.article AND other.layer = "
    "own.layer AND other.entity = own.entity WHERE own.article = s.article AND own.layer = s.layer AND own.start = "
    's.start AND own."end" = s."end" AND own.label = s.label AND c.start = other.start AND c."end" = other."end" '
    "AND c.label = other.label)"
)

_RELATED = (
    "FROM claims AS r WHERE r.article = s.article AND r.layer = s.layer AND r.state = 'held' AND r.kind = 'relation' "
    'AND ((r.start, r."end", r.label) = (s.start, s."end", s.label) OR '
    '(r.other_start, r.other_end, r.other_label) = (s.start, s."end", s.label))'
)
_OF_IT = _HERE.format(kind="attribute") + (
    ' AND (c.start, c."end", c.label, c.relation, c.other_start, c.other_end, c.other_label) = '
    '(r.start, r."end", r.label, r.relation, r.other_start, r.other_end, r.other_label)'
)


def asked(store: Store, values: Values, one: Condition) -> str:
    """What a condition of one of the fields `OF_CLAIMS` asks."""
    if one.field == "fits":
        return f"({' OR '.join(_fits(store, values, value) for value in one.values)})"
    if one.field == "entity":
        return f"({' OR '.join(f'{_not(value)}{_WITH_OTHERS}' for value in one.values)})"
    if one.field == "attribute":
        rules = store.scheme().claims
        return f"({' OR '.join(_attribute(rules, values, str(value)) for value in one.values)})"
    ask = {"relation": _relation, "link": _link}[one.field]
    return f"({' OR '.join(ask(values, str(value)) for value in one.values)})"


def _relation(values: Values, value: str) -> str:
    named = "" if value in ("yes", "no") else f" AND c.relation = {values.put(value)}"
    return f"{_not(value)}EXISTS (SELECT 1 {_HERE.format(kind='relation')} AND ({_ABOUT} OR {_OTHER}){named})"


def _link(values: Values, value: str) -> str:
    if value in ("yes", "no"):
        named = ""
    elif value == "none":
        named = " AND c.value = ''"
    else:
        part = values.put(in_one_case(value))
        named = f" AND (in_one_case(c.value) = {part} OR instr(in_one_case(c.other_quote), {part}))"
    return f"{_not(value)}EXISTS (SELECT 1 {_HERE.format(kind='link')} AND ({_ABOUT} OR {_OF_ENTITY}){named})"


def _attribute(rules: ClaimScheme, values: Values, value: str) -> str:
    """That a span, its entity or a relation of it has an attribute, or a value of one, be it by default."""
    name, is_, wanted = value.partition("=")
    kind = rules.attribute(name)
    named = "" if value in ("yes", "no") else f" AND c.name = {values.put(name)}"
    any_value = _has(kind, named)
    if not is_:
        return f"{_not(value)}{any_value}"
    flag = {"yes": "true", "no": "false"}.get(wanted)
    said = [json.dumps(wanted, ensure_ascii=False), *([flag] if flag else [])]
    found = _has(kind, f"{named} AND c.value IN {values.among(said)}")
    if kind is None or json.dumps(kind.default, ensure_ascii=False) not in said:
        return found
    if kind.of == "relation":
        on = f" AND r.relation IN {values.among(kind.on)}" if kind.on else ""
        return f"({found} OR EXISTS (SELECT 1 {_RELATED}{on} AND NOT EXISTS (SELECT 1 {_OF_IT}{named})))"
    on = f" AND s.label IN {values.among(kind.on)}" if kind.on else ""
    return f"({found} OR (NOT {any_value}{on}))"


def _has(kind: AttributeType | None, named: str) -> str:
    """That an attribute of some kind, or of any, is said of a span."""
    own = f"({_ABOUT} OR {_OF_ENTITY})" if kind and kind.of == "entity" else _ABOUT
    span = f"c.relation = '' AND {own}"
    relation = f"c.relation != '' AND ({_ABOUT} OR {_OTHER})"
    meant = f"({span}) OR ({relation})" if kind is None else relation if kind.of == "relation" else span
    return f"EXISTS (SELECT 1 {_HERE.format(kind='attribute')} AND ({meant}){named})"


def _fits(store: Store, values: Values, value: object) -> str:
    """That the scheme allows all that is claimed of a span; or, for `no`, that it does not."""
    rules = store.scheme().claims
    shapes, columns = (
        values.put(json.dumps(unfit_shapes(store.conn, rules))),
        ", ".join(f"json_extract(value, '$[{at}]')" for at in range(6)),
    )
    unfit = (
        f"EXISTS (SELECT 1 FROM claims AS c WHERE c.article = s.article AND c.layer = s.layer AND c.state = 'held' AND "
        f"({_ABOUT} OR {_OTHER}) AND ({SHAPE}) IN (SELECT {columns} FROM json_each({shapes})))"
    )
    if rules.entities is None or rules.entities.labels:
        mentions = values.among(rules.entities.labels if rules.entities else ())
        unfit = f"{unfit} OR (s.label NOT IN {mentions} AND {_WITH_OTHERS})"
    return f"({unfit})" if value == "no" else f"NOT ({unfit})"


def _not(value: object) -> str:
    return "NOT " if value == "no" else ""
