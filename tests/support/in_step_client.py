"""A client of a team that is killed again and again: `python -m support.in_step_client PROJECT NAME COUNT SEED KILLS`.

It decides through the session of the app, and keeps in step every few decisions. At so many of the moments where
something is about to be laid down, was laid down, was read, is about to be written or was written, it kills itself;
whoever starts it again after that says one kill less. It ends with 0 when all is decided and sent.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from annotator.errors import DecisionError, SyncError
from annotator.services.annotating.session import AnnotationSession
from annotator.storage import connection
from annotator.storage.store import Store
from annotator.sync import compact, team
from annotator.sync.share import Share, open_share


class Killer:
    """Kills this process at the n-th moment."""

    def __init__(self, moments: int) -> None:
        self._left = moments

    def moment(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **also: Any) -> Any:
            self.moment()
            found = work(*args, **also)
            self.moment()
            return found

        return wrapped


class Watched:
    """A share at which one may be killed before and after everything."""

    def __init__(self, share: Share, killer: Killer) -> None:
        self.put_new, self.get = killer.around(share.put_new), killer.around(share.get)
        self.keys, self.places, self.strange = share.keys, share.places, share.strange
        self.drops, self.drop = share.drops, killer.around(share.drop)


def main(path: str, name: str, count: int, seed: int, kills: int) -> None:
    """Decide and keep in step until so many decisions are there."""
    chance = random.Random(f"{seed} {kills}")  # noqa: S311 - a test
    killer = Killer(chance.randrange(1, 120) if kills else -1)
    before = connection.write

    @contextmanager
    def write(*args: Any) -> Iterator[Any]:
        killer.moment()
        with before(*args) as conn:
            yield conn
            killer.moment()
        killer.moment()

    with (
        patch.object(team, "open_share", lambda url: Watched(open_share(url), killer)),
        patch.object(connection, "write", write),
        patch.multiple(compact, _NUMBERS=8, _FEWEST=2, _LEFT=2),
        Store.open(Path(path)) as store,
    ):
        keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY key")]
        while store.conn.execute("SELECT count(*) FROM decisions WHERE by = ?", (name,)).fetchone()[0] < count:
            act(store, chance.choice(keys), name, chance)
            if chance.random() < 0.3:
                with suppress(SyncError):
                    team.in_step(store)
        team.in_step(store)


def act(store: Store, key: str, name: str, chance: random.Random) -> None:
    """Open an article and press some keys."""
    session = AnnotationSession(store, key, name)
    session.load()
    for _ in range(chance.randrange(1, 8)):
        with suppress(DecisionError):
            if not session.next_undecided():
                session.move(chance.randrange(len(session.text)))
            chance.choice(
                (session.accept, session.accept, session.reject, session.undo, lambda: session.label("PERSON"),
                 lambda: session.resize("right", 1), lambda: session.comment("hm"))
            )()  # fmt: skip
    if chance.random() < 0.7:
        with suppress(DecisionError):
            session.finish()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
