"""Keys typed ahead: each is carried out, with all that follows from it, before the next is looked at.

Textual passes a key on through queues, and a screen it opens is built behind them: a key that comes in the
same packet would meet the screen as it was, or one without focus. Here keys wait in a line of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

PATIENCE = 1.0
"""Seconds after which the next key is looked at, whatever the one before it may still be doing."""

Typed = events.Key | events.Paste


class TypedAhead:
    """Gives what was typed to `carry_out`, one at a time; it answers whether the key went on through the queues."""

    def __init__(self, app: App[None], carry_out: Callable[[Typed], Awaitable[bool]]) -> None:
        self._app, self._carry_out = app, carry_out
        self._line: asyncio.Queue[Typed] = asyncio.Queue()
        self._ready: Screen[object] | None = None
        self._started = False

    def take(self, event: Typed) -> None:
        """Put a key in the line."""
        self._line.put_nowait(event)
        if not self._started:
            self._started = True
            self._app.run_worker(self._work(), name="keys typed ahead")

    async def _work(self) -> None:
        while True:
            event = await self._line.get()
            if self._app.screen is not self._ready:
                self._ready = self._app.screen
                await _patiently(_passed(self._ready))
            if await self._carry_out(event):
                await _patiently(self._settled())
            elif self._app.message_queue_size:
                await _patiently(_passed(self._app))

    async def _settled(self) -> None:
        """Wait until nothing is left to do for whatever stands between the focus and the app."""
        app = self._app
        busy = True
        while busy:
            here = app.focused or app.screen
            chain = here.ancestors_with_self
            for node in chain:
                await _passed(node)
            busy = here is not (app.focused or app.screen) or any(node.message_queue_size for node in chain)


async def _passed(node: DOMNode) -> None:
    """Wait until a node has done all that is in its queue now."""
    done = asyncio.Event()
    if node.call_later(done.set):
        await done.wait()


async def _patiently(wait: Awaitable[None]) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await wait
