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
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.terminal.frame import FrameApp

PATIENCE = 1.0
"""Seconds after which the next key is looked at, whatever the one before it may still be doing."""


class KeyQueueApp(FrameApp):
    """An app that carries out what was typed one at a time."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._typed: asyncio.Queue[events.Key | events.Paste | None] = asyncio.Queue()
        self._met: Screen[object] | None = None
        self._busy = False

    async def on_event(self, event: events.Event) -> None:
        """Carry out what is typed in its order; everything else is looked at now."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        else:
            self.typed(event)

    @property
    def listens(self) -> bool:
        """Whether what is typed may come here now: there is a screen, and nothing that came before is on its way."""
        return self._met is not None and not self.message_queue_size

    def typed(self, event: events.Key | events.Paste) -> None:
        """Carry out what was typed here and now, or let it wait in its line if something is in its way."""
        if self._busy or not self._received(event):
            self._wait_in_line(event)
        elif self.message_queue_size:
            self._wait_in_line(None)

    def _received(self, event: events.Event) -> bool:
        """Whether the screen that keys go to has carried this one out."""
        screen = self.screen
        if screen is not self._met or not isinstance(screen, DirectKeys) or not screen.receives_keys:
            return False
        with self.in_one_frame():
            return isinstance(event, events.Key) and screen.receive_key(event)

    def _wait_in_line(self, event: events.Key | events.Paste | None) -> None:
        """Carry out what was typed, or nothing, once all that is under way is done; what comes next waits for it."""
        self._busy = True
        self._typed.put_nowait(event)
        if self._worker is None:
            self._worker = self.run_worker(self._carry_out(), name="keys typed ahead")

    _worker: Worker[None] | None = None

    async def _carry_out(self) -> None:
        while True:
            self._busy = not self._typed.empty()
            event = await self._typed.get()
            if self.screen is not self._met:
                self._met = self.screen
                await _patiently(_passed(self._met))
            if event is None or self._received(event):
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
