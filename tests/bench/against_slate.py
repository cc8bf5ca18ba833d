"""A key in the annotate screen against one in SLATE, the terminal annotator known for its speed: prints a table.

    python -m venv /tmp/slate && /tmp/slate/bin/pip install slate-nlp
    (cd tests; python -m bench.against_slate /tmp/slate/bin/slate [--keys 120] [--size 120x40])

Both show the same made-up article full screen, once bare and once with 10,000 annotations, and move the
cursor a word on and back. A key's time ends with the last byte before a silence; the two take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import tempfile
import textwrap
import time
from contextlib import ExitStack
from pathlib import Path

from bench.big import suggestions, text_of
from bench.stopwatch import Stopwatch, high, middle
from support.news import QUIET
from support.pty import ANNOTATOR, KEYS

WORDS = {"bare": 5_000, "10,000 annotations": 100_000}
COLUMNS = 88
SILENCE = 0.04
WARM = 10
MOVES = {"SLATE": (";", "j"), "annotator": ("right", "left")}


def ours(folder: Path, text: str, *, bare: bool) -> tuple[str, ...]:
    """The command that shows the text in the annotate screen, its names held by `ada`."""
    spans = [] if bare else [{"start": one[0], "end": one[1], "label": one[2]} for one in suggestions(text)]
    (folder / "news.jsonl").write_text(json.dumps({"text": text, "spans": spans}) + "\n")
    project = ("-p", str(folder / "news.db"), "--as", "ada")
    add = [*ANNOTATOR, "add", str(folder / "news.jsonl"), "--unfinished", *project]
    subprocess.run(add, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **QUIET})
    return (*ANNOTATOR, *project, "label")


def slate(command: str, folder: Path, text: str, *, bare: bool) -> tuple[str, ...]:
    """The command that shows the same text in SLATE, in rows of `COLUMNS`, the same names annotated."""
    rows = [row for line in text.splitlines() for row in textwrap.wrap(line, COLUMNS) or [""]]
    (folder / "news.txt").write_text("\n".join(rows) + "\n")
    names = (
        (row, token)
        for row, words in enumerate(rows[1:], 1)
        for token, word in enumerate(words.split())
        if re.match("[A-Z]", word)
    )
    notes = [] if bare else [f"({row}, {token}) - label:a\n" for row, token in names]
    (folder / "news.txt.annotations").write_text("".join(notes))
    return (command, str(folder / "news.txt"), "-t", "categorical", "-s", "token", "-o", "-l", str(folder / "log"))


def answered(clock: Stopwatch, key: str) -> float:
    """Seconds from a key to the last byte before a silence."""
    seen, start = len(clock._chunks), time.perf_counter_ns()
    os.write(clock._master, KEYS.get(key, key).encode())
    while len(clock._chunks) == seen or time.perf_counter_ns() - clock._chunks[-1][0] < SILENCE * 1e9:
        if time.perf_counter_ns() - start > 10e9:
            raise AssertionError(f"nothing was painted after {key}:\n{clock.text}")
        time.sleep(0.001)
    return (clock._chunks[-1][0] - start) / 1e9


def compare(name: str, clocks: dict[str, Stopwatch], keys: int) -> None:
    """Press in turns, print what each took."""
    for clock in clocks.values():
        clock.quiet(2)
    times: dict[str, list[float]] = {program: [] for program in clocks}
    rnd = random.Random(1)  # noqa: S311 - nothing here is secret
    for number in range(keys + WARM):
        for program, clock in clocks.items():
            time.sleep(rnd.random() * 0.02)
            times[program].append(answered(clock, MOVES[program][number % 2]))
    base = times["SLATE"][WARM:]
    print(f"\n{name}\n{'':>10}  p50 ms   ratio  p95 ms   ratio")
    for program, those in times.items():
        mine = those[WARM:]
        figures = [f"{way(mine) * 1000:>7.2f} {way(mine) / way(base):>6.2f}×" for way in (middle, high)]
        print(f"{program:>10} {' '.join(figures)}")


def main() -> None:
    """Make the articles, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("slate")
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    cols, rows = map(int, options.size.split("x"))
    for name, words in WORDS.items():
        text, bare = text_of(words), name == "bare"
        with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
            folder = Path(place)
            commands = {
                "SLATE": slate(options.slate, folder, text, bare=bare),
                "annotator": ours(folder, text, bare=bare),
            }
            clocks = {
                program: stack.enter_context(Stopwatch(command, cols=cols, rows=rows, env=QUIET, cwd=folder))
                for program, command in commands.items()
            }
            compare(name, clocks, options.keys)


if __name__ == "__main__":
    main()
