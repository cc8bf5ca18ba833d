"""How fast bulk goes in and out, against the plain way that a short script would do it: prints a table.

    (cd tests; nice python -m bench.bulk [--articles 20000] [--words 200] [--rounds 3] [--only in])

An article of 200 words has 20 spans. Both ways run in turns in the same minutes (A B A B), each time in
a new process, and must give the same lines or rows. *Out*: sqlite-utils rows, dictionaries and
`json.dumps` against `export jsonl`. *In*: orjson and `executemany` into tables of the same columns and
indexes against `add`. Languages are said, not told. The ratio of the medians counts. Needs Linux (`resource`).
"""

from __future__ import annotations

import argparse
import filecmp
import hashlib
import json
import multiprocessing
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from bench.big import suggestions, text_of
from sqlite_utils import Database

from annotator.domain.tokens import OwnTokens, own_tokens
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.importing.add import AddOptions, add
from annotator.storage.store import Store
from annotator.storage.token_edges import pack, unpack

SPAN = ("start", "end", "token_start", "token_end", "label", "text", "source", "decided", "by", "at")
Tokens = tuple[str, list[tuple[int, int]]]
META = ("key", "title", "byline", "source", "date", "language")


def corpus(path: Path, articles: int, words: int, *, layers: bool) -> Path:
    """A JSONL of made-up articles, with the layer of one annotator in each if `layers`."""
    with path.open("wb") as file:
        for number in range(articles):
            text = text_of(words, number)
            record: dict[str, Any] = {"text": text, "title": f"News {number}", "date": "2026-01-02", "url": "a/b"}
            if layers:
                spans = [{"start": start, "end": end, "label": label} for start, end, label, _ in suggestions(text)]
                record |= {"_annotator_id": "ada", "spans": spans}
            file.write(orjson.dumps(record) + b"\n")
    return path


def plain_out(project: Path, out: Path) -> None:
    """The lines of `export jsonl --layer ada` by rows, dictionaries and `json.dumps`."""
    db = Database(project)
    with out.open("w", encoding="utf-8") as file:
        for article in db["articles"].rows_where("archived = 0", order_by="added, key"):
            text = db.table("texts").get(article["id"])["text"]
            layer = db.table("layers").get((article["id"], "ada"))
            where = "article = ? and layer = 'ada' and state = 'held'"
            spans = list(db["spans"].rows_where(where, [article["id"]], order_by='start, "end", label'))
            record = _record(article, text, layer, spans, _tokens(db, article["id"], text))
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


def _tokens(db: Database, article: int, text: str) -> Tokens:
    stored = list(db["tokens"].rows_where("article = ?", [article]))
    if stored:
        return stored[0]["name"], list(zip(*unpack(stored[0]["edges"]), strict=True))
    return OwnTokens.name, list(OwnTokens(text))


def _record(
    article: dict[str, Any], text: str, layer: dict[str, Any], spans: list[dict[str, Any]], tokens: Tokens
) -> dict[str, Any]:
    tokenizer, edges = tokens
    starts = {start: number for number, (start, _) in enumerate(edges)}
    ends = {end: number for number, (_, end) in enumerate(edges)}
    for span in spans:
        span["token_start"], span["token_end"] = starts.get(span["start"]), ends.get(span["end"])
        span["text"] = text[span["start"] : span["end"]]
    meta = {name: article[name] for name in META}
    meta |= {"layer": "ada", "status": layer["status"], "project": "out", "tokenizer": tokenizer}
    return {
        "text": text,
        "tokens": [
            {"text": text[start:end], "start": start, "end": end, "id": number, "ws": text[end : end + 1] == " "}
            for number, (start, end) in enumerate(edges)
        ],
        "spans": [{name: span[name] for name in SPAN} for span in spans],
        "cats": json.loads(layer["cats"]),
        "answer": "accept",
        "meta": meta | {"elapsed_ms": layer["elapsed_ms"]} | json.loads(article["meta"]),
        "_annotator_id": "ada",
        "_session_id": "out-ada",
        "_timestamp": int(datetime.fromisoformat(layer["at"]).timestamp()),
    }


def our_out(project: Path, out: Path) -> None:
    """The export itself."""
    with Store.open(project) as store:
        export(store, ExportOptions(out=out, layer="ada"))


