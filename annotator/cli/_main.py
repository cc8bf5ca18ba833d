"""The command line as a whole: all verbs, and what becomes of an error.

A verb is a file in `cli/` (see `cli/base.py`), imported only when it is asked for.
Exit codes: 0 done, 1 the work itself failed, 2 wrong usage: a `WrongUsage`, or click's own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from annotator import __version__, plugins
from annotator.cli.base import Verbs, kept, verbs
from annotator.cli.common.console import shown, warn
from annotator.cli.common.settings import Settings
from annotator.errors import AnnotatorError, WrongUsage, did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


COMPLETING = "_ANNOTATOR_COMPLETE"
"""The variable by which a shell asks how a line could go on."""


class Annotator(Verbs):
    """The group of all verbs, each imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order a newcomer meets them."""
        return list(verbs())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The verb of that name. Raises `click.UsageError` with the verbs there are."""
        if cmd_name not in plugins.built_in("cli"):
            meant = did_you_mean(cmd_name, verbs())
            raise click.UsageError(f"There is no verb {cmd_name!r}.{meant} There are: {', '.join(verbs())}.", ctx)
        ctx.ensure_object(Settings).verb = cmd_name
        command: click.Command = getattr(plugins.load("cli", cmd_name), cmd_name)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs that begin so, each with its line, without importing any; behind a dash the options."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=line) for name, line in verbs().items() if name.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """The list of verbs, without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(verbs().items()))

    def main(self, args: Any = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run, and end the process with the exit code; errors become a sentence."""
        settings = Settings()
        extra["standalone_mode"] = False
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")

        if COMPLETING in os.environ:
            from annotator.cli.common.bash import complete_in_bash

            complete_in_bash()

        def run() -> object:
            code = super(Annotator, self).main(args, prog_name, obj=settings, **extra)
            sys.stdout.flush()
            return code

        sys.exit(_guarded(run, settings))


def _guarded(run: Callable[[], object], settings: Settings) -> int:
    """The exit code of a run; what went wrong is said on standard error."""
    try:
        code = run()
    except click.ClickException as error:
        _usage(error)
        code = error.exit_code
    except AnnotatorError as error:
        _say(str(error), settings)
        code = 2 if isinstance(error, WrongUsage) else 1
    except (click.Abort, KeyboardInterrupt):
        warn(f"Stopped. {kept(settings.verb)}")
        code = 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        place = f"{shown(str(error.filename))}: " if error.filename else ""
        _say(f"{place}{error.strerror or error}.", settings)
        code = 1
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence, not a traceback
        _say(f"An unforeseen error: {type(error).__name__}: {error}. With --debug it says where.", settings)
        code = 1
    return code if isinstance(code, int) else 0


def _say(sentence: str, settings: Settings) -> None:
    if settings.debug:
        import traceback

        traceback.print_exc()
    warn(sentence)


def _usage(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    if context is not None:
        warn(context.get_usage())
    warn(error.format_message())


@click.group(cls=Annotator, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
@click.pass_context
def annotator(context: click.Context) -> None:
    r"""Annotate articles in the terminal.

    \b
    annotator demo                 try it on a few articles
    annotator add news/*.txt       bring your own articles in
    annotator suggest              let the model propose spans
    annotator label                decide; everything is kept at once
    annotator export               write training data

    `annotator VERB --help` says more. Without a verb, the project opens in the app.
    """
    if context.invoked_subcommand is None:
        from annotator.cli.common.open_app import open_app

        open_app(context.obj, "library")
