"""Run the app on a project: the article is on the terminal before Textual is loaded, if it can be."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.config import Settings, load
from annotator.domain.claims.scheme import Task as TaskName
from annotator.recent_projects import note_project
from annotator.services.settling import settle_beside
from annotator.storage.connection import answer_keys, spare_memory
from annotator.storage.store import Store
from annotator.tui.opened_article import OpenedArticle, Start, first_article, open_article
from annotator.tui.start.first_page import first_page
from annotator.tui.terminal.early_terminal import EarlyTerminal, depth_of

if TYPE_CHECKING:
    from annotator.storage.queries.people.work import Work
    from annotator.tui.app import AnnotatorApp


class Session(NamedTuple):
    """What was done, how many keys were pressed, and which project is to be opened now, if any is."""

    work: Work
    keys: int
    following: Path | None


def run(
    path: Path,
    annotator: str,
    *,
    article: str | None = None,
    start: Start = "library",
    tour: bool = False,
    blind: bool = False,
    order: str = "file",
    worklist: str = "",
    task: TaskName = "names",
    chosen: Mapping[str, Any] = MappingProxyType({}),
) -> Session:
    """Open a project in the app until the user quits or goes on to another one; gives what came of it.

    `chosen` are settings that hold instead of those of the user, for this time.
    Raises `ProjectError` or `WrongUsage` before it is shown, and whatever ended it, once the terminal is given back.
    """
    os.environ.setdefault("TEXTUAL_FPS", "240")  # these are read when textual is imported
    os.environ.setdefault("ESCDELAY", "50")  # milliseconds behind esc in which a key is taken for alt and that key
    signal.signal(signal.SIGTERM, _end)
    settings = replace(load(), **chosen)
    with EarlyTerminal(asks=not settings.theme) as terminal, Store.open(path) as store:
        terminal.keep_interrupts()
        signal.signal(signal.SIGINT, _end)
        spare_memory(store.conn)
        answer_keys(store.conn)
        settle_beside(store)
        if worklist:
            _check_list(store, worklist)
        before = store.last_decision
        key = store.resolve(article) if article else None
        if start == "annotate" and not worklist:
            key = key or first_article(store, annotator, order)
        opened = None
        if start == "annotate" and key and not worklist and task == "names":
            opened = open_article(store, annotator, key, near_misses=settings.near_misses)
        if terminal.dark() is False:
            settings = replace(settings, theme="light")
        if opened:
            _show(terminal, opened, settings, tour=tour)
        if not tour:
            note_project(path)
        app = app_class()(
            store,
            annotator,
            settings=settings,
            article=key,
            start=start,
            tour=tour,
            blind=blind,
            order=order,
            worklist=worklist,
            task=task,
            opened=opened,
            early=terminal,
        )
        app.run()
        done = _done(store, annotator, before, failed=app.failure is not None)
    if app.failure:
        raise app.failure
    if app.return_code:
        raise SystemExit(app.return_code)
    return Session(done, app.keys_typed, app.following)


def _check_list(store: Store, name: str) -> None:
    """Raise `WrongUsage` where there is no list of that name."""
    from annotator.services.worklists.lists import known_list  # noqa: PLC0415 - not needed at most starts

    known_list(store, name)


def _done(store: Store, annotator: str, before: int, *, failed: bool) -> Work:
    from annotator.storage.queries.people.work import Work, work_since  # noqa: PLC0415 - not needed at the start

    return Work() if failed else work_since(store, annotator, before)


def _end(number: int, _frame: object) -> None:
    """End as at `ctrl+q`, so that the terminal is given back."""
    raise SystemExit(128 + number)


def app_class() -> type[AnnotatorApp]:
    """Load the app, and Textual with it, but not OpenSSL: asyncio asks for its 4 MB, for connections nobody makes."""
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]  # an import of it fails, as where Python has none
    try:
        from annotator.tui.app import AnnotatorApp  # noqa: PLC0415 - it imports textual
    finally:
        if sys.modules["ssl"] is None:
            del sys.modules["ssl"]
    return AnnotatorApp


def _show(terminal: EarlyTerminal, opened: OpenedArticle, settings: Settings, *, tour: bool) -> None:
    """Draw the first page, unless the side list belongs to it or colours are not wanted."""
    depth = depth_of(os.environ)
    if depth and not opened.place.get("list"):
        terminal.show(first_page(opened, settings, shutil.get_terminal_size(), depth, tour=tour), depth)
