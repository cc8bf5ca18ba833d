"""`annotator people`: who has to do with the project, their roles and names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import people as people_of
from annotator.cli.common.console import progress, put_json, say, shown, table, warn
from annotator.cli.common.open_app import on_terminal
from annotator.cli.common.settings import Settings
from annotator.domain.text.moments import local_date
from annotator.domain.text.names import checked_name
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.storage.team.names import Role

ORDER = 78
_ROLES = click.Choice(["annotator", "reviewer", "lead"])


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def people(context: click.Context) -> int:
    r"""Who has to do with the project: roles, names, pseudonyms.

    Whoever works in a project is one of its people; roles need not be said before.

    \b
    annotator people
    annotator people add rosa --role reviewer
    annotator people rename ANA ana
    """
    if context.invoked_subcommand is None:
        context.invoke(show)
    return 0


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show(settings: Settings, as_json: bool = False) -> None:
    """List everybody with their role, how much is theirs and done, other names, and their pseudonym.

    Example: annotator people list --json
    """
    from annotator.services.reporting.statistics import undealt_said
    from annotator.services.team.people import people as listed
    from annotator.storage.queries.people.workload import undealt

    with settings.opened() as store:
        found, free = listed(store), undealt(store)
    if as_json:
        put_json([one.as_json() for one in found])
        return
    if not found:
        say("Nobody yet: `annotator people add NAME`, or `annotator label --as NAME`.")
        return
    came = any(one.collected for one in found)
    table(
        ("name", "role", "given", "done", "left", "pseudonym", *(("collected",) if came else ()), "also"),
        (
            (shown(one.name, 30), one.role, f"{one.load.given:,}", f"{one.load.done:,}", f"{one.load.left:,}",
             shown(one.pseudonym, 20), *((local_date(one.collected),) if came else ()),
             ", ".join(shown(name, 20) for name in one.aliases))
            for one in found
        ),
    )  # fmt: skip
    if free:
        say(undealt_said(free))


@people.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--role", type=_ROLES, default="annotator", show_default=True, help="What they are in the project.")
@click.option("--pseudonym", metavar="NAME", default="", help="What others may know them by (default: A1, R1, ...).")
@click.pass_obj
def add(settings: Settings, names: tuple[str, ...], role: Role, pseudonym: str) -> None:
    """Say who is in the team before they begin.

    Example: annotator people add ana ben cem
    """
    from annotator.services.team.people import add_people

    wanted = dict.fromkeys(map(checked_name, names))
    with settings.opened() as store:
        near = add_people(store, wanted, role, pseudonym.strip())
    say(f"{counted(len(wanted), role)}: {', '.join(map(shown, wanted))}.")
    for sentence in near:
        warn(sentence)


@people.command("role")
@click.argument("name", shell_complete=people_of)
@click.argument("role", type=_ROLES)
@click.pass_obj
def role_of(settings: Settings, name: str, role: Role) -> None:
    """Say what somebody is: annotator, reviewer or lead.

    Example: annotator people role rosa reviewer
    """
    from annotator.services.team.people import set_role

    with settings.opened() as store:
        set_role(store, name, role)
    say(f"{shown(name)}: {role}.")


@people.command()
@click.argument("old", shell_complete=people_of)
@click.argument("new", shell_complete=people_of)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def rename(settings: Settings, /, old: str, new: str, *, dry_run: bool, yes: bool, as_json: bool) -> Any:
    """Call somebody otherwise, or join two names that are one person's.

    Whatever is merged later under the old name is theirs, too; whoever merges this project learns of it.

    Example: annotator people rename ANA ana
    """
    from annotator.services.team.people import rename as carry_out
    from annotator.services.team.people import renaming

    with settings.opened() as store:
        plan = renaming(store, old, checked_name(new))
        if as_json:
            put_json(plan.as_json())
        else:
            for sentence in plan.sentences():
                say(shown(sentence))
        if dry_run:
            warn("Nothing was changed.")
            return 0
        if plan.joins and not yes and on_terminal() and not click.confirm("Go on?"):
            return 1
        with progress("Renaming") as advance:
            carry_out(store, plan, advance)
    return 0
