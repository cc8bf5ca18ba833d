"""A scheme put in force: what is derived from decisions follows it.

Renaming a label renames what is derived. Merging two labels can change what a layer holds (a span
relabelled from one to the other was never relabelled, seen from then on), so layers that know both
are folded again. Where other labels can be given, or spans may overlap, than before, what is undecided is counted anew.

A scheme is in force at once, for everybody. What is derived follows article by article (see `settling`), in writes
that are each whole and so short that a key of somebody else hardly waits; `Project.unsettled` says how far that has
come, so that whoever opens the project after a crash goes on with it. How many suggestions are undecided follows in
the same way where a source is switched.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf

from annotator.domain.history.changes import carried_over, changes
from annotator.domain.history.events import Note, SchemeChange
from annotator.domain.history.fold import fold
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import from_form, to_form
from annotator.errors import ProjectBusy, SchemeError
from annotator.progress import ProgressCallback
from annotator.storage.connection import only_reads
from annotator.storage.maintenance.scheme_history import (
    Taken,
    events_of,
    history,
    keep,
    keep_versions,
    put_in_force,
    version_in_force,
)
from annotator.storage.maintenance.settling import Settling
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.store import Store

_LAST = 2**63 - 1


def save_scheme(
    store: Store,
    scheme: Scheme,
    progress: ProgressCallback = lambda _done, _of: None,
    *,
    note: Note | None = None,
    also: Sequence[SchemeChange] = (),
    taking: Taken | None = None,
    instead_of: Scheme | None = None,
) -> None:
    """Put a scheme in force: inside a `write()` with all that follows from it, else with that in writes behind it.

    What is changed by that goes into the history of the scheme under a `note`, with what it `also` means, behind the
    history that is taken. `progress` hears how many articles follow it already. Raises `ProjectBusy`; inside a
    `write()` also where what is derived does not follow an earlier scheme yet. Where somebody else has changed the
    scheme since it was the one `instead_of` which this one is put in force, what they did is kept.
    """
    put = partial(_put, note=note or Note(), also=also, taking=taking or Taken(), instead_of=instead_of)
    if store.conn.in_transaction:
        settling = put(store, scheme)
        if settling.articles_follow:
            if store.unsettled:
                raise ProjectBusy("The labels of the project are being changed by another program; try again.")
            settling.settle(store, 0, _LAST)
        return
    while not _begun(store, scheme, put):
        settle(store, progress)
    settle(store, progress)


def settle(store: Store, progress: ProgressCallback = lambda _done, _of: None, *, within: float | None = None) -> None:
    """Let everything derived follow what is in force, where it does not yet; `within` so many seconds, or all of it.

    Raises `ProjectBusy`.
    """
    writes, end = ShortWrites(store), time.monotonic() + (inf if within is None else within)
    while store.unsettled and not only_reads(store.conn):
        with writes.write():
            if not store.unsettled:
                return
            noted = _noted(store)
            last, most = _stretch(store, noted.done, writes.size)
            scheme = store.scheme()
            Settling(noted.before or scheme, scheme, counts=noted.counts).settle(store, noted.done, last)
            _note(store, replace(noted, done=last) if last < most else None)
        progress(last, most)
        if time.monotonic() > end:
            return


def count_later(store: Store) -> None:
    """Note, inside a `write()`, that `settle` is to count what is undecided, because a source was switched."""
    _note(store, _Noted(_noted(store).before if store.unsettled else None, counts=True))


def _put(
    store: Store,
    scheme: Scheme,
    *,
    note: Note,
    also: Sequence[SchemeChange],
    taking: Taken,
    instead_of: Scheme | None,
) -> Settling:
    before = store.scheme()
    if instead_of is not None and instead_of != before:
        scheme = carried_over(instead_of, scheme, before)
    after = _write_down(store, scheme, note, also, taking)
    store.conn.execute(
        "UPDATE project SET scheme = ?, revision = revision + 1", (json.dumps(to_form(after), ensure_ascii=False),)
    )
    return Settling(before, after)


def _write_down(store: Store, scheme: Scheme, note: Note, also: Sequence[SchemeChange], taking: Taken) -> Scheme:
    """Write the history that is taken, and behind it what it takes to come to a scheme; gives what it comes to."""
    beginning = history(store)[:1]
    if note.begins and beginning == history(store) and store.no_articles:
        return scheme
    if not taking.begins_anew:
        keep(store, beginning)
    in_force = version_in_force(store)
    keep(store, taking.events)
    keep(store, taking.heard_of, counts=False)
    keep_versions(store, taking.versions)
    put_in_force(store, (in_force, taking.version))
    folded = fold(history(store))
    if new := events_of(store, [*also, *changes(folded, scheme.remembering(folded.scheme()))], note):
        in_force = version_in_force(store)
        keep(store, new)
        put_in_force(store, (in_force,), new[0].step)
    return folded.scheme()


def _begun(store: Store, scheme: Scheme, put: Callable[[Store, Scheme], Settling]) -> bool:
    """Put a scheme in force; not while what is derived does not follow an earlier one yet."""
    with store.write():
        if store.unsettled and Settling(store.scheme(), scheme).articles_follow:
            return False
        settling = put(store, scheme)
        if settling.articles_follow:
            _note(store, _Noted(settling.before))
    return True


@dataclass(frozen=True, slots=True)
class _Noted:
    """The articles behind row id `done` are to follow another scheme than the one `before`, if that is known.

    Where it `counts`, other sources count than before, too.
    """

    before: Scheme | None
    done: int = 0
    counts: bool = False


def _note(store: Store, noted: _Noted | None) -> None:
    """Note, inside a `write()`, what is to follow, or that all does."""
    form = noted and {"before": noted.before and to_form(noted.before), "done": noted.done, "counts": noted.counts}
    store.conn.execute("UPDATE project SET unsettled = ?", (json.dumps(form, ensure_ascii=False) if form else "",))


def _noted(store: Store) -> _Noted:
    """What was noted; where that makes no sense, everything is to follow, from all former names."""
    try:
        form = json.loads(store.unsettled)
        before = form["before"]
        return _Noted(before and from_form(before), int(form["done"]), bool(form.get("counts")))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, SchemeError):
        return _Noted(replace(store.scheme(), aliases={}), counts=True)


def _stretch(store: Store, done: int, size: int) -> tuple[int, int]:
    """The last row id of the next `size` articles, and of all."""
    last, most = store.conn.execute(
        "SELECT (SELECT max(id) FROM (SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?)), "
        "(SELECT max(id) FROM articles)",
        (done, size),
    ).fetchone()
    return last or done, most or done
