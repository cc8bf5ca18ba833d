"""How fast words are found across articles, and set right in many at once: prints a table.

    (cd tests; nice python -m bench.finding FOLDER [--articles 100000] [--places 10000])

First rows and a next page are compared with a bare FTS5 query of the same words, a fix and its undo with raw
`executemany` of as many decisions and spans. The project is made once and kept in the folder.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from annotator.domain.article import Article
from annotator.domain.decisions import Finished, Imported, decide
from annotator.domain.layer import fold
from annotator.domain.span import Span
from annotator.services.finding.fix import Fix, fix
from annotator.services.finding.inconsistent import Treatments
from annotator.services.finding.pattern import of_words
from annotator.services.finding.places import Place, find
from annotator.services.finding.take_back import take_back
from annotator.storage.maintenance.word_index import index_words
from annotator.storage.store import Store

_WORDS, _RARE, _COMMON, _PAGE, _ROUNDS = 200, "Qarin Vale", "Tarn", 30, 9
_VOCABULARY = [f"{a}{b}{c}" for a in "bdfglmnprstv" for b in ("a", "e", "io", "ou") for c in "klmnrst"]
_LABELLED = 2_500  # articles with finished layers, of 40 spans each


def texts(number: int) -> Iterator[str]:
    """Made-up texts; one in ten has a common name twice, one in a thousand a rare one."""
    chance = random.Random(7)  # noqa: S311 - words, no secret
    for at in range(number):
        words = chance.choices(_VOCABULARY, k=_WORDS)
        if at % 10 == 0:
            words[20], words[120] = _COMMON, _COMMON
        if at % 1_000 == 0:
            words[60:62] = _RARE.split()
        yield f"{at} {' '.join(words)}."


def project(path: Path, articles: int) -> Store:
    """The project, made where it is not there; its first articles are labelled by one annotator."""
    if path.exists():
        return Store.open(path)
    store = Store.create(path)
    rest = enumerate(texts(articles))
    while some := list(islice(rest, 2_000)):
        with store.write():
            for number, text in some:
                article = Article.of(text)
                store.add_article(article, f"2026-01-01T00:00:00.{number % 1_000_000:06}Z")
                if number < _LABELLED * 10 and number % 10 == 0:
                    label(store, article, number)
    return store


def label(store: Store, article: Article, number: int) -> None:
    """Forty words of an article labelled, the common name among them, not always alike."""
    at, spans = 0, []
    for index, word in enumerate(article.text.split()):
        if index % 5 == 1:
            spans.append(Span(at, at + len(word), "PERSON" if (index + number) % 7 else "ORG"))
        at += len(word) + 1
    decisions = decide([*map(Imported, spans), Finished()], layer="ana", by="ana")
    store.append(article.key, article.text, decisions, fold(len(article.text), decisions))


def seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The median time of a piece of work."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)


def page(store: Store, words: str) -> list[Place]:
    """The first page of places."""
    return list(islice(find(store, of_words(words)), _PAGE))


def bare(store: Store, words: str) -> list[tuple[int, str]]:
    """The texts of the first page by a bare query of the index."""
    asked = " AND ".join(f'"{word}"' for word in words.split())
    query = (
        "SELECT article, texts.text FROM word_index JOIN texts ON article = word_index.rowid "
        "WHERE word_index MATCH ? ORDER BY word_index.rowid LIMIT ?"
    )
    return store.conn.execute(query, (asked, _PAGE)).fetchall()


def raw(path: Path, rows: int) -> float:
    """Seconds that raw `executemany` takes for as many decisions and spans."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(
            "CREATE TABLE decisions (id TEXT PRIMARY KEY, article INTEGER, what TEXT, start, stop, label)"
        )
        connection.execute(
            "CREATE TABLE spans (article, start, stop, label, quote, PRIMARY KEY (article, start, stop))"
        )
        began = time.perf_counter()
        connection.executemany(
            "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?)",
            ((f"{number:036}", number // 2, "relabelled", number % 2, 9, "ORG") for number in range(rows)),
        )
        connection.executemany(
            "INSERT INTO spans VALUES (?, ?, ?, ?, ?)", ((n // 2, n % 2, 9, "ORG", "Tarn") for n in range(rows))
        )
        connection.commit()
        return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--places", type=int, default=10_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / f"finding-{options.articles}.db"
    with project(path, options.articles) as store:
        began = time.perf_counter()
        index_words(store)
        print(f"index of words: {time.perf_counter() - began:.1f} s")
        for words in (_RARE, _COMMON):
            ours = seconds(partial(page, store, words))
            theirs = seconds(partial(bare, store, words))
            print(f"first {_PAGE} places of “{words}”: {ours * 1000:.1f} ms, {ours / theirs:.1f}x a bare query")
        treatments = Treatments(store, "ana")
        began = time.perf_counter()
        treatments.read()
        spans = store.conn.execute("SELECT count(*) FROM spans").fetchone()[0]
        took = time.perf_counter() - began
        print(f"inconsistent strings of {spans:,} spans: {took:.2f} s, {len(treatments.inconsistent()):,} strings")
        places = list(islice(find(store, of_words(_COMMON)), options.places))
        began = time.perf_counter()
        done = fix(store, places, Fix("LOC", "ana", "ana"))
        took = time.perf_counter() - began
        plain = raw(options.folder / "raw.db", max(done.changed, 1))
        print(f"a fix of {done.changed:,} places in {done.articles:,} articles: {took:.2f} s, {took / plain:.0f}x raw")
        began = time.perf_counter()
        take_back(store, "ana", done.step)
        took = time.perf_counter() - began
        print(f"its undo: {took:.2f} s, {took / plain:.0f}x raw")


if __name__ == "__main__":
    main()
