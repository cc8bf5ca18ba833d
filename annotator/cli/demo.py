"""`annotator demo`: a ready project with a few articles, to try it out."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import progress, say, shown, warn
from annotator.cli.common.open_app import on_terminal, open_app
from annotator.cli.common.settings import Settings
from annotator.home import expanded
from annotator.plural import counted
from annotator.work_folder import work_folder

ORDER = 10


@click.command(cls=Verb)
@click.option("--keep", metavar="FILE", type=click.Path(path_type=Path), help="Keep the project as this file.")
@click.option("--no-open", is_flag=True, help="Only make it and say what is in it.")
@click.pass_obj
def demo(settings: Settings, keep: Path | None, no_open: bool) -> None:
    r"""Make a project of a few articles, with suggestions, and open it at the first one.

    It is thrown away afterwards, unless it is kept; where something was decided, that is asked at the end.

    \b
    annotator demo
    annotator demo --keep demo.db
    """
    keep = keep or (Path(settings.chosen) if settings.chosen else None)
    opening = on_terminal() and not no_open
    with work_folder("annotator-demo-") as folder:
        path = keep or folder / "demo.db"
        _make(path, silent=opening)
        if opening:
            if not keep:
                say("This demo is thrown away when you leave it, unless you then name a file for it.")
            open_app(settings, "annotate", path=path, tour=True)
            if not keep:
                _offer(path)
        elif keep:
            say(f"Open it with: annotator --project {keep}")


def _offer(path: Path) -> None:
    """Ask whether what was decided is to be kept, until it is or nobody wants it."""
    from annotator.errors import AnnotatorError
    from annotator.storage.maintenance.backup import backup
    from annotator.storage.store import Store

    with Store.open(path) as store:
        while decided := store.last_decision:
            said = f"Keep what you did ({counted(decided, 'decision')})? Name a file, or enter throws it away"
            try:
                name = click.prompt(said, default="", show_default=False).strip()
            except click.Abort:
                name = ""
            if not name:
                say("It was thrown away.")
                break
            target = expanded(name)
            if target.exists():
                warn(f"{shown(name)} is there already.")
                continue
            try:
                backup(store, target)
            except (AnnotatorError, OSError) as error:
                warn(str(error))
                continue
            say(f"Open it with: annotator --project {shown(name)}")
            break


def _make(path: Path, *, silent: bool) -> None:
    from annotator.services.project.demo import make

    with progress("Suggesting") as advance:
        made = make(path, advance)
    if made.problem:
        warn(made.problem)
    if silent:
        return
    say(f"{counted(len(made.titles), 'article')}, {counted(made.suggestions, 'suggestion')}:")
    for title in made.titles:
        say(f"  {shown(title, 76)}")
