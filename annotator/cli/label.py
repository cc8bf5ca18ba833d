"""`annotator label`: open the app where one left off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import articles, lists
from annotator.cli.common.listed import FROM_LIST
from annotator.cli.common.open_app import open_app
from annotator.cli.common.settings import Settings

if TYPE_CHECKING:
    from annotator.domain.claims.scheme import Task as TaskName
    from annotator.tui.opened_article import Start

ORDER = 50
TASKS = ("names", "same", "who", "ties", "facts")


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
@click.option("--list", "worklist", metavar="NAME", default="", help=FROM_LIST, shell_complete=lists)
@click.option(
    "--second-look",
    is_flag=True,
    help="Decide a few of your own finished spans again, their labels hidden: how far do you agree with yourself?",
)
@click.option(
    "--task",
    type=click.Choice(TASKS),
    default="names",
    show_default=True,
    help="Begin at this task: spans; which are the same; who they are; relations; attributes.",
)
@click.pass_obj
def label(settings: Settings, article: str, order: str, worklist: str, *, second_look: bool, task: TaskName) -> None:
    r"""Open the app in the annotate screen, where the annotator left off, else at the next article.

    \b
    annotator label --as ana
    annotator label --as ana --list "Navy"
    annotator label --as ana --task ties
    """
    if second_look and article:
        raise click.UsageError("--second-look chooses its articles itself: leave out --article.")
    if worklist and (second_look or article or order != "file"):
        raise click.UsageError("The articles are those of the list: leave out --article, --order and --second-look.")
    if second_look and task != "names":
        raise click.UsageError("--second-look is about spans: leave out --task.")
    start: Start = "second_look" if second_look else "annotate"
    open_app(settings, start, article=article, order=order, worklist=worklist, task=task)
