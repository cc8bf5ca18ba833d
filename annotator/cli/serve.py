"""`annotator serve`: the app in a browser, for people without a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import people as people_of
from annotator.cli.common.console import say, shown, warn
from annotator.cli.common.settings import Settings, tell_of_network
from annotator.domain.text.names import checked_name
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.serve.people import Role
    from annotator.storage.store import Store

ORDER = 152
_ANY = ("", "0.0.0.0", "::")  # noqa: S104 - what is refused without --url


@click.command(cls=Verb)
@click.option(
    "--for", "names", metavar="NAME,...", default="", shell_complete=people_of,
    help="Whom to serve (default: everybody of `annotator people`); who is new becomes an annotator.",
)  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; see the page on TLS.")
@click.option("--port", type=click.IntRange(0, 65535), default=8100, show_default=True, help="0 is any free one.")
@click.option("--url", metavar="URL", default="", help="What people reach the server by, as https://notes.example.org.")
@click.option("--blind", is_flag=True, help="Reviewers see letters instead of names.")
@click.option(
    "--wait", metavar="MINUTES", type=click.FloatRange(0, 1440), default=10, show_default=True,
    help="How long an app waits for a page that was cut off, before it ends as with a closed terminal.",
)  # fmt: skip
@click.pass_obj
def serve(settings: Settings, *, names: str, host: str, port: int, url: str, blind: bool, wait: float) -> None:
    r"""Serve the app to browsers: the same keys, for people without a terminal.

    Each person has a link of their own, which is their name here: nobody can choose another. Reviewers and leads (see
    `annotator people role`) begin in the review. Nobody reads or writes files of this machine from a browser, and
    annotators open no layer but theirs. ctrl+c ends it; the links end with it.

    \b
    annotator serve --for ana,ben,rosa
    annotator serve --host 0.0.0.0 --url https://notes.example.org
    """
    from annotator.extras import install_command

    try:
        from annotator.serve.address import origin_of
        from annotator.serve.run import LOOPBACK, Plan
        from annotator.serve.run import serve as run
    except ImportError as error:
        raise click.UsageError(f"Serving needs a web server: {install_command('serve')}") from error
    try:
        url = origin_of(url) if url else ""
    except ValueError as error:
        raise click.UsageError(f"--url is an address such as https://notes.example.org: {error}.") from error
    if host in _ANY and not url:
        raise click.UsageError(
            f"{host or 'An empty host'} is every address of this machine: say with --url by which one people come."
        )
    tell_of_network(settings.project)
    with settings.opened() as store:
        served = list(_served(store, [checked_name(name.strip()) for name in names.split(",") if name.strip()]))
        uuid = store.uuid
    if not served:
        raise click.UsageError("There is nobody yet: name people with --for, or see `annotator people add`.")
    if host not in LOOPBACK and not url.startswith("https:"):
        warn("Whoever is between a browser and this machine can read and type along: put a proxy with TLS before it.")
    plan = Plan(settings.project.absolute(), uuid, served, host, port, url, blind=blind, patience=60 * wait)

    def tell(links: Mapping[str, str]) -> None:
        say(f"{counted(len(links), 'link')}, each for one person alone; ctrl+c ends them all.")
        for name, link in links.items():
            say(f"{shown(name):<20} {link}")

    run(plan, tell)
    say("All apps have ended; everything is kept.")


def _served(store: Store, names: Iterable[str]) -> Iterable[tuple[str, Role]]:
    """Who is served, and as what; names that are new are put into the register."""
    from annotator.services.team.at_work import former_names
    from annotator.services.team.people import add_people, people

    known, former = {one.name: one.role for one in people(store)}, former_names(store)
    wanted = list(dict.fromkeys(former.get(name, name) for name in names)) or list(known)
    if new := [name for name in wanted if name not in known]:
        for sentence in add_people(store, new, "annotator"):
            warn(sentence)
        say(f"New here: {', '.join(map(shown, new))}.")
    return [(name, known.get(name, "annotator")) for name in wanted]
