"""`annotator add`: bring articles in: files, folders, globs, -, addresses."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import formats
from annotator.cli.common.console import progress, put_json, say, shown, warn
from annotator.cli.common.settings import Settings, name_values
from annotator.domain.text.names import checked_name
from annotator.plural import counted

if TYPE_CHECKING:
    from collections import Counter

    from annotator.services.importing.add import AddReport

ORDER = 20


@click.command(cls=Verb)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--format",
    metavar="NAME",
    default="",
    shell_complete=formats,
    help="The format, where it is not told right by itself.",
)
@click.option(
    "--lang", "language", metavar="CODE", default="", help="The language, if the file names none (else the text tells)."
)
@click.option("--unfinished", is_flag=True, help="Layers that come along are still to be worked on.")
@click.option("--known-labels", is_flag=True, help="Refuse articles with labels that the scheme does not have.")
@click.option("--encoding", metavar="NAME", default="", help="The encoding of files that are not UTF-8 (else guessed).")
@click.option(
    "--offsets",
    type=click.Choice(["auto", "code", "lf", "bytes", "utf16", "nfc", "nfd", "inclusive"]),
    default="auto",
    help="What the file's offsets count; auto tells by its quotes.",
)
@click.option(
    "--set", "settings", metavar="NAME=VALUE", multiple=True, callback=name_values, help="A format's own setting."
)
@click.option("--spans", metavar="KEY", default="", help="Where a JSON record has its spans.")
@click.option("--text", metavar="KEY", default="", help="Where a JSON record has its text, such as `data.body`.")
@click.option("--cats", metavar="COLUMN", multiple=True, help="A column, or a key, that says labels of the article.")
@click.option(
    "--map", metavar="OLD=NEW", multiple=True, callback=name_values, help="A label of the file by another name here."
)
@click.option("--lines", is_flag=True, help="Each line of a plain text is an article.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def add(settings: Settings, /, sources: tuple[str, ...], as_json: bool, **flags: Any) -> int:
    r"""Bring articles in: files, folders, archives, globs, - (standard input), addresses.

    Text, Markdown, HTML, JSONL, CSV and every annotation format that can be read (`annotator
    formats`). Spans that come along become suggestions, unless the file names its annotators: then
    their layers are kept. With `--as NAME`, a file of one annotator goes to NAME; `--as OLD=NEW`
    renames one of several. The same article twice is one article.

    \b
    annotator add news/*.txt
    annotator add labelled.jsonl --as ana
    annotator add claims.tsv --set label=kind
    """
    from annotator.services.importing.add import AddOptions
    from annotator.services.importing.add import add as bring_in
    from annotator.services.team.at_work import former_names, joins, near_names
    from annotator.suggest.common.language_codes import checked_code

    flags["language"] = checked_code(flags["language"])
    _names(settings.names)
    with settings.opened(create=True) as store, progress("Adding") as advance:
        name, renames = _names(settings.names)
        options = AddOptions(name, {**former_names(store), **renames}, **flags)
        known = near_names(store)
        report = bring_in(store, sources, options, progress=advance, stdin=getattr(sys.stdin, "buffer", None))
    near = [joins(name, other) for name in sorted(report.layers) if (other := known(name))]
    if as_json:
        put_json(report.as_json())
    else:
        _print(report)
    for sentence in near:
        warn(sentence)
    return 1 if report.refused else 0


def _names(given: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """Whose the layers are, and what annotators of the file are called here."""
    plain = [name for name in given if "=" not in name]
    if len(plain) > 1:
        raise click.UsageError("Say `--as NAME` once; `--as OLD=NEW` as often as there are names to change.")
    pairs = (name.split("=", 1) for name in given if "=" in name)
    return (plain[0] if plain else ""), {checked_name(old): checked_name(new) for old, new in pairs}


def _print(report: AddReport) -> None:
    for notice in report.notices:
        warn(notice)
    for aside in report.set_aside.values() if report.added or report.known else ():
        warn(f"set aside: {aside}")
    for refused in report.refused:
        warn(f"refused: {refused}")
    parts = [f"{report.added:,} added", f"{report.known:,} known already", f"{len(report.refused):,} refused"]
    say(", ".join(parts) + ".")
    _print_languages(report)
    if report.merged_ids:
        copies = counted(report.merged_ids, "copy", "copies")
        say(f"{copies} of known texts under another id, title, byline, source or date: kept in meta, as `copies`.")
    if report.suggestions:
        say(f"{counted(report.suggestions, 'suggestion')} came along.")
    for name, number in sorted(report.layers.items()):
        say(f"{shown(name)}: {counted(number, 'layer')}.")
    if report.layers and (claims := report.claims.told()):
        say(f"Claims: {claims}.")
    for sentence in report.claims.news:
        say(shown(sentence))
    if report.labels:
        say(f"New in the scheme: {', '.join(map(shown, report.labels))}.")


def _print_languages(report: AddReport) -> None:
    if report.languages:
        say(f"Language: {_named(report.languages)} (told from the text; `--lang CODE` says otherwise).")
    if report.assumed_languages:
        unclear = f"{counted(report.assumed_languages.total(), 'text')} not clear"
        say(f"Language of {unclear}: {_named(report.assumed_languages)}, as most are (`--lang CODE` says otherwise).")
    if report.languages_set:
        say(f"{counted(report.languages_set, 'article')} known already: now in the language of `--lang`.")


def _named(languages: Counter[str]) -> str:
    """Languages by name, each with its number, the most frequent first."""
    from annotator.suggest.common.language_codes import name_of

    return ", ".join(f"{shown(name_of(code))} {number:,}" for code, number in languages.most_common())
