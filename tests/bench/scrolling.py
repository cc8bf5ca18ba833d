"""What a key costs in the lens with 100,000 places, against the smallest Textual app: prints tables.

    (cd tests; nice python -m bench.scrolling FOLDER [--articles 100000] [--keys 120] [--size 120x40])

The project is that of `bench.finding`; one word of it stands in half of all articles. Needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from bench.finding import project
from bench.speed import MINIMAL, in_turns, tell
from bench.stopwatch import Stopwatch
from support.news import QUIET
from support.pty import ANNOTATOR

_FEW, _MANY = "Qarin Vale", "bak"
_ONE_PAGE = 8  # keys down, then as many up, on one page


def lens(path: Path, words: str, cols: int, rows: int) -> Stopwatch:
    """The app with all places of words on the screen."""
    clock = Stopwatch((*ANNOTATOR, "-p", str(path), "--as", "ana"), cols=cols, rows=rows, env=QUIET)
    clock.since_start("q quit")
    for keys in ("&", "/", words, "enter"):
        clock.quiet()
        clock.press(keys)
    clock.wait_for(lambda terminal: "places in" in terminal.text and "so far" not in terminal.text, timeout=300)
    print(next(line for line in clock.text.splitlines() if "places in" in line).strip())
    return clock


def main() -> None:
    """Make the project where it is not there, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    cols, rows = map(int, options.size.split("x"))
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / f"finding-{options.articles}.db"
    project(path, options.articles).close()
    with ExitStack() as stack:
        clocks = {0: stack.enter_context(Stopwatch(MINIMAL, cols=cols, rows=rows))}
        clocks[0].since_start("READY")
        for number, words in enumerate((_FEW, _MANY), start=1):
            clocks[number] = stack.enter_context(lens(path, words, cols, rows))
        up_and_down = (["down"] * _ONE_PAGE + ["up"] * _ONE_PAGE) * (options.keys // (2 * _ONE_PAGE) + 1)
        tell("down and up on a page (1: few places, 2: many)", in_turns(clocks, up_and_down))
        tell("another page: the last, the first", in_turns(clocks, ["end", "home"] * (options.keys // 2)))
        tell("marking", in_turns(clocks, ["space"] * options.keys))


if __name__ == "__main__":
    main()
