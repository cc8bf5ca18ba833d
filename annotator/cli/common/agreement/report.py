"""How `agree` prints a report: pairs, all together, labels, the labels of articles, what is confused, the worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from annotator.cli.common.agreement.cells import LABEL, NAME, TITLE, Row, interval, number, who
from annotator.cli.common.agreement.claims import print_claims
from annotator.cli.common.console import KEY_WIDTH, say, shown, table, warn
from annotator.domain.decisions import GOLD
from annotator.plural import counted

_WORST = 10
_CONFUSED = 10
_OF_ARTICLES = {"cats_kappa": "kappa", "cats_alpha": "alpha", "cats_f1": "F1"}
_NO_SPANS = "Nobody marked a span there, so that nothing is measured on spans."
HEADS = {"week": "week from", "month": "month", "round": "round"}
"""What stands over the names of periods."""
_FIRST = "As first finished, under the present names of labels.\n"


def warn_of_left_out(found: Row) -> None:
    """Say which articles do not count, of every pair together."""
    reasons: Counter[str] = Counter(found.get("left_out", {}))
    for pair in found.get("pairs", ()):
        reasons.update(pair["left_out"])
    if reasons:
        told = ", ".join(f"{reason} {number:,}" for reason, number in sorted(reasons.items()))
        of = "" if len(found.get("pairs", ())) == 1 else " (over all pairs)"
        then = "" if found.get("at") else " `annotator agree --first` compares them."
        warn(f"Left out, though both have finished them once: {told}{of}.{then}")


def print_report(found: Row) -> None:
    """Everything that there is of a report; of two annotators every figure with its interval."""
    if found["first"]:
        say(_FIRST)
    if found["at"]:
        on = f"{compared(found['annotators'])} on {counted(len(found['by_article']), 'article')}"
        say(f"As it was at {shown(found['at'], NAME)}, under the labels of that time: {on}.\n")
    titles = titles_of(found)
    if any(pair["spans_a"] or pair["spans_b"] for pair in found["pairs"]):
        if titles:
            print_figures(found, titles)
            _print_labels(found["by_label"], titles, pairs=len(found["pairs"]))
    elif any(pair["articles"] for pair in found["pairs"]):
        say(_NO_SPANS)
    _print_article_labels(found["pairs"])
    print_claims(found)
    _print_confusion(found["pairs"], "confusion", "Most often confused:")
    _print_confusion(found["pairs"], "relations_confusion", "Relations most often confused:")
    _print_worst(found, titles)


def print_periods(found: Row) -> None:
    """The figures of each period; of two annotators they are one table."""
    if found["first"]:
        say(_FIRST)
    periods = found["periods"]
    if not periods:
        say("There is nothing to compare.")
        return
    if all(len(one["pairs"]) == 1 for one in periods):
        rows = [(shown(one["period"] or one["title"], LABEL), one["pairs"][0]) for one in periods]
        _print_rows(rows, HEADS[found["by"]], titles_of(periods[0]))
        for one in periods:
            print_claims(one, one["title"])
        return
    for place, one in enumerate(periods):
        articles = counted(len(one["by_article"]), "article")
        say(f"{chr(10) if place else ''}{shown(one['title'], LABEL).capitalize()}: {articles}.")
        there = [pair for pair in one["pairs"] if pair["articles"]]
        _print_rows([(who(pair), pair) for pair in there], "pair", titles_of(one))
        _print_together(one, titles_of(one))
        print_claims(one)


def titles_of(found: Row) -> dict[str, str]:
    """The titles of the figures of spans that tables show, by their names."""
    figures = [figure for one in found["measures"] if "of" not in one for figure in one["figures"].items()]
    return {name: shown(title, TITLE) for name, title in figures if title}


def print_figures(found: Row, titles: Mapping[str, str]) -> None:
    """The figures of each pair and of all together, and why one is missing."""
    if len(found["pairs"]) == 1:
        _print_pair(found, titles)
    else:
        _print_rows([(who(pair), pair) for pair in found["pairs"]], "pair", titles)
        _print_together(found, titles)
    for reason, names in _undefined(found).items():
        say(f"  {shown(', '.join(names))}: {reason}")


def _print_pair(found: Row, titles: Mapping[str, str]) -> None:
    """A line for each figure, with its interval."""
    (pair,) = found["pairs"]
    spans = f"{pair['spans_a']:,}/{pair['spans_b']:,}"
    say(f"{who(pair)}: {counted(pair['articles'], 'article')}, spans {spans}.")
    rows = [(title, pair if name in pair else found, name) for name, title in titles.items()]
    table(
        ("figure", "value", "95 %", "n"),
        (
            (title, number(row[name]), interval(row, name), f"{pair['n'][name]:,}" if row is pair else "")
            for title, row, name in rows if name in row
        ),
    )  # fmt: skip


def _print_rows(rows: Sequence[tuple[str, Row]], head: str, titles: Mapping[str, str]) -> None:
    """A line for each pair (or period), with the interval of the first figure beside that figure."""
    figures = [name for name in titles if name in rows[0][1]]
    first = figures[:1]

    def cells(row: Row) -> Iterator[str]:
        yield f"{row['articles']:,}"
        yield f"{row['spans_a']:,}/{row['spans_b']:,}"
        for name in figures:
            yield number(row[name])
            if name in first:
                yield interval(row, name)

    columns = [title for name in figures for title in (titles[name], *(["95 %"] if name in first else []))]
    table((head, "articles", "spans", *columns), [[what, *cells(row)] for what, row in rows])


def _print_together(found: Row, titles: Mapping[str, str]) -> None:
    together = [name for name in titles if name in found]
    if together:
        say(f"\nAll on {counted(found['articles'], 'article')} that everybody finished:")
    for name in together:
        edges = f" ({between})" if (between := interval(found, name)) != "-" else ""
        say(f"  {titles[name]}: {number(found[name])}{edges}")


def _print_labels(rows: Sequence[Row], titles: Mapping[str, str], *, pairs: int) -> None:
    """A line for each label, every figure with its interval."""
    figures = [name for name in titles if any(name in row for row in rows)]
    if figures:
        say()
        heads = [head for name in figures for head in (titles[name], "95 %")]
        table(
            ("label", "spans" if pairs == 1 else "spans of pairs", *heads),
            (
                (
                    shown(row["label"], LABEL),
                    f"{row['n']:,}",
                    *(cell for name in figures for cell in (number(row.get(name)), interval(row, name))),
                )
                for row in rows
            ),
        )


def _print_article_labels(pairs: Sequence[Row]) -> None:
    """The figures of the labels of articles as a whole, of each pair that both answered some question."""
    rows: list[tuple[str, Row, str, int]] = []
    for pair in pairs:
        if n := pair["n"]["cats_kappa"]:
            rows.append((who(pair), pair, "all", n))
            rows += [(who(pair), row, shown(row["label"], LABEL), row["n"]) for row in pair["cats_by_label"]]
    if rows:
        say("\nArticle labels, on what both answered:")
        heads = [head for title in _OF_ARTICLES.values() for head in (title, "95 %")]
        table(
            ("pair", "label", "answers", *heads),
            (
                (who, label, f"{n:,}", *(c for name in _OF_ARTICLES for c in (number(row[name]), interval(row, name))))
                for who, row, label, n in rows
            ),
        )


def _print_worst(found: Row, titles: Mapping[str, str]) -> None:
    """The articles that they agree on least, with the first figure of spans that articles have, and those of claims."""
    rows = found["by_article"]
    of_claims = {name: title for one in found["measures"] if "of" in one for name, title in one["figures"].items()}
    there = {name: shown(title, TITLE) for name, title in of_claims.items() if any(name in row for row in rows)}
    worst = [row for row in rows if row["disagreeing"] or any(row.get(name) not in {None, 1.0} for name in there)][
        :_WORST
    ]
    first = [name for name in titles if any(name in row for row in worst)][:1]
    if worst:
        say("\nWhere they agree least:")
        shown_figures = {**{name: titles[name] for name in first}, **there}
        table(
            ("article", "title", "disagreeing" if not there else "spans disagreeing", "of", *shown_figures.values()),
            (
                (row["article"][:KEY_WIDTH], shown(row["title"], 50), row["disagreeing"], row["n"],
                 *(number(row.get(name)) for name in shown_figures))
                for row in worst
            ),
        )  # fmt: skip


def _print_confusion(pairs: Sequence[Row], name: str, title: str) -> None:
    """The labels that are most often taken for another one, or for nothing, over all pairs."""
    confused: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        for cell in pair.get(name, ()):
            if cell["a"] != cell["b"]:
                one, other = sorted((cell["a"] or "", cell["b"] or ""), reverse=True)
                confused[one, other] += cell["n"]
    if confused:
        say(f"\n{title}")
    for (one, other), often in confused.most_common(_CONFUSED):
        say(f"  {shown(one, LABEL)} and {shown(other, LABEL) if other else 'nothing'}: {often:,}")


def _undefined(found: Row) -> dict[str, list[str]]:
    """Which figures of spans, and of the labels of articles, have no value, by the reason."""
    claims = {name for one in found["measures"] if "of" in one for name in one["figures"]}
    reasons: dict[str, list[str]] = {}
    for name, reason in found.get("undefined", {}).items():
        reasons.setdefault(reason, []).append(name)
    for pair in found["pairs"]:
        mine: dict[str, list[str]] = {}
        passed = claims.union(() if pair["n"]["cats_kappa"] else _OF_ARTICLES)  # none is missing where nobody labels
        for name, reason in pair.get("undefined", {}).items():
            if name not in passed:
                mine.setdefault(reason, []).append(name)
        for reason, names in mine.items():
            reasons.setdefault(reason, []).append(f"{', '.join(names)} of {who(pair)}")
    return reasons


def compared(names: Sequence[str]) -> str:
    """How many annotators are compared; gold is none."""
    return counted(sum(name != GOLD for name in names), "annotator") + " and gold" * (GOLD in names)
