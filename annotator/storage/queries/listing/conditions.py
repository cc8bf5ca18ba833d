"""What is asked of the articles of a list, as SQL: conditions over `articles`, joined with the layers of one annotator.

A condition names a field, and values of which one must hold. Numbers are compared, dates too: a date of few characters
(`2026-03`) is met by all that begin so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from annotator.domain.decisions import GOLD, time_text
from annotator.domain.folded import fold
from annotator.storage.conditions import COMPLETE
from annotator.storage.queries.assignments import BELONGS
from annotator.storage.queries.people.questions import asked
from annotator.storage.store import Store

Operator = Literal["is", "<", "<=", ">", ">="]
Value = str | float


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is one of these values, or stands so to the only one; the contrary of it, if `negated`."""

    field: str
    values: tuple[Value, ...]
    operator: Operator = "is"
    negated: bool = False


LISTED = "articles LEFT JOIN layers ON layers.article = id AND layers.layer = :annotator"
"""SQL: the articles with the layer of `:annotator`, where there is one."""
STATE = f"coalesce(status, iif({BELONGS}, 'new', 'others'))"
_THEIRS = f"SELECT layer FROM layers WHERE layers.article = articles.id AND layer != '{GOLD}'"
_COMPLETE = f"(SELECT count(*) FROM ({_THEIRS} AND {COMPLETE}))"
_SAME = (
    "SELECT count(*) AS same FROM spans WHERE spans.article = articles.id AND state = 'held' AND spans.layer IN "
    f'({_THEIRS} AND {COMPLETE}) GROUP BY start, "end", label'
)
AGREEMENT = (
    f"iif({_COMPLETE} > 1, (SELECT CAST(sum(same * (same - 1)) AS REAL) / (sum(same) * ({_COMPLETE} - 1)) "
    f"FROM ({_SAME})), NULL)"
)
"""SQL: F1 of spans with the same edges and label, over all pairs of annotators who finished an article.

Of each pair both * 2 and a + b are added up (micro average): a span that k of n have is in k * (k - 1) / 2 pairs, and
each of their k spans is counted in n - 1 of them. NULL where fewer than two have finished it, or none has a span.
"""
UNDECIDED = (
    "coalesce(undecided, (SELECT count(*) FROM suggestions JOIN sources ON sources.id = source "
    "WHERE suggestions.article = articles.id AND name NOT LIKE 'near:%'))"
)
SPANS = "(SELECT count(*) FROM spans WHERE spans.article = id AND spans.layer = :annotator AND state = 'held')"
WORDS = "(SELECT word_count(text) FROM texts WHERE texts.article = articles.id)"
_WORK = "(SELECT max(at) FROM layers WHERE layers.article = articles.id)"
_GOLD = f"coalesce((SELECT status FROM layers WHERE layers.article = articles.id AND layer = '{GOLD}'), 'none')"
_SUGGESTED = "EXISTS (SELECT 1 FROM suggestions WHERE suggestions.article = articles.id)"

NUMBERS = {
    "words": WORDS, "length": "length", "spans": SPANS, "undecided": UNDECIDED, "agreement": AGREEMENT,
}  # fmt: skip
DATES = {"date": "date", "added": "added", "worked": _WORK}
CONTAINED = {"title": "title", "source": "source", "byline": "byline", "key": "key"}
CHOICES = {"state": STATE, "gold": _GOLD}
YES_NO = {
    "flag": f"id IN ({asked(('flagged',))})",
    "comment": f"id IN ({asked(('commented',))})",
    "asked": f"id IN ({asked()})",
    "suggested": _SUGGESTED,
    "archived": "archived = 1",
}
MEMBERS = {
    "by": f"EXISTS ({_THEIRS} AND layer IN ({{0}}))",
    "for": "EXISTS (SELECT 1 FROM assignments WHERE assignments.article = articles.id AND annotator IN ({0}))",
    "label": (
        "(EXISTS (SELECT 1 FROM spans WHERE spans.article = articles.id AND state = 'held' AND label IN ({0})) OR "
        "EXISTS (SELECT 1 FROM layers AS one, json_each(one.cats) AS cat WHERE one.article = articles.id "
        "AND cat.key IN ({0}) AND cat.value))"
    ),
}
_CONTRARY = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def where(store: Store, annotator: str, conditions: Sequence[Condition]) -> tuple[str, dict[str, Value]]:
    """The condition on a row of `LISTED`, and its values; articles that were put away only where that is asked."""
    values: dict[str, Value] = {"annotator": annotator}
    parts = [] if any(one.field == "archived" for one in conditions) else ["archived = 0"]
    for one in conditions:
        names = [f":v{len(values) + number}" for number in range(len(one.values))]
        values |= {name[1:]: value for name, value in zip(names, one.values, strict=True)}
        parts.append(_sql(store, one, names, values))
    return " AND ".join(parts) or "1", values


def _sql(store: Store, one: Condition, names: Sequence[str], values: dict[str, Value]) -> str:
    """A condition whose values have these names; what is not known of an article meets no comparison."""
    if one.field in NUMBERS or one.field == "age":
        return _compared(store, one, names, values)
    if one.field in DATES:
        column = DATES[one.field]
        if one.operator in ("is", "<=", ">"):  # `2026-03` is all of March
            column = f"substr({column}, 1, length({names[0]}))"
        found = f"({column} {'=' if one.operator == 'is' else one.operator} {names[0]} AND {DATES[one.field]} != '')"
    elif one.field in CONTAINED:
        found = " OR ".join(_contained(store, CONTAINED[one.field], name, values) for name in names)
    elif one.field in CHOICES:
        found = f"{CHOICES[one.field]} IN ({', '.join(names)})"
    elif one.field == "lang":
        found = " OR ".join(f"(language = {name} OR language LIKE {name} || '-%')" for name in names)
    elif one.field in MEMBERS:
        found = MEMBERS[one.field].format(", ".join(names))
    else:
        found = f"({YES_NO[one.field]}) = ({names[0]} = 'yes')"
    return f"NOT ({found})" if one.negated else f"({found})"


def _compared(store: Store, one: Condition, names: Sequence[str], values: dict[str, Value]) -> str:
    operator = {"is": "="}.get(one.operator, one.operator)
    if one.field == "age":
        since = datetime.now(UTC) - timedelta(days=float(one.values[0]))
        values[names[0][1:]] = time_text(since)
        column, operator = "added", {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[operator]
    else:
        column = NUMBERS[one.field]
    if one.field == "words":
        with_functions(store)
    if one.negated:
        operator = {**_CONTRARY, "=": "!="}[operator]
    return f"{column} {operator} {names[0]}"


def with_functions(store: Store) -> None:
    """Let statements count words, and compare strings whatever their case."""
    store.conn.create_function("word_count", 1, lambda text: len(text.split()), deterministic=True)
    store.conn.create_function("in_one_case", 1, _in_one_case, deterministic=True)


def _contained(store: Store, column: str, name: str, values: dict[str, Value]) -> str:
    """That a column has a string in it, as people see it, whatever its case; SQLite knows the case of ASCII alone."""
    with_functions(store)
    values[name[1:]] = seen = _in_one_case(str(values[name[1:]]))
    folded = f"instr(in_one_case({column}), {name})"
    if not seen.isascii():
        return folded
    is_ascii = f"length({column}) = length(CAST({column} AS BLOB))"
    return f"CASE WHEN {is_ascii} THEN instr(lower({column}), {name}) ELSE {folded} END"


def _in_one_case(title: str) -> str:
    return fold(title).casefold()
