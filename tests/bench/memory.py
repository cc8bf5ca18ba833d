"""What the adviser costs after each decision, and before the first one: prints a table, by the words of an article.

    (cd tests; python -m bench.memory [--words 5000 50000] [--decisions 300])

The articles are made up, with a suggestion on every tenth word. Most are accepted, some refused, relabelled,
moved, added or undone. CPU is the process's own time; *first* is `attend` as a whole, *piece* the longest
of the pieces it comes in, which is what a key may have to wait for.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bench.big import project
from bench.stopwatch import high

from annotator.errors import DecisionError
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store

KEYS = ["accept"] * 12 + ["reject", "reject", "ORG", "GPE", "grow", "add", "undo"]


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of CPU and of the wall clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    run()
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)


def press(session: AnnotationSession, key: str) -> None:
    """One decision of the annotator."""
    if key == "grow":
        session.resize("right", 1)
        session.accept()
    elif key == "add":
        first, second = session.tokens.next(session.cursor), session.tokens.next(session.cursor + 30)
        session.selection = (first[0], second[1]) if first and second else None
        session.label("PERSON")
        session.next_undecided()
    elif key.isupper():
        session.label(key)
    else:
        {"accept": session.accept, "reject": session.reject, "undo": session.undo}[key]()


def begin(learner: Learner, session: AnnotationSession) -> list[float]:
    """Milliseconds of CPU of each piece in which the adviser looks at an article for the first time."""
    work, taken, more = learner.attending(session), [], True

    def piece() -> None:
        nonlocal more
        more = next(work, work) is not work

    while more:
        taken.append(timed(piece)[0])
    return taken


def measure(path: Path, words: int, decisions: int) -> None:
    """One line of the table."""
    rnd = random.Random(words)  # noqa: S311 - nothing here is secret
    with Store.open(project(path, words)) as store:
        key = store.conn.execute("SELECT key FROM articles").fetchone()[0]
        session, learner = AnnotationSession(store, key, "ana"), Learner(store, "ana")
        session.load()
        pieces = begin(learner, session)
        session.move(0)
        session.next_undecided()
        taken = []
        for _ in range(decisions):
            with suppress(DecisionError):
                press(session, rnd.choice(KEYS))
            taken.append(timed(learner.refresh))
    cpu, wall = ([one[place] for one in taken] for place in (0, 1))
    figures = (sum(pieces), max(pieces), statistics.median(cpu), high(cpu), statistics.median(wall), high(wall))
    print(f"{words:9,}", *(f"{figure:12.2f}" for figure in figures))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--decisions", type=int, default=300)
    options = parser.parse_args()
    print("    words   first, CPU   its longest   CPU p50      CPU p95     wall p50     wall p95   (milliseconds)")
    with tempfile.TemporaryDirectory() as folder:
        for words in options.words:
            measure(Path(folder) / f"{words}.db", words, options.decisions)


if __name__ == "__main__":
    main()
