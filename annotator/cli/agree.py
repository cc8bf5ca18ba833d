"""`annotator agree`: how far annotators agree, and where least."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.agreement.drift import drift_csv, print_drift
from annotator.cli.common.agreement.report import compared, print_periods, print_report, warn_of_left_out
from annotator.cli.common.completing import measures, people, rounds, tags
from annotator.cli.common.console import put_json, say, warn
from annotator.cli.common.settings import Settings
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.reporting.periods import By

ORDER = 110
STOPPED = "Nothing was changed."
_OF_DRIFT = ("names", "by", "drift", "seed", "as_csv", "as_json")


@click.command(cls=Verb)
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=people)
@click.option("--tokens", type=click.Choice(["stored", "whitespace"]), default="stored", help="What a token is.")
@click.option(
    "--measure",
    "measures",
    metavar="NAME",
    multiple=True,
    shell_complete=measures,
    help="Only these measures (default: all but gamma, which takes its time).",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The seed of the bootstrap intervals.")
@click.option("--first", is_flag=True, help="Layers as they were first finished, before returns and corrections.")
@click.option("--at", metavar="TAG", default="", shell_complete=tags, help="As the project was at a tag.")
@click.option("--round", "round_", metavar="NAME", default="", shell_complete=rounds, help="Only articles of a round.")
@click.option(
    "--by",
    type=click.Choice(["week", "month", "round"]),
    help="Each week or month by itself, by when the last of them finished an article, or each round.",
)
@click.option("--drift", is_flag=True, help="How each changes over time (by week): F1 with gold, and with the others.")
@click.option("--csv", "as_csv", is_flag=True, help="One figure a line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, unrounded.")
@click.pass_context
def agree(context: click.Context, /, names: tuple[str, ...], as_csv: bool, as_json: bool, **options: Any) -> None:
    r"""Agreement of two or more annotators on the articles that they have finished.

    F1 of spans (exact, partial, whatever the label), kappa of tokens, Krippendorff's alpha, and every other
    measure that is installed, each with its 95 % interval; the same of relations, entities (coreference), links
    and attributes, where there are any; which labels are taken for which; the articles they agree on least.
    Without names: of all annotators.

    \b
    annotator agree ana ben
    annotator agree --by week --first
    annotator agree --at v1.0 --csv
    annotator agree --drift ana
    """
    if options.pop("drift"):
        _alone(context)
        _drift(context.obj, names, options, as_csv=as_csv, as_json=as_json)
        return
    by = options["by"]
    found = _found(context.obj, names, options, _silent if as_csv or as_json or by or options["at"] else _begun)
    for problem in _problems(found):
        warn(problem)
    if as_json:
        put_json(found)
        return
    warn_of_left_out(found)
    if as_csv:
        from annotator.services.reporting.agreement_csv import as_csv as written

        sys.stdout.write(written(found))
    elif by:
        print_periods(found)
    else:
        print_report(found)


def _found(
    settings: Settings, names: tuple[str, ...], options: dict[str, Any], begun: Callable[[Sequence[str], int], None]
) -> dict[str, Any]:
    from annotator.services.reporting.agreement import agree as agreed
    from annotator.services.reporting.by_period import agree_by
    from annotator.services.team.rounds import articles_of

    by, round_ = options.pop("by"), options.pop("round_")
    with settings.opened() as store:
        among = articles_of(store, round_) if round_ else None
        if by:
            return agree_by(store, names, by=by, among=among, **options)
        return agreed(store, names, **options, among=among, begun=begun)


def _alone(context: click.Context) -> None:
    """Refuse what drift does not take."""
    for option in context.command.params:
        said = context.get_parameter_source(str(option.name)) is click.core.ParameterSource.COMMANDLINE
        if said and option.name not in _OF_DRIFT:
            raise click.UsageError(f"--drift is exact F1 of layers as first finished: leave out {option.opts[0]}.")


def _drift(settings: Settings, names: tuple[str, ...], options: dict[str, Any], *, as_csv: bool, as_json: bool) -> None:
    from annotator.services.reporting.drift import drift
    from annotator.services.team.measured import may_see

    by: By = options["by"] or "week"
    with settings.opened() as store:
        lead = may_see(store, settings.annotator)
        found = drift(store, names, by=by, also_hidden=lead, seed=options["seed"])
    if as_json:
        put_json({name: one.as_json() for name, one in found.items()})
    elif as_csv:
        sys.stdout.write(drift_csv(found))
    else:
        print_drift(found, by)


def _problems(found: dict[str, Any]) -> list[str]:
    every = [problem for one in found.get("periods", (found,)) for problem in one.get("problems", ())]
    return list(dict.fromkeys(every))


def _begun(annotators: Sequence[str], articles: int) -> None:
    """Say at once what is compared: a large project takes its time."""
    who = "both of them" if len(annotators) == 2 else "two or more of them"
    say(f"{compared(annotators)} on {counted(articles, 'article')} that {who} have finished.\n")


def _silent(_annotators: Sequence[str], _articles: int) -> None:
    """Say nothing: what is read by programs is one table or document."""
