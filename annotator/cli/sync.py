"""`annotator sync`: keep in step with the copies of a team through a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verbs
from annotator.cli.common.console import put_json, say, shown, warn
from annotator.cli.common.settings import Settings, check_person
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.errors import ProjectBusy, SyncError
    from annotator.sync.roster import Role
    from annotator.sync.team import Synced

ORDER = 92
_ROLES = ("annotator", "reviewer", "owner")


@click.group("sync", cls=Verbs, invoke_without_command=True)
@click.option("--watch", is_flag=True, help="Go on until ctrl+c: what is finished is sent within a second.")
@click.option("--while-open", is_flag=True, hidden=True, help="Go on until standard input ends.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_context
def sync(context: click.Context, watch: bool, while_open: bool, as_json: bool) -> int:
    r"""Send what was done here to the team, and take what the others did.

    One project founds a team on a share: a folder, or s3://, gs://, az://, postgresql://. Everybody else joins it in a
    new file. Each works offline and keeps in step whenever the share is there. An annotator's copy holds nothing of
    what others label. Only the owner's labels, articles, rounds and roster hold.

    \b
    annotator sync init /srv/share/news
    annotator -p mine.db --as ana sync join /srv/share/news
    annotator -p mine.db sync
    """
    if context.invoked_subcommand is not None:
        return 0
    settings = context.find_object(Settings) or Settings()
    if watch or while_open:
        return _watch(settings, while_open=while_open)
    from annotator.sync.team import in_step

    with settings.opened() as store:
        done = in_step(store)
    if as_json:
        put_json(_plain(done))
    else:
        _tell(done)
    return 1 if done.pulled.refused else 0


@sync.command()
@click.argument("url", metavar="URL")
@click.option("--name", default="", metavar="NAME", help="What the team is called (default: the name of the project).")
@click.pass_obj
def init(settings: Settings, url: str, name: str) -> None:
    """Found a team on an empty share, from this project, whose owner you are then.

    Everybody who has labelled here, was given articles, or is known to `annotator people` may join under their name.

    Example: annotator sync init /srv/share/news
    """
    from annotator.services.bases.beside import apart_told, beside
    from annotator.sync.team import found, in_step

    check_person(settings.annotator)
    with settings.opened() as store:
        said = found(store, url, settings.annotator, name)
        done = in_step(store)
        bases = beside(store.path, (base.name for base in store.scheme().claims.bases))
    say(f"The team {shown(said.name)} is founded; {shown(said.annotator)} is its owner.")
    say(f"The others join: `annotator -p NEW.db --as NAME sync join {shown(said.url)}`.")
    _tell(done)
    if bases:
        say(shown(apart_told(bases)))


@sync.command()
@click.argument("url", metavar="URL")
@click.pass_obj
def join(settings: Settings, url: str) -> None:
    """Join the team on a share, in a new project, under the name of `--as`.

    Example: annotator -p mine.db --as ana sync join /srv/share/news
    """
    from annotator.services.bases.beside import beside, wanted_told
    from annotator.sync.team import in_step
    from annotator.sync.team import join as enter

    check_person(settings.annotator)
    with settings.opened(create=True) as store:
        said = enter(store, url, settings.annotator)
        done = in_step(store)
        named = [base.name for base in store.scheme().claims.bases]
        wanted = [name for name in named if name not in beside(store.path, named)]
    say(f"{shown(said.annotator)} joins the team {shown(said.name)}.")
    _tell(done)
    if wanted:
        say(shown(wanted_told(wanted)))


@sync.command()
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), help="What they may do (default: as before, else annotator).")
@click.pass_obj
def admit(settings: Settings, name: str, role: Role | None) -> None:
    """Put somebody on the roster, or give them another role; lets in every copy from which they ask.

    Example: annotator sync admit rosa --role reviewer
    """
    from annotator.sync.team import admit as let_in
    from annotator.sync.team import in_step

    with settings.opened() as store:
        number = len(let_in(store, name, role).admitted)
        in_step(store)
    say(f"{shown(name)} may join." if not number else f"{shown(name)}: {counted(number, 'copy', 'copies')} let in.")


@sync.command()
@click.pass_obj
def fork(settings: Settings) -> None:
    """Make this file a copy of its own, where it was copied from one that is in the team already.

    Example: annotator -p laptop.db sync fork
    """
    from annotator.sync.team import fork as part

    with settings.opened() as store:
        part(store)
    say("This is a copy of its own now; `annotator sync` asks the owner to let it in.")


@sync.command()
@click.argument("url", metavar="URL")
@click.pass_obj
def move(settings: Settings, url: str) -> None:
    """Say that the share is at another address now: a folder that was moved, or is called otherwise on this machine.

    Example: annotator sync move /mnt/share/news
    """
    from annotator.sync.team import move as put

    with settings.opened() as store:
        put(store, url)
    say(f"The share is at {shown(url)} now.")


@sync.command()
@click.pass_obj
def leave(settings: Settings) -> None:
    """Keep this copy in step no more; what is in it stays, and so does what it sent.

    Example: annotator sync leave
    """
    from annotator.sync.team import leave as part

    with settings.opened() as store:
        left = part(store)
    say(
        "This copy belongs to no team any more."
        + (f" {counted(left, 'decision was', 'decisions were')} not sent." if left else "")
    )


@sync.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """How this copy stands to its team; nothing is sent or taken.

    Example: annotator sync status --json
    """
    from annotator.cli.common.in_step import print_status
    from annotator.sync.team import status as how

    with settings.opened() as store:
        found = how(store)
    if as_json:
        put_json(found)
    else:
        print_status(found)


def _watch(settings: Settings, *, while_open: bool) -> int:
    import sys
    from threading import Event, Thread

    from annotator.errors import AnnotatorError
    from annotator.sync.team import the_team
    from annotator.sync.watch import watch

    ended = Event()
    if while_open:

        def wait_for_the_end() -> None:
            sys.stdin.read()
            ended.set()

        Thread(target=wait_for_the_end, daemon=True).start()
    last: list[str] = []

    def told(done: Synced | SyncError | ProjectBusy) -> None:
        if isinstance(done, AnnotatorError):
            if last != [str(done)]:
                warn(str(done))
            last[:] = [str(done)]
        elif done.sent.decisions or done.pulled.rows or done.pulled.lists or done.pulled.refused or done.admitted:
            _tell(done)
            last.clear()

    with settings.opened() as store:
        url = the_team(store).url
        if not while_open:
            say(f"Keeping in step with {shown(url)} until ctrl+c.")
        try:
            watch(store, told, ended)
        except KeyboardInterrupt:
            ended.set()
            watch(store, told, ended)
    return 0


def _tell(done: Synced) -> None:
    from annotator.cli.common.in_step import sentences

    for sentence in sentences(done):
        say(sentence)
    for place, why in {**done.pulled.refused, **done.pulled.late}.items():
        warn(f"Not taken of {shown(place)}: {shown(why)}.")


def _plain(done: Synced) -> dict[str, object]:
    """What was done, as `--json` gives it."""
    said = {"refused": done.pulled.refused, "late": done.pulled.late}
    return {
        "sent": done.sent.decisions,
        "received": done.pulled.rows.get("d", 0),
        "articles": done.pulled.rows.get("a", 0),
        "conflicts": [
            {"place": place, "kind": kind, "reason": why}
            for kind, found in said.items()
            for place, why in found.items()
        ],
        "bytes": done.sent.bytes + done.pulled.bytes,
        "labels": list(done.labels),
        "lists": done.pulled.lists,
        "admitted": done.admitted,
        "asking": done.asking,
    }