def plain_in(source: Path, project: Path) -> None:
    """The articles by orjson and one `executemany` a table, in one transaction, as durable as ours."""
    db = sqlite3.connect(project, isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("BEGIN IMMEDIATE")
    with source.open("rb") as file:
        while lines := file.readlines(4_000_000):
            records = [orjson.loads(line) for line in lines]
            (last,) = db.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()
            numbered = list(enumerate(records, last))
            now = "2026-01-02T03:04:05.678901Z"
            db.executemany(
                "INSERT INTO articles VALUES (?, ?, ?, '', ?, ?, 'en', '{}', ?, ?, 0)",
                (
                    (id_, _key(one["text"]), one["title"], one["url"], one["date"], len(one["text"]), now)
                    for id_, one in numbered
                ),
            )
            db.executemany("INSERT INTO texts VALUES (?, ?)", ((id_, one["text"]) for id_, one in numbered))
    db.execute("COMMIT")


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def our_in(source: Path, project: Path) -> None:
    """The verb `add`."""
    with Store.open(project) as store:
        add(store, [str(source)], AddOptions(language="en"))


def measured(work: Callable[..., None], *arguments: Path) -> list[float]:
    """Seconds, seconds of CPU and the most megabytes in memory of a piece of work in a new process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_timed, (work, *arguments))


def _timed(work: Callable[..., None], *arguments: Path) -> list[float]:
    began, worked = time.perf_counter(), time.process_time()
    work(*arguments)
    (most,) = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return [time.perf_counter() - began, time.process_time() - worked, int(most) / 1024]


def tell(name: str, rounds: int, plain: Callable[[], list[float]], ours: Callable[[], list[float]]) -> None:
    """A row of the table: medians of both ways, run in turns, and how many times as fast ours is."""
    pairs = [(plain(), ours()) for _ in range(rounds)]
    one, two = ([statistics.median(run[n] for run in way) for n in range(3)] for way in zip(*pairs, strict=True))
    ratios = [statistics.median(plain[n] / ours[n] for plain, ours in pairs) for n in (0, 1)]
    print(
        f"{name:>24} {one[0]:>8.2f} {two[0]:>7.2f} {ratios[0]:>6.2f}× {ratios[1]:>6.2f}× {one[2]:>8.0f} {two[2]:>8.0f}",
        flush=True,
    )


def come_in(folder: Path, articles: int, words: int, rounds: int) -> None:
    """Row 11: articles in."""
    source = corpus(folder / "in.jsonl", articles, words, layers=False)
    there = [folder / f"in-{number}.db" for number in range(2 * rounds)]
    for path in there:
        Store.create(path).close()
    paths = iter(there)
    tell(
        "articles in", rounds,
        lambda: measured(plain_in, source, next(paths)), lambda: measured(our_in, source, next(paths)),
    )  # fmt: skip
    assert _rows(there[0]) == _rows(there[1])


def _rows(project: Path) -> list[Any]:
    with sqlite3.connect(project) as db:
        return db.execute(
            "SELECT articles.id, key, title, byline, source, date, language, meta, length, archived, text "
            "FROM articles JOIN texts ON article = articles.id ORDER BY 1"
        ).fetchall()


def go_out(folder: Path, articles: int, words: int, rounds: int) -> None:
    """Row 12: layers out, first with the project's own tokens, then with those of a model."""
    project, outs = folder / "out.db", (folder / "plain.jsonl", folder / "ours.jsonl")
    with Store.create(project) as store:
        add(store, [str(corpus(folder / "all.jsonl", articles, words, layers=True))], AddOptions(language="en"))
    for name in ("jsonl out", "jsonl out, stored tokens"):
        tell(
            name, rounds,
            lambda: measured(plain_out, project, outs[0]), lambda: measured(our_out, project, outs[1]),
        )  # fmt: skip
        assert filecmp.cmp(*outs, shallow=False)
        with Store.open(project) as store, store.write() as conn:
            for number, text in conn.execute("SELECT article, text FROM texts").fetchall():
                conn.execute("INSERT OR REPLACE INTO tokens VALUES (?, 'm', ?)", (number, pack(*own_tokens(text)[:2])))


def main() -> None:
    """Make the corpora, measure, compare what came out, print."""
    parser = argparse.ArgumentParser()
    for option, default in (("articles", 20_000), ("words", 200), ("rounds", 3)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--only", choices=("in", "out"))
    options = parser.parse_args()
    works = {"in": come_in, "out": go_out}
    print(f"{'':>24}  plain s  ours s   ratio  of CPU plain MB  ours MB")
    for work in [works[options.only]] if options.only else works.values():
        with tempfile.TemporaryDirectory() as folder:
            work(Path(folder), options.articles, options.words, options.rounds)


if __name__ == "__main__":
    main()
