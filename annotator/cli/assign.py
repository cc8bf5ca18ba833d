"""`annotator assign`: say who labels what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import people
from annotator.cli.common.console import put_json, say, shown, warn
from annotator.cli.common.dealing import known_people, share, to_names
from annotator.cli.common.settings import Settings
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.project.assign import AssignReport, TakenBack

ORDER = 80


@click.command(cls=Verb)
@click.option(
    "--to", "names", metavar="NAME,NAME,...", callback=to_names, shell_complete=people, help="Who is to label."
)
@click.option("--overlap", metavar="20%", callback=share, help="The share of articles that several are to label.")
@click.option("--per-article", type=click.IntRange(1), help="How many of them label such an article (default: all).")
@click.option("--by", metavar="FIELD", default="", help="Deal each value of a field evenly: source, meta.genre.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another deal.")
@click.option("--again", is_flag=True, help="Deal out anew what was dealt out and not begun.")
@click.option("--article", "keys", metavar="KEY", multiple=True, help="Give (or take back) this article.")
@click.option("--take-back", is_flag=True, help="Take articles back: of --article, of --to, or of both.")
@click.option("--dry-run", is_flag=True, help="Only say who would be dealt how many; deal nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def assign(
    context: click.Context,
    /,
    names: tuple[str, ...],
    keys: tuple[str, ...],
    take_back: bool,
    as_json: bool,
    **options: Any,
) -> None:
    r"""Deal out the articles that nobody was given yet, evenly, some of them to several.

    Without names, articles are shared: whoever comes takes the next one that nobody has in hand, until
    one (or as many as `--per-article` says) has done it. With `--article`, these go to those who are named.

    \b
    annotator assign --to ana,ben,cem --overlap 20% --seed 1
    annotator assign --per-article 2
    annotator assign --to ana,ben --again --dry-run
    annotator assign --article 3fa94c --to ana
    annotator assign --take-back --to cem
    """
    from annotator.services.project import assign as dealing

    settings: Settings = context.obj
    if keys or take_back:
        _no_deal(context)
    with settings.opened() as store:
        names, near = known_people(store, names)
        if take_back:
            report: AssignReport | TakenBack = dealing.take_back(store, keys, names, settings.annotator)
        elif keys:
            report = dealing.hand_out(store, keys, names, settings.annotator)
        else:
            report = dealing.assign(store, names, dealer=settings.annotator, **options)
    for sentence in near:
        warn(sentence)
    if as_json:
        put_json(report.as_json() | ({"dry_run": True} if options["dry_run"] else {}))
    elif isinstance(report, dealing.TakenBack):
        _print_taken(report)
    elif keys:
        _print_given(report)
    else:
        _print_deal(report, str(options["by"]), dry_run=options["dry_run"])


def _no_deal(context: click.Context) -> None:
    """Refuse what says how to deal, where nothing is dealt."""
    for name in ("overlap", "per_article", "by", "seed", "again", "dry_run"):
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name.replace('_', '-')} is about a deal, not about articles that are named.")


def _print_deal(report: AssignReport, by: str, *, dry_run: bool) -> None:
    if not report.articles:
        say(
            "Nothing was left to deal out: every article was given to somebody or is shared already. "
            "`--again` deals out anew what was not begun."
        )
        return
    if dry_run:
        say("Nothing is dealt: this is what would be.")
    if report.shared:
        say(
            f"{counted(report.shared, 'article')} shared by whoever comes. "
            "`annotator assign --to NAME,NAME --again` deals out by name instead."
        )
    else:
        say(f"{counted(report.articles, 'article')} dealt out, {report.overlapping:,} of them to several.")
        _print_names(report.given)
    if report.taken:
        had = ", ".join(f"{shown(name)} {number:,}" for name, number in report.taken.items())
        say(f"Given before, and not begun: {had}.")
    if report.strata:
        kinds = ", ".join(f"{shown(name, 40) or f'without {by}'} {number:,}" for name, number in report.strata.items())
        say(f"Evenly by {shown(by, 40)}: {kinds}.")


def _print_given(report: AssignReport) -> None:
    say(report.handed_out)
    if report.articles:
        _print_names(report.given)


def _print_taken(report: TakenBack) -> None:
    number = sum(report.taken.values())
    say(f"{counted(number, 'article')} taken back.")
    _print_names(report.taken)
    if report.begun:
        say(f"Begun already: {report.begun:,}; what is there stays, and open to who began it.")
    if report.kept:
        say(f"Done already, and not taken back: {report.kept:,}.")
    if report.unshared:
        say(f"{counted(report.unshared, 'article')} shared no more.")
    if free := report.free + report.unshared:
        say(f"Nobody's now, and offered to everybody: {free:,}. `annotator assign --to NAME,NAME` deals them out.")


def _print_names(given: dict[str, int]) -> None:
    for name, number in given.items():
        say(f"  {shown(name)}: {number:,}")
