"""How `agree` prints figures of claims: a table for each measure, the rows of a pair below those of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.cli.common.agreement.cells import LABEL, TITLE, Row, interval, number, who
from annotator.cli.common.console import say, shown, table


def print_claims(found: Row, period: str = "") -> None:
    """The tables of all measures of claims, and why a figure is missing; `period` is said where there are several."""
    for measure in found["measures"]:
        if "of" in measure:
            of = f", {shown(period, LABEL)}" if period else ""
            say(f"\n{shown(measure['of'].capitalize(), TITLE)}{of}:")
            _print_measure(measure, [row for pair in found["pairs"] for row in _rows(pair, measure)])


def _print_measure(measure: Row, rows: Sequence[tuple[str, str, int, Row]]) -> None:
    titles = {name: shown(title.partition(" ")[2] or title, TITLE) for name, title in measure["figures"].items()}
    first, *others = titles
    table(
        ("pair", "of", "n", titles[first], "95 %", *(titles[name] for name in others)),
        (
            (
                name, shown(label, LABEL), f"{n:,}", number(row[first]), interval(row, first),
                *(number(row[one]) for one in others),
            )
            for name, label, n, row in rows
        ),
    )  # fmt: skip
    reasons: dict[str, dict[str, None]] = {}
    for *_, row in rows:
        for name, reason in row.get("undefined", {}).items():
            if name in titles:
                reasons.setdefault(reason, {})[titles[name]] = None
    for reason, names in reasons.items():
        say(f"  {', '.join(names)}: {shown(reason)}")


def _rows(pair: Row, measure: Row) -> Iterator[tuple[str, str, int, Row]]:
    """Who, of what, measured on how much, and the figures: of all together, then of each row of the tables."""
    yield who(pair), "all", max(pair["n"][name] for name in measure["figures"]), pair
    for name in measure.get("tables", ()):
        yield from (("", row["label"], row["n"], row) for row in pair[name])
