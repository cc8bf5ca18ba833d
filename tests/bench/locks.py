"""How long each verb that writes keeps others from writing, at most, in a large project: prints a table.

    (cd tests; nice python -m bench.locks FOLDER [--articles 100000] [--only merge assign ...])

Every verb works on a copy of the project of `bench.million`, some after others have changed the copy. A key waits no
longer than the lock says; on a busy machine everything takes longer, so the least of a few rounds is told.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.bulk import corpus
from bench.million import Cost, one_decision, verb
from bench.million_project import million
from bench.waiting import Waiting

from annotator.services.project.assign import assign
from annotator.storage.store import Store

_FEW = 100
_MANY_KEYS = 10_000


@dataclass(frozen=True)
class Case:
    """A verb (`{other}` in its words is another file beside the project), and what is done before it."""

    words: Sequence[str]
    before: Callable[[Path, Path], object] = lambda _project, _other: None
    keys: int = 0
    """So many articles are named behind the words."""


def dealt(project: Path, _: Path) -> None:
    """The articles were dealt to others."""
    with Store.open(project) as store:
        assign(store, ["cid", "dot"])


def copied(project: Path, other: Path) -> None:
    """There is a copy in which somebody has decided once."""
    shutil.copyfile(project, other)
    one_decision(other)


def turned_round(project: Path, other: Path) -> None:
    """The project is a small one, and the large one is beside it."""
    project.rename(other)
    few = million(project.with_name(f"{_FEW}.db"), _FEW)
    shutil.copyfile(few, project)


def unsound(project: Path, _: Path) -> None:
    """What is undecided is counted wrong in many layers."""
    with Store.open(project) as store, store.write() as conn:
        conn.execute("UPDATE layers SET undecided = undecided + 1 WHERE article % 10 = 0")


def texts(_: Path, other: Path) -> None:
    """There is a file of articles with the layers of one annotator."""
    corpus(other, 5_000, 200, layers=True)


def patterns(_: Path, other: Path) -> None:
    """There is a list of patterns."""
    lines = [{"label": "PERSON", "pattern": "Ana Ruiz"}, {"label": "GPE", "pattern": "Norgate"}]
    other.write_text("".join(json.dumps(line) + "\n" for line in lines))


CASES = {
    "add": Case(["add", "{other}", "--format", "jsonl"], texts),
    "suggest": Case(["suggest", "--patterns", "{other}"], patterns),
    "merge, one decision": Case(["merge", "{other}"], copied),
    "merge, all of it": Case(["merge", "{other}"], turned_round),
    "labels rename": Case(["labels", "rename", "PERSON", "HUMAN"]),
    "labels merge": Case(["labels", "merge", "FAC", "GPE", "--yes"]),
    "labels archive": Case(["labels", "archive", "FAC"]),
    "labels overlap": Case(["labels", "overlap", "any"]),
    "assign": Case(["assign", "--to", "ana,ben"]),
    "assign --again": Case(["assign", "--to", "ana,ben", "--again"], dealt),
    "assign --take-back": Case(["assign", "--take-back", "--to", "cid"], dealt),
    "articles archive": Case(["articles", "archive"], keys=_MANY_KEYS),
    "doctor --fix": Case(["doctor", "--fix"], unsound),
    "export": Case(["export", "--layer", "all", "--status", "any", "--out", "{other}"]),
}


def measured(project: Path, case: Case) -> Cost:
    """What a verb costs on a copy of a project."""
    with _work(project) as (work, other):
        case.before(work, other)
        with Store.open(work) as store:
            keys = [key for (key,) in store.conn.execute("SELECT key FROM articles LIMIT ?", (case.keys,))]
        os.sync()  # else the first to write would wait for the copies
        with Waiting(work) as waiting:
            cost = verb(work, *(word.format(other=other) for word in case.words), *keys)
        return Cost(cost.first, cost.last, cost.memory, waiting.longest)


@contextmanager
def _work(project: Path) -> Iterator[tuple[Path, Path]]:
    work, other = project.with_suffix(".work"), project.with_suffix(".other")
    shutil.copyfile(project, work)
    try:
        yield work, other
    finally:
        for path in project.parent.glob(f"{project.stem}.[wo]*"):
            path.unlink()


def main() -> None:
    """Make the project where it is not there, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[""], help="what the names of the rows to measure begin with")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    project = million(options.folder / f"{options.articles}.db", options.articles)
    print(f"| {options.articles:,} articles | seconds | MB | lock |")
    print("|---|--:|--:|--:|")
    for name, case in CASES.items():
        if name.startswith(tuple(options.only)):
            cost = min((measured(project, case) for _ in range(options.rounds)), key=lambda one: one.lock or 0)
            print(f"| {name} | {cost.last:.1f} | {cost.memory:.0f} | {cost.lock:.2f} |", flush=True)


if __name__ == "__main__":
    main()
