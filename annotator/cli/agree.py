"""`annotator agree`: how far annotators agree, and where least."""

from __future__ import annotations

import sys
from typing import Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.agreement.report import print_report, warn_of_left_out
from annotator.cli.common.completing import measures, people, rounds
from annotator.cli.common.console import put_json, say, warn
from annotator.cli.common.settings import Settings
from annotator.plural import counted

ORDER = 110


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
    from annotator.services.reporting.agreement_csv import as_csv as written
    from annotator.services.team.rounds import articles_of

    with settings.opened() as store:
        among = articles_of(store, round_) if round_ else None
        found = agreeing.agree(store, names, **options, among=among, begun=_silent if as_csv or as_json else _begun)
    for problem in found.get("problems", ()):
        warn(problem)
    if not as_json:
        warn_of_left_out(found)
    if as_csv:
        sys.stdout.write(written(found))
    elif as_json:
        put_json(found)
    else:
        print_report(found)


def _begun(annotators: int, articles: int) -> None:
    """Say at once what is compared: a large project takes its time."""
    who = "both of them" if annotators == 2 else "two or more of them"
    say(f"{counted(annotators, 'annotator')} on {counted(articles, 'article')} that {who} have finished.\n")


def _silent(_annotators: int, _articles: int) -> None:
    """Say nothing: what is read by programs is one table or document."""
