"""`annotator train`: learn from what was decided; keep only what is better."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import layers
from annotator.cli.common.console import put_json, say, shown, table, warn
from annotator.cli.common.settings import Settings, models_of
from annotator.cli.common.splitting import check_split, split_options
from annotator.plural import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotator.services.suggesting.gate import Saved
    from annotator.services.suggesting.train import TrainReport

ORDER = 150
STOPPED = "No model was written."


@click.command(cls=Verb)
@click.option("-o", "--out", metavar="FOLDER", type=click.Path(path_type=Path), help="Where to (default: models/).")
@click.option(
    "--layer",
    metavar="NAME",
    shell_complete=layers,
    help="Whose layer, where an article has no gold (default: that of --as).",
)
@click.option("--model", metavar="NAME", help="The model to begin and compare with.")
@click.option("--epochs", type=click.IntRange(1, 1000), default=10, show_default=True, help="How often over all.")
@click.option("--held-back", type=click.FloatRange(0.01, 0.9), default=0.2, show_default=True, help="Share to test on.")
@split_options(
    "The split of the project: learn from train, measure on dev, leave test alone.",
    "Another seed, other articles held back.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def train(
    settings: Settings, /, out: Path | None, layer: str | None, model: str | None, as_json: bool, **options: Any
) -> int:
    """Fit a spaCy pipeline on finished articles; keep it only for the labels it is better at.

    Some articles are held back, and both the present model and the new one are measured on them, with the
    memory on top: those that `export --split` with the same seed puts last, near duplicates on one side. With
    `--split`, those are what it calls dev, and what it calls test is neither learned from nor looked at. A
    label is the new model's if that saves corrections and loses none in any `meta.genre`; all is kept if both
    models together surely save some. Exit code 1 if nothing is kept.

    Example: annotator train --layer ana
    """
    from annotator.errors import WrongUsage
    from annotator.services.lookup import check_layer
    from annotator.services.simulating.with_memory import corrections
    from annotator.services.suggesting.material import HoldBack
    from annotator.services.suggesting.train import train as fit
    from annotator.suggest.common.specs import pipeline_of, spec_of

    hold = HoldBack(*map(options.pop, ("held_back", "split", "stratify", "seed")))
    check_split(hold.split, hold.stratify)
    with settings.opened() as store:
        pipelines = [pipeline for one in models_of([model] if model else []) if (pipeline := pipeline_of(spec_of(one)))]
        if model and not pipelines:
            raise WrongUsage(f"Training begins with a spaCy pipeline, and {model!r} is none.")
        if layer:
            check_layer(store, layer)
        folder = out or Path("models") / f"{store.name}-{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005 - a name for people
        report = fit(
            store,
            folder,
            layer=layer or settings.annotator,
            corrections=corrections,
            model=next(iter(pipelines), None),
            hold=hold,
            progress=_tell if sys.stderr.isatty() else None,
            **options,
        )
    if as_json:
        put_json(report.as_json())
    else:
        _print(report, settings)
    return 0 if report.folder else 1


def _tell(epoch: int, of: int, loss: float) -> None:
    warn(f"Epoch {epoch} of {of}: loss {loss:,.1f}.")


def _print(report: TrainReport, settings: Settings) -> None:
    say(f"Learned from {counted(report.articles, 'article')}, measured on {report.held_back:,} held back.")
    if report.left_alone:
        say(f"Left alone, as the test of the split: {counted(report.left_alone, 'article')}.")
    if not report.apart:
        say("They are so few, or so alike, that near duplicates may be on both sides.")
    if report.misaligned:
        do = "it does" if report.misaligned == 1 else "they do"
        say(f"{counted(report.misaligned, 'span')} left out, because {do} not sit on tokens of one line.")
    if report.long:
        are = "it is" if report.long == 1 else "they are"
        say(f"{counted(report.long, 'span')} left out, because {are} longer than almost all others.")
    table(
        ("label", "spans", "F1 now", "F1 new", "work now", "work new", "saved", ""),
        (
            (shown(name, 30), f"{score.gold:,}", f"{score.now:.3f}", f"{score.new:.3f}", *_saved(score.saved))
            for name, score in report.labels.items()
            if score.gold or score.now or score.new or score.saved.work_now or score.saved.work_new
        ),
    )
    say("\nwork: corrections with the memory on top, as in the app; saved: the range of nine in ten such sets.")
    for sentence in _genres(report.genres):
        say(sentence)
    if report.kept:
        say(_together(report.together))
    if report.folder:
        _say_how_to_use(report.folder, settings)
    elif report.kept:
        say("That is no sure gain, so nothing was kept.")
    else:
        say("The new model is better at nothing, so nothing was kept.")


def _together(saved: Saved) -> str:
    took = f"{counted(saved.work_new, 'correction')} instead of {saved.work_now:,}"
    worse = f"; more in {', '.join(shown(genre, 20) for genre in saved.worse_in)}" if saved.worse_in else ""
    return f"Both models, each for its labels: {took}, saved {_range(saved)}{worse}."


def _range(saved: Saved) -> str:
    return f"{saved.low:+,.0f} to {saved.high:+,.0f}"


def _saved(saved: Saved) -> tuple[str, str, str, str]:
    worse = ", ".join(shown(genre, 20) for genre in saved.worse_in)
    said = "better" if saved.saves else f"worse in {worse}" if worse else ""
    return f"{saved.work_now:,}", f"{saved.work_new:,}", _range(saved), said


def _genres(genres: Mapping[str, int]) -> Iterator[str]:
    """What is to be said of the genres that were measured, by `meta.genre`."""
    named = {genre: count for genre, count in genres.items() if genre}
    if len(named) > 1:
        yield f"Held back: {', '.join(f'{shown(genre, 20)} {count:,}' for genre, count in sorted(named.items()))}."
    elif named:
        yield f"All that was held back is {shown(next(iter(named)), 20)}; in another genre the model may be worse."


def _say_how_to_use(folder: Path, settings: Settings) -> None:
    import json
    import shlex

    from annotator.config import config_path

    place = folder.absolute()
    project = ["-p", settings.chosen] if settings.chosen else []
    say(f"Kept in {shown(str(folder))}. Use it:")
    say(f"  {shown(shlex.join(['annotator', *project, 'suggest', '--model', str(place)]))}")
    say(f"and in the app, by a line in {shown(str(config_path()))}:")
    say(f"  {shown(f'models = {json.dumps([str(place)])}')}")
