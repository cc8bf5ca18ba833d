"""`annotator export`: write training data; says what a format loses."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import formats, layers, questions, tags
from annotator.cli.common.console import KEY_WIDTH, progress, put_json, say, shown, warn
from annotator.cli.common.settings import Settings, name_values
from annotator.cli.common.splitting import check_split, split_options
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.exporting.export import ExportOptions, ExportReport

ORDER = 60
STOPPED = "No file was written; what went into a stream is cut off."
_LOST_SHOWN = 20


def _out(_: click.Context, __: click.Parameter, value: str | None) -> Path | BinaryIO | None:
    """A path, or standard output, by whichever name."""
    if value is None:
        return None
    return sys.stdout.buffer if value == "-" or _is_standard_output(value) else Path(value)


def _is_standard_output(path: str) -> bool:
    try:
        return os.path.samestat(Path(path).stat(), os.fstat(sys.stdout.fileno()))
    except OSError:
        return False


class _Export(Verb):
    """The verb, with the formats that can be written at the end of its help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """A line for each format, with its own settings behind it."""
        from annotator import plugins
        from annotator.cli.formats import described

        rows = [row for row in map(described, plugins.names("formats")) if row["writes"]]
        with formatter.section("Formats and what --set says to them"):
            formatter.write_dl([(row["name"], f"{row['about']}{_settings_of(row)}") for row in rows])


def _settings_of(row: dict[str, Any]) -> str:
    return "".join(f" [{name}={'|'.join(values)}]" for name, values in row["settings"].items())


@click.command(cls=_Export)
@click.argument("form", metavar="[FORMAT]", default="jsonl", shell_complete=formats)
@click.option("-o", "--out", metavar="FILE", callback=_out, help="Where to (default: exports/); - is standard output.")
@click.option("--layer", metavar="NAME", default="", help="Whose layer: a name, gold or all.", shell_complete=layers)
@click.option(
    "--status", type=click.Choice(["finished", "any"]), default="finished", show_default=True, help="How far along."
)
@split_options("Divide into train, dev, test, by article.", "Another seed, another split.")
@click.option("--article", "articles", metavar="KEY", multiple=True, help="Only this article (more than once).")
@click.option(
    "--where", metavar="QUESTION", default="", help="Only articles as asked: lang:de by:ben.", shell_complete=questions
)
@click.option("--at", metavar="TAG", default="", help="As the project was at a tag.", shell_complete=tags)
@click.option("--rejected", is_flag=True, help="Also what was rejected, where the format can hold it.")
@click.option("--strict", is_flag=True, help="Exit code 1 if the format loses anything.")
@click.option(
    "--set", "settings_", metavar="NAME=VALUE", multiple=True, callback=name_values, help="A format's own setting."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def export(settings: Settings, /, form: str, strict: bool, as_json: bool, settings_: Any, **options: Any) -> int:
    r"""Write finished articles in a format that other tools read, and say what it could not hold.

    The layer is gold where an article has it, else that of the annotator; with `--layer all`, every
    layer. The target is either complete or as it was; a link is followed, a pipe or device is written
    into (in most formats at once), and with `-o -` the report is on standard error. In a folder, files
    of an earlier export give way and other files stay. Where nothing is finished, no file is written,
    and the exit code is 1. With `--at TAG`, the same bytes come whatever is done later.
    `annotator formats` lists the formats.

    \b
    annotator export
    annotator export conll -o train.conll --layer ana
    """
    from annotator.services.exporting.export import ExportOptions
    from annotator.services.exporting.export import export as write

    check_split(options["split"], options["stratify"])
    with settings.opened() as store, progress("Exporting") as advance:
        wanted = ExportOptions(format=form, mine=settings.annotator, settings=settings_, **options)
        report = write(store, wanted, progress=advance)
    poured = wanted.out is sys.stdout.buffer
    if as_json:
        put_json(report.as_json(), sys.stderr if poured else sys.stdout)
    elif report.articles:
        _print(report, warn if poured else say)
    else:
        warn(_nothing(wanted))
    return 1 if not report.articles or (strict and (report.lost or report.left_out)) else 0


def _nothing(wanted: ExportOptions) -> str:
    if wanted.at:
        return f"Nothing that was asked for was there at the tag {shown(wanted.at)}, so nothing was written."
    if wanted.where:
        return "No article is finished and as asked, so nothing was written: `articles list --where` lists those."
    if wanted.status == "any":
        begun = "is begun" if wanted.layer == "all" else "is there"
        return f"No article {begun} yet, so nothing was written."
    whose = {"": f"by {wanted.mine}, and nothing has gold", "all": "by anybody", "gold": "in review"}
    who = whose.get(wanted.layer, f"by {wanted.layer}")
    other = "" if wanted.layer == "all" else ", `--layer NAME` or `--layer all` what others have finished"
    return f"Nothing is finished yet {who}, so nothing was written: `--status any` takes what there is{other}."


def _print(report: ExportReport, say: Callable[[str], None]) -> None:
    say(f"{counted(report.articles, 'article')}, {counted(report.spans, 'span')}.")
    for path in report.files:
        say(f"  {path}")
    for side, labels in report.balance.items():
        say(f"{side}: {', '.join(f'{shown(label)} {number:,}' for label, number in sorted(labels.items())) or 'empty'}")
    if report.left_out:
        say(f"Left out, as only one file fits there: {', '.join(map(shown, report.left_out))}.")
    if not (report.lost or report.left_out):
        say("Nothing was lost.")
    if not report.lost:
        return
    kinds = Counter(lost.loss for lost in report.lost)
    say(f"Lost: {', '.join(f'{loss} {number:,}' for loss, number in kinds.most_common())}.")
    for lost in report.lost[:_LOST_SHOWN]:
        place = f" {lost.span.start}-{lost.span.end} {shown(lost.span.label, 30)}" if lost.span else ""
        say(f"  {lost.article[:KEY_WIDTH]}{place}: {lost.what}")
    if len(report.lost) > _LOST_SHOWN:
        say(f"  and {len(report.lost) - _LOST_SHOWN:,} more; `--json` lists them all.")
