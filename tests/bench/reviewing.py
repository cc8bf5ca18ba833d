"""What a key in a review takes, against the smallest Textual app: prints a table.

    (cd tests; python -m bench.reviewing [--words 400] [--keys 18])

Two annotators have finished one article and agree on every second span. All take turns (A B A B); the first keys do not
count. CPU is what is taken until the program rests again. Needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.big import suggestions, text_of
from bench.speed import MINIMAL
from bench.stopwatch import Stopwatch, Timing, high, middle
from support.news import QUIET
from support.pty import ANNOTATOR

from annotator.services.importing.add import AddOptions, add
from annotator.storage.store import Store

WARM = 2
OTHER = {"PERSON": "ORG"}
KEYS: dict[str, Sequence[str]] = {
    "1: take a version": ["1"],
    "tab: the next conflict": ["tab"],
    "u: take a ruling back": ["u"],
    "arrow keys": ["right", "left"],
}


def project(path: Path, words: int) -> Path:
    """A project of one article with two layers that differ on every second span, finished."""
    text, lines = text_of(words), []
    for who in ("ada", "bo"):
        spans = [
            {"start": start, "end": end, "label": OTHER.get(label, "PERSON") if number % 2 and who == "bo" else label}
            for number, (start, end, label, _) in enumerate(suggestions(text))
        ]
        lines.append(json.dumps({"text": text, "spans": spans, "_annotator_id": who, "answer": "accept"}))
    source = path.with_suffix(".jsonl")
    source.write_text("\n".join(lines), encoding="utf-8")
    with Store.create(path) as store:
        add(store, [str(source)], AddOptions(language="en"))
    return path


def in_turns(clocks: Sequence[Stopwatch], keys: Sequence[str], count: int) -> list[list[Timing]]:
    """Keys on the reference, which gets another one, and on the review, in turns."""
    timings: list[list[Timing]] = [[], []]
    for number in range(count + WARM):
        for clock, those, key in zip(clocks, timings, ("a", keys[number % len(keys)]), strict=True):
            those.append(clock.key(key))
    return [those[WARM:] for those in timings]


def main() -> None:
    """Make the project, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--keys", type=int, default=18)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        review = (*ANNOTATOR, "-p", str(project(Path(folder, "p.db"), options.words)), "--as", "rev", "review")
        clocks = [stack.enter_context(Stopwatch(one, cols=120, rows=40, env=QUIET)) for one in (MINIMAL, review)]
        for clock, sign in zip(clocks, ("READY", "take"), strict=True):
            clock.since_start(sign)
            clock.quiet(1)
        print(f"{'':>24}  p50 ms   ratio  p95 ms   ratio  cpu ms   ratio  frames")
        for name, keys in KEYS.items():
            base, mine = in_turns(clocks, keys, options.keys)
            row = []
            for measure, field in ((middle, "first"), (high, "first"), (middle, "cpu")):
                ours, its = (measure([getattr(one, field) for one in some]) for some in (mine, base))
                row.append(f"{ours * 1000:>7.2f} {ours / its:>6.2f}×")
            print(f"{name:>24} {' '.join(row)} {sum(one.frames for one in mine) / len(mine):>7.2f}")


if __name__ == "__main__":
    main()
