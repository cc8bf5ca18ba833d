"""How fast a base of a million entries is made and asked: prints a table.

    (cd tests; nice python -m bench.bases FOLDER [--entries 1000000])

Names are drawn so that some are those of hundreds of entries and most of few, as with people. First the entries are
added from a file of JSON lines, by a process of its own, whose memory is told. Then 2,000 random mentions are asked for
candidates, as many names are typed to their half and searched, and the names that most entries have are asked for by
themselves. Times are of CPU.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from annotator.domain.linking.words import words_in
from annotator.services.bases.beside import opened
from annotator.services.bases.candidates import Around, candidates, search

_TRIES, _KINDS = 2_000, ("person", "club", "city", "party")
_PARTS = [f"{a}{b}{c}" for a in "bdfghklmnprstv" for b in ("a", "e", "i", "o", "u") for c in ("l", "n", "r", "s", "th")]
_ABOUT = [f"{part}{end}" for part in _PARTS for end in ("er", "ing", "ist", "land")]


class _Zipf:
    """Draws from names, the first of them most often."""

    def __init__(self, names: list[str]) -> None:
        self._names, self._sums = names, list(accumulate(1 / (place + 10) for place in range(len(names))))

    def draw(self, chance: random.Random) -> str:
        return self._names[bisect(self._sums, chance.random() * self._sums[-1])]


def entries(number: int) -> Iterator[dict[str, Any]]:
    """Made-up entries, the same ones every time."""
    chance = random.Random(5)  # noqa: S311 - names, no secret
    firsts = _Zipf([part.title() for part in _PARTS])
    lasts = _Zipf([f"{a}{b}".title() for a in _PARTS for b in _PARTS][:20_000])
    about = _Zipf(_ABOUT)
    for at in range(number):
        first, last = firsts.draw(chance), lasts.draw(chance)
        yield {
            "id": f"Q{at}", "name": f"{first} {last}", "aliases": [last, f"{first[0]}. {last}"],
            "about": " ".join(about.draw(chance) for _ in range(8)), "kind": chance.choice(_KINDS),
            "prior": round(1 / (1 - chance.random()), 2),
        }  # fmt: skip


def made(project: Path, number: int) -> None:
    """Make the base beside a project, where there is none."""
    source = project.with_name("entries.jsonl")
    if not source.exists():
        with source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in entries(number))
    if not project.with_name("bench.kb").exists():
        command = [sys.executable, "-m", "annotator", "-p", str(project), "kb", "add", str(source), "--base", "bench"]
        subprocess.run(command, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = project.with_name("bench.kb").stat().st_size / 1e6
        seconds = used.ru_utime + used.ru_stime
        print(f"{number:,} entries: {seconds:.0f} s, {used.ru_maxrss / 1024:.0f} MB of memory, {size:.0f} MB on disk")


def timed(what: str, ask: Callable[[str], object], asked: Iterable[str]) -> None:
    """Print how long each question takes."""
    times = []
    for one in asked:
        began = time.process_time()
        ask(one)
        times.append((time.process_time() - began) * 1000)
    times.sort()
    middle, high, worst = times[len(times) // 2], times[int(len(times) * 0.95)], times[-1]
    print(f"{what:<34}{len(times):>7,}{middle:>9.2f}{high:>9.2f}{worst:>9.2f}")


def main() -> None:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--entries", type=int, default=1_000_000)
    given = options.parse_args()
    project = given.folder / "annotator.db"
    made(project, given.entries)
    chance = random.Random(9)  # noqa: S311 - likewise
    every = list(entries(given.entries))
    drawn = chance.sample(every, _TRIES)
    lasts = Counter(one["aliases"][0] for one in every)
    around = Around(("person",), frozenset(words_in(" ".join(one["about"] for one in drawn[:40]))))
    with opened(project, "bench") as base:
        print(f"{'milliseconds of CPU':<34}{'n':>7}{'p50':>9}{'p95':>9}{'worst':>9}")
        timed("candidates: a whole name", lambda one: candidates(base, [one], around), (one["name"] for one in drawn))
        mentions = (chance.choice(one["aliases"]) for one in drawn)
        timed("candidates: another name", lambda one: candidates(base, [one], around), mentions)
        timed(
            "candidates: a name not there",
            lambda one: candidates(base, [one], around),
            (f"{one['name']} Xy" for one in drawn),
        )
        common = [name for name, _ in lasts.most_common(200)]
        timed(
            f"candidates: names of {lasts[common[-1]]:,}+ entries", lambda one: candidates(base, [one], around), common
        )
        half = [one["name"][: chance.randint(1, len(one["name"]))] for one in drawn]
        timed("search: typed in part", lambda one: search(base, one, around), half)
        timed(
            "search: words of descriptions", lambda one: search(base, one, around), (one["about"][:20] for one in drawn)
        )


if __name__ == "__main__":
    main()
