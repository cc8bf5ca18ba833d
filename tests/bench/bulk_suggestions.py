"""How fast suggestions go into a project, against raw `executemany` of the same rows into the same tables.

    (cd tests; python -m bench.bulk_suggestions [--rounds 9] [--articles 2000])

The rows are those that `annotator suggest` stores; taken in turns (A B A B), in one transaction each,
its commit included. The medians of the ratios of neighbours count.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotator.domain.article import Article
from annotator.storage.store import Store

WHEN = "2026-01-01T00:00:00.000Z"
Spans = list[tuple[int, int, str, float | None]]


def fresh(path: Path, articles: list[Article]) -> Store:
    """A project of these articles, with one source."""
    store = Store.create(path)
    with store.write():
        for article in articles:
            store.add_article(article, WHEN)
        store.source_id("m")
    return store


def ours(store: Store, articles: list[Article], spans: Spans) -> None:
    """As services do it: one article after the other."""
    with store.write():
        for article in articles:
            store.add_suggestions(article.key, "m", spans)


def raw(store: Store, articles: list[Article], spans: Spans) -> None:
    """As short as it can be: the ids of the articles are known, and nothing is looked at."""
    numbers = range(1, len(articles) + 1)
    with store.write() as conn:
        conn.executemany(
            "INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?)",
            ((number, start, end, label, 1, score) for number in numbers for start, end, label, score in spans),
        )
        conn.executemany("INSERT INTO suggested VALUES (?, 1)", ((number,) for number in numbers))


def taken(run: Callable[[Store, list[Article], Spans], None], folder: Path, *what: object) -> float:
    """Seconds of one run in a project of its own."""
    articles, spans = what
    path = folder / f"{time.monotonic_ns()}.db"
    with fresh(path, articles) as store:  # type: ignore[arg-type]
        began = time.perf_counter()
        run(store, articles, spans)  # type: ignore[arg-type]
        seconds = time.perf_counter() - began
    path.unlink()
    return seconds


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--articles", type=int, default=2_000)
    options = parser.parse_args()
    articles = [Article.of(f"article {number}") for number in range(options.articles)]
    print("suggestions an article   ours, rows/s    raw, rows/s   ratio")
    with tempfile.TemporaryDirectory() as folder:
        for count in (30, 100):
            spans: Spans = [(number * 10, number * 10 + 5, "ORG", 0.5) for number in range(count)]
            pairs = [[taken(run, Path(folder), articles, spans) for run in (ours, raw)] for _ in range(options.rounds)]
            own, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
            ratio = statistics.median(plain / mine for mine, plain in pairs)
            rows = count * len(articles)
            print(f"{count:>22} {rows / own:>14,.0f} {rows / bare:>14,.0f}   {ratio:.2f}x")


if __name__ == "__main__":
    main()
