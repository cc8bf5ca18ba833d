"""`annotator review`: settle what annotators disagree on."""

from __future__ import annotations

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import articles, lists
from annotator.cli.common.listed import FROM_LIST
from annotator.cli.common.open_app import open_app
from annotator.cli.common.settings import Settings

ORDER = 100


@click.command(cls=Verb)
@click.option(
    "--article", metavar="KEY", default="", shell_complete=articles, help="Open this article instead of the next one."
)
@click.option("--list", "worklist", metavar="NAME", default="", help=FROM_LIST, shell_complete=lists)
@click.option("--blind", is_flag=True, help="Show annotators as A, B, C.")
@click.pass_obj
def review(settings: Settings, article: str, worklist: str, blind: bool) -> None:
    r"""Open the app in the review screen: only what annotators disagree on is walked through.

    \b
    annotator review --as rosa
    annotator review --as rosa --list "Navy"
    """
    if worklist and article:
        raise click.UsageError("The articles are those of the list: leave out --article.")
    open_app(settings, "review", article=article, worklist=worklist, blind=blind)
