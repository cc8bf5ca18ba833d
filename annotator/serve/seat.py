"""Where one person sits: the terminal with their app, and the one page that shows it now.

A page that goes away leaves the app as it is for a while, so that a lost connection comes back where it stood.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from annotator.serve.terminal import Terminal

_BLINK = 0.05
"""Seconds between the two sizes that make an app paint anew."""


class Page(Protocol):
    """A page in a browser, which shows bytes and can be left."""

    async def send_bytes(self, data: bytes) -> None:
        """Show bytes."""

    async def close(self) -> object:
        """Leave it."""


class Seat:
    """A terminal for one person: begun when a page first comes, kept `patience` seconds without one.

    `begin` opens a terminal of a size and raises `OSError` where none can be had.
    """

    def __init__(self, begin: Callable[[tuple[int, int]], Terminal], patience: float) -> None:
        self._begin, self._patience = begin, patience
        self._terminal: Terminal | None = None
        self._page: Page | None = None
        self._named = ""
        self._pump: asyncio.Task[None] | None = None
        self._waits: asyncio.TimerHandle | None = None

    @property
    def taken(self) -> bool:
        """Whether an app runs here."""
        return self._terminal is not None

    @property
    def shown(self) -> bool:
        """Whether a page shows it."""
        return self._page is not None

    def shows(self, page: str) -> bool:
        """Whether the page of this name is the one that shows the app."""
        return self._page is not None and page == self._named

    async def sit_down(self, page: Page, named: str, size: tuple[int, int]) -> None:
        """Show the app on a page, which takes it from the page before; it is begun if none runs."""
        before, self._page, self._named = self._page, page, named
        if self._waits:
            self._waits.cancel()
            self._waits = None
        if before:
            with suppress(Exception):
                await before.close()
        if self._pump and self._terminal and self._terminal.closed:
            await asyncio.wait([self._pump])  # the app before is on its way out
        if self._terminal is None:
            self._terminal = self._begin(size)
            self._pump = asyncio.create_task(self._carry(self._terminal))
        else:
            await page.send_bytes(self._terminal.modes)
            self._terminal.resize(size[0], size[1] - 1)
            await asyncio.sleep(_BLINK)
            self._terminal.resize(*size)

    def get_up(self, page: Page) -> None:
        """A page has gone; where it was the one that showed the app, the app waits."""
        if self._page is page:
            self._page = None
            if self._terminal:
                self._waits = asyncio.get_running_loop().call_later(self._patience, self.hang_up)

    def write(self, page: Page, data: bytes) -> None:
        """Type on a page; one that does not show the app any more types nothing."""
        if self._terminal and page is self._page:
            self._terminal.write(data)

    def resize(self, page: Page, width: int, height: int) -> None:
        """A page has another size."""
        if self._terminal and page is self._page:
            self._terminal.resize(width, height)

    def hang_up(self) -> None:
        """Let the app end as if its terminal had been closed."""
        if self._pump:
            self._pump.cancel()

    async def leave(self) -> None:
        """Hang up, and wait until the app has ended."""
        self.hang_up()
        if self._pump:
            await asyncio.wait([self._pump])

    async def _carry(self, terminal: Terminal) -> None:
        """Carry what the app writes to the page, if there is one, until the app ends or is hung up."""
        try:
            while data := await terminal.read():
                if page := self._page:
                    with suppress(ConnectionError, RuntimeError):
                        await page.send_bytes(data)
        finally:
            terminal.close()
            page = self._page
            await _though_cancelled(terminal.ended())
            self._terminal = None
            if self._page is page:
                self._page = None
            if page:
                with suppress(Exception):
                    await page.close()


async def _though_cancelled(work: Awaitable[None]) -> None:
    """Do the last work of a task that may be under cancellation."""
    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
