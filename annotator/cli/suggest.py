"""`annotator suggest`: let models and patterns propose spans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import engines
from annotator.cli.common.console import progress, put_json, say, shown, warn
from annotator.cli.common.settings import MODEL_HELP, Settings, models_of
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.suggesting.language_models import Estimate
    from annotator.services.suggesting.report import SuggestReport
    from annotator.storage.store import Store

ORDER = 40
_WHICH = ("shard", "redo", "articles", "limit")
"""The options that say what language models are asked."""


def _shard(_: click.Context, __: click.Parameter, value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", value, re.ASCII)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise click.BadParameter("say which part of how many, e.g. 1/4.")
    return int(found[1]), int(found[2])


def _amount(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    if value is not None and not isfinite(value):
        raise click.BadParameter("say an amount, e.g. 2.50.")
    return value


@click.command(cls=Verb)
@click.option("--model", "models", metavar="NAME", multiple=True, help=MODEL_HELP)
@click.option(
    "--patterns", metavar="FILE", multiple=True, help="A file of patterns: JSON, a table, or one string a line."
)
@click.option("--jobs", type=click.IntRange(1, 1_024), help="Processes at once: 1, on Ray as many as there are cores.")
@click.option(
    "--engine", metavar="NAME", shell_complete=engines, help="Where models run: local, ray, or as the settings say."
)
@click.option("--cluster", metavar="ADDRESS", default="", help="The Ray cluster: auto, or HOST:PORT.")
@click.option("--shard", metavar="I/N", default="1/1", callback=_shard, help="Only the i-th of n parts.")
@click.option("--article", "articles", metavar="KEY", multiple=True, help="Only this article (more than once).")
@click.option("--redo", is_flag=True, help="Also what has suggestions already; they are replaced.")
@click.option(
    "--send/--no-send", default=None, help="Allow that texts of this project go to these language models; take it back."
)
@click.option(
    "--limit",
    metavar="AMOUNT",
    callback=_amount,
    type=click.FloatRange(0),
    help="What language models may cost in this run.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what language models would be asked, and what that costs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def suggest(
    settings: Settings,
    /,
    *,
    models: tuple[str, ...],
    patterns: tuple[str, ...],
    send: bool | None,
    dry_run: bool,
    as_json: bool,
    **options: Any,
) -> int:
    r"""Let models and patterns propose spans, for every article they have not been over yet.

    What was decided stays decided; a run that is stopped goes on where it stood. Each article is read by the model of
    the settings that is for its language, or by the one that is installed for it (`annotator models`); where there is
    none, by lists of names. A model that was named with `--model` reads everything.

    \b
    annotator suggest
    annotator suggest --model my_pipeline/ --jobs 2
    annotator suggest --engine ray --cluster auto
    annotator suggest --model llm:gpt-5.6-luna --dry-run
    """
    from annotator.config import load
    from annotator.services.suggesting.by_language import nothing_notice, reading_notices, suggest_by_language
    from annotator.services.suggesting.report import SuggestReport, notices, speed_notice
    from annotator.services.suggesting.suggest import specs_of
    from annotator.services.suggesting.suggest import suggest as run
    from annotator.suggest.common.specs import with_phrases

    with settings.opened() as store:
        named = models_of(models, patterns)
        specs = specs_of(named, patterns) if named or patterns else []
        if dry_run:
            return _dry_run(store, specs, send, options, as_json=as_json)
        asked = _asked(store, specs, send, options)
        if send is False:
            return 0
        options["engine"] = options["engine"] or load().engine
        so_far = [SuggestReport()]
        with progress("Suggesting", lambda: speed_notice(so_far[0])) as advance:

            def tell(report: SuggestReport, total: int) -> None:
                so_far[0] = report
                advance(report.articles, total)

            options["progress"] = tell
            if models or patterns:
                report = run(store, with_phrases(specs, store.scheme()), foreign_too=bool(models), **options)
            else:
                report = suggest_by_language(store, named, lists=load().name_lists, **options)
    if as_json:
        costs = {source: about.terms.cost(report.used(source)) for source, about in asked.items()}
        put_json({**report.as_json(), "costs": costs})
        return 1 if report.problems else 0
    for problem in (*report.problems, *notices(report.notes)):
        warn(problem)
    for sentence in reading_notices(report):
        warn(shown(sentence))
    if report.foreign:
        warn(_foreign(report) if models else nothing_notice(report.foreign))
    for source, about in asked.items():
        say(f"{shown(source)}: {about.taken(report.used(source))}.")
    _print(report)
    return 1 if report.problems else 0


def _print(report: SuggestReport) -> None:
    from annotator.services.suggesting.report import known_notice, passed_over_notice, phrases_notice

    sources = ", ".join(map(shown, report.sources))
    say(f"{counted(report.suggestions, 'suggestion')} in {counted(report.articles, 'article')} by {sources}.")
    if report.known:
        say(known_notice(report.known))
    if report.phrases:
        say(phrases_notice(report.phrases))
    if report.unknown:
        say(passed_over_notice(report.unknown))


def _dry_run(
    store: Store, specs: Sequence[str], send: bool | None, options: Mapping[str, Any], *, as_json: bool
) -> int:
    """Tell what language models would be asked."""
    from annotator.services.suggesting.language_models import estimates

    if send is not None:
        warn("A dry run changes nothing: --send and --no-send count without it.")
    found = estimates(store, specs, **{name: options[name] for name in _WHICH})
    if as_json:
        put_json({source: about.as_json() for source, about in found.items()})
        return 0
    for source, about in found.items():
        say(f"{shown(source)} would be asked about {about.sentence}.")
    if not found:
        say("No language model would be asked, so nothing is sent and nothing costs anything.")
    return 0


def _asked(store: Store, specs: Sequence[str], send: bool | None, options: Mapping[str, Any]) -> Mapping[str, Estimate]:
    """What language models will be asked, which is said; may they not be sent texts, `ModelError` says so."""
    if send is None and not any(spec.startswith("llm:") for spec in specs):
        return {}
    from annotator.services.suggesting.language_models import check_consent, estimates, set_consent

    if send is None:
        check_consent(store, specs)
    found = {} if send is False else estimates(store, specs, **{name: options[name] for name in _WHICH})
    if send is not None:
        for sentence in set_consent(store, specs, send=send):
            warn(sentence)
    for source, about in found.items():
        warn(f"{shown(source)} is asked about {about.sentence}.")
    return found


def _foreign(report: SuggestReport) -> str:
    """What was done with articles in other languages than the model's, which was named."""
    from annotator.suggest.common.language_codes import name_of

    articles = counted(sum(report.foreign.values()), "article")
    which, spoken = (", ".join(shown(name_of(code)) for code in codes) for codes in (report.foreign, report.languages))
    return f"{articles} in {which} had suggestions made, though the model is for {spoken}: they may make no sense."
