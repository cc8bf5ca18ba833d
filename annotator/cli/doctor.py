"""`annotator doctor`: check that the project is sound; mend what can be computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import KEY_WIDTH, progress, put_json, say
from annotator.cli.common.settings import Settings, tell_of_network
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.project.doctor import CheckUp

ORDER = 160
_SHOWN = 50


@click.command(cls=Verb)
@click.option("--fix", is_flag=True, help="Compute anew what is derived from the decisions.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def doctor(settings: Settings, fix: bool, as_json: bool) -> int:
    """Check that the file is whole, every quote matches, every layer is what its decisions make it.

    Example: annotator doctor --fix
    """
    from annotator.services.project.doctor import check_up

    with settings.opened(strange=True) as store, progress("Checking") as advance:
        found = check_up(store, fix=fix, progress=advance)
    if as_json:
        put_json(found.as_json())
    else:
        _print(found, settings)
    return 0 if found.sound else 1


def _print(found: CheckUp, settings: Settings) -> None:
    from annotator.services.project.doctor import sqlite_fault

    for word, problems in (("mended", found.mended), ("wrong", found.problems)):
        for problem in problems[:_SHOWN]:
            place = " ".join(filter(None, (problem.article[:KEY_WIDTH], problem.layer)))
            say(f"{word}: {place + ': ' if place else ''}{problem.problem}")
        if len(problems) > _SHOWN:
            say(f"{word}: {len(problems) - _SHOWN:,} more, which --json lists")
    for note in filter(None, (found.unfit, sqlite_fault())):
        say(f"note: {note}")
    tell_of_network(settings.project)
    if found.sound:
        say("The project is sound.")
        return
    say(f"{counted(len(found.problems), 'problem')}.")
    if any(problem.mendable for problem in found.problems):
        say("`annotator doctor --fix` computes anew what is derived; decisions stay as they are.")
    if any(problem.check == "file" for problem in found.problems):
        say(f"The file itself is damaged: go back to a copy, or try `sqlite3 {settings.project} .recover`.")
