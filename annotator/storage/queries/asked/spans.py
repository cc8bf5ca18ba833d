"""Spans that meet conditions, as SQL that gives their `article, start, end`.

Where nothing is said of the state of a span, held ones are meant: `state:rejected` asks for those that were refused,
`state:suggested` for suggestions, `state:undecided` for suggestions that those asked about (`by:`, else `annotator`)
have not decided. `by` is whose layer it is, or who decided there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.folded import fold
from annotator.domain.question.condition import Condition
from annotator.domain.question.fields import SPAN_STATES
from annotator.domain.question.parts import Group
from annotator.storage.articles import NEAR
from annotator.storage.queries.asked import claims, terms
from annotator.storage.queries.asked.undecided import FUNCTION, with_undecided
from annotator.storage.queries.asked.values import Values
from annotator.storage.queries.people.questions import STANDING
from annotator.storage.store import Store

_HELD = (
    'SELECT s.article, s.start, s."end" FROM spans AS s '
    "LEFT JOIN layers AS own ON own.article = s.article AND own.layer = s.layer "
    "WHERE s.article {scope} AND s.state = '{state}'"
)
_OFFERED = (
    'SELECT s.article, s.start, s."end" FROM suggestions AS s JOIN sources ON sources.id = s.source '
    "JOIN json_each({whose}) AS who LEFT JOIN layers AS own ON own.article = s.article AND own.layer = who.value "
    f"WHERE s.article {{scope}} AND name NOT LIKE '{NEAR}%'"
)
_CATS = (
    "SELECT own.article, NULL, NULL FROM layers AS own, json_each(own.cats) AS cat "
    "WHERE own.article {scope} AND cat.value"
)
_COMMENTED = (
    "EXISTS (SELECT 1 FROM decisions WHERE decisions.article = s.article AND decisions.start = s.start "
    f'AND decisions."end" = s."end" AND {STANDING} AND {{words}})'
)
_OF_TEXT = 'substr((SELECT text FROM texts WHERE texts.article = s.article), s.start + 1, s."end" - s.start)'
_OPEN = f'{FUNCTION}({{question}}, s.article, who.value, s.start, s."end", s.label)'
_SUGGESTED = ("undecided", "suggested")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks in which project, with the values of the statement that is being made."""

    store: Store
    annotator: str
    values: Values


def rows(asker: Asker, group: Group, scope: str, of: Sequence[Condition] = (), *, cats: bool = False) -> str:
    """SQL: the spans that meet all of a group, of articles in a `scope` (what stands behind `article`).

    Which states are meant is said by the group, else by `of`. With `cats`, labels of articles count as spans, too,
    where nothing but label and annotator is asked.
    """
    states = _states(group) or _states(of) or {"held"}
    parts = [_rows(asker, state, group, scope) for state in ("held", "rejected", *_SUGGESTED) if state in states]
    if cats and {one.field for one in group} <= {"label", "by"}:
        found = (
            f"cat.key IN {_labels(asker, one)}" if one.field == "label" else _layer(asker, one, "own.layer")
            for one in group
        )
        parts.append(" AND ".join((_CATS.format(scope=scope), *found)))
    return " UNION ALL ".join(parts)


def _states(conditions: Sequence[Condition]) -> set[str]:
    """The states that spans may have; none where nothing is said of that."""
    said = [set(map(str, one.values)) for one in conditions if one.field == "state"]
    kinds = [{one if one in SPAN_STATES else "held" for one in values} for values in said]
    special = [found for found in kinds if found != {"held"}]
    return set.intersection(*special) if special else set()


def _rows(asker: Asker, state: str, group: Group, scope: str) -> str:
    found = [_sql(asker, state, one) for one in group]
    if state not in _SUGGESTED:
        return " AND ".join((_HELD.format(scope=scope, state=state), *found))
    names = [str(name) for one in group if one.field == "by" for name in one.values] or [asker.annotator]
    if state == "undecided":
        open_ = _OPEN.format(question=asker.values.put(with_undecided(asker.store)))
        found.append(f"CASE WHEN coalesce(own.undecided, 1) > 0 THEN {open_} END")  # in this order: a layer takes long
    return " AND ".join((_OFFERED.format(scope=scope, whose=asker.values.put(json.dumps(names))), *found))


def _sql(asker: Asker, state: str, one: Condition) -> str:  # noqa: C901 - one case a field
    """What one condition asks of a span in a state: a row `s`, in the layer `own`."""
    values, suggested = asker.values, state in _SUGGESTED
    match one.field:
        case "label":
            return f"s.label IN {_labels(asker, one)}"
        case "by":
            return f"who.value IN {values.among(one.values)}" if suggested else _layer(asker, one, "s.layer", "s.by")
        case "state":
            return "1" if state in one.values else f"coalesce(own.status, 'new') IN {values.among(one.values)}"
        case "source":
            return terms.source(values, one, "sources.name" if suggested else "s.source")
        case "score":
            return terms.compared(values, one, "s.score")
        case "when":
            return "0" if suggested else terms.moment(values, one, "s.at")
        case "decided":
            return "0" if suggested else terms.decided(values, one)
        case "comment":
            return terms.yes_or(one, values, "1", lambda found: _COMMENTED.format(words=found))
        case "quote":
            return terms.contains(values, one, _OF_TEXT if suggested else "s.quote")
        case "relation" | "entity" | "link" | "attribute" | "fits":
            return "0" if suggested else claims.asked(asker.store, values, one)
        case _:
            seen = values.among(fold(str(value)) for value in one.values)
            return f"as_seen({_OF_TEXT if suggested else 's.quote'}) IN {seen}"


def _of_cat(asker: Asker, one: Condition) -> str:
    return f"cat.key IN {_labels(asker, one)}" if one.field == "label" else _layer(asker, one, "own.layer")


def _labels(asker: Asker, one: Condition) -> str:
    """The names that labels have or had: what is stored may still have a former one."""
    aliases = asker.store.scheme().aliases
    former = [was for was, now in aliases.items() if now in one.values]
    return asker.values.among((*one.values, *former))


def _layer(asker: Asker, one: Condition, *columns: str) -> str:
    names = asker.values.among(one.values)
    return f"({' OR '.join(f'{column} IN {names}' for column in columns)})"
