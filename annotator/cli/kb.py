"""`annotator kb`: bases of entries to link names to: add, list, show, own, remove."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import bases as known
from annotator.cli.common.console import progress, put_json, say, shown, table, warn
from annotator.domain.sanitise import one_line
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.cli.common.settings import Settings
    from annotator.domain.linking.ranking import Candidate
    from annotator.services.bases.add import AddReport

ORDER = 57
STOPPED = "The base is as it was."


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def kb(context: click.Context) -> int:
    r"""Bases of entries to link names to: add, list, show, own, remove.

    A base is a file of its own beside the project, NAME.kb. It is asked without a network, and holds what people,
    places and whatever else texts name are called, with an id for each.

    \b
    annotator kb add people.jsonl --base newsroom
    annotator kb show newsroom "Mercer"
    """
    if context.invoked_subcommand is None:
        context.invoke(show_all)
    return 0


@kb.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--base", "name", metavar="NAME", required=True, shell_complete=known, help="The base they go into.")
@click.option(
    "--lang",
    "languages",
    metavar="CODE",
    multiple=True,
    help="The language of names where there are several (default: en; else any); the first is wanted most.",
)
@click.option("--encoding", metavar="NAME", default="", help="The encoding of files that are not UTF-8.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def add(settings: Settings, /, files: tuple[str, ...], name: str, as_json: bool, **options: Any) -> int:
    r"""Put entries of files into a base; the same id again updates its entry.

    Read are JSON lines (`id`, `name`, `about`, `aliases`, `kind`, `prior`), tables whose first row names `id` and
    `name`, the lines of brat's normalisation, entities of Wikidata (a dump, or what its API answers) and the two files
    of spacy-ann-linker; plain, packed by gzip, bzip2 or xz, or `-` (standard input). The base is written as a whole: if
    this is broken off, it is as it was.

    \b
    annotator kb add people.jsonl places.csv --base newsroom
    annotator kb add wikidata.json.gz --base wikidata --lang de
    """
    from annotator.services.bases.add import AddOptions
    from annotator.services.bases.add import add as put

    asked = AddOptions(options["languages"] or ("en",), options["encoding"])
    with progress("Adding") as advance:
        stdin = getattr(sys.stdin, "buffer", None)
        report = put(settings.project, name, files, asked, progress=advance, stdin=stdin)
    if as_json:
        put_json(report.as_json())
    else:
        _print(report)
    return 1 if report.refused or not report.entries else 0


@kb.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show_all(settings: Settings, as_json: bool = False) -> None:
    """Tell the bases that lie beside the project, and those that it names and that are not here.

    Example: annotator kb list
    """
    from dataclasses import asdict

    from annotator.services.bases.beside import listed
    from annotator.services.bases.missing import missing

    found = listed(settings.project)
    if settings.project.exists():
        with settings.opened() as store:
            found += missing(store)
    if as_json:
        put_json(list(map(asdict, found)))
        return
    for one in found:
        if one.problem:
            warn(shown(one.problem))
    sound = [one for one in found if not one.problem]
    if sound:
        rows = ((one.name, f"{one.entries:,}", f"{one.names:,}", f"{one.size / 1e6:,.1f} MB") for one in sound)
        table(("base", "entries", "names", "size"), rows)
    elif not found:
        say("There is no base here: `annotator kb add FILE... --base NAME` makes one.")


@kb.command()
@click.argument("name", shell_complete=known)
@click.argument("query")
@click.option("--kind", "kinds", metavar="KIND", multiple=True, help="A kind that fits: such entries come first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show(settings: Settings, name: str, query: str, kinds: tuple[str, ...], as_json: bool) -> int:
    """Print the entries that a name, the beginning of one, words or an id may mean, the likeliest first.

    Example: annotator kb show newsroom "harb work" --kind union
    """
    from annotator.services.bases.beside import opened
    from annotator.services.bases.candidates import Around, search

    with opened(settings.project, name) as base:
        found = search(base, query, Around(kinds))
    if as_json:
        put_json([_plain(one) for one in found])
    elif found:
        rows = enumerate(found, 1)
        table(
            ("", "name", "id", "score", "kind", "about", "found by"),
            (
                (
                    number, shown(one_line(one.entry.name), 40), shown(one.entry.key, 20), f"{one.score:.2f}",
                    shown(one_line(one.entry.kind), 20), shown(one_line(one.entry.about), 40), one.why,
                )
                for number, one in rows
            ),
        )  # fmt: skip
    else:
        say(f"No entry of {shown(name)} has that in its names or its description.")
    return 0


@kb.command()
@click.argument("name", shell_complete=known)
@click.option("--json", "as_json", is_flag=True, help="One JSON document, which `kb add` reads.")
@click.pass_obj
def own(settings: Settings, name: str, as_json: bool) -> None:
    r"""Tell the entries that articles are linked to and the base does not have: those that were made in the app.

    They are kept in the project. This puts them into the base:

    \b
    annotator kb own newsroom --json > own.json
    annotator kb add own.json --base newsroom
    """
    from annotator.services.bases.own import own_entries

    with settings.opened() as store:
        found = list(own_entries(store, name))
    if as_json:
        put_json(found)
    elif found:
        rows = ((shown(one["name"], 40), shown(one["id"], 40), shown(one["kind"], 20), one["prior"]) for one in found)
        table(("name", "id", "kind", "articles"), rows)
    else:
        say(f"Every entry of {shown(name)} that articles are linked to is in it.")


@kb.command()
@click.argument("name", shell_complete=known)
@click.pass_obj
def remove(settings: Settings, name: str) -> None:
    """Take a base away; what was decided in articles stays.

    Example: annotator kb remove newsroom
    """
    from annotator.services.bases.beside import remove as take_away

    gone = take_away(settings.project, name)
    say(f"The base {shown(gone.name)} is gone: {counted(gone.entries, 'entry', 'entries')}. What was decided stays.")


def _print(report: AddReport) -> None:
    for refusal in report.refusals:
        warn(f"refused: {refusal}")
    if untold := report.refused - len(report.refusals):
        warn(f"refused: {counted(untold, 'more line')}")
    for what, number in report.set_aside.items():
        warn(f"set aside: {number:,} {shown(what)}")
    if report.again:
        warn(f"{counted(report.again, 'id stands', 'ids stand')} more than once: what was said last holds.")
    if report.nameless:
        has = counted(report.nameless, "entry has", "entries have")
        warn(f"{has} no name of its own: another name, or the id, stands for it.")
    say(f"{report.added:,} added, {report.updated:,} updated, {report.refused:,} refused.")
    if report.entries:
        there = f"{counted(report.entries, 'entry', 'entries')} with {counted(report.names, 'name')}"
        say(f"{shown(report.path)}: {there}.")
    else:
        say("No entry was taken, so nothing was written.")


def _plain(one: Candidate) -> dict[str, object]:
    entry = one.entry
    return {
        "id": entry.key, "name": entry.name, "about": entry.about, "kind": entry.kind, "prior": entry.prior,
        "aliases": [alias.name for alias in entry.aliases], "score": round(one.score, 4), "why": one.why,
    }  # fmt: skip
