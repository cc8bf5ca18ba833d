"""The manual page, `annotator/cli/annotator.1`, made from the verbs; `python -m support.readme` writes it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from annotator.cli._main import annotator as cli


def manual() -> str:
    """The page in the language of man(7)."""
    context = click.Context(cli, info_name="annotator")
    lines = [
        ".TH ANNOTATOR 1",
        ".SH NAME",
        r"annotator \- annotate articles in the terminal",
        ".SH SYNOPSIS",
        ".B annotator",
        ".RI [ VERB ]",
        ".RI [ OPTIONS ]",
        ".SH DESCRIPTION",
        *_text(cli.help or ""),
        ".SH VERBS",
    ]
    for name in cli.list_commands(context):
        lines += _verb(cli.get_command(context, name), context, name)
    return "\n".join(lines) + "\n"


def _verb(command: click.Command | None, above: click.Context, name: str) -> Iterator[str]:
    assert command is not None
    context = click.Context(command, info_name=name, parent=above)
    yield from (f".SS {_plain(context.command_path)}", ".B " + _plain(context.command_path))
    yield _plain(" ".join(command.collect_usage_pieces(context)))
    yield ".PP"
    yield from _text(command.help or "")
    for option in command.params:
        if isinstance(option, click.Option) and option.expose_value and (record := option.get_help_record(context)):
            yield from (".TP", ".B " + _plain(record[0]), _plain(record[1]))
    if isinstance(command, click.Group):
        for under in command.list_commands(context):
            yield from _verb(command.get_command(context, under), context, under)


def _text(help_: str) -> Iterator[str]:
    """Paragraphs; those that click leaves as they are stay so here."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(help_)):
        kept = paragraph.startswith("\b\n")
        yield ".PP"
        if kept:
            yield ".nf"
        yield from (_plain(line) for line in paragraph.removeprefix("\b\n").split("\n"))
        if kept:
            yield ".fi"


def _plain(text: str) -> str:
    r"""A line of which nothing is a command: `\` and a dot or quote at its beginning are only themselves."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text
