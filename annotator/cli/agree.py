"""`annotator agree`: how far annotators agree, and where least."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import click

from annotator.cli.articles import KEY_WIDTH
from annotator.cli.base import Verb
from annotator.cli.common.completing import measures, people, rounds
from annotator.cli.common.console import put_json, say, shown, table, warn
from annotator.cli.common.settings import Settings
from annotator.plural import counted

ORDER = 110
_WORST = 10
_CONFUSED = 10
_NAME = 24
_TITLE = 20
_OF_ARTICLES = ("cats_kappa", "cats_alpha")  # where nobody labels articles as a whole, nothing is missing


@click.command(cls=Verb)
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=people)
@click.option("--tokens", type=click.Choice(["stored", "whitespace"]), default="stored", help="What a token is.")
@click.option(
    "--measure",
    "measures",
    metavar="NAME",
    multiple=True,
    shell_complete=measures,
    help="Only these measures (default: all).",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The seed of the bootstrap intervals.")
@click.option("--first", is_flag=True, help="Layers as they were first finished, before returns and corrections.")
@click.option("--round", "round_", metavar="NAME", default="", shell_complete=rounds, help="Only articles of a round.")
@click.option("--csv", "as_csv", is_flag=True, help="One figure a line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, unrounded.")
@click.pass_obj
def agree(
    settings: Settings, /, names: tuple[str, ...], round_: str, as_csv: bool, as_json: bool, **options: Any
) -> None:
    """Agreement of two or more annotators on the articles that they have finished.

    F1 of spans (exact, partial, whatever the label), kappa of tokens, Krippendorff's alpha, and every other
    measure that is installed; which labels are taken for which; the articles they agree on least. Without
    names: of all annotators.

    Example: annotator agree ana ben
    """
    from annotator.services.reporting import agreement as agreeing
    from annotator.services.team.rounds import articles_of

    with settings.opened() as store:
        among = articles_of(store, round_) if round_ else None
        found = agreeing.agree(store, names, **options, among=among, begun=_silent if as_csv or as_json else _begun)
    for problem in found.get("problems", ()):
        warn(problem)
    if not as_json:
        _warn_of_left_out(found)
    if as_csv:
        sys.stdout.write(agreeing.as_csv(found))
    elif as_json:
        put_json(found)
    else:
        _print(found)


def _begun(annotators: int, articles: int) -> None:
    """Say at once what is compared: a large project takes its time."""
    who = "both of them" if annotators == 2 else "two or more of them"
    say(f"{counted(annotators, 'annotator')} on {counted(articles, 'article')} that {who} have finished.\n")


def _silent(_annotators: int, _articles: int) -> None:
    """Say nothing: what is read by programs is one table or document."""


def _warn_of_left_out(found: dict[str, Any]) -> None:
    """Say which articles do not count any more, of every pair together."""
    reasons: Counter[str] = Counter()
    for pair in found["pairs"]:
        reasons.update(pair["left_out"])
    if reasons:
        told = ", ".join(f"{reason} {number:,}" for reason, number in sorted(reasons.items()))
        of = "" if len(found["pairs"]) == 1 else " (over all pairs)"
        warn(f"Left out, though both have finished them once: {told}{of}. `annotator agree --first` compares them.")


def _print(found: dict[str, Any]) -> None:
    if found["first"]:
        say("As first finished, under the present names of labels.\n")
    figures = [figure for measure in found["measures"] for figure in measure["figures"].items()]
    titles = {name: shown(title, _TITLE) for name, title in figures if title}
    _print_pairs(found["pairs"], titles)
    together = [name for name in titles if name in found]
    if together:
        say(f"\nAll on {counted(found['articles'], 'article')} that everybody finished:")
    for name in together:
        say(f"  {titles[name]}: {_number(found[name])}")
    for name, reason in _undefined(found).items():
        say(f"  {name} is {reason}")
    _print_labels(found["by_label"], titles)
    _print_article_labels(found["pairs"])
    _print_confusion(found["pairs"])
    _print_worst(found["by_article"], titles)


def _print_pairs(pairs: list[dict[str, Any]], titles: Mapping[str, str]) -> None:
    """A line for each pair, with the interval of the first figure beside that figure."""
    figures = [name for name in titles if name in pairs[0]]
    first = [name for name in figures[:1] if name in pairs[0]["intervals"]]

    def cells(pair: dict[str, Any]) -> Iterator[str]:
        yield f"{shown(pair['a'], _NAME)}, {shown(pair['b'], _NAME)}"
        yield f"{pair['articles']:,}"
        yield f"{pair['spans_a']:,}/{pair['spans_b']:,}"
        for name in figures:
            yield _number(pair[name])
            if name in first:
                yield _interval(pair["intervals"][name])

    columns = [title for name in figures for title in (titles[name], *(["95 %"] if name in first else []))]
    table(("pair", "articles", "spans", *columns), [list(cells(pair)) for pair in pairs])


def _print_labels(rows: list[dict[str, Any]], titles: Mapping[str, str]) -> None:
    """A line for each label."""
    figures = [name for name in titles if any(name in row for row in rows)]
    if rows:
        say()
        table(
            ("label", "spans", *(titles[name] for name in figures)),
            ((shown(row["label"], 30), f"{row['n']:,}", *(_number(row.get(name)) for name in figures)) for row in rows),
        )


def _print_article_labels(pairs: list[dict[str, Any]]) -> None:
    """Kappa and alpha over the labels of articles as a whole, of each pair that both answered some question."""
    rows = []
    for pair in pairs:
        who = f"{shown(pair['a'], _NAME)}, {shown(pair['b'], _NAME)}"
        if n := pair["n"]["cats_kappa"]:
            every = {"label": "all", "n": n, "cats_kappa": pair["cats_kappa"], "cats_alpha": pair["cats_alpha"]}
            rows += [(who, row) for row in (every, *pair["cats_by_label"])]
    if rows:
        say("\nArticle labels, on what both answered:")
        table(
            ("pair", "label", "answers", "kappa", "alpha"),
            (
                (who, shown(row["label"], 30), f"{row['n']:,}", _number(row["cats_kappa"]), _number(row["cats_alpha"]))
                for who, row in rows
            ),
        )


def _print_worst(rows: list[dict[str, Any]], titles: Mapping[str, str]) -> None:
    """The articles that they agree on least, with the first figure that articles have."""
    worst = [row for row in rows if row["disagreeing"]][:_WORST]
    first = [name for name in titles if any(name in row for row in worst)][:1]
    if worst:
        say("\nWhere they agree least:")
        table(
            ("article", "title", "disagreeing", "of", *(titles[name] for name in first)),
            (
                (row["article"][:KEY_WIDTH], shown(row["title"], 50), row["disagreeing"], row["n"],
                 *(_number(row.get(name)) for name in first))
                for row in worst
            ),
        )  # fmt: skip


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
        left_out = () if pair["n"]["cats_kappa"] else _OF_ARTICLES
        missing = {name: why for name, why in pair.get("undefined", {}).items() if name not in left_out}
        reasons |= {f"{name} of {who}": reason for name, reason in missing.items()}
    return reasons


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(edges: list[float] | None) -> str:
    return f"{edges[0]:.2f}-{edges[1]:.2f}" if edges else "-"
