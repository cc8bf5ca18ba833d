"""`annotator labels`: list, change, load and save the labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import labels as known
from annotator.cli.common.console import progress, put_json, say, shown, table
from annotator.cli.common.listed import list_again
from annotator.cli.common.open_app import on_terminal
from annotator.cli.common.scheme_log import put_diff, put_log
from annotator.cli.common.settings import Settings
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.project.labels import Plan
    from annotator.storage.store import Store

ORDER = 70
_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would change.")
_why = click.option("--why", metavar="TEXT", default="", help="Why; `labels log` tells it.")
_minor = click.option("--minor", is_flag=True, help="No new version: nobody has to look at spans again.")


def _preview(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Let a verb that changes labels be tried, and be told why."""
    return _dry_run(_why(_minor(verb)))


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def labels(context: click.Context) -> int:
    r"""List, change, load and save the labels.

    Nothing that was decided is lost: renamed and merged labels live on under their new name, labels
    put away stay where they were given. Every change says how much it concerns, is kept with who made it and why
    (`labels log`), and can be taken back (`labels undo`).

    \b
    annotator labels
    annotator labels add SHIP --description "Named vessels."
    annotator labels load scheme.toml
    """
    if context.invoked_subcommand is None:
        context.invoke(show)
    return 0


@labels.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show(settings: Settings, as_json: bool = False) -> None:
    """List the labels in order, with how often each is used.

    Example: annotator labels list
    """
    from annotator.services.project.labels import used

    with settings.opened() as store:
        rows = used(store)
    if as_json:
        put_json([
            {
                "name": label.name, "key": label.key, "colour": label.colour, "kind": label.kind,
                "description": label.description, "examples": list(label.examples),
                "from": list(label.from_), "archived": label.archived,
                "spans": use.spans, "articles": use.articles, "suggestions": use.suggestions,
            }
            for label, use in rows
        ])  # fmt: skip
        return
    table(
        ("label", "key", "kind", "spans", "suggestions", "meaning"),
        (
            (
                shown(label.name, 30), label.key, "put away" if label.archived else label.kind,
                f"{use.spans or use.articles:,}", f"{use.suggestions:,}", shown(label.description, 80),
            )
            for label, use in rows
        ),
    )  # fmt: skip


@labels.command()
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(["span", "article"]), default="span", help="What it marks.", show_default=True
)
@click.option("--key", metavar="KEY", help="Its hot key, A-Z or 0-9 (default: a free letter of its name).")
@click.option("--description", metavar="TEXT", default="", help="The guideline.")
@_preview
@click.pass_obj
def add(settings: Settings, /, name: str, kind: Any, key: str | None, description: str, **asked: Any) -> None:
    """Add a label at the end, or bring back one that was put away.

    Example: annotator labels add SHIP --description "Named vessels."
    """
    from annotator.services.project.labels import adding

    with settings.opened(create=True) as store:
        _do(settings, store, adding(store, name, kind=kind, key=key, description=description), **asked)


@labels.command()
@click.argument("old", shell_complete=known)
@click.argument("new")
@_preview
@click.pass_obj
def rename(settings: Settings, /, old: str, new: str, **asked: Any) -> None:
    """Give a label another name, everywhere; or a relation or an attribute, where no label is called so.

    Example: annotator labels rename GPE PLACE
    """
    from annotator.services.project.scheme_history.renames import renaming

    with settings.opened(create=True) as store:
        _do(settings, store, renaming(store, old, new), **asked)


@labels.command()
@click.argument("names", metavar="NAME... INTO", nargs=-1, required=True, shell_complete=known)
@_preview
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def merge(settings: Settings, /, yes: bool, names: tuple[str, ...], **asked: Any) -> int:
    """Merge labels, or relations, or attributes, into the last one named; `labels undo` takes that back.

    Example: annotator labels merge GPE FAC LOC
    """
    from annotator.services.project.scheme_history.renames import merging

    if len(names) < 2:
        raise click.UsageError("Name the labels to merge, and last the one they are merged into.")
    with settings.opened(create=True) as store:
        return _do(settings, store, merging(store, names[:-1], names[-1]), ask=not yes, **asked)


@labels.command()
@click.argument("name", shell_complete=known)
@click.option("--into", metavar="LABEL,LABEL,...", required=True, help="What takes its place; it may be one of them.")
@_preview
@click.pass_obj
def split(settings: Settings, /, name: str, into: str, **asked: Any) -> None:
    """Let labels take the place of one; what has it keeps it until somebody looks again, with `recheck`.

    Example: annotator labels split ORG --into ORG,TEAM
    """
    from annotator.services.project.labels import splitting

    with settings.opened(create=True) as store:
        _do(settings, store, splitting(store, name, [one for one in into.split(",") if one.strip()]), **asked)
        if not asked["dry_run"] and not asked["minor"]:
            list_again(store, name, settings.annotator)


