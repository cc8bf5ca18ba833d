"""A report of agreement as CSV: one figure a line, with its interval, and the confusion of every pair."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.agreement.common.article_labels import BY_LABEL, NAMES

_COLUMNS = (
    "of", "a", "b", "label", "article", "title", "articles", "n", "figure", "value", "low", "high", "undefined",
    "other", "period",
)  # fmt: skip
Row = Mapping[str, Any]


def as_csv(found: Row) -> str:
    """The lines of a report: `of` says whether a figure is of a pair, a label (of a pair, or all), an article, or all.

    Of figures of claims by their own labels it is the name of the table.

    A line of `confusion` counts spans that one (`a`) calls `label` and the other (`b`) `other`, empty for nothing; one
    of `relations_confusion` counts relations between the same ends.
    Reports by period are lines of one table, each with its `period`.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for one in found.get("periods", (found,)):
        writer.writerows({**row, "period": one.get("period", "")} for row in _report(one))
    return out.getvalue()


def _report(found: Row) -> Iterator[dict[str, Any]]:
    names = [name for measure in found["measures"] for name in measure["figures"]]
    tables = [name for measure in found["measures"] for name in measure.get("tables", ())]
    for pair in found["pairs"]:
        who = {"a": pair["a"], "b": pair["b"]}
        about = {"of": "pair", **who, "articles": pair["articles"]}
        yield from _lines(pair, [*names, *NAMES], about)
        yield from ({**row, **who} for row in _of_labels(pair["by_label"], names))
        yield from ({**row, **who} for row in _of_labels(pair[BY_LABEL], NAMES))
        for name in tables:
            yield from ({**row, **who, "of": name} for row in _of_labels(pair[name], names))
        for name in ("confusion", "relations_confusion"):
            for cell in pair.get(name, ()):
                yield {"of": name, **who, "label": cell["a"] or "", "other": cell["b"] or "", "n": cell["n"]}
    yield from _of_labels(found["by_label"], names)
    for one in found["by_article"]:
        about = {"of": "article", "article": one["article"], "title": one["title"], "n": one["n"]}
        yield from _lines(one, names, about)
    yield from _lines(found, names, {"of": "all", "articles": found["articles"]})


def _of_labels(rows: Sequence[Row], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield from _lines(row, names, {"of": "label", "label": row["label"], "n": row["n"]})


def _lines(row: Row, names: Sequence[str], about: Row) -> Iterator[dict[str, Any]]:
    """A line for each figure that a row of the report has."""
    reasons, measured_on = row.get("undefined", {}), row.get("n")
    for name in names:
        if name in row:
            value = "" if row[name] is None else row[name]
            low, high = row.get("intervals", {}).get(name) or ("", "")
            n = {"n": measured_on[name]} if isinstance(measured_on, Mapping) else {}
            yield {
                **about, **n, "figure": name, "value": value, "low": low, "high": high,
                "undefined": reasons.get(name, ""),
            }  # fmt: skip
