"""What a value asks of a column, as SQL: that it is compared, contains something, or lies in a stretch of time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from annotator.domain.question.condition import Condition
from annotator.domain.question.days import bounds
from annotator.domain.question.fields import is_model
from annotator.storage.queries.asked.functions import in_one_case
from annotator.storage.queries.asked.values import Values
from annotator.storage.queries.people.questions import WORDS
from annotator.storage.store import NEAR, Store

_CHANGED = '(SELECT article, layer, start, "end", at FROM decisions WHERE action IN {actions})'
_META = "iif(json_valid(meta), meta, '{}')"


def contains(values: Values, one: Condition, column: str) -> str:
    """That a column has one of the strings in it, whatever its case; SQLite knows the case of ASCII alone."""
    return f"({' OR '.join(_contains(values, in_one_case(str(value)), column) for value in one.values)})"


def _contains(values: Values, seen: str, column: str) -> str:
    name = values.put(seen)
    folded = f"instr(in_one_case({column}), {name})"
    if not seen.isascii():
        return folded
    is_ascii = f"length({column}) = length(CAST({column} AS BLOB))"
    return f"CASE WHEN {is_ascii} THEN instr(lower({column}), {name}) ELSE {folded} END"


def moment(values: Values, one: Condition, column: str) -> str:
    """That a time (UTC) stands so to a day or date of the local clock."""
    low, high = map(values.put, bounds(str(one.values[0])))
    return {
        "is": f"({column} >= {low} AND {column} < {high})",
        "<": f"({column} < {low} AND {column} != '')",
        "<=": f"({column} < {high} AND {column} != '')",
        ">": f"{column} >= {high}",
        ">=": f"{column} >= {low}",
    }[one.operator]


def compared(values: Values, one: Condition, column: str) -> str:
    """That a column stands so to a value; what is not known meets no comparison."""
    operator = "=" if one.operator == "is" else one.operator
    return f"{column} {operator} {values.put(one.values[0])}"


def source(values: Values, one: Condition, column: str) -> str:
    """That a source is called one of these."""
    return f"({' OR '.join(f'is_model({values.put(value)}, {column})' for value in one.values)})"


def decided(values: Values, one: Condition) -> str:
    """That a span `s` was decided so; an imported one that was changed since, as it was changed last."""
    wanted = values.among(one.values)
    since, place = _CHANGED.format(actions="('relabelled', 'resized')"), '(s.article, s.layer, s.start, s."end", s.at)'
    changed = f"CASE WHEN {place} IN {since} THEN {place} IN {_CHANGED.format(actions=wanted)}"
    return (
        f"CASE s.decided WHEN 'imported' THEN {changed} ELSE s.decided IN {wanted} END ELSE s.decided IN {wanted} END"
    )


def yes_or(one: Condition, values: Values, yes: str, found: Callable[[str], str]) -> str:
    """That a comment stands (`yes`), none does (`no`), or one with these words; `found` makes SQL of a condition."""
    parts = []
    for value in one.values:
        if value in ("yes", "no"):
            parts.append(f"{'NOT ' * (value == 'no')}{found(yes)}")
        else:
            parts.append(found(_contains(values, in_one_case(str(value)), WORDS)))
    return f"({' OR '.join(parts)})"


def meta(values: Values, one: Condition) -> str:
    """That what else is known of an article is one of these, whatever its case, or stands so to a number or date."""
    name = one.field.partition(".")[2]
    paths = {"$." + ".".join(f'"{part}"' for part in parts) for parts in ((name,), name.split("."))}
    each = (f"SELECT type, value FROM json_each({_META}, {values.put(path)})" for path in sorted(paths))
    if isinstance(one.values[0], float):
        number = "(type IN ('integer', 'real') OR value GLOB '[0-9]*')"
        found = f"{number} AND {compared(values, one, 'CAST(value AS REAL)')}"
    elif one.operator == "is":
        said = values.among(in_one_case(str(value)) for value in one.values)
        found = f"in_one_case(iif(type IN ('true', 'false'), type, CAST(value AS TEXT))) IN {said}"
    else:
        found = beginning(values, one, "CAST(value AS TEXT)")
    return f"EXISTS (SELECT 1 FROM ({' UNION ALL '.join(each)}) WHERE value IS NOT NULL AND {found})"


def beginning(values: Values, one: Condition, column: str) -> str:
    """That a date stands so to another, or to the beginning of one: `2026-03` is all of March."""
    name = values.put(one.values[0])
    known = f"substr({column}, 1, length({name}))" if one.operator in ("is", "<=", ">") else column
    return f"({known} {'=' if one.operator == 'is' else one.operator} {name} AND {column} != '')"


def source_names(store: Store) -> list[str]:
    """The sources of suggestions and of spans that came from some, in order."""
    rows = store.conn.execute(
        "SELECT name FROM sources WHERE name NOT LIKE ? UNION SELECT source FROM span_counts WHERE source != ''",
        (NEAR + "%",),
    )
    return [str(name) for (name,) in rows]


def named_sources(store: Store) -> Callable[[str], bool]:
    """Whether a source of suggestions is called so; looked up when first asked."""
    names = cache(lambda: source_names(store))
    return lambda value: any(is_model(value, name) for name in names())