@labels.command()
@_preview
@click.pass_obj
def undo(settings: Settings, /, **asked: Any) -> None:
    """Take back what was done last to the labels; again: what was done before that.

    Example: annotator labels undo
    """
    from annotator.services.project.scheme_history.log import undoing

    with settings.opened() as store:
        _do(settings, store, undoing(store), **asked)


@labels.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def log(settings: Settings, as_json: bool) -> None:
    """Tell what was done to the labels, newest last: who, when, what was before, and why.

    Example: annotator labels log
    """
    put_log(settings, as_json=as_json)


@labels.command()
@click.argument("one", metavar="VERSION")
@click.argument("other", metavar="VERSION")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def diff(settings: Settings, one: str, other: str, as_json: bool) -> None:
    """Tell in what two versions of the labels differ, and how many spans that concerns now.

    Example: annotator labels diff g1 g2
    """
    put_diff(settings, one, other, as_json=as_json)


@labels.command()
@click.argument("name", shell_complete=known)
@_preview
@click.pass_obj
def archive(settings: Settings, /, name: str, **asked: Any) -> None:
    """Put a label away: it can no longer be given, what has it keeps it.

    Example: annotator labels archive ORDINAL
    """
    from annotator.services.project.labels import archiving

    with settings.opened(create=True) as store:
        _do(settings, store, archiving(store, name), **asked)


@labels.command("set")
@click.argument("name", shell_complete=known)
@click.option("--key", metavar="KEY", help="Its hot key, A-Z or 0-9; empty for none.")
@click.option("--colour", "--color", metavar="COLOUR", help="A name (blue, magenta, ...) or #rrggbb.")
@click.option("--description", metavar="TEXT", help="The guideline: its definition.")
@click.option("--include", metavar="TEXT", help="What belongs to it.")
@click.option("--exclude", metavar="TEXT", help="What does not.")
@click.option("--notes", metavar="TEXT", help="All else that is to be known.")
@click.option("--example", "examples", metavar="TEXT", multiple=True, help="An example; they replace those it had.")
@click.option("--before", metavar="LABEL", shell_complete=known, help="Put it before this label.")
@click.option("--last", "before", flag_value="", help="Put it at the end.")
@_preview
@click.pass_obj
def set_(settings: Settings, /, name: str, before: str | None, examples: tuple[str, ...], **options: Any) -> None:
    """Give a label another key, colour, guideline, examples or place; what has it keeps it.

    Example: annotator labels set ORG --colour "#c03a2b" --before PERSON
    """
    from annotator.domain.scheme_form import TEXTS
    from annotator.services.project.labels import changing

    changes = {field: options.pop(field) for field in ("key", "colour", "description", *TEXTS)}
    with settings.opened(create=True) as store:
        _do(settings, store, changing(store, name, before=before, examples=examples or None, **changes), **options)


@labels.command()
@click.argument("choice", type=click.Choice(["none", "nested", "any"]))
@_preview
@click.pass_obj
def overlap(settings: Settings, /, choice: Any, **asked: Any) -> None:
    """Say whether spans of one layer may overlap.

    Example: annotator labels overlap nested
    """
    from annotator.services.project.labels import overlapping

    with settings.opened(create=True) as store:
        _do(settings, store, overlapping(store, choice), **asked)


@labels.command()
@click.argument("file", metavar="FILE.toml", type=click.Path(path_type=Path))
@_preview
@click.pass_obj
def load(settings: Settings, /, file: Path, **asked: Any) -> None:
    """Put the scheme of a file in force; labels in use that it lacks are kept as put away.

    Example: annotator labels load scheme.toml
    """
    from annotator.services.project.labels import loading

    with settings.opened(create=True) as store:
        _do(settings, store, loading(store, file), **asked)


@labels.command()
@click.argument("file", metavar="FILE.toml", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def save(settings: Settings, file: Path) -> None:
    """Write the scheme to a file, for people to edit and share.

    Example: annotator labels save scheme.toml
    """
    from annotator.services.project.scheme_file import dump

    with settings.opened(create=True) as store:
        scheme = store.scheme()
    file.write_text(dump(scheme), encoding="utf-8", newline="\n")
    say(f"{file}: {counted(len(scheme.labels), 'label')}.")


def _do(
    settings: Settings, store: Store, plan: Plan, *, dry_run: bool, why: str, minor: bool, ask: bool = False
) -> int:
    from annotator.services.project.labels import carry_out

    before, asks = store.scheme(), ask and on_terminal()
    told = [*plan.sentences, *(["Nothing was changed."] if dry_run else [])]
    if asks or dry_run:
        _tell(told)
    if dry_run:
        return 0
    if asks and not click.confirm("Go on?"):
        return 1
    with progress("Changing labels") as advance:
        carry_out(store, plan, advance, by=settings.annotator, why=why, minor=minor, before=before)
    if not asks:
        _tell(told)  # behind the work: whoever reads may have gone
    return 0


def _tell(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(sentence)
