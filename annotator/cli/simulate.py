"""`annotator simulate`: what suggestions are worth, before anyone labels."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import progress, put_json, say, table, warn
from annotator.cli.common.settings import MODEL_HELP, Settings, models_of
from annotator.plural import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.domain.claims.scheme import ClaimScheme
    from annotator.domain.scheme import Scheme
    from annotator.services.simulating.replay import Gold
    from annotator.services.suggesting.ask_models import Answers

ORDER = 140
STOPPED = "Nothing is kept of it."

_LEGEND = """\
work/gold   corrections per gold span: 1 for what is rejected, relabelled,
            moved or added, 2 where edges and label are wrong
keys/gold   keys per gold span, each suggestion with a verdict of its own;
            a span that is added takes 4
keys, auto  the same, where confirmed strings accept themselves (auto_accept)
F1          of the suggestions as they were met
by hand     no suggestions: every span is added
full+y      y is the first key in each article and takes what reaches
            {}; a wrong one costs 2 keys to go to, then its own"""


@click.command(cls=Verb, epilog="\b\n" + _LEGEND.format("accept_at"))
@click.argument("gold", metavar="GOLD")
@click.option(
    "--scheme", type=click.Path(path_type=Path), metavar="FILE.toml", help="Its labels (default: the project's)."
)
@click.option("--model", "models", metavar="NAME", multiple=True, help=MODEL_HELP)
@click.option(
    "--patterns", metavar="FILE", multiple=True, help="A file of patterns: JSON, a table, or one string a line."
)
@click.option("--orders", type=click.IntRange(1, 100), default=1, show_default=True, help="As given, then shuffled.")
@click.option("--train-every", type=click.IntRange(1), metavar="N", help="One run more: train every N articles.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def simulate(settings: Settings, /, gold: str, scheme: Path | None, as_json: bool, **options: Any) -> int:
    """Replay a perfect annotator over labelled articles: what had to be done for each gold span.

    Articles that cannot be read are told and left out; then, or without any gold span, the exit code is 1.
    Where neither `--model` nor `--patterns` is given, each article is read by what `annotator suggest` reads it by.

    Example: annotator simulate gold.jsonl --scheme scheme.toml --orders 3
    """
    from annotator.domain.document import CLAIMS
    from annotator.errors import InputError
    from annotator.services.importing.gold import read_gold
    from annotator.services.simulating.retraining import is_due
    from annotator.services.simulating.simulate import BY_HAND, RUNS, TRAINED, by_hand, known_gold
    from annotator.services.simulating.simulate import simulate as replay
    from annotator.services.suggesting.report import passed_over_notice, unfit_notices

    models = models_of(options["models"], options["patterns"])
    labels = _scheme(settings, scheme)
    refused: list[InputError] = []
    notices: list[str] = []
    known, left_out = known_gold(read_gold(gold, refused, notices), labels)
    priced = tuple(f"set aside: {kind} " for kind in CLAIMS if labels.claims)
    for notice in (one for one in notices if not one.startswith(priced)):
        warn(notice)
    for one in refused:
        warn(f"refused: {one}")
    if left_out:
        means = "means it" if left_out == 1 else "means them"
        warn(f"{counted(left_out, 'gold span')} left out, because no label of the scheme {means}.")
    if not any(spans for _, spans in known):
        raise InputError("There is no gold span in it, so there is nothing to replay.", file=gold)
    articles, specs, answers = _asked(known, labels, models, options)
    every: int = options["train_every"] or 0
    names = [*RUNS, TRAINED] if every else [*RUNS]
    if every and not any(is_due(every, done) for done in range(len(articles))):
        warn(f"There are too few articles to train on, so {TRAINED} is the same as full.")
    unknown: Counter[str] = Counter()
    unfit: Counter[str] = Counter()
    with progress("Replaying") as advance:
        tallies = replay(
            articles, labels, specs, answers=answers, orders=options["orders"],
            train_every=every, unknown=unknown, unfit=unfit,
            progress=lambda name, done, of: advance(names.index(name) * of + done, len(names) * of),
        )  # fmt: skip
    if unknown:
        warn(passed_over_notice(unknown))
    for sentence in unfit_notices(unfit):
        warn(sentence)
    claims = _claims(gold, labels, settings.project.parent)
    tallies = {BY_HAND: by_hand(articles, options["orders"]), **tallies}
    runs = {name: tally.figures() for name, tally in tallies.items()}
    if as_json:
        places = [{"file": one.file, "line": one.line, "reason": one.reason} for one in refused]
        put_json({"runs": runs, "left_out": left_out, "refused": places, "unknown": unknown} | claims)
    else:
        say(f"{counted(len(articles), 'article')}, {counted(sum(len(spans) for _, spans in articles), 'gold span')}.")
        missing = [f"{len(refused):,} refused"] if refused else []
        missing += [counted(left_out, "gold span")] if left_out else []
        if missing:
            say(f"Not in these figures, as said above: {', '.join(missing)}.")
        _print(runs)
        say(f"\n{_LEGEND}".format(f"accept_at, {labels.accept_at:.2f}"))
        _print_claims(claims.get("claims", {}), labels.claims)
    return 1 if refused else 0


def _asked(
    gold: Gold, scheme: Scheme, models: Sequence[str], options: Mapping[str, Any]
) -> tuple[Gold, Sequence[str], Answers | None]:
    """The gold, what suggests for most of it, and what was said of each article, if each was asked in its language."""
    from annotator.config import load
    from annotator.services.simulating.simulate import in_languages
    from annotator.services.suggesting.ask_models import ask_each, by_specs
    from annotator.services.suggesting.by_language import lists_notice, nothing_notice
    from annotator.services.suggesting.suggest import specs_of
    from annotator.suggest.common.specs import listed_in, with_phrases

    if options["models"] or options["patterns"]:
        return gold, with_phrases(specs_of(models, options["patterns"]), scheme), None
    told = in_languages(gold)
    groups = by_specs([article for article, _ in told], models, lists=load().name_lists, scheme=scheme)
    for specs, articles in groups.items():
        if listed := listed_in(specs):
            warn(lists_notice(listed, len(articles)))
        elif not specs:
            warn(nothing_notice(Counter(article.language for article in articles)))
    return told, next(iter(groups)), ask_each(groups)


def _print(runs: dict[str, dict[str, Any]]) -> None:
    words = ("accept", "reject", "relabel", "boundary", "both", "add")
    ratios = ("work_per_gold", "keys_per_gold", "keys_per_gold_bulk", "f1")
    table(
        ("run", *words, "work/gold", "keys/gold", "keys, auto", "F1"),
        (
            (name, *(run[word] for word in words), *(f"{run[word]:.3f}" for word in ratios))
            for name, run in runs.items()
        ),
    )


def _claims(gold: str, scheme: Scheme, bases: Path) -> dict[str, dict[str, dict[str, float]]]:
    """What the tasks of the scheme take, where it has any; nothing else."""
    if not scheme.claims:
        return {}
    from annotator.services.simulating.claims.gold import truths_of
    from annotator.services.simulating.claims.price import figures, price

    truths = truths_of(gold, scheme)
    with progress("Claims") as advance:
        return {"claims": figures(price(truths, scheme, bases, advance))}


def _print_claims(figures: Mapping[str, Mapping[str, float]], rules: ClaimScheme) -> None:
    if not figures:
        return
    say("\nClaims, with the spans given (for who and ties the entities, too):")
    words = {"items": "there are", "taken": "taken", "refused": "refused", "by_itself": "by itself", "made": "by hand"}
    table(
        ("task", *words.values(), "keys", "keys each"),
        (
            (task, *(f"{row[word]:,}" for word in words), f"{row['keys']:,}", f"{row['keys_per_item']:.2f}")
            for task, row in figures.items()
        ),
    )
    say("same: coreferent mentions; who: entities; ties: relations; facts: spans.")
    if any(one.of == "relation" for one in rules.attributes):
        say("Attributes of relations are not priced.")


def _scheme(settings: Settings, path: Path | None) -> Scheme:
    """The scheme of a file, else of the project, else the one that a new project has."""
    from annotator.domain.default_scheme import DEFAULT_SCHEME
    from annotator.services.project.scheme_file import load

    if path:
        return load(path)
    if not settings.chosen and not settings.project.exists():
        return DEFAULT_SCHEME
    with settings.opened() as store:
        return store.scheme()
