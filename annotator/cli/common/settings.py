"""What every verb may be told: which project, who is at work, whether to show tracebacks.

`Verb` is a click command that takes `-p`, `--as` and `--debug` after its name too, so that they
may stand before or after it; `Verbs` is the same for a verb that has verbs of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.storage.store import Store

DEFAULT_PROJECT = "annotator.db"


@dataclass(slots=True)
class Settings:
    """The shared options as they were given; `chosen` and `names` are empty where they were not."""

    chosen: str = ""
    names: tuple[str, ...] = ()
    debug: bool = False

    @property
    def project(self) -> Path:
        """The project file."""
        from pathlib import Path

        return Path(self.chosen or os.environ.get("ANNOTATOR_PROJECT") or DEFAULT_PROJECT)

    @property
    def annotator(self) -> str:
        """Who is at work: `--as`, else `ANNOTATOR_NAME`, else the login name."""
        name = self.names[-1] if self.names else os.environ.get("ANNOTATOR_NAME") or _login()
        return checked_name(name)

    @contextmanager
    def opened(self, *, create: bool = False) -> Iterator[Store]:
        """The store of the project; raises `ProjectError`.

        If `create`, it is made where there is none, and taken away again where nothing was put into it.
        """
        from annotator.storage.connection import sentences
        from annotator.storage.store import Store

        opening = Store.create if create else Store.open
        made = create and not self.project.exists()
        with opening(self.project) as store, sentences(self.project):
            try:
                yield store
            finally:
                if made and store.untouched:
                    store.unmake()


def models_of(named: Sequence[str], patterns: Sequence[str] = ()) -> tuple[str, ...]:
    """The models named, else (where no patterns are) those of the settings. Raises `NoSuchModel`, `ConfigError`."""
    from annotator.config import load
    from annotator.services.lookup import check_models

    models = tuple(named) or (() if patterns else load().models)
    check_models(models)
    return models


def checked_name(name: str) -> str:
    """A name that can be stored. Raises `click.UsageError`."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raise click.UsageError("The name of an annotator is Unicode text.") from None
    if not name.strip():
        raise click.UsageError("The name of an annotator is not blank.")
    return name.strip()


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "annotator"


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
