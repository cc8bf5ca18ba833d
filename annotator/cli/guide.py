"""`annotator guide`: the guideline as a book: read, written in an editor, checked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import labels as known
from annotator.cli.common.console import progress, put_json, say, shown, warn
from annotator.cli.common.open_app import on_terminal
from annotator.cli.common.scheme_log import scheme_line
from annotator.cli.common.settings import Settings
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.project.guide.check import Tested

ORDER = 72
_SAID = {
    "so": "is so in gold", "otherwise": "is otherwise in gold", "nothing": "is nothing in gold",
    "no gold": "has no gold yet", "not there": "is not there",
}  # fmt: skip


@click.group(cls=Verbs, invoke_without_command=True)
@click.option("-o", "--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write it there.")
@click.pass_context
def guide(context: click.Context, out: Path | None) -> int:
    r"""Read the guideline: of every label its definition, what to include and exclude, examples, notes.

    Examples are words, or places of articles: `%` in the app makes the focused span one.

    \b
    annotator guide
    annotator guide edit ORG
    annotator guide test
    """
    if context.invoked_subcommand is None:
        _read(context.obj, "", out)
    elif out:
        raise click.UsageError("`--out` writes the whole guideline: `annotator guide --out FILE`.")
    return 0


@guide.command()
@click.argument("name", shell_complete=known)
@click.pass_obj
def show(settings: Settings, name: str) -> None:
    """Read the guideline of one label.

    Example: annotator guide show ORG
    """
    _read(settings, name, None)


def _read(settings: Settings, name: str, out: Path | None) -> None:
    from annotator.domain.sanitise import visible
    from annotator.services.project.guide.book import book

    with settings.opened() as store:
        text = book(store, name)
    if out:
        out.write_text(text, encoding="utf-8", newline="\n")
        say(f"{out}: the guideline.")
        return
    for line in text.splitlines():
        say(visible(line))


@guide.command()
@click.argument("name", shell_complete=known)
@click.option("--file", metavar="FILE", type=click.File("rb"), help="Take this page, - for standard input.")
@click.option("--why", metavar="TEXT", default="", help="Why; `guide log` tells it.")
@click.option("--minor", is_flag=True, help="No new version: nobody has to look at spans again.")
@click.pass_obj
def edit(settings: Settings, name: str, file: BinaryIO | None, why: str, minor: bool) -> None:
    """Write the guideline of a label in `$EDITOR`: Markdown with `## include`, `## exclude`, `## examples`, `## notes`.

    Example: annotator guide edit ORG
    """
    from annotator.services.project.guide.book import page, rewriting
    from annotator.services.project.labels import carry_out

    with settings.opened() as store, ExitStack() as stack:
        before = page(store, name)
        if file:
            text = _decoded(file.read(), file.name)
        elif not (on_terminal() or os.environ.get("VISUAL") or os.environ.get("EDITOR")):
            raise click.UsageError("There is no terminal for an editor: `--file PAGE.md` takes the page from a file.")
        else:
            draft = stack.enter_context(_draft(before))
            click.edit(filename=str(draft))
            text = _decoded(draft.read_bytes(), str(draft))
        plan = rewriting(store, name, text) if file or text.strip() else None
        if plan is None:
            say("Nothing was changed.")
            return
        if page(store, name) != before:
            warn("Somebody else has changed it meanwhile: yours takes its place, `annotator guide log` has theirs.")
        for sentence in plan.sentences:
            say(sentence)
        with progress("Changing labels") as advance:
            carry_out(store, plan, advance, by=settings.annotator, why=why, minor=minor)


@contextmanager
def _draft(text: str) -> Iterator[Path]:
    """A file with a page to be edited; it stays, and that is said, where what was written there cannot be taken."""
    from tempfile import mkstemp

    handle, name = mkstemp(prefix="guideline-", suffix=".md")
    os.close(handle)
    path = Path(name)
    path.write_bytes(text.encode())
    try:
        yield path
    except BaseException:
        if path.exists() and path.read_bytes() != text.encode():
            warn(f"What you wrote is kept in {path}.")
        else:
            path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


def _decoded(content: bytes, name: str) -> str:
    from annotator.errors import SchemeError

    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SchemeError(f"{shown(name, 80)}: it is no UTF-8 at byte {error.start:,}.") from None


@guide.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def test(settings: Settings, as_json: bool) -> int:
    """Check the examples that are places: are they still labelled so in gold? Exit code 1 where one is not.

    Example: annotator guide test
    """
    from annotator.services.project.guide.check import against_gold

    with settings.opened() as store:
        rows = list(against_gold(store))
    wrong = sum(row.wrong for row in rows)
    if as_json:
        put_json([row.as_json() for row in rows])
        return int(wrong > 0)
    for row in rows:
        if row.state != "so":
            say(_line(row))
    waiting = sum(row.state == "no gold" for row in rows)
    also = f", {waiting:,} without gold yet" if waiting else ""
    say(f"{counted(len(rows), 'example')} of places: {len(rows) - wrong - waiting:,} so in gold, {wrong:,} not{also}.")
    if not rows:
        warn("No example is a place: % in the app makes the focused span one.")
    return int(wrong > 0)


def _line(row: Tested) -> str:
    quote = f" “{shown(row.quote, 60)}”" if row.quote else ""
    gold = f": {', '.join(shown(one, 40) for one in row.gold)}" if row.gold else ""
    why = f": {row.why}" if row.why else ""
    return f"{shown(row.label, 40)}{quote} {shown(row.example, 80)} {_SAID[row.state]}{gold}{why}."


@guide.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def log(settings: Settings, as_json: bool) -> None:
    """Tell who changed what of the guideline, when and why, line by line; `labels log` tells all of the labels.

    Example: annotator guide log
    """
    from annotator.services.project.guide.changes import guideline_log

    with settings.opened() as store:
        rows = list(guideline_log(store))
    if as_json:
        put_json(rows)
        return
    for row in rows:
        say(scheme_line(row | {"told": _about(row)}))
        _put_lines(row["lines"])
    if not rows:
        say("Nothing was changed of the guideline; `annotator labels log` has the rest.")


@guide.command()
@click.argument("one", metavar="VERSION")
@click.argument("other", metavar="VERSION")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def diff(settings: Settings, one: str, other: str, as_json: bool) -> None:
    """Tell in what the guideline of two versions differs, line by line; `labels diff` tells all of the labels.

    Example: annotator guide diff g1 g2
    """
    from annotator.services.project.guide.changes import guideline_differences

    with settings.opened() as store:
        rows = guideline_differences(store, one, other)
    if as_json:
        put_json(rows)
        return
    for row in rows:
        spans = f" It has {counted(row['spans'], 'span')} now." if row["label"] else ""
        say(f"{shown(_about(row), 400)}{spans}")
        _put_lines(row["lines"])
    if not rows:
        say(f"The guideline of {one} and {other} is the same; `annotator labels diff` has the rest.")


def _about(row: Mapping[str, Any]) -> str:
    """Which label a change is about, or what became of it."""
    if row["kind"] == "rules":
        return "What is claimed of spans."
    return f"{row['label']}." if row["kind"] == "changed" else row["told"]


def _put_lines(lines: Iterable[str]) -> None:
    for line in lines:
        say(f"  {shown(line, 2_000)}")
