"""`annotator collect`: take a package in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import progress, put_json, say, shown, warn
from annotator.cli.common.settings import Settings
from annotator.cli.merge import print_merged

if TYPE_CHECKING:
    from annotator.services.project.merge_schemes import Prefer

ORDER = 86


@click.command(cls=Verb)
@click.argument("package", metavar="FILE", required=False, type=click.Path(path_type=Path))
@click.option("--ours", "prefer", flag_value="ours", default="", help="Where labels clash, ours hold.")
@click.option("--theirs", "prefer", flag_value="theirs", help="Where labels clash, theirs hold.")
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@click.option("--undo", is_flag=True, help="Have the project be as it was before the last package.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def collect(
    settings: Settings, /, package: Path | None, *, prefer: Prefer, dry_run: bool, undo: bool, as_json: bool
) -> int:
    """Take in what `annotator handout` gave away, as `annotator merge` does; the newest deal holds.

    It says which work came late, because the articles are somebody else's by now, and what did not fit; what is of
    another project is left where it is. The project is kept as it was, until the next package that has anything new:
    `--undo` puts it back, as long as nothing else was done since.

    Example: annotator collect ben.db
    """
    from annotator.services.project.merge_schemes import SchemeClash
    from annotator.services.team.measured import told
    from annotator.services.team.packages import collect as take_in
    from annotator.storage.connection import check_file

    if undo and (package or dry_run or prefer):
        raise click.UsageError("--undo takes back the last package that was collected, and goes alone.")
    if undo:
        return _undo(settings)
    if package is None:
        raise click.UsageError("Which package? `annotator collect FILE`.")
    check_file(package)
    try:
        with settings.opened() as store, progress("Collecting") as advance:
            found = take_in(
                store, package, by=settings.annotator, prefer=prefer or "", dry_run=dry_run, progress=advance
            )
            sentences = [] if dry_run else list(told(store, settings.annotator))
    except SchemeClash as clash:
        warn(str(clash))
        return 1
    if as_json:
        put_json({**found.as_json(), "dry_run": dry_run})
        return 0
    print_merged(found.merged)
    for sentence in (*found.sentences(), *sentences):
        say(shown(sentence))
    if dry_run:
        warn("Nothing was changed.")
    elif not found.new:
        say("There is nothing in it that was not here already.")
    else:
        say("`annotator collect --undo` takes it back, as long as nothing else is done.")
    return 0


def _undo(settings: Settings) -> int:
    from annotator.storage.maintenance.packages.before import put_back

    with settings.opened() as store:
        put_back(store)
    say("The project is as it was before the last package.")
    return 0
