"""How many words a second engines suggest for, by processes, and how much one writer keeps up with: prints a table.

    (cd tests; python -m bench.engines [--articles 2000] [--engines local,ray] [--jobs 1,2] [--rounds 2])

Each run reads a copy of one project of articles of some 100 words, in turns (A B A B). On a machine that others use the
CPU seconds count: those of the processes that read, of this one, which writes, and how many words that makes a second
of either. Needs an English model and `../shared/data`; Ray its extra.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from support.blank import blank
from support.shared import DATA

from annotator.domain.article import Article
from annotator.services.suggesting.suggest import specs_of, suggest
from annotator.storage.store import Store

WHEN = "2026-01-01T00:00:00.000Z"
GOLD = ("gum_news.ne2.jsonl", "gum_interview.ne2.jsonl", "wikigold.jsonl")
_PIECE = 50


def texts(number: int) -> Iterator[str]:
    """So many texts, all different, each of two pieces of published gold texts."""
    rows = (json.loads(line) for name in GOLD for line in (DATA / "gold" / name).open(encoding="utf-8"))
    words = [row["text"].split() for row in rows]
    pieces = [" ".join(one[at : at + _PIECE]) for one in words for at in range(0, len(one), _PIECE)]
    chance = random.Random(1)  # noqa: S311 - the same each time
    for count in range(number):
        one, other = chance.sample(pieces, 2)
        yield f"{one}\n\n{other} {count}"


def spans(store: Store) -> set[tuple[object, ...]]:
    """What is suggested, without the scores."""
    return {*store.conn.execute('SELECT article, start, "end", label, source FROM suggestions')}


@dataclass(frozen=True)
class Taken:
    """What one run took, in seconds, and its words."""

    words: int
    wall: float
    reading: float
    writing: float


def taken(project: Path, engine: str, jobs: int) -> tuple[Taken, set[tuple[object, ...]]]:
    """One run, and what it suggests. The CPU of a cluster's processes is not known here."""
    copy = project.with_name("copy.db")
    shutil.copy(project, copy)
    with Store.open(copy) as store:
        began, others = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
        report = suggest(store, specs_of(), engine=engine, jobs=jobs)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        reading = after.ru_utime + after.ru_stime - others.ru_utime - others.ru_stime
        found = spans(store)
        return Taken(report.words, report.seconds, reading, time.process_time() - began), found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--engines", default="local")
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    runs = [(name, int(jobs)) for name in asked.engines.split(",") for jobs in asked.jobs.split(",")]
    every: dict[tuple[str, int], list[Taken]] = {run: [] for run in runs}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "p.db"
        with blank(project) as store, store.write():
            for text in texts(asked.articles):
                store.add_article(Article.of(text, language="en"), WHEN)
        first: set[tuple[object, ...]] | None = None
        for _ in range(asked.rounds):
            for run in runs:
                one, found = taken(project, *run)
                every[run].append(one)
                first = first or found
                assert found == first, f"{run} suggests other spans"
    print("| engine, processes | words/s | of the first | CPU s that read | CPU s that write | words a CPU s written |")
    print("|---|--:|--:|--:|--:|--:|")
    base = 0.0
    for (name, jobs), times in every.items():
        speed, reading, writing = (
            statistics.median(values)
            for values in zip(*((one.words / one.wall, one.reading, one.writing) for one in times), strict=True)
        )
        base = base or speed
        read = f"{reading:.1f}" if name == "local" else "-"
        print(
            f"| {name}, {jobs} | {speed:,.0f} | {speed / base:.2f} | {read} | {writing:.2f} "
            f"| {times[0].words / writing:,.0f} |"
        )


if __name__ == "__main__":
    main()
