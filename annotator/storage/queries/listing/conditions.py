"""What is asked of the articles of a list, as SQL: conditions over `articles`, joined with the layers of one annotator.

A condition names a field, and values of which one must hold. Numbers are compared, dates too: a date of few characters
(`2026-03`) is met by all that begin so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from annotator.domain.decisions import GOLD, time_text
from annotator.domain.question.condition import Condition, Operator
from annotator.domain.question.fields import DAYS
from annotator.domain.question.parts import of_articles
from annotator.storage.conditions import COMPLETE
from annotator.storage.queries.asked.functions import with_functions
from annotator.storage.queries.asked.spans import Asker, rows
from annotator.storage.queries.asked.terms import (
    beginning,
    compared,
    contains,
    meta,
    moment,
    named_sources,
    yes_or,
)
from annotator.storage.queries.asked.values import Values
from annotator.storage.queries.assignments import BELONGS
from annotator.storage.queries.people.questions import STANDING, asked
from annotator.storage.store import Store

LISTED = "articles LEFT JOIN layers ON layers.article = id AND layers.layer = :annotator"
"""SQL: the articles with the layer of `:annotator`, where there is one."""
STATE = f"coalesce(status, iif({BELONGS}, 'new', 'others'))"
CONTAINED = ("title", "source", "byline", "key")
HERE = "= articles.id"
"""The article of a row of `LISTED`, as the scope of what is asked of spans."""
_OWN = f"layer != '{GOLD}'"
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
CHOICES = {"state": STATE, "gold": _GOLD}
YES_NO = {
    "flag": f"id IN ({asked(('flagged',))})",
    "asked": f"id IN ({asked()})",
    "suggested": _SUGGESTED,
    "archived": "archived = 1",
}
_COMMENT = f"articles.id IN (SELECT article FROM decisions WHERE {STANDING} AND by = layer AND {_OWN} AND {{}})"
MEMBERS = {
    "by": "EXISTS (SELECT 1 FROM layers AS one WHERE one.article = articles.id AND one.layer IN {0})",
    "for": "EXISTS (SELECT 1 FROM assignments WHERE assignments.article = articles.id AND annotator IN {0})",
    "label": (
        "(EXISTS (SELECT 1 FROM spans WHERE spans.article = articles.id AND state = 'held' AND label IN {0}) OR "
        "EXISTS (SELECT 1 FROM layers AS one, json_each(one.cats) AS cat WHERE one.article = articles.id "
        "AND cat.key IN {0} AND cat.value))"
    ),
}
_CONTRARY: dict[Operator, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_LATER: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def where(store: Store, annotator: str, conditions: Sequence[Condition]) -> tuple[str, Values]:
    """The condition on a row of `LISTED`, and its values; articles that were put away only where that is asked."""
    asker, parts = Asker(store, annotator, Values(annotator=annotator)), of_articles(conditions, named_sources(store))
    every = tuple(one for group in parts.groups for one in group)
    met = [
        *of_article(asker, parts.articles),
        *(f"EXISTS ({rows(asker, group, HERE, cats=True)})" for group in parts.groups),
        *(f"NOT EXISTS ({rows(asker, (one,), HERE, every)})" for one in parts.without),
    ]
    return " AND ".join(met) or "1", asker.values


def of_article(asker: Asker, conditions: Sequence[Condition]) -> list[str]:
    """What is asked of a row of `LISTED` itself, and that it was not put away, where nothing is asked of that."""
    with_functions(asker.store)
    away = any(one.field == "archived" for one in conditions)
    return [*([] if away else ["archived = 0"]), *(_sql(asker, one) for one in conditions)]


def _sql(asker: Asker, one: Condition) -> str:
    """A condition on an article; what is not known of it meets no comparison."""
    values = asker.values
    if one.field in NUMBERS or one.field == "age":
        return _compared(values, one)
    if one.field in DATES:
        dated = moment if one.values[0] in DAYS else beginning
        found = dated(values, one, DATES[one.field])
    elif one.field in CONTAINED:
        found = contains(values, one, one.field)
    elif one.field == "text":
        found = " OR ".join(_has(values, str(value)) for value in one.values)
    elif one.field in CHOICES:
        found = f"{CHOICES[one.field]} IN {values.among(one.values)}"
    elif one.field == "comment":
        found = yes_or(one, values, "1", _COMMENT.format)
    elif one.field == "lang":
        names = map(values.put, one.values)
        found = " OR ".join(f"(language = {name} OR language LIKE {name} || '-%')" for name in names)
    elif one.field in MEMBERS:
        found = MEMBERS[one.field].format(values.among(one.values))
    elif one.field.startswith("meta."):
        found = meta(values, one)
    else:
        found = f"({YES_NO[one.field]}) = ({values.put(one.values[0])} = 'yes')"
    return f"NOT ({found})" if one.negated else f"({found})"


def _has(values: Values, string: str) -> str:
    return f"EXISTS (SELECT 1 FROM texts WHERE texts.article = articles.id AND has_words(text, {values.put(string)}))"


def _compared(values: Values, one: Condition) -> str:
    if one.negated and one.operator == "is":
        return f"{NUMBERS[one.field]} != {values.put(one.values[0])}"
    if one.negated:
        one = replace(one, operator=_CONTRARY[one.operator])
    if one.field != "age":
        return compared(values, one, NUMBERS[one.field])
    since = datetime.now(UTC) - timedelta(days=float(one.values[0]))
    return compared(values, replace(one, operator=_LATER[one.operator], values=(time_text(since),)), "added")
