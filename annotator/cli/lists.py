"""`annotator lists`: lists of places to go through, with how far they are."""

from __future__ import annotations

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import lists as known
from annotator.cli.common.console import KEY_WIDTH, put_json, say, shown, stream_json, table
from annotator.cli.common.settings import Settings
from annotator.domain.sanitise import one_line
from annotator.domain.text.moments import local_date
from annotator.plural import counted

ORDER = 76


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def lists(context: click.Context) -> int:
    r"""Lists of places to go through: told, shown, taken away.

    `annotator recheck LABEL` makes one, and `annotator find ... --save NAME`. `annotator recheck` goes through
    them, one key a place; `annotator label --list NAME` and `annotator review --list NAME` go through their articles. A
    place is about one layer, and was seen or is open.

    \b
    annotator lists
    annotator lists show "recheck ORG"
    """
    if context.invoked_subcommand is None:
        context.invoke(show_all)
    return 0


@lists.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show_all(settings: Settings, as_json: bool = False) -> None:
    """Tell the lists there are, with whose places are on them and how many of those were seen.

    Example: annotator lists
    """
    from annotator.services.worklists.lists import all_lists

    with settings.opened() as store:
        found = all_lists(store)
    if as_json:
        put_json([one.as_json() for one in found])
        return
    if not found:
        say("There is no list: `annotator recheck LABEL` makes one, and `annotator find ... --save NAME`.")
        return
    table(
        ("list", "by", "made", "seen", "places", "layers"),
        (
            (
                shown(one.list.name, 40), shown(one.list.by, 20), local_date(one.list.at),
                f"{one.seen:,}", f"{one.places:,}",
                ", ".join(f"{shown(name, 20)} {part.seen:,}/{part.places:,}" for name, part in one.layers.items()),
            )
            for one in found
        ),
    )  # fmt: skip


@lists.command()
@click.argument("name", shell_complete=known)
@click.option("--open", "only_open", is_flag=True, help="Only what is still to be seen.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show(settings: Settings, name: str, only_open: bool, as_json: bool) -> None:
    """Print the places of a list, in the order of the articles.

    Example: annotator lists show "recheck ORG" --open
    """
    from annotator.services.worklists.lists import place_json, places_shown, quote_in

    with settings.opened() as store:
        quoted = quote_in(store)
        rows = [(one, state) for one, state in places_shown(store, name) if state == "open" or not only_open]
        if as_json:
            stream_json(place_json(one, state, quoted(one)) for one, state in rows)
            return
        for one, state in rows:
            place = f"{one.article[:KEY_WIDTH]}:{one.span.start}-{one.span.end}"
            label = one.span.label or "nothing"
            label += f" → {one.suggested}" if one.suggested else ""
            say(f"{place}  {shown(one.layer, 20)}  {shown(label, 40)}  “{shown(one_line(quoted(one)), 60)}”  {state}")
    say(f"{counted(len(rows), 'place')}.")


@lists.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True, shell_complete=known)
@click.pass_obj
def drop(settings: Settings, names: tuple[str, ...]) -> None:
    """Take lists away; what was decided in them stays.

    Example: annotator lists drop "recheck ORG"
    """
    from annotator.services.worklists.lists import drop as drop_all

    with settings.opened() as store:
        gone = drop_all(store, names)
    for one in gone:
        left = f", {one.places - one.seen:,} of them not seen" if one.places > one.seen else ""
        say(f"“{shown(one.list.name, 60)}” is gone: {counted(one.places, 'place')}{left}. What was decided stays.")
