"""How a verb opens the app: only on a terminal, only on a project that is there."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.common.console import say, shown
from annotator.cli.common.settings import Settings, check_person, tell_of_migration, tell_of_network
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.domain.claims.scheme import Task as TaskName
    from annotator.storage.queries.people.work import Work
    from annotator.tui.opened_article import Start


def on_terminal() -> bool:
    """Whether someone sits at a terminal and can use the app."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def open_app(
    settings: Settings,
    start: Start,
    *,
    article: str = "",
    path: Path | None = None,
    tour: bool = False,
    blind: bool = False,
    order: str = "file",
    worklist: str = "",
    task: TaskName = "names",
    chosen: Mapping[str, Any] | None = None,
) -> None:
    """Open the app, wait until it is left, and say what was done; `chosen` are settings for this time.

    Raises `ProjectError`, or `click.UsageError` without a terminal, or for nobody's name.
    """
    from annotator.storage.connection import check_file, sentences

    check_person(settings.annotator)
    path = path or settings.project
    check_file(path)
    tell_of_migration(path)
    tell_of_network(path)
    if not on_terminal():
        raise click.UsageError("The app needs a terminal. `annotator --help` lists what works without one.")
    annotator = _who(path, settings.annotator)
    gc.disable()  # until the first screen is painted
    from annotator.tui.start.run import run

    with sentences(path):
        done = run(
            path,
            annotator,
            article=article or None,
            start=start,
            tour=tour,
            blind=blind,
            order=order,
            worklist=worklist,
            task=task,
            chosen=chosen or {},
        )
    if done.work.by_hand or done.work.in_bulk or done.work.finished:
        say(_told(done.work, done.keys))
        _tell_below(path, annotator)
    if done.following:
        say(f"Now in {shown(str(done.following))}:")
        open_app(settings, "library", path=done.following)


def _who(path: Path, name: str) -> str:
    """Whoever is at work: under their present name, and not as somebody new by a slip of the keyboard.

    Nobody chooses another name in a browser, where it came from a link.
    """
    from contextlib import closing

    from annotator.storage.connection import connect_to_read, version_of
    from annotator.storage.migrations import VERSION
    from annotator.storage.store import Store
    from annotator.storage.team.called import is_at_home

    if version_of(path) != VERSION:
        return name
    with closing(connect_to_read(path)) as conn:
        if is_at_home(conn, name):
            return name
        from annotator.services.team.at_work import at_work
        from annotator.tui.keys.withheld import SERVED

        now, near = at_work(Store(path, conn), name)
    if now != name:
        say(f"{shown(name)} is {shown(now)} here.")
    elif (
        near
        and SERVED not in os.environ
        and click.confirm(f"{shown(name)} is new here, and {shown(near)} is known. Are you {shown(near)}?")
    ):
        return near
    return now


def _tell_below(path: Path, name: str) -> None:
    """Tell whoever has worked that too little of it is right, where a round says that they are told."""
    from annotator.services.team.measured import told_themselves
    from annotator.storage.store import Store

    with Store.open(path) as store:
        if sentence := told_themselves(store, name):
            say(shown(sentence))


def _told(work: Work, keys: int) -> str:
    """What a session came to: `62 spans, 66 decisions in 2 articles, 1 finished, 71 keys, 2:40 at work`."""
    from annotator.services.reporting.my_day import clock

    done = f"{counted(work.spans, 'span')}, {counted(work.by_hand + work.in_bulk, 'decision')}"
    where = f"{counted(work.articles, 'article')}, {work.finished:,} finished"
    return f"{done} in {where}, {counted(keys, 'key')}, {clock(work.seconds)} at work."
