"""Keys typed ahead: each is carried out, with all that follows from it, before the next is looked at.

Textual passes a key on through queues, and a screen it opens is built behind them: a key that comes in the
same packet would meet the screen as it was, or one without focus. Here keys wait in a line of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from annotator.tui.screens.taking import TakesKeys

PATIENCE = 1.0
"""Seconds after which the next key is looked at, whatever the one before it may still be doing."""


class OrderlyApp(App[None]):
    """An app that carries out what was typed one at a time."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._typed: asyncio.Queue[events.Key | events.Paste] = asyncio.Queue()
        self._met: Screen[object] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait in its line; everything else is looked at now."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.put_nowait(event)
        if self._worker is None:
            self._worker = self.run_worker(self._carry_out(), name="keys typed ahead")

    _worker: Worker[None] | None = None

    async def _carry_out(self) -> None:
        while True:
            event = await self._typed.get()
            if self.screen is not self._met:
                self._met = self.screen
                await _patiently(_passed(self._met))
            screen = self.screen
            if isinstance(event, events.Key) and isinstance(screen, TakesKeys) and screen.takes_keys:
                if not screen.take(event) and not await self._check_bindings(event.key, priority=True):
                    await self._check_bindings(event.key)
                if self.message_queue_size:
                    await _patiently(_passed(self))
            else:
                await super().on_event(event)
                await _patiently(self._settled())

    async def _settled(self) -> None:
        """Wait until nothing is left to do for whatever stands between the focus and the app."""
        busy = True
        while busy:
            here = self.focused or self.screen
            chain = here.ancestors_with_self
            for node in chain:
                await _passed(node)
            busy = here is not (self.focused or self.screen) or any(node.message_queue_size for node in chain)


async def _passed(node: DOMNode) -> None:
    """Wait until a node has done all that is in its queue now."""
    done = asyncio.Event()
    if node.call_later(done.set):
        await done.wait()


async def _patiently(wait: Awaitable[None]) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await wait
