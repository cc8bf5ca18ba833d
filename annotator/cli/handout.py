"""`annotator handout`: a package for one annotator, with nothing of others in it."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import people
from annotator.cli.common.console import put_json, say, shown, warn
from annotator.cli.common.settings import Settings
from annotator.plural import counted

ORDER = 84
STOPPED = "No package was written."


@click.command(cls=Verb)
@click.argument("name", shell_complete=people)
@click.option("-o", "--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="The package (default: NAME.db).")  # fmt: skip
@click.option("--force", is_flag=True, help="Put it in the place of another package.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def handout(settings: Settings, name: str, out: Path | None, force: bool, as_json: bool) -> None:
    """Write a project for one annotator: their articles, the guideline, suggestions, their own work and its returns.

    Nothing of what others did is in it, no gold and none of what is hidden, and no name but theirs: reviewers have
    pseudonyms. `annotator collect` takes it in again.

    Example: annotator handout ben -o ben.db
    """
    from annotator.services.bases.beside import apart_told
    from annotator.services.team.at_work import former_names
    from annotator.services.team.packages import handout as hand_out

    with settings.opened() as store:
        name = former_names(store).get(name, name)
        target = out or Path(f"{name}.db")
        found = hand_out(store, name, target, force=force)
    if as_json:
        put_json({"file": str(target), **found.as_json()})
        return
    packed = found.packed
    articles, decisions = counted(packed.articles, "article"), counted(packed.decisions, "decision")
    say(f"{shown(str(target))}: {articles} of {shown(name)}, with {decisions}.")
    if packed.shared:
        say(f"{counted(packed.shared, 'article')} shared by whoever comes: in no package.")
    if found.bases:
        say(shown(apart_told(found.bases)))
    if found.names:
        warn(f"Names of others that stand in texts, titles or the guideline: {', '.join(map(shown, found.names))}.")
