"""What verbs and screens take in a project of a million articles, against one of a hundred: prints a table.

    (cd tests; nice python -m bench.million FOLDER [--articles 1000000] [--only log merge ...])

The projects are kept in FOLDER (2 GB), which may be used again. *First* is the first line of what a verb says, or the
screen with what was waited for on it; *lock* is the longest time that a key would have had to wait for the project
meanwhile. A verb that writes works on a copy. Needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.million_project import million, text_of
from bench.stopwatch import Stopwatch
from bench.waiting import Waiting
from support.news import QUIET
from support.pty import ANNOTATOR, Sign, Terminal

from annotator.domain.article import article_key
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store

_FEW = 100
_REST = 0.7  # seconds before a key


@dataclass(frozen=True)
class Cost:
    """Seconds to the first line and to the end, megabytes at most, the longest lock; None where it was not taken."""

    first: float
    last: float | None = None
    memory: float | None = None
    lock: float | None = None


def verb(project: Path, *words: str, head: int = 0) -> Cost:
    """A verb in a process of its own; after `head` lines nobody reads any more."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [*ANNOTATOR, "-p", str(project), "--as", "ana", *words],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **QUIET},
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    first = time.perf_counter() - began
    for number, _ in enumerate(process.stdout, 2):
        if head and number >= head:
            break
    process.stdout.close()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Cost(first, time.perf_counter() - began, used.ru_maxrss / 1024)


def screen(project: Path, words: Sequence[str], sign: str, *keys: tuple[str, Sign]) -> Cost:
    """The app from its start to a sign on its screen; with `keys`, the last of them (each with its sign)."""
    with Stopwatch((*ANNOTATOR, "-p", str(project), "--as", "ana", *words), env=QUIET) as clock:
        taken = clock.since_start(sign)
        for key, after in keys:
            time.sleep(_REST)
            began = time.perf_counter()
            clock.press(key)
            clock.wait_for(after, timeout=60)
            taken = time.perf_counter() - began
        return Cost(taken, None, clock.memory() / 1024)


def _filtered(terminal: Terminal) -> bool:
    return all("77" in line for line in terminal.text.splitlines() if "News" in line)


def changing(project: Path, *words: str, prepare: Callable[[Path], None] | None = None) -> Cost:
    """A verb that writes, on a copy (`{copy}` in its words is another one, prepared), while somebody waits to write."""
    work, other = project.with_suffix(".work"), project.with_suffix(".copy")
    try:
        shutil.copyfile(project, work)
        if prepare:
            shutil.copyfile(project, other)
            prepare(other)
        os.sync()  # else the first to write would wait for the copies
        with Waiting(work) as waiting:
            cost = verb(work, *(word.format(copy=other) for word in words))
        return Cost(cost.first, cost.last, cost.memory, waiting.longest)
    finally:
        for path in project.parent.glob(f"{project.stem}.[wc]o*"):
            path.unlink()


def one_decision(path: Path) -> None:
    """Somebody decides once in a copy, in an article that nobody has begun."""
    with Store.open(path) as store:
        (last,) = store.conn.execute("SELECT count(*) FROM articles").fetchone()
        session = AnnotationSession(store, article_key(text_of(last - 1)), "cid")
        session.load()
        session.resume()
        session.accept()


Work = Callable[[Path], Cost]
WORKS: dict[str, Work] = {
    "label: article on the screen": lambda path: screen(path, ["label"], "accept"),
    "label: the next article": lambda path: screen(path, ["label"], "accept", ("n", "next")),
    "library: first paint": lambda path: screen(path, [], "News"),
    "library: filter, a key": lambda path: screen(path, [], "News", ("/", "words of the title"), ("77", _filtered)),
    "dashboard": lambda path: screen(path, [], "News", ("d", "precision, ")),
    "review: first conflict": lambda path: screen(path, ["review"], "take"),
    "stats": lambda path: verb(path, "stats"),
    "stats --html": lambda path: verb(path, "stats", "--html", f"{path}.html"),
    "labels list": lambda path: verb(path, "labels", "list"),
    "articles list | head": lambda path: verb(path, "articles", "list", head=10),
    "log | head": lambda path: verb(path, "log", head=10),
    "log --last": lambda path: verb(path, "log", "--last", "20"),
    "log": lambda path: verb(path, "log"),
    "agree": lambda path: verb(path, "agree"),
    "export | head": lambda path: verb(path, "export", "--layer", "ana", "--out", "-", head=10),
    "export": lambda path: verb(path, "export", "--layer", "all", "--status", "any", "--out", f"{path}.jsonl"),
    "export, nothing finished": lambda path: verb(path, "export", "--layer", "gold", "--out", f"{path}.jsonl"),
    "doctor": lambda path: verb(path, "doctor"),
    "add one more": lambda path: changing(path, "add", str(Path(__file__).with_name("README.md"))),
    "assign": lambda path: changing(path, "assign", "--to", "ana,ben"),
    "labels rename": lambda path: changing(path, "labels", "rename", "PERSON", "HUMAN"),
    "labels merge": lambda path: changing(path, "labels", "merge", "FAC", "GPE", "--yes"),
    "merge, nothing new": lambda path: changing(path, "merge", "{copy}", prepare=lambda _: None),
    "merge, one decision": lambda path: changing(path, "merge", "{copy}", prepare=one_decision),
}


def tell(name: str, few: Cost, many: Cost) -> None:
    """A row of the table."""
    seconds = (few.first, many.first, few.last, many.last)
    figures = [*(_figure(one, 2) for one in seconds), _figure(many.memory, 0), _figure(many.lock, 2)]
    print(f"| {name} | {' | '.join(figures)} |", flush=True)


def _figure(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def main() -> None:
    """Make the projects where they are not there, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="*", default=[""], help="what the names of the rows to measure begin with")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    few, many = (million(options.folder / f"{number}.db", number) for number in (_FEW, options.articles))
    print(
        "| seconds |",
        *(f"{when}, {n:,} |" for when in ("first", "last") for n in (_FEW, options.articles)),
        "MB | lock |",
    )
    print("|---|" + "--:|" * 6)
    for name, work in WORKS.items():
        if name.startswith(tuple(options.only)):
            tell(name, *map(work, (few, many)))


if __name__ == "__main__":
    main()
