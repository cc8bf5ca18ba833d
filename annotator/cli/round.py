"""`annotator round`: deal out work in rounds, each with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import people, rounds
from annotator.cli.common.console import progress_where_long, put_json, say, shown, table, warn
from annotator.cli.common.dealing import known_people, share, to_names
from annotator.cli.common.settings import Settings
from annotator.domain.text.moments import local_date
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.team.rounds import RoundReport, RoundTold

ORDER = 82


@click.group("round", cls=Verbs, invoke_without_command=True)
@click.pass_context
def round(context: click.Context) -> int:  # noqa: A001 - the verb's name
    r"""Deal out work in rounds: a pilot for everybody first, the rest when they agree.

    \b
    annotator round new pilot --articles 10 --to ana,ben,cem --per-article 3
    annotator round show pilot
    annotator round new main --articles 200 --to ana,ben,cem --by meta.genre --gold gold.jsonl
    """
    if context.invoked_subcommand is None:
        context.invoke(show_all)
    return 0


@round.command()
@click.argument("name")
@click.option("--articles", type=click.IntRange(1), required=True, metavar="N", help="How many articles to deal out.")
@click.option("--to", "names", metavar="NAME,NAME,...", required=True, callback=to_names, shell_complete=people,
              help="Who is to label.")  # fmt: skip
@click.option("--per-article", type=click.IntRange(1), metavar="K", help="How many label each article (default: one).")
@click.option("--overlap", metavar="20%", callback=share, help="The share of articles that several label.")
@click.option("--by", metavar="FIELD", default="", help="So many of each value of a field: source, meta.genre.")
@click.option("--order", type=click.Choice(["random", "file", "uncertain"]), default="random", show_default=True,
              help="Which articles first: any, as added, or least sure suggestions.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another deal.")
@click.option(
    "--gold", metavar="FILE", default="", help="Articles with known answers, hidden among those of everybody."
)
@click.option("--hidden", metavar="10%", default="10%", callback=share, show_default=True,
              help="How many of those, as a share of --articles.")  # fmt: skip
@click.option("--partial", is_flag=True, help="The file has only some of the spans of its articles.")
@click.option("--limit", metavar="80%", default="80%", callback=share, show_default=True,
              help="Who has less of the hidden gold right is told to the lead.")  # fmt: skip
@click.option("--tell", is_flag=True, help="Who is below the limit is told so, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def new(context: click.Context, /, name: str, names: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Deal out some of the articles that nobody was given yet.

    Near-duplicates are kept apart: of each group one article is taken, as far as there are enough. What is hidden is
    labelled like any other article; no list and no file tells it apart, and only a lead sees how people do on it.

    Example: annotator round new week1 --articles 60 --to ana,ben --overlap 20% --gold gold.jsonl
    """
    from annotator.services.team.rounds import RoundOptions, new_round

    settings: Settings = context.obj
    if not options["gold"]:
        _nothing_hidden(context)
    with settings.opened() as store, progress_where_long("Comparing texts") as advance:
        names, near = known_people(store, names)
        options_ = RoundOptions(**options)
        report = new_round(store, name.strip(), names, options_, by=settings.annotator, progress=advance)
    for sentence in (*report.notices, *near):
        warn(shown(sentence))
    if as_json:
        put_json(report.as_json())
    else:
        _print_new(report, options["by"])


def _nothing_hidden(context: click.Context) -> None:
    """Refuse what says how gold is hidden, where none is."""
    for name in ("hidden", "partial", "limit", "tell"):
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name} is about hidden gold: say `--gold FILE`, too.")


def _print_new(report: RoundReport, by: str) -> None:
    dealt = f"{counted(report.articles, 'article')} dealt out, {report.overlapping:,} of them to several"
    say(f"{shown(report.name)}: {dealt}.")
    for name, number in report.given.items():
        say(f"  {shown(name)}: {number:,}")
    if report.strata:
        kinds = ", ".join(f"{shown(name, 40) or f'without {by}'} {number:,}" for name, number in report.strata.items())
        say(f"By {shown(by, 40)}: {kinds}.")
    if report.hidden:
        say(f"Hidden among them, for everybody: {counted(report.hidden, 'article')} with known answers.")
    if report.alike:
        say(f"Near-duplicates of others, because too few others are left: {report.alike:,}.")
    if report.missing:
        say(f"No more were left: {report.missing:,} fewer than were asked for.")


@round.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show_all(settings: Settings, as_json: bool = False) -> None:
    """List the rounds, with how far they are.

    Example: annotator round list --json
    """
    from annotator.services.team.measured import may_see
    from annotator.services.team.rounds import told_rounds

    with settings.opened() as store:
        found = told_rounds(store, seen=may_see(store, settings.annotator))
    if as_json:
        put_json([one.as_json() for one in found])
    elif not found:
        say("There is no round yet: `annotator round new NAME --articles N --to NAME,NAME`.")
    else:
        table(("round", "begun", "articles", "given", "done", "people"), map(_row, found))


def _row(one: RoundTold) -> tuple[str, ...]:
    given, done = (sum(number) for number in zip(*((who.given, who.done) for who in one.people), strict=True))
    names = ", ".join(shown(who.name, 20) for who in one.people)
    return shown(one.round.name, 30), local_date(one.round.at), f"{one.articles:,}", f"{given:,}", f"{done:,}", names


@round.command()
@click.argument("name", shell_complete=rounds)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show(settings: Settings, name: str, as_json: bool) -> None:
    """Tell how far everybody is with a round, how far they agree on it, and how they do on hidden gold.

    Hidden gold is shown to leads; where the team has none, to whoever deals.

    Example: annotator round show pilot
    """
    from annotator.services.team.measured import may_see
    from annotator.services.team.rounds import summary, told_round

    with settings.opened() as store:
        seen = may_see(store, settings.annotator)
        found = told_round(store, name, seen=seen)
    if as_json:
        put_json(found.as_json())
        return
    one = found.round
    begun = f"begun {local_date(one.at)} by {shown(one.by) or 'somebody'}"
    say(f"{shown(one.name)}, {begun}: {counted(found.articles, 'article')}.")
    table(
        ("name", "given", "done", "left"),
        ((shown(who.name, 30), f"{who.given:,}", f"{who.done:,}", f"{who.given - who.done:,}") for who in found.people),
    )
    for sentence in summary(found.agreement) if found.agreement else ("Nobody has finished what another one has.",):
        say(shown(sentence))
    for measure in found.measured.values():
        say(shown(measure.sentence()))
    if found.hidden and not found.measured:
        say(f"Of {counted(found.hidden, 'article')} with known answers none is finished yet.")
