"""Places on a share, read on from where they are known.

Each segment is looked at before it is taken, and taken whole, in the write that also notes how far its place is known.
Where one cannot be taken, its place stays where it is, and that is said; other places go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from annotator.errors import NoProject, NotAProject, SchemeError
from annotator.storage.store import Store
from annotator.storage.sync.membership import Head, head, put_head, refuse, refused
from annotator.storage.sync.sense import Senseless, sensible
from annotator.sync.segment import BadSegment, Segment, decode, hash_of, numbers_of, proper, uncovered
from annotator.sync.share import Share

_ROWS, _READ_AT_ONCE, _READERS = 250, 32, 8
_PAUSE = 0.02  # seconds that whoever works in the project is given between two writes
_FEW_ROWS = 25  # of a write beside an app
_SHARE = 100  # times as long as such a write took, keys have the project for themselves

Rest = Callable[[float], object]
"""How a process beside an app waits for some seconds, or for less where it is to come to an end."""


@dataclass(slots=True)
class Pulled:
    """What was taken: rows that are new by the kind of their place, bytes; and what was not.

    `refused` are the places that stay as they are, with why; `late` those in which something lacks that is still to
    come; `strangers` are writers that are on no roster; `lists` the names of those to go through that are new.
    """

    rows: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    late: dict[str, str] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)
    lists: list[str] = field(default_factory=list)


class Late(Exception):
    """Something lacks that a segment needs; it is still to come."""


_Taken = list[tuple[Segment, Head]]


class Places:
    """The places of a share, as far as they are known in a project; `found` tells what was taken of them.

    With a `rest` beside an app, a key hardly ever meets a write of theirs.
    """

    def __init__(self, store: Store, share: Share, rest: Rest | None = None) -> None:
        self._store, self._share, self._rest = store, share, rest
        self._refused = dict(refused(store))
        self._rows = _FEW_ROWS if rest else _ROWS
        self._pause = _PAUSE if store.last_decision else 0.0
        self.found = Pulled()

    def all(self, place: str, take: Callable[[Segment], int]) -> None:
        """Take all segments of a place that are new, in the order of their chain; `take` gives how many rows are."""
        self._said(place, lambda: self._all(place, take))

    def newest(self, place: str, take: Callable[[Segment], object]) -> None:
        """Take the last segment of a place, if it is new: each stands for all before it. `take` writes by itself."""
        self._said(place, lambda: self._newest(place, take))

    def _said(self, place: str, work: Callable[[], None]) -> None:
        why = ""
        try:
            self._check(place)
            work()
        except Late as error:
            self.found.late[place] = str(error)
        except (BadSegment, Senseless, SchemeError, NotAProject) as error:
            why = self.found.refused[place] = str(error)
        if why != self._refused.get(place, ""):
            with self._store.write():
                refuse(self._store, place, why)

    def _check(self, place: str) -> None:
        if strange := self._share.strange(place):
            raise BadSegment(strange)

    def _newest(self, place: str, take: Callable[[Segment], object]) -> None:
        for name in proper(self._share.keys(place, head(self._store, place).last))[-1:]:
            body = self._share.get(f"{place}/{name}")
            segment = decode(body, place, name)
            with sensible(), _late():
                take(segment)
            self.found.bytes += len(body)
            with self._store.write():
                put_head(self._store, place, Head(name, hash_of(body)))

    def _all(self, place: str, take: Callable[[Segment], int]) -> None:
        known = head(self._store, place)
        some: _Taken = []
        for name, body in self._read(place, uncovered(self._share.keys(place, known.last))):
            if known.last and numbers_of(name)[1] <= numbers_of(known.last)[1]:
                continue
            try:
                segment = _behind(known, decode(body, place, name))
            except (BadSegment, Late):
                self._take(place, some, take)
                raise
            known = Head(*(segment.stands_for or (name, hash_of(body))))
            self.found.bytes += len(body)
            some.append((segment, known))
            if sum(len(one.rows) for one, _ in some) >= self._rows:
                began = time.monotonic()
                self._take(place, some, take)
                some = []
                self._let_others(time.monotonic() - began)
        self._take(place, some, take)

    def _let_others(self, took: float) -> None:
        """Let whoever works in the project write, for as long as is due after a write that took so many seconds."""
        if self._rest:
            self._rest(_SHARE * took)
        else:
            time.sleep(self._pause)

    def _read(self, place: str, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        if len(names) == 1:
            yield names[0], self._share.get(f"{place}/{names[0]}")
            return
        with ThreadPoolExecutor(_READERS) as readers:
            for first in range(0, len(names), _READ_AT_ONCE):
                some = names[first : first + _READ_AT_ONCE]
                yield from zip(some, readers.map(lambda name: self._share.get(f"{place}/{name}"), some), strict=True)

    def _take(self, place: str, some: _Taken, take: Callable[[Segment], int]) -> None:
        """Take segments in one write; where one cannot be taken, those before it."""
        if not some:
            return
        try:
            with sensible(), _late(), self._store.write():
                number = sum(take(segment) for segment, _ in some)
                put_head(self._store, place, some[-1][1])
        except (BadSegment, Late, Senseless):
            if len(some) == 1:
                raise
            for one in some:
                self._take(place, [one], take)
        else:
            kind = place.partition("/")[0]
            self.found.rows[kind] = self.found.rows.get(kind, 0) + number


def _behind(known: Head, segment: Segment) -> Segment:
    """The segment, which must follow what is known of its place, or have that in it."""
    if segment.stands_for and known.last and numbers_of(segment.name)[0] <= numbers_of(known.last)[1]:
        return segment
    if segment.before != known.last:
        raise Late("a part before it has not come yet")
    if segment.before_hash != known.hash:
        raise BadSegment("what is before it was changed after it was written")
    return segment


@contextmanager
def _late() -> Iterator[None]:
    """Say of what needs an article that is not here that it came too early."""
    try:
        yield
    except NoProject as error:
        raise Late("an article that it is about has not come yet") from error
