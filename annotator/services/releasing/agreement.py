"""How far annotators agreed, as the card of a data set tells it: figures with intervals, and what was confused."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.services.releasing.markdown import plain, table
from annotator.services.reporting.agreement import agree
from annotator.services.reporting.agreement_csv import as_csv
from annotator.storage.store import Store

Report = dict[str, Any]
_EXACT, _PARTIAL, _KAPPA = "f1_exact", "f1_partial", "token_kappa"
_CONFUSED = 20


def agreement(store: Store) -> tuple[Report | None, Report | None]:
    """The report of agreement as the layers are, and as they were first finished; None where two never met."""
    return _report(store, first=False), _report(store, first=True)


def _report(store: Store, *, first: bool) -> Report | None:
    try:
        return agree(store, first=first)
    except AnnotatorError:
        return None


def write_tables(found: Report | None, folder: Path) -> None:
    """Write every figure into `agreement.csv`, and what was taken for what, by pair, into `confusion.csv`."""
    figures = as_csv(found) if found else "of,figure,value\n"
    (folder / "agreement.csv").write_text(figures, encoding="utf-8", newline="")
    with (folder / "confusion.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("a", "b", "label_a", "label_b", "spans"))
        for pair in found["pairs"] if found else ():
            rows.writerows((pair["a"], pair["b"], one["a"], one["b"], one["n"]) for one in pair["confusion"])


def agreement_lines(found: Report | None, first: Report | None) -> Iterator[str]:
    """The sections of a card about agreement and confusion."""
    yield from ("## Agreement", "")
    if found is None:
        yield from ("No two annotators have finished the same article, so nothing is known of their agreement.", "")
        return
    yield from (
        "Exact F1 counts spans of the same edges and label; the interval is that of a bootstrap over articles (95 %).",
        "Every figure is in [agreement.csv](agreement.csv).",
        "",
    )
    met = [one for one in found["pairs"] if one["articles"]]
    yield from _pairs(met)
    if apart := len(found["pairs"]) - len(met):
        yield from (f"{counted(apart, 'pair')} more finished no article both.", "")
    yield from _together(found)
    yield from _first(found, first)
    yield from _labels(met)
    yield from _claims(found["measures"], met)
    yield from _confusion(met)


def _pairs(pairs: Sequence[Report]) -> Iterator[str]:
    yield from table(
        ("pair", "articles", "spans", "exact F1", "95 %", "partial F1", "kappa of tokens", "kappa of article labels"),
        (
            (_who(one), one["articles"], f"{one['spans_a']:,} / {one['spans_b']:,}", _number(one.get(_EXACT)),
             _interval(one, _EXACT), _number(one.get(_PARTIAL)), _number(one.get(_KAPPA)),
             _number(one.get("cats_kappa")))
            for one in pairs
        ),
    )  # fmt: skip


def _together(found: Report) -> Iterator[str]:
    alphas = {name: found[name] for name in ("alpha_token", "alpha_unitizing") if found.get(name) is not None}
    if alphas:
        told = ", ".join(f"{name.replace('alpha_', '')} {value:z.3f}" for name, value in alphas.items())
        yield from (f"Krippendorff's alpha of all, on {counted(found['articles'], 'article')}: {told}.", "")


def _first(found: Report, first: Report | None) -> Iterator[str]:
    """What they agreed on before anything was returned and corrected, where that is otherwise."""
    now = {(one["a"], one["b"]): one for one in found["pairs"]}
    rows = [
        (_who(one), one["articles"], _number(one.get(_EXACT)), _interval(one, _EXACT))
        for one in (first["pairs"] if first else ())
        if one.get(_EXACT) != now.get((one["a"], one["b"]), {}).get(_EXACT)
    ]
    if rows:
        yield from ("As first finished, before any return or correction:", "")
        yield from table(("pair", "articles", "exact F1", "95 %"), rows)


def _labels(pairs: Sequence[Report]) -> Iterator[str]:
    rows = [
        (_who(one), plain(row["label"], 40), row["n"], _number(row.get(_EXACT)), _interval(row, _EXACT),
         _number(row.get(_PARTIAL)))
        for one in pairs
        for row in one["by_label"]
    ]  # fmt: skip
    if rows:
        yield from ("### By label", "")
        yield from table(("pair", "label", "spans", "exact F1", "95 %", "partial F1"), rows)


def _claims(measures: Sequence[Report], pairs: Sequence[Report]) -> Iterator[str]:
    """What was measured of relations, entities, links and attributes, where there are any."""
    figures = [figure for one in measures if "of" in one for figure in one["figures"].items()]
    rows = [
        (_who(one), plain(title, 40), one["n"][name], _number(one[name]), _interval(one, name))
        for one in pairs
        for name, title in figures
        if one["n"][name]
    ]
    if rows:
        yield from ("### Beyond spans", "")
        yield from table(("pair", "figure", "n", "value", "95 %"), rows)


def _confusion(pairs: Sequence[Report]) -> Iterator[str]:
    yield from ("## Confusion", "")
    rows = [(_who(one), cell) for one in pairs for cell in one["confusion"] if cell["a"] != cell["b"]]
    if not rows:
        yield from ("Nobody took one label for another.", "")
        return
    rows.sort(key=lambda row: -row[1]["n"])
    more = f" The {_CONFUSED} largest cells of {len(rows):,}:" if len(rows) > _CONFUSED else ""
    yield from (f"Which labels were taken for which is in [confusion.csv](confusion.csv).{more}", "")
    yield from table(
        ("pair", "first says", "second says", "spans"),
        ((who, _label(cell["a"]), _label(cell["b"]), cell["n"]) for who, cell in rows[:_CONFUSED]),
    )


def _who(pair: Report) -> str:
    return f"{plain(pair['a'], 30)}, {plain(pair['b'], 30)}"


def _label(label: str | None) -> str:
    return plain(label, 40) if label else "nothing"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:z.3f}"


def _interval(row: Report, name: str) -> str:
    edges = row.get("intervals", {}).get(name)
    return f"{edges[0]:z.2f} to {edges[1]:z.2f}" if edges else "–"
