"""`annotator review`: settle what annotators disagree on."""

from __future__ import annotations

import re
from typing import Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import articles, lists
from annotator.cli.common.listed import FROM_LIST
from annotator.cli.common.open_app import open_app
from annotator.cli.common.settings import Settings
from annotator.config import REVIEW_ORDERS

ORDER = 100
_PERCENT = re.compile(r"([0-9]{1,3}) ?%?")


def _percent(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    found = _PERCENT.fullmatch(value.strip())
    if not found or not 1 <= int(found[1]) <= 100:
        raise click.BadParameter("a share from 1% to 100%.")
    return int(found[1])


@click.command(cls=Verb)
@click.option(
    "--article", metavar="KEY", default="", shell_complete=articles, help="Open this article instead of the next one."
)
@click.option("--list", "worklist", metavar="NAME", default="", help=FROM_LIST, shell_complete=lists)
@click.option("--blind", is_flag=True, help="Show annotators as A, B, C.")
@click.option(
    "--order", type=click.Choice(REVIEW_ORDERS),
    help="Which article comes next: as added, most conflicts first, by label, by kind, by pair of annotators.",
)  # fmt: skip
@click.option(
    "--sample", metavar="SHARE", callback=_percent,
    help="Of articles that one annotator alone has finished, only so many: 20%.",
)  # fmt: skip
@click.pass_obj
def review(
    settings: Settings, /, article: str, worklist: str, *, blind: bool, order: str | None, sample: int | None
) -> None:
    r"""Open the app in the review screen: only what annotators disagree on is walked through.

    Disputed articles come first, in an order of your choice; those that are disputed alike come together, what is
    disputed most first. Then come those on which all agree, then those of one annotator, or the same sample of them
    each time.

    \b
    annotator review --as rosa --order worst --sample 20%
    annotator review --as rosa --list "Navy"
    """
    if worklist and (article or order or sample):
        raise click.UsageError("The articles are those of the list: leave out --article, --order and --sample.")
    wanted: dict[str, Any] = {"review_order": order, "review_sample": sample}
    chosen = {name: value for name, value in wanted.items() if value is not None}
    open_app(settings, "review", article=article, worklist=worklist, blind=blind, chosen=chosen)
