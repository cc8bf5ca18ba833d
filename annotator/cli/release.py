"""`annotator release`: write a tag as a folder that can be published."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import formats, tags
from annotator.cli.common.console import progress, put_json, say, shown
from annotator.cli.common.settings import Settings
from annotator.cli.common.splitting import split_options
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.releasing.release import ReleaseReport

ORDER = 67
_SIDES = ("train", "dev", "test")
STOPPED = "No release was written."
_WHY = {
    "several": "finished by several who differ, and not reviewed (their layers are there): `annotator settle`",
    "skipped": "passed by",
    "open": "finished by nobody",
}


@click.command(cls=Verb)
@click.argument("tag", shell_complete=tags)
@click.option(
    "-o", "--out", metavar="FOLDER", type=click.Path(path_type=Path), help="Where to (default: in releases/)."
)
@click.option(
    "--format", "forms", metavar="NAME", multiple=True, default=("jsonl",), show_default=True, shell_complete=formats,
    help="Which formats beside that of the Hub (more than once).",
)  # fmt: skip
@click.option("--anonymous", is_flag=True, help="Pseudonyms instead of names, in every file.")
@split_options("Divide into train, dev, test (default: 80/10/10).", "Another seed, another split.")
@click.option(
    "--since", metavar="TAG", default="", shell_complete=tags, help="Compare with this tag, not the one before."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def release(
    settings: Settings, /, tag: str, out: Path | None, forms: tuple[str, ...], as_json: bool, **options: Any
) -> None:
    r"""Write what a project was at a tag into a new folder that can be published as it is.

    In it are the data (gold where an article was reviewed, else what all say who have finished it), every layer, the
    guideline, a data card, figures of agreement, the split, what changed since the tag before, and the project file
    cut at the tag: nothing that came later is in any of them. The folder is a data set of the Hub, and is the same
    whenever it is made. With `--anonymous`, people have pseudonyms in every file, and their names are replaced in
    comments, `meta` and guideline, too; the articles themselves are not changed.

    \b
    annotator tag v1.0
    annotator release v1.0 -o news-1.0 --anonymous --format conll --format docbin
    """
    from annotator.services.releasing.release import USUAL, ReleaseOptions
    from annotator.services.releasing.release import release as write

    options["split"] = options["split"] or USUAL
    with settings.opened() as store, progress("Releasing") as advance:
        report = write(store, ReleaseOptions(tag, out, forms, **options), progress=advance)
    if as_json:
        put_json(report.as_json())
    else:
        _print(report)


def _print(report: ReleaseReport) -> None:
    facts = report.facts
    sides = ", ".join(f"{side} {facts.articles[side]:,}" for side in _SIDES if facts.articles[side])
    say(f"{counted(facts.articles.total(), 'article')}, {counted(facts.spans.total(), 'span')} ({sides}).")
    kinds = facts.kinds
    say(f"Reviewed: {kinds['adjudicated']:,}; all said the same: {kinds['agreed']:,}; one alone: {kinds['single']:,}.")
    if known := facts.beside_known.total():
        say(
            f"With hidden gold, and not reviewed: {counted(known, 'article')}, {facts.beside_known['otherwise']:,} "
            "released otherwise than it says. `annotator add FILE --as gold` makes it gold, for another tag."
        )
    for why, number in sorted(facts.left_out.items()):
        say(f"Left out: {counted(number, 'article')}, {_WHY[why]}.")
    for name, kinds in sorted(report.losses.items()):
        if kinds:
            say(f"{name} does not hold: {_counts(kinds)}.")
    _print_names(report)
    since = f", changes since {shown(report.since)}" if report.since else ""
    say(f"{shown(str(report.folder))}: {counted(len(report.files), 'file')}{since}.")


def _print_names(report: ReleaseReport) -> None:
    if report.names:
        names = ", ".join(shown(name, 30) for name in report.names)
        say(f"Names in it: {names}. `--anonymous` writes pseudonyms.")
    if replaced := +report.replaced:
        say(f"Names replaced in texts, by where: {_counts(replaced)}.")
    if report.too_short:
        names = ", ".join(map(shown, report.too_short))
        say(f"Too short to be told from words of a text, so not replaced within any: {names}.")
    if named := +report.facts.named:
        say(f"Left as they were published, with a word that is somebody's name, too: {_counts(named)} (articles).")


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{shown(what)} {number:,}" for what, number in sorted(counts.items()))
