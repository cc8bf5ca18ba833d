"""`annotator agree`: how far annotators agree, and where least."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

import click

from annotator.cli.articles import KEY_WIDTH
from annotator.cli.base import Verb
from annotator.cli.common.console import counted, put_json, say, shown, table
from annotator.cli.common.settings import Settings

ORDER = 110
_WORST = 10
_CONFUSED = 10
_NAME = 24


@click.command(cls=Verb)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--tokens", type=click.Choice(["stored", "whitespace"]), default="stored", help="What a token is.")
@click.option("--seed", type=int, default=1, show_default=True, help="The seed of the bootstrap intervals.")
@click.option("--csv", "as_csv", is_flag=True, help="One figure a line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, unrounded.")
@click.pass_obj
def agree(settings: Settings, /, names: tuple[str, ...], as_csv: bool, as_json: bool, **options: Any) -> None:
    """Agreement of two or more annotators on the articles that they have finished.

    F1 of spans (exact, partial, whatever the label), kappa of tokens, Krippendorff's alpha; which
    labels are taken for which; the articles they agree on least. Without names: of all annotators.

    Example: annotator agree ana ben
    """
    from annotator.services.reporting import agreement as agreeing

    with settings.opened() as store:
        found = agreeing.agree(store, names, **options)
    if as_csv:
        sys.stdout.write(agreeing.as_csv(found))
    elif as_json:
        put_json(found)
    else:
        _print(found)


def _print(found: dict[str, Any]) -> None:
    figures = ("f1_exact", "f1_partial", "f1_unlabelled", "token_kappa", "token_kappa_marked")
    table(
        ("pair", "articles", "spans", "F1 exact", "95 %", "partial", "unlabelled", "kappa", "marked"),
        (
            (
                f"{shown(pair['a'], _NAME)}, {shown(pair['b'], _NAME)}",
                f"{pair['articles']:,}", f"{pair['spans_a']:,}/{pair['spans_b']:,}",
                _number(pair["f1_exact"]), _interval(pair["intervals"].get("f1_exact")),
                *(_number(pair[figure]) for figure in figures[1:]),
            )
            for pair in found["pairs"]
        ),
    )  # fmt: skip
    say(f"\nAll on {counted(found['articles'], 'article')} that everybody finished:")
    for name, words in (("alpha_token", "alpha over tokens"), ("alpha_unitizing", "alpha over spans")):
        say(f"  {words}: {_number(found[name])}")
    for name, reason in _undefined(found).items():
        say(f"  {name} is {reason}")
    if found["by_label"]:
        say()
        table(
            ("label", "spans", "F1 exact", "partial", "alpha"),
            (
                (shown(row["label"], 30), f"{row['n']:,}", *(_number(row.get(name)) for name in _BY_LABEL))
                for row in found["by_label"]
            ),
        )
    _print_confusion(found["pairs"])
    worst = [row for row in found["by_article"] if row["disagreeing"]][:_WORST]
    if worst:
        say("\nWhere they agree least:")
        table(
            ("article", "title", "disagreeing", "of", "F1 exact"),
            (
                (row["article"][:KEY_WIDTH], shown(row["title"], 50), row["disagreeing"], row["n"],
                 _number(row.get("f1_exact")))
                for row in worst
            ),
        )  # fmt: skip


_BY_LABEL = ("f1_exact", "f1_partial", "alpha_unitizing")


def _print_confusion(pairs: list[dict[str, Any]]) -> None:
    """The labels that are most often taken for another one, or for nothing, over all pairs."""
    confused: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        for cell in pair["confusion"]:
            if cell["a"] != cell["b"]:
                one, other = sorted((cell["a"] or "", cell["b"] or ""), reverse=True)
                confused[one, other] += cell["n"]
    if confused:
        say("\nMost often confused:")
    for (one, other), number in confused.most_common(_CONFUSED):
        say(f"  {shown(one, 30)} and {shown(other, 30) if other else 'nothing'}: {number:,}")


def _undefined(found: Mapping[str, Any]) -> dict[str, str]:
    """Which figures have no value, and why."""
    reasons = dict(found.get("undefined", {}))
    for pair in found["pairs"]:
        who = f"{shown(pair['a'], _NAME)}, {shown(pair['b'], _NAME)}"
        reasons |= {f"{name} of {who}": reason for name, reason in pair.get("undefined", {}).items()}
    return reasons


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(edges: list[float] | None) -> str:
    return f"{edges[0]:.2f}-{edges[1]:.2f}" if edges else "-"
