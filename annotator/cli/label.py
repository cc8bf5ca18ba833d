"""`annotator label`: open the app at the next article."""

from __future__ import annotations

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import articles
from annotator.cli.common.open_app import open_app
from annotator.cli.common.settings import Settings

ORDER = 50


@click.command(cls=Verb)
@click.option(
    "--article", metavar="KEY", default="", shell_complete=articles, help="Open this article instead of the next one."
)
@click.option(
    "--order",
    type=click.Choice(["file", "uncertain", "disputed", "random"]),
    default="file",
    show_default=True,
    help="Which open article comes next: as added, least sure suggestions first, most contradictions first, any.",
)
@click.option(
    "--second-look",
    is_flag=True,
    help="Decide a few of your own finished spans again, their labels hidden: how far do you agree with yourself?",
)
@click.pass_obj
def label(settings: Settings, article: str, order: str, second_look: bool) -> None:
    """Open the app in the annotate screen, at the next article of the annotator.

    Example: annotator label --as ana
    """
    from annotator.domain.decisions import GOLD

    if settings.annotator == GOLD:
        raise click.UsageError("`gold` is the layer that review makes; label under a name of your own.")
    if second_look and article:
        raise click.UsageError("--second-look chooses its articles itself: leave out --article.")
    open_app(settings, "second_look" if second_look else "annotate", article=article, order=order)
