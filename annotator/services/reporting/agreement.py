"""`annotator agree`: how far annotators agree, and the very spans on which they do not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from annotator.agreement.base import Compared
from annotator.agreement.report import report
from annotator.domain.conflicts import Conflict, align
from annotator.domain.decisions import GOLD
from annotator.domain.tokens import whitespace_tokens
from annotator.errors import AnnotatorError
from annotator.services.lookup import check_layer
from annotator.storage.queries.compared import finished, finished_counts
from annotator.storage.store import Store

TokensOf = Literal["stored", "whitespace"]
_FIGURES = ("f1_exact", "f1_partial", "f1_unlabelled", "token_kappa", "token_kappa_marked", "token_alpha")
_COLUMNS = ("of", "a", "b", "label", "article", "title", "articles", "n", "figure", "value", "low", "high", "undefined")


def agree(store: Store, names: Sequence[str] = (), *, tokens: TokensOf = "stored", seed: int = 1) -> dict[str, Any]:
    """The report of `agreement.report` for these annotators, or for all; token figures on stored or whitespace tokens.

    Where nobody is named, the gold layer is compared with each, but is no annotator among the others.
    Raises `WrongUsage` for a name that is not there, `AnnotatorError` where fewer than two have finished anything.
    """
    known = finished_counts(store)
    for name in names:
        if name not in known:
            check_layer(store, name)
            have = ", ".join(known) or "nobody"
            raise AnnotatorError(f"{name} has finished no article of {store.path}; who has: {have}.")
    chosen = list(dict.fromkeys(names)) or list(known)
    if len(chosen) < 2:
        raise AnnotatorError(f"Agreement needs two annotators; {', '.join(chosen) or 'nobody'} has finished articles.")
    apart = (GOLD,) if not names and GOLD in chosen and len(chosen) > 2 else ()
    return report(list(_compared(store, chosen, tokens)), chosen, apart=apart, seed=seed)


def _compared(store: Store, names: Sequence[str], tokens: TokensOf) -> Iterator[Compared]:
    for one in finished(store, names):
        edges = whitespace_tokens(one.text) if tokens == "whitespace" else list(store.tokens(one.key, one.text))
        yield Compared(one.key, one.title, len(one.text), edges, one.layers)


def disagreements(store: Store, a: str, b: str) -> Iterator[tuple[str, str, Conflict]]:
    """The conflicts behind the figures of a pair: article key, title, and what each of the two says."""
    for one in finished(store, (a, b)):
        for conflict in align(one.layers).conflicts:
            yield one.key, one.title, conflict


def as_csv(found: dict[str, Any]) -> str:
    """A report as CSV, one figure a line: of a pair, a label (of a pair or of all), an article, or all together."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for pair in found["pairs"]:
        who = {"a": pair["a"], "b": pair["b"]}
        of_pair = {**who, "articles": pair["articles"]}
        for name in _FIGURES:
            n = pair["spans_a"] + pair["spans_b"] if name.startswith("f1") else pair["tokens"]
            n = pair["tokens_marked"] if name == "token_kappa_marked" else n
            low, high = pair["intervals"].get(name) or ("", "")
            writer.writerow({"of": "pair", **of_pair, **_figure(pair, name), "n": n, "low": low, "high": high})
        writer.writerows({**one, **who} for one in _of_labels(pair["by_label"]))
    writer.writerows(_of_labels(found["by_label"]))
    for row in found["by_article"]:
        about = {"of": "article", "article": row["article"], "title": row["title"], "n": row["n"]}
        writer.writerows({**about, **_figure(row, name)} for name in _FIGURES if name in row)
    for name in ("alpha_token", "alpha_unitizing"):
        writer.writerow({"of": "all", "articles": found["articles"], **_figure(found, name)})
    return out.getvalue()


def _of_labels(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for name in (*_FIGURES, "alpha_unitizing"):
            if name in row:
                yield {"of": "label", "label": row["label"], "n": row["n"], **_figure(row, name)}


def _figure(row: dict[str, Any], name: str) -> dict[str, Any]:
    value = row[name]
    return {
        "figure": name,
        "value": "" if value is None else value,
        "undefined": row.get("undefined", {}).get(name, ""),
    }
