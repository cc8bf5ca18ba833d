"""`annotator notes`: what people ask and write about articles, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verbs
from annotator.cli.common.console import KEY_WIDTH, put_json, say, shown, warn
from annotator.cli.common.settings import Settings
from annotator.domain.sanitise import one_line
from annotator.domain.text.moments import local_time

if TYPE_CHECKING:
    from annotator.storage.queries.people.notes import Note
    from annotator.storage.store import Store

ORDER = 81
_LISTS = ("open", "closed", "to-me", "mine", "all")
_ID = 6
"""So many of the last signs of an id are shown; they name a note."""


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def notes(context: click.Context) -> int:
    r"""What people ask and write about articles: comments, flags, returned articles; answered, closed.

    A question is a comment that an annotator wrote, or a flag without one. An answer by anybody else closes it, another
    word of whoever asked opens it again; it is closed, too, once its article is approved.

    \b
    annotator notes
    annotator notes answer 5f3a2b "A club: the stadium is theirs."
    """
    if context.invoked_subcommand is None:
        context.invoke(show_all)
    return 0


@notes.command("list")
@click.argument("which", metavar=f"[{'|'.join(_LISTS)}]", type=click.Choice(_LISTS), default="open")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show_all(settings: Settings, which: str = "open", as_json: bool = False) -> None:
    """List open questions; or those that are closed, what others wrote to you, what you wrote, all.

    Example: annotator notes list closed --json
    """
    from annotator.storage.queries.people.notes import notes as every
    from annotator.storage.queries.people.notes import quoted

    with settings.opened() as store:
        found = [one for one in every(store, settings.annotator) if one.is_in(which, settings.annotator)]
        if as_json:
            put_json([_plain(store, one) for one in found])
            return
        for one in found:
            _print(one, quoted(store, one))
    if not found:
        warn("No question is open." if which == "open" else "There are none of these.")


@notes.command()
@click.argument("note", metavar="NOTE")
@click.argument("words")
@click.pass_obj
def answer(settings: Settings, note: str, words: str) -> None:
    """Answer a note, which closes it; whoever asked opens it again by that.

    Example: annotator notes answer 5f3a2b "A club: the stadium is theirs."
    """
    from annotator.services.team.questions import answer as say_to
    from annotator.services.team.questions import named

    with settings.opened() as store:
        say(shown(say_to(store, named(store, settings.annotator, note), settings.annotator, words)))


@notes.command()
@click.argument("note", metavar="NOTE")
@click.pass_obj
def close(settings: Settings, note: str) -> None:
    """Close a note without a word, or open it again.

    Example: annotator notes close 5f3a2b
    """
    from annotator.services.team.questions import close as close_it
    from annotator.services.team.questions import named

    with settings.opened() as store:
        say(close_it(store, named(store, settings.annotator, note), settings.annotator))


def _print(one: Note, quote: str) -> None:
    kind = {"comment": "", "flag": "flagged it", "return": "gave it back"}[one.kind]
    to = f" to {shown(one.layer, 20)}" if one.layer not in (one.by, "gold") else ""
    words = f"“{shown(one_line(one.words), 200)}”" if one.words else kind
    state = ", approved" if one.approved else ", closed" if one.closed else ""
    say(f"{one.id[-_ID:]}  {shown(one.by, 20)}{to}: {words}{state}")
    where = f"“{shown(one_line(quote), 40)}” {one.start}-{one.end}  " if quote else ""
    say(f"        {where}{one.key[:KEY_WIDTH]}  {shown(one.title, 40)}  {local_time(one.at)}")
    for other in one.answers:
        said = f"“{shown(one_line(other.words), 200)}”" if other.words else "closed it" if other.closes else "opened it"
        say(f"        {shown(other.by, 20)}: {said}")


def _plain(store: Store, one: Note) -> dict[str, Any]:
    from annotator.storage.queries.people.notes import quoted

    return {
        "id": one.id, "kind": one.kind, "article": one.key, "title": one.title, "by": one.by, "layer": one.layer,
        "words": one.words, "start": one.start, "end": one.end, "quote": quoted(store, one), "at": one.at,
        "question": one.question, "open": one.asks, "closed": one.closed, "approved": bool(one.approved),
        "answers": [
            {"id": other.id, "by": other.by, "words": other.words, "at": other.at, "closes": other.closes}
            for other in one.answers
        ],
    }  # fmt: skip
