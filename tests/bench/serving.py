"""What a server of browsers takes with many people at their keys at once: prints a table.

    (cd tests; python -m bench.serving [--people 20] [--keys 40] [--every 0.5])

The last row has a reviewer's gold approved, suggestions brought in and the project exported beside it, over and over.

A key goes through the socket of a page to the app at its terminal, which commits a decision; it is answered with the
first bytes that come back. Memory is what all processes of the server have to themselves and share by parts (PSS), with
one process of models for all. Needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from asyncio.subprocess import DEVNULL
from pathlib import Path

import aiohttp
from bench.big import suggestions, text_of
from bench.stopwatch import high, middle
from support.pty import ANNOTATOR
from support.served import browser, come_in, served, window

from annotator.domain.article import Article
from annotator.storage.store import Store

WORDS = 400


def project(path: Path, articles: int) -> Path:
    """A project of articles with suggestions, more than anybody gets through."""
    with Store.create(path) as store, store.write():
        for number in range(articles):
            text = f"Number {number}\n\n{text_of(WORDS)}"
            article = Article.of(text)
            store.add_article(article, f"2026-01-01T00:00:00.{number:06}Z")
            store.add_suggestions(article.key, "made", suggestions(text))
    return path


def family(root: int) -> list[int]:
    """A process and those below it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found = [root]
    for one in found:
        found.extend(parents.get(one, ()))
    return found


def memory(root: int) -> float:
    """MB of a process and those below it."""
    kilobytes = 0
    for process in family(root):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1000


async def press(link: str, keys: int, every: float, wait: float) -> list[float]:
    """One person: come in, wait for all others, press `space`; seconds to the answer of each key."""
    took = []
    async with browser() as mine, window(mine, await come_in(mine, link)) as page:
        await page.until("accept")
        await asyncio.sleep(wait)
        for _ in range(keys):
            while True:  # what comes by itself is no answer
                try:
                    await asyncio.wait_for(page.socket.receive(), 0.02)
                except TimeoutError:
                    break
            began = time.perf_counter()
            await page.press(" ")
            message = await page.socket.receive()
            took.append(time.perf_counter() - began)
            assert message.type == aiohttp.WSMsgType.BINARY
            await asyncio.sleep(max(0.0, every - (time.perf_counter() - began)))
    return took


async def work_beside(path: Path, done: asyncio.Event) -> None:
    """Bring in suggestions, approve what can be, and export, over and over, until all is done."""
    number = 0
    while not done.is_set():
        number += 1
        patterns = path.with_name(f"patterns{number}.jsonl")
        patterns.write_text(json.dumps({"label": "ORG", "pattern": "the"}))
        for verb in (
            ("suggest", "--patterns", str(patterns)),
            ("settle", "--by", "vote", "--at-least", "1/2"),
            ("export", "jsonl", "--layer", "all", "--status", "any", "-o", str(path.with_name("out.jsonl"))),
        ):
            words = [*ANNOTATOR, "-p", str(path), "--as", "rosa", *verb]
            process = await asyncio.create_subprocess_exec(*words, stdout=DEVNULL, stderr=DEVNULL)
            await process.wait()


async def measure(path: Path, people: int, keys: int, every: float, *, busy: bool) -> tuple[list[float], float]:
    """Seconds a key, of all people, and the memory (MB) while they are at work."""
    names = [f"p{number}" for number in range(people)]
    done = asyncio.Event()
    beside = asyncio.create_task(work_beside(path, done)) if busy else None
    with served(path, "--for", ",".join(names)) as server:
        wait = 2.0 + people / 4
        work = [
            asyncio.create_task(press(link, keys, every, wait + number * every / people))
            for number, link in enumerate(server.links.values())
        ]
        await asyncio.sleep(wait + 3)
        used = memory(server.process.pid)
        took = [one for each in await asyncio.gather(*work) for one in each]
        server.stop()
    done.set()
    if beside:
        await beside
    return took, used


def main() -> None:
    """Measure one person and many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--every", type=float, default=0.5)
    asked = parser.parse_args()
    print("| people | a key, p50 | p95 | memory of all |")
    print("|---|---|---|---|")
    for people, busy in ((1, False), (asked.people, False), (asked.people, True)):
        with tempfile.TemporaryDirectory() as folder:
            path = project(Path(folder) / "p.db", 4 * people)
            took, used = asyncio.run(measure(path, people, asked.keys, asked.every, busy=busy))
        who = f"{people}, and work beside" if busy else str(people)
        print(f"| {who} | {1000 * middle(took):.1f} ms | {1000 * high(took):.1f} ms | {used:,.0f} MB |")


if __name__ == "__main__":
    main()
