"""What keeping in step costs: `python -m bench.sync [DECISIONS]` in `tests/`, on a folder.

A reviewer takes so many decisions of five annotators, two of each in a layer; then nothing new, then one more finished
article, which is sent and taken. Seconds of this process, CPU and passed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from support.in_step import label

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Finished, decide
from annotator.domain.span import Span
from annotator.storage.maintenance.bulk import add_articles
from annotator.storage.rows import decision_row
from annotator.storage.store import Store
from annotator.storage.sync import decisions
from annotator.sync import team
from annotator.sync.pull import pull
from annotator.sync.push import push
from annotator.sync.segment import DECISIONS, Segment, hash_of, place_of, span_name
from annotator.sync.share import Share, open_share

PEOPLE = ("ana", "ben", "cleo", "dan", "eve")
WORDS = "The Senate of Rome met Ana Gomez on Monday and heard what Acme had to say of it . " * 5


def timed(what: str, work: Callable[[], object]) -> None:
    """Do a piece of work and print what it took."""
    cpu, passed = time.process_time(), time.perf_counter()
    work()
    print(f"{what:48} {time.process_time() - cpu:8.3f} s CPU {time.perf_counter() - passed:8.3f} s")


def sent_by_hand(share: Share, writer: str, who: str, keys: list[str]) -> None:
    """Lay down what somebody decided: a span and the end of each article."""
    before, before_hash, place = "", "", place_of(DECISIONS, writer, who)
    rows = [
        (key, 0, "", *decision_row(one))
        for key in keys
        for one in decide([Added(Span(4, 10, "ORG")), Finished()], layer=who, by=who)
    ]
    for first in range(0, len(rows), 250):
        some = rows[first : first + 250]
        name = span_name(first + 1, first + len(some))
        segment = Segment(place, name, writer, before, before_hash, decisions.COLUMNS, some)
        body = segment.encode()
        share.put_new(segment.key, body)
        before, before_hash = name, hash_of(body)


def main(folder: Path, number: int) -> None:
    """Print what it costs."""
    url = str(folder / "share")
    Path(url).mkdir()
    share = open_share(url)
    with Store.create(folder / "owner.db") as owner, Store.create(folder / "rosa.db") as rosa:
        texts = [f"Story {one}. {WORDS}" for one in range(number // 2 // len(PEOPLE))]
        with owner.write():
            add_articles(owner, [(Article.of(text), f"2026-01-01T00:00:{one:09}Z") for one, text in enumerate(texts)])
        keys = [key for (key,) in owner.conn.execute("SELECT key FROM articles")]
        team.found(owner, url, "olga", "bench")
        timed("articles sent by their owner", lambda: team.in_step(owner))
        for who in PEOPLE:
            team.admit(owner, who, "annotator")
            with Store.create(folder / f"{who}.db") as store:
                team.join(store, url, who)
                team.in_step(store)
                sent_by_hand(share, store.uuid, who, keys)
        team.admit(owner, "rosa", "reviewer")
        team.admit(owner, "fay", "annotator")
        team.join(rosa, url, "rosa")
        team.in_step(owner)
        timed(f"a reviewer joins: {number:,} decisions", lambda: team.in_step(rosa))
        timed("nothing new", lambda: team.in_step(rosa))
        with Store.create(folder / "fay.db") as fay:
            team.join(fay, url, "fay")
            team.in_step(fay)
            team.in_step(owner)
            team.in_step(rosa)
            for key in keys[:3]:
                label(fay, key, "fay", (4, 10, "ORG"))
                timed("one more article: sent", lambda: push(fay, share, whole=False))
                timed("one more article: taken", lambda: pull(rosa, share))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
