"""`annotator backup`: copy the project, also while it is open."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import put_json, say, shown
from annotator.cli.common.settings import Settings
from annotator.plural import counted

ORDER = 155
STOPPED = "No copy was written."


@click.command(cls=Verb)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Put the copy in the place of another project.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def backup(settings: Settings, file: Path, force: bool, as_json: bool) -> None:
    """Copy the project to FILE, whole and checked, while others go on working on it.

    Example: annotator backup monday.db
    """
    from annotator.storage.maintenance.backup import backup as copy

    with settings.opened() as store:
        decisions = copy(store, file, force=force)
    if as_json:
        put_json({"file": str(file), "decisions": decisions})
    else:
        say(f"{shown(str(file))}: {counted(decisions, 'decision')}. The copy is whole.")
