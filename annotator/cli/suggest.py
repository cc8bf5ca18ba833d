"""`annotator suggest`: let models and patterns propose spans."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import progress, put_json, say, shown, warn
from annotator.cli.common.settings import MODEL_HELP, Settings, models_of
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.suggesting.suggest import SuggestReport

ORDER = 40


def _shard(_: click.Context, __: click.Parameter, value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", value, re.ASCII)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise click.BadParameter("say which part of how many, e.g. 1/4.")
    return int(found[1]), int(found[2])


@click.command(cls=Verb)
@click.option("--model", "models", metavar="NAME", multiple=True, help=MODEL_HELP)
@click.option(
    "--patterns", metavar="FILE", multiple=True, help="A file of patterns: JSON, a table, or one string a line."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes at once.")
@click.option("--shard", metavar="I/N", default="1/1", callback=_shard, help="Only the i-th of n parts.")
@click.option("--article", "articles", metavar="KEY", multiple=True, help="Only this article (more than once).")
@click.option("--redo", is_flag=True, help="Also what has suggestions already; they are replaced.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def suggest(
    settings: Settings, /, models: tuple[str, ...], patterns: tuple[str, ...], as_json: bool, **options: Any
) -> int:
    r"""Let models and patterns propose spans, for every article they have not been over yet.

    What was decided stays decided; a run that is stopped goes on where it stood. Each article is read by the model of
    the settings that is for its language, or by the one that is installed for it (`annotator models`); where there is
    none, by lists of names. A model that was named with `--model` reads everything.

    \b
    annotator suggest
    annotator suggest --model my_pipeline/ --jobs 2
    """
    from annotator.config import load
    from annotator.services.suggesting.by_language import lists_notice, nothing_notice, suggest_by_language
    from annotator.services.suggesting.suggest import passed_over_notice, specs_of, with_phrases
    from annotator.services.suggesting.suggest import suggest as run

    with settings.opened() as store, progress("Suggesting") as advance:
        named = models_of(models, patterns)
        options["progress"] = lambda so_far, total: advance(so_far.articles, total)
        if models or patterns:
            specs = with_phrases(specs_of(named, patterns), store.scheme())
            report = run(store, specs, foreign_too=bool(models), **options)
        else:
            report = suggest_by_language(store, named, lists=load().name_lists, **options)
    if as_json:
        put_json(asdict(report))
        return 1 if report.problems else 0
    for problem in report.problems:
        warn(problem)
    for code, number in report.lists.items():
        warn(lists_notice(code, number))
    if report.foreign:
        warn(_foreign(report) if models else nothing_notice(report.foreign))
    sources = ", ".join(map(shown, report.sources))
    say(f"{counted(report.suggestions, 'suggestion')} in {counted(report.articles, 'article')} by {sources}.")
    if report.unknown:
        say(passed_over_notice(report.unknown))
    return 1 if report.problems else 0


def _foreign(report: SuggestReport) -> str:
    """What was done with articles in other languages than the model's, which was named."""
    from annotator.suggest.common.language_codes import name_of

    articles = counted(sum(report.foreign.values()), "article")
    which, spoken = (", ".join(shown(name_of(code)) for code in codes) for codes in (report.foreign, report.languages))
    return f"{articles} in {which} had suggestions made, though the model is for {spoken}: they may make no sense."
