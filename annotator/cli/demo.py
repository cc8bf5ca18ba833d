"""`annotator demo`: a ready project with a few articles, to try it out."""

from __future__ import annotations

import shutil
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
@click.option("--claims", is_flag=True, help="With relations, entities, attributes and a base to link to.")
@click.option("--no-open", is_flag=True, help="Only make it and say what is in it.")
@click.pass_obj
def demo(settings: Settings, keep: Path | None, claims: bool, no_open: bool) -> None:
    r"""Make a project of a few articles, with suggestions, and open it at the first one.

    It is thrown away afterwards, unless it is kept; where something was decided, that is asked at the end.

    \b
    annotator demo
    annotator demo --claims
    annotator demo --keep demo.db
    """
    keep = keep or (Path(settings.chosen) if settings.chosen else None)
    opening = on_terminal() and not no_open
    with work_folder("annotator-demo-") as folder:
        path = keep or folder / "demo.db"
        begun = _make(path, settings.annotator if claims else "", silent=opening)
        if opening:
            if not keep:
                say("This demo is thrown away when you leave it, unless you then name a file for it.")
            open_app(settings, "annotate", path=path, tour=True)
            if not keep:
                _offer(path, begun)
        elif keep:
            say(f"Open it with: annotator --project {keep}")


def _offer(path: Path, begun: int) -> None:
    """Ask whether what was decided since it was `begun` is to be kept, until it is or nobody wants it."""
    from annotator.errors import AnnotatorError
    from annotator.storage.maintenance.backup import backup
    from annotator.storage.store import Store

    with Store.open(path) as store:
        while decided := store.last_decision - begun:
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
                _keep_base(path, target)
            except (AnnotatorError, OSError) as error:
                warn(str(error))
                continue
            say(f"Open it with: annotator --project {shown(name)}")
            break


def _keep_base(path: Path, target: Path) -> None:
    """Copy the base of the demo, if it has one, beside the project that is kept."""
    from annotator.services.bases.beside import path_of
    from annotator.services.project.demo import BASE

    base, copy = path_of(path, BASE), path_of(target, BASE)
    if base.exists() and copy.exists():
        warn(f"{shown(str(copy))} is there already and stays; the demo is linked to another one.")
    elif base.exists():
        shutil.copyfile(base, copy)


def _make(path: Path, claims_of: str, *, silent: bool) -> int:
    """Make the demo and say what is in it; gives how many decisions it begins with."""
    from annotator.services.project.demo import make

    with progress("Suggesting") as advance:
        made = make(path, advance, claims_of=claims_of)
    if made.problem:
        warn(made.problem)
    if silent:
        return made.decisions
    say(f"{counted(len(made.titles), 'article')}, {counted(made.suggestions, 'suggestion')}:")
    for title in made.titles:
        say(f"  {shown(title, 76)}")
    return made.decisions
