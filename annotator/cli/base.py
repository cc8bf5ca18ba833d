"""What a verb is: a file of this folder whose own first line is its line in the help.

That docstring begins with the verb in backquotes, a colon and one sentence: `annotator add`: bring articles in.

    ORDER = 20     where it stands in the help, in the order in which a newcomer meets the verbs; else it comes last
    STOPPED = "No file was written."     what is said of work that ctrl+c broke off, where nothing of it is kept
    add            the click command, a `Verb` or `Verbs` of the file's name

The help reads line and order without importing the file, and only the verb that is asked for is imported;
what is heavy is imported inside its function.

`Verb` is a click command that takes `-p`, `--as` and `--debug` after its name too, so that they
may stand before or after it; `Verbs` is the same for a verb that has verbs of its own.
"""

from __future__ import annotations

import re
from typing import Any

import click

from annotator import plugins
from annotator.cli.common.completing import people
from annotator.cli.common.settings import DEFAULT_PROJECT, Settings
from annotator.domain.text.names import checked_name

_LINE = re.compile(r'r?"""`annotator \w+`: (.+?)(?:"""|\n)')
_LAST = 10_000
_KEPT = "What was done so far is kept."


def verbs() -> dict[str, str]:
    """Each verb with its line in the help, in the order a newcomer meets them; none is imported."""
    found = []
    for name in plugins.built_in("cli"):
        line = _LINE.match(plugins.source("cli", name))
        said = line[1] if line else ""
        found.append((plugins.peek("cli", name, "ORDER") or _LAST, name, said[:1].upper() + said[1:]))
    return {name: line for _, name, line in sorted(found)}


def kept(verb: str) -> str:
    """What is said of the work of a verb that was broken off; "" is the app."""
    said: str | None = plugins.peek("cli", verb, "STOPPED") if verb else None
    return said or _KEPT


def _project(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        if not value:
            raise click.UsageError("The project is the name of a file.")
        context.ensure_object(Settings).chosen = value


def _names(context: click.Context, _: click.Parameter, value: tuple[str, ...]) -> None:
    if value:
        context.ensure_object(Settings).names = tuple(map(checked_name, value))


def _debug(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Settings).debug = True


def shared_options() -> list[click.Parameter]:
    """The options that every verb takes."""
    return [
        click.Option(
            ["-p", "--project"], metavar="FILE", expose_value=False, callback=_project,
            help=f"The project (default: ANNOTATOR_PROJECT, else {DEFAULT_PROJECT}).",
        ),
        click.Option(
            ["--as", "as_names"], metavar="NAME", multiple=True, expose_value=False, callback=_names,
            shell_complete=people,
            help="Who is at work (default: ANNOTATOR_NAME, else the login name).",
        ),
        click.Option(
            ["--debug"], is_flag=True, expose_value=False, callback=_debug,
            help="Show where in the program an error arose.",
        ),
    ]  # fmt: skip


def _paragraphs(settings: dict[str, Any]) -> dict[str, Any]:
    r"""The settings of a verb, its `\b` (in a raw docstring) being click's sign to keep the lines below it apart."""
    return {**settings, "help": (settings.get("help") or "").replace("\\b\n", "\b\n")}


class Verb(click.Command):
    """A verb of the command line; its function returns the exit code, or None for 0."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **_paragraphs(settings))
        self.params += shared_options()


class Verbs(click.Group):
    """A verb that has verbs of its own."""

    command_class = Verb

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **_paragraphs(settings))
        self.params += shared_options()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Its verbs, each with the whole first sentence of its help."""
        rows = [(name, command.get_short_help_str(200)) for name, command in self.commands.items()]
        with formatter.section("Verbs"):
            formatter.write_dl(rows)
