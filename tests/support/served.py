"""A server of `annotator serve` in a process of its own, and a browser's part played over its doors."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pyte
import pytest
from support.desks import make

from annotator.domain.scheme import Scheme
from annotator.storage.maintenance.scheme import save_scheme

WAIT = 60.0


def quiet_project(path: Path) -> Path:
    """A small project with suggestions, in which nothing accepts itself."""
    store, _ = make(path)
    with store:
        save_scheme(store, Scheme(store.scheme().labels, auto_accept="off"))
    return path


@dataclass(frozen=True)
class Served:
    """A server that runs: each person's link, and the process."""

    links: dict[str, str]
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        return re.sub(r"/in/.*", "", next(iter(self.links.values())))

    def stop(self) -> str:
        """End it as ctrl+c does; gives what it says last."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=WAIT)
        return said


@contextmanager
def served(project: Path, *words: str) -> Iterator[Served]:
    """Serve a project at a free port, with a home of its own beside it."""
    home = {"HOME": str(project.parent), "XDG_STATE_HOME": str(project.parent / "state"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "annotator", "-p", str(project), "serve", "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **home},
    )
    assert process.stdout
    links: dict[str, str] = {}
    said = ""
    number = 1
    while len(links) < number:
        line = process.stdout.readline()
        assert line, said
        said += line
        if found := re.match(r"(\d+) links?, each", line):
            number = int(found[1])
        if found := re.match(r"(\S+) +(http\S+/in/\S+)", line):
            links[found[1]] = found[2]
    try:
        yield Served(links, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(WAIT)


class Window:
    """A page that is joined to its terminal: what stands on it, and keys pressed on it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, size: tuple[int, int]) -> None:
        self.socket, self.shown = socket, b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """What stands on the page, row by row."""
        return "\n".join(self._screen.display)

    async def press(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])

    async def until(self, words: str) -> None:
        """Read on until these words stand on the page."""
        try:
            async with asyncio.timeout(WAIT):
                while words not in self.text:
                    assert await self._read(), self.text
        except TimeoutError:
            pytest.fail(f"{words!r} does not come:\n{self.text}")

    async def closed(self) -> None:
        """Read on until the server closes the page."""
        async with asyncio.timeout(WAIT):
            while await self._read():
                pass

    async def _read(self) -> bool:
        message = await self.socket.receive()
        if message.type == aiohttp.WSMsgType.BINARY:
            self.shown += message.data
            self._stream.feed(message.data)
        return message.type not in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


async def come_in(browser: aiohttp.ClientSession, link: str) -> str:
    """Open a link as a browser does; gives the address of the page behind it."""
    async with browser.get(link) as answer:
        assert answer.status == 200, await answer.text()
        place = re.search(r'data-place="(/[^"]+/)"', await answer.text())
    assert place
    page = re.sub(r"/in/.*", "", link) + place[1]
    async with browser.get(page) as answer:
        assert answer.status == 200
    return page


@asynccontextmanager
async def window(
    browser: aiohttp.ClientSession, page: str, name: str = "one", size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Window]:
    """A page joined to its terminal."""
    origin = "/".join(page.split("/")[:3])
    address = f"{page}terminal/{name}?width={size[0]}&height={size[1]}"
    async with browser.ws_connect(address, origin=origin) as socket:
        yield Window(socket, size)


def browser() -> aiohttp.ClientSession:
    """A browser with cookies of its own, which keeps those of an address without a name, too."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
