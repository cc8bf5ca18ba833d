"""`annotator review`: settle what annotators disagree on."""

from __future__ import annotations

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import articles
from annotator.cli.common.open_app import open_app
from annotator.cli.common.settings import Settings

ORDER = 100


@click.command(cls=Verb)
@click.option(
    "--article", metavar="KEY", default="", shell_complete=articles, help="Open this article instead of the next one."
)
@click.option("--blind", is_flag=True, help="Show annotators as A, B, C.")
@click.pass_obj
def review(settings: Settings, article: str, blind: bool) -> None:
    """Open the app in the review screen: only what annotators disagree on is walked through.

    Example: annotator review --as rosa
    """
    open_app(settings, "review", article=article, blind=blind)
