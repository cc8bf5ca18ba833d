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
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.suggesting.train import TrainReport

ORDER = 150


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
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, other articles held back.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def train(
    settings: Settings, /, out: Path | None, layer: str | None, model: str | None, as_json: bool, **options: Any
) -> int:
    """Fit a spaCy pipeline on finished articles; keep it only for the labels it is better at.

    Some articles are held back, and both the present model and the new one are measured on them: those
    that `export --split` with the same seed puts last, near duplicates on one side. Exit code 1 if the
    new one is better at nothing; then nothing is kept.

    Example: annotator train --layer ana
    """
    from annotator.errors import WrongUsage
    from annotator.services.lookup import check_layer
    from annotator.services.suggesting.train import train as fit
    from annotator.suggest.common.specs import pipeline_of, spec_of

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
            model=next(iter(pipelines), None),
            progress=_tell if sys.stderr.isatty() else None,
            **options,
        )
    if as_json:
        put_json(report.as_json())
    else:
        _print(report)
    return 0 if report.folder else 1


def _tell(epoch: int, of: int, loss: float) -> None:
    warn(f"Epoch {epoch} of {of}: loss {loss:,.1f}.")


def _print(report: TrainReport) -> None:
    say(f"Learned from {counted(report.articles, 'article')}, measured on {report.held_back:,} held back.")
    if not report.apart:
        say("They are so few, or so alike, that near duplicates may be on both sides.")
    if report.misaligned:
        say(f"{counted(report.misaligned, 'span')} left out, because they do not sit on tokens of one line.")
    if report.long:
        say(f"{counted(report.long, 'span')} left out, because they are longer than almost all others.")
    table(
        ("label", "spans", "F1 now", "F1 new", ""),
        (
            (shown(name, 30), f"{score.gold:,}", f"{score.now:.3f}", f"{score.new:.3f}", "kept" if score.kept else "")
            for name, score in report.labels.items()
            if score.gold or score.now or score.new
        ),
    )
    if report.folder:
        say(f"Kept in {shown(str(report.folder))}. Use it: annotator suggest --model {shown(str(report.folder))}")
    else:
        say("The new model is better at nothing, so nothing was kept.")
