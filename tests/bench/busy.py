"""What the model costs the one who labels: prints two tables.

    (cd tests; python -m bench.busy [--rounds 16] [--keys 25] [--articles 60])

First, keys in one article while the model's process works at full load on far longer ones, against
the same keys in the same program while that process is halted, in turns (A B A B), up to the first
frame after the key. Then the time from
the key that opens an article nobody has been over to its first suggestion on the screen, the model
being loaded. Needs Linux (`/proc`) and an English model.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.big import suggestions, text_of
from bench.stopwatch import FRAME_END, Stopwatch, Timing, cpu, high, middle
from support.news import QUIET
from support.pty import ANNOTATOR, Terminal

from annotator.domain.article import Article
from annotator.storage.store import Store

WORDS, LABELLED, LONG, AHEAD = 400, 20_000, 400_000, 4
SUGGESTED = "┄".encode()
"""What is painted under suggestions, and nowhere else."""


def project(path: Path, texts: list[str], *, suggested: int) -> Path:
    """A project of these articles; the first `suggested` of them have suggestions."""
    with Store.create(path) as store, store.write():
        for number, text in enumerate(texts):
            article = Article.of(text)
            store.add_article(article, f"2026-01-01T00:00:{number // 60:02}.{number % 60:03}Z")
            if number < suggested:
                store.add_suggestions(article.key, "spacy:made-up-1", suggestions(text))
    return path


def opened(path: Path, *arguments: str) -> Stopwatch:
    """The app in the annotate screen, with its model's process."""
    command = (*ANNOTATOR, "-p", str(path), "--as", "ada", "label", *arguments)
    clock = Stopwatch(command, cols=120, rows=40, env=QUIET)
    clock.since_start("accept")
    clock.wait_for(lambda _: clock.children() > 0)
    return clock


def pressed(clock: Stopwatch, keys: int) -> dict[str, list[Timing]]:
    """Each kind of key, some times."""
    return {key: [clock.key(key) for _ in range(keys)] for key in ("tab", "space", "right")}


def under_load(folder: Path, rounds: int, keys: int) -> None:
    """A key while suggestions are being computed."""
    texts = [text_of(LABELLED), *(text_of(LONG, seed) for seed in range(6))]
    path = project(folder / "load.db", texts, suggested=1)
    taken: dict[str, dict[str, list[Timing]]] = {"halted": {}, "at full load": {}}
    with opened(path) as clock:
        (child,) = [pid for pid in clock._processes() if pid != clock.process.pid]
        time.sleep(5)
        pressed(clock, 5)
        used = 0.0
        try:
            for _ in range(rounds):
                for state, sign in (("halted", signal.SIGSTOP), ("at full load", signal.SIGCONT)):
                    os.kill(child, sign)
                    time.sleep(0.2)
                    began, before = time.perf_counter(), cpu(child)
                    for key, timings in pressed(clock, keys).items():
                        taken[state].setdefault(key, []).extend(timings)
                    if sign == signal.SIGCONT:
                        used += (cpu(child) - before) / (time.perf_counter() - began) / rounds
        finally:
            os.kill(child, signal.SIGCONT)  # or it would outlive this program
    print(f"keys in {LABELLED:,} words; at full load the model's process used {used:.0%} of a core")
    print(f"{'':>22}  p50 ms   ratio  p95 ms   ratio")
    for key in taken["halted"]:
        for state, pressed_in in taken.items():
            row = []
            for measure in (middle, high):
                mine, base = (measure([one.first for one in some[key]]) for some in (pressed_in, taken["halted"]))
                row.append(f"{mine * 1000:>7.2f} {mine / base:>6.2f}×")
            print(f"{key:>8} {state:>13}  {'  '.join(row)}")


def stamp(clock: Stopwatch, mark: int, sign: bytes) -> int:
    """When a sign was complete in what came since a mark; 0 if it was not."""
    seen = b""
    for at, chunk in clock._chunks[mark:]:
        seen += chunk
        if sign in seen:
            return at
    return 0


def suggested_since(clock: Stopwatch, mark: int, _terminal: Terminal) -> bool:
    return stamp(clock, mark, SUGGESTED) > 0


def first_suggestions(folder: Path, articles: int) -> None:
    """From the key that opens an article nobody has been over to its first suggestion on the screen."""
    path = project(folder / "unseen.db", [text_of(WORDS, seed) for seed in range(articles)], suggested=0)
    with Store.open(path) as store:
        last = store.conn.execute("SELECT key FROM articles ORDER BY added DESC, key DESC LIMIT 1").fetchone()[0]
    text, suggested = [], []
    with opened(path, "--article", last) as clock:
        clock.wait_for("┄", 60)
        for _ in range(articles - AHEAD):
            clock.quiet(0.5)
            mark, began = len(clock._chunks), time.perf_counter_ns()
            os.write(clock._master, b"p")
            clock.wait_for(partial(suggested_since, clock, mark), 10)
            clock.quiet(0.1)
            text.append(stamp(clock, mark, FRAME_END) - began)
            suggested.append(stamp(clock, mark, SUGGESTED) - began)
    print(f"\n{WORDS} words that nobody has been over, from the key on   p50 ms  p95 ms")
    for name, times in (("text on the screen", text), ("first suggestion on the screen", suggested)):
        print(f"{name:>54}  {middle(times) / 1e6:>6.0f}  {high(times) / 1e6:>6.0f}")


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=16)
    parser.add_argument("--keys", type=int, default=25)
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.rounds:
            under_load(Path(folder), options.rounds, options.keys)
        if options.articles:
            first_suggestions(Path(folder), options.articles)


if __name__ == "__main__":
    main()
