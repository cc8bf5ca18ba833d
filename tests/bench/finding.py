"""How fast words are found across articles, and set right in many at once: prints a table.

    (cd tests; nice python -m bench.finding FOLDER [--articles 100000] [--places 10000])

First rows are compared with an FTS5 query that shows as many places in their texts (`snippet`, on an index that has the
texts) and with one that only gives the texts, a fix and its undo with raw `executemany` of the very rows that the fix
wrote, into the same tables with their triggers, in one transaction. Seconds are of CPU. The project is made once and
kept in the folder; what is fixed is a copy.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from annotator.domain.article import Article
from annotator.domain.decisions import Finished, Imported, decide
from annotator.domain.layer import fold
from annotator.domain.span import Span
from annotator.domain.text.pattern import of_words
from annotator.services.finding.asked import find_sought, question
from annotator.services.finding.fix import Fix, fix
from annotator.services.finding.inconsistent import Treatments
from annotator.services.finding.places import Place, find
from annotator.services.finding.take_back import take_back
from annotator.storage.maintenance.word_index import index_words
from annotator.storage.queries.finding.word_index import all_words
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
    """The median seconds of CPU of a piece of work."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return median(taken)


def page(store: Store, words: str) -> list[Place]:
    """The first page of places."""
    return list(islice(find(store, of_words(words)), _PAGE))


def first_asked(store: Store, typed: str) -> list[Place]:
    """The first page of the places of a question."""
    return list(islice(find_sought(store, question(store, typed, "ana")), _PAGE))


def bare(store: Store, words: str) -> list[tuple[int, str]]:
    """The texts of the first page by a bare query of the index."""
    query = (
        "SELECT article, texts.text FROM word_index JOIN texts ON article = word_index.rowid "
        "WHERE word_index MATCH ? ORDER BY word_index.rowid LIMIT ?"
    )
    return store.conn.execute(query, (all_words(words.split()), _PAGE)).fetchall()


def searchable(path: Path, project: Path) -> sqlite3.Connection:
    """A file of its own in which all texts can be searched, made where it is not there."""
    there = path.exists()
    connection = sqlite3.connect(path)
    if not there:
        connection.execute("ATTACH ? AS project", (str(project),))
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')")
        connection.execute("INSERT INTO found (rowid, text) SELECT article, text FROM project.texts")
        connection.commit()
    return connection


def shown(connection: sqlite3.Connection, words: str) -> list[tuple[int, str]]:
    """The first page of places in their texts, as FTS5 shows them."""
    query = "SELECT rowid, snippet(found, 0, '[', ']', '…', 12) FROM found WHERE found MATCH ? ORDER BY rowid LIMIT ?"
    return connection.execute(query, (all_words(words.split()), _PAGE)).fetchall()


def raw(before: Path, after: sqlite3.Connection, step: str) -> float:
    """Seconds that raw `executemany` takes for the rows that a step wrote, in a copy of the project without them."""
    (first,) = after.execute("SELECT min(seq) FROM decisions WHERE step = ?", (step,)).fetchone()
    new = after.execute("SELECT * FROM decisions WHERE seq >= ?", (first,)).fetchall()
    gone = after.execute(
        "SELECT article, layer, was_start, was_end, was_label FROM decisions WHERE step = ? AND was_start >= 0", (step,)
    ).fetchall()
    spans = after.execute(
        "SELECT spans.* FROM decisions JOIN spans ON spans.article = decisions.article AND spans.layer = "
        'decisions.layer AND state = \'held\' AND spans.start = decisions.start AND spans."end" = decisions."end" '
        "WHERE step = ?",
        (step,),
    ).fetchall()
    layers = after.execute(
        "SELECT DISTINCT revision, layers.at, layers.article, layers.layer FROM decisions "
        "JOIN layers USING (article, layer) WHERE step = ?",
        (step,),
    ).fetchall()
    parts = after.execute("SELECT * FROM shared_steps WHERE step = ?", (step,)).fetchall()
    with Store.open(before) as store:
        began = time.process_time()
        with store.write() as connection:
            _put(connection, "decisions", new)
            connection.executemany(
                "DELETE FROM spans WHERE article = ? AND layer = ? AND state = 'held' "
                'AND start = ? AND "end" = ? AND label = ?',
                gone,
            )
            _put(connection, "spans", spans)
            connection.executemany("UPDATE layers SET revision = ?, at = ? WHERE article = ? AND layer = ?", layers)
            _put(connection, "shared_steps", parts)
        return time.process_time() - began


def _put(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - a name of ours


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
        began = time.process_time()
        index_words(store)
        print(f"index of words: {time.process_time() - began:.1f} s")
        texts_of_all = searchable(options.folder / f"found-{options.articles}.db", path)
        for words in (_RARE, _COMMON):
            ours, theirs = seconds(partial(page, store, words)), seconds(partial(shown, texts_of_all, words))
            texts_alone = seconds(partial(bare, store, words))
            print(
                f"first {_PAGE} places of “{words}”: {ours * 1000:.1f} ms, {ours / theirs:.1f}x FTS5 showing them, "
                f"{ours / texts_alone:.0f}x FTS5 giving the texts"
            )
        for typed in ("label:ORG by:ana", f"{_COMMON} -label:PERSON", "state:undecided"):
            asked = partial(first_asked, store, typed)
            print(f"first {_PAGE} places of {typed}: {seconds(asked) * 1000:.1f} ms, {len(asked())} found")
        treatments = Treatments(store, "ana")
        began = time.process_time()
        treatments.read()
        spans = store.conn.execute("SELECT count(*) FROM spans").fetchone()[0]
        took = time.process_time() - began
        print(f"inconsistent strings of {spans:,} spans: {took:.2f} s, {len(treatments.inconsistent()):,} strings")
    before, work = options.folder / "before.db", options.folder / "work.db"
    for copy in (before, work):
        shutil.copyfile(path, copy)
    with Store.open(work) as store:
        places = list(islice(find(store, of_words(_COMMON)), options.places))
        began = time.process_time()
        done = fix(store, places, Fix("LOC", "ana", "ana"))
        took = time.process_time() - began
        plain = raw(before, store.conn, done.step)
        print(
            f"a fix of {done.changed:,} places in {done.articles:,} articles: {took:.2f} s, "
            f"{took / plain:.1f}x its rows raw"
        )
        began = time.process_time()
        take_back(store, "ana", done.step)
        took = time.process_time() - began
        print(f"its undo: {took:.2f} s, {took / plain:.1f}x")


if __name__ == "__main__":
    main()
