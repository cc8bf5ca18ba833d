"""`annotator assign`: say who labels what."""

from __future__ import annotations

import re

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import counted, put_json, say, shown
from annotator.cli.common.settings import Settings, checked_name

ORDER = 80


def _to(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(checked_name(name) for name in value.split(",")) if value else ()


def _share(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%|(0?\.\d+|[01](?:\.0*)?)", value.strip(), re.ASCII)
    if not found or (found[1] and float(found[1]) > 100):
        raise click.BadParameter("say a share, e.g. 20% or 0.2.")
    return float(found[1]) / 100 if found[1] else float(found[2])


@click.command(cls=Verb)
@click.option("--to", "names", metavar="NAME,NAME,...", default="", callback=_to, help="Who is to label.")
@click.option("--overlap", metavar="20%", callback=_share, help="The share of articles that several are to label.")
@click.option("--per-article", type=click.IntRange(1), help="How many of them label such an article (default: all).")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another deal.")
@click.option("--again", is_flag=True, help="Deal out anew what was dealt out and not begun.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def assign(settings: Settings, /, names: tuple[str, ...], as_json: bool, **options: float | bool | None) -> None:
    r"""Deal out the articles that nobody was given yet, evenly, some of them to several.

    Without names, articles are shared: whoever comes takes the next one that nobody has in hand, until
    one (or as many as `--per-article` says) has done it.

    \b
    annotator assign --to ana,ben,cem --overlap 20% --seed 1
    annotator assign --per-article 2
    """
    from annotator.services.project.assign import assign as deal

    with settings.opened() as store:
        report = deal(store, names, **options)  # type: ignore[arg-type]  # click's values
    if as_json:
        put_json(report.as_json())
        return
    if not report.articles:
        say(
            "Nothing was left to deal out: every article was given to somebody or is shared already. "
            "`--again` deals out anew what was not begun."
        )
        return
    if report.shared:
        say(
            f"{counted(report.shared, 'article')} shared by whoever comes. "
            "`annotator assign --to NAME,NAME --again` deals out by name instead."
        )
        return
    say(f"{counted(report.articles, 'article')} dealt out, {report.overlapping:,} of them to several.")
    for name, number in report.given.items():
        say(f"  {shown(name)}: {number:,}")
