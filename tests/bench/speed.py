"""How fast the annotate screen is, against the smallest Textual app: prints a table.

    (cd tests; python -m bench.speed [--words 400,5000,50000,500000] [--keys 120] [--starts 10] [--size 120x40])

Every figure is taken in turns with the reference in the same minutes (A B A B), as medians; the
ratios count, the milliseconds depend on the machine. Needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.big import project
from bench.stopwatch import Stopwatch, Timing, high, middle
from support.news import QUIET
from support.pty import ANNOTATOR

MINIMAL = (sys.executable, str(Path(__file__).with_name("minimal.py")))
READY = "accept"
FEW = 35  # suggestions that an article of 400 words has left


def label(path: Path) -> tuple[str, ...]:
    """The command that labels a project."""
    return (*ANNOTATOR, "-p", str(path), "--as", "ada", "label")


def open_all(stack: ExitStack, projects: dict[int, Path], cols: int, rows: int) -> dict[int, Stopwatch]:
    """The reference under 0, the app under each number of words; all at rest."""
    clocks = {0: stack.enter_context(Stopwatch(MINIMAL, cols=cols, rows=rows))}
    clocks[0].since_start("READY")
    for words, path in projects.items():
        clocks[words] = stack.enter_context(Stopwatch(label(path), cols=cols, rows=rows, env=QUIET))
        clocks[words].since_start(READY)
    for clock in clocks.values():
        clock.quiet(1)
    return clocks


def in_turns(clocks: dict[int, Stopwatch], keys: Sequence[str], warm: int = 10) -> dict[int, list[Timing]]:
    """Each key on each program in turn; the first `warm` do not count."""
    timings: dict[int, list[Timing]] = {words: [] for words in clocks}
    rnd = random.Random(1)  # noqa: S311 - nothing here is secret
    for number, key in enumerate(keys):
        for words, clock in clocks.items():
            time.sleep(rnd.random() * 0.02)
            timing = clock.key("a" if words == 0 else key)
            if number >= warm:
                timings[words].append(timing)
    return timings


def take_back(clock: Stopwatch) -> None:
    """Undo all that was decided, what accepted itself too, and stand on the first suggestion again."""
    while "✓ 0 " not in clock.text:
        clock.key("u")
    clock.key("ctrl+end")
    clock.key("ctrl+home")
    clock.key("tab")


def accepting(clocks: dict[int, Stopwatch], keys: int) -> dict[int, list[Timing]]:
    """Accept what the shortest article has, and take it back again, until there were so many keys."""
    timings: dict[int, list[Timing]] = {words: [] for words in clocks}
    while len(timings[0]) < keys:
        for words, those in in_turns(clocks, ["space"] * FEW, warm=2).items():
            timings[words] += those
        for words in clocks.keys() - {0}:
            take_back(clocks[words])
    return timings


def tell(title: str, timings: dict[int, list[Timing]]) -> None:
    """A table of one kind of key: its own frame; where there are more, the memory has accepted spans behind it."""
    base = timings[0]
    print(f"\n{title}\n{'':>12}  p50 ms   ratio  p95 ms   ratio  cpu ms   ratio  frames   bytes")
    for words, those in timings.items():
        name = "reference" if words == 0 else f"{words} words"
        figures = []
        for measure, field in ((middle, "first"), (high, "first"), (middle, "cpu")):
            mine, its = (measure([getattr(one, field) for one in some]) for some in (those, base))
            figures.append(f"{mine * 1000:>7.2f} {mine / its:>6.2f}×")
        frames = sum(one.frames for one in those) / len(those)
        print(f"{name:>12} {' '.join(figures)} {frames:>7.2f} {middle([one.size for one in those]):>7.0f}")


def starts(projects: dict[int, Path], count: int, cols: int, rows: int) -> None:
    """From the start of the program to the article on the screen."""
    times: dict[int, list[float]] = {0: [], **{words: [] for words in projects}}
    for _ in range(count):
        for words, those in times.items():
            command = label(projects[words]) if words else MINIMAL
            with Stopwatch(command, cols=cols, rows=rows, env=QUIET) as clock:
                those.append(clock.since_start(READY if words else "READY"))
    print(f"\nfrom start to article on the screen\n{'':>12}  p50 ms   ratio")
    for words, those in times.items():
        name = "reference" if words == 0 else f"{words} words"
        print(f"{name:>12} {middle(those) * 1000:>7.0f} {middle(those) / middle(times[0]):>6.2f}×")


def main() -> None:
    """Make the projects, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", default="400,5000,50000,500000")
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    cols, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        projects = {words: project(Path(folder, f"{words}.db"), words) for words in map(int, options.words.split(","))}
        if options.starts:
            starts(projects, options.starts, cols, rows)
        if not options.keys:
            return
        with ExitStack() as stack:
            clocks = open_all(stack, projects, cols, rows)
            many = options.keys + 10
            tell("tab: on to the next suggestion", in_turns(clocks, ["tab"] * many))
            tell("space: accept, commit, on to the next", accepting(clocks, options.keys))
            for words in projects:
                clocks[words].key("ctrl+end")
            tell("arrow keys in the last row of the article", in_turns(clocks, ["left", "right"] * (many // 2)))
            for words in projects:
                clocks[words].key("ctrl+home")
                clocks[words].key("t")
            tell("tab, the side list open", in_turns(clocks, ["tab"] * many))
            for words in projects:
                clocks[words].key("t")
            held = {words: clock.burst("left" if words else "a", 200, 0.01) for words, clock in clocks.items()}
            print("\nlag after the last of 200 keys at 100/s, ms")
            print("  ".join(f"{words or 'reference'}: {lag * 1000:.1f}" for words, lag in held.items()))
            print("\nmemory, MB, and × reference; other processes")
            memory = {words: clock.memory() / 1024 for words, clock in clocks.items()}
            print(
                "  ".join(
                    f"{words or 'reference'}: {size:.0f} {size / memory[0]:.2f}× {clocks[words].children()}"
                    for words, size in memory.items()
                )
            )


if __name__ == "__main__":
    main()
