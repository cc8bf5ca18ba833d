"""What keeping in step costs: `python -m bench.sync [DECISIONS]` in `tests/`, on a folder.

A reviewer takes so many decisions of five annotators, two of each in a layer; then nothing new, then one more finished
article, which is sent and taken. Seconds of this process, CPU and passed. Then keys of somebody at work while a process
beside the app takes 10,000 decisions of others, against the same keys before that.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.big import suggestions, text_of
from bench.stopwatch import Stopwatch, high, middle
from support.in_step import label
from support.news import QUIET
from support.pty import ANNOTATOR

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

TAKEN, LABELLED, PRESSED = 10_000, 20_000, 200
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


def keys_while_taking(folder: Path) -> None:
    """Print what a key takes while 10,000 decisions of others come in."""
    url = str(folder / "beside")
    Path(url).mkdir()
    share = open_share(url)
    with Store.create(folder / "lead.db") as lead, Store.create(folder / "eva.db") as eva:
        texts = [f"Story {one}. {WORDS}" for one in range(TAKEN // 2 // len(PEOPLE))]
        with lead.write():
            add_articles(lead, [(Article.of(text), f"2026-01-01T00:00:{one:09}Z") for one, text in enumerate(texts)])
            long = text_of(LABELLED)
            add_articles(lead, [(Article.of(long), "2026-01-02T00:00:00.000000Z")])
            lead.add_suggestions(Article.of(long).key, "made", suggestions(long))
        keys = [
            key
            for (key,) in lead.conn.execute("SELECT key FROM articles ORDER BY added")
            if key != Article.of(long).key
        ]
        team.found(lead, url, "olga", "bench")
        team.admit(lead, "eva", "reviewer")
        team.in_step(lead)
        team.join(eva, url, "eva")
        team.in_step(lead)
        writers = {}
        for who in PEOPLE:
            team.admit(lead, who, "annotator")
            with Store.create(folder / f"{who}2.db") as store:
                team.join(store, url, who)
                team.in_step(store)
                team.in_step(lead)
                writers[who] = store.uuid
        team.in_step(eva)
    command = [*ANNOTATOR, "-p", str(folder / "eva.db"), "--as", "eva"]
    with Stopwatch([*command, "label", "--article", Article.of(long).key], env=QUIET) as clock:
        clock.wait_for("accept", 30)
        clock.quiet(2)
        before = [clock.key("space").first for _ in range(PRESSED)]
        for who, writer in writers.items():
            sent_by_hand(share, writer, who, keys)
        taking = subprocess.Popen([*command, "sync", "--watch"], stdout=subprocess.DEVNULL)
        while_taking: list[float] = []
        began = time.perf_counter()
        try:
            while _taken(folder / "eva.db") < TAKEN and len(while_taking) < 20 * PRESSED:
                while_taking.append(clock.key("space").first)
            took = time.perf_counter() - began
        finally:
            taking.terminate()
            taking.wait()
    print(f"keys of {LABELLED:,} words; {TAKEN:,} decisions came in {took:.0f} s, {len(while_taking)} keys")
    for what, measure in (("p50", middle), ("p95", high)):
        alone, beside = measure(before), measure(while_taking)
        print(f"{what}  alone {1000 * alone:6.2f} ms   beside {1000 * beside:6.2f} ms   {beside / alone:.2f}x")


def _taken(path: Path) -> int:
    with Store.open(path) as store:
        return int(store.conn.execute("SELECT count(*) FROM decisions WHERE by <> 'eva'").fetchone()[0])


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
        keys_while_taking(Path(made))
