"""Keys typed ahead: each is carried out, with all that follows from it, before the next is looked at.

Textual passes a key on through queues, and a screen it opens is built behind them: a key that comes in the
same packet would meet the screen as it was, or one without focus. Here keys wait in a line of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from textual import events
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker

from annotator.domain.decisions import new_id
from annotator.tui.style.palette import palette_named
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.terminal.frame import FrameApp
from annotator.tui.terminal.keyboard import BackgroundTold
from annotator.tui.terminal.paste_guard import Piece, looks_pasted

Typed = events.Key | events.Paste | Piece
Waiting = Typed | Callable[[], None]
"""What waits in line: what was typed, or something to do once all before it is carried out."""
PATIENCE = 1.0
"""Seconds after which the next key is looked at, whatever the one before it may still be doing."""


class KeyQueueApp(FrameApp):
    """An app that carries out what was typed one at a time."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._typed: asyncio.Queue[Waiting | None] = asyncio.Queue()
        self._met: Screen[object] | None = None
        self._busy = False
        self._held: Piece | None = None
        self._together: list[tuple[str, str]] = []
        self.keys_typed = 0

    async def on_event(self, event: events.Event) -> None:
        """Carry out what is typed in its order; everything else is looked at now."""
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
        else:
            self.typed(event)

    def on_background_told(self, message: BackgroundTold) -> None:
        """Wear what fits a light terminal that was asked; an answer to somebody else changes nothing."""
        if self.early and self.early.asks and not message.dark:
            self.theme = palette_named("light").name

    @property
    def listens(self) -> bool:
        """Whether what is typed may come here now: there is a screen, and nothing that came before is on its way."""
        return self._met is not None and not self.message_queue_size

    def typed(self, event: Typed) -> None:
        """Carry out what was typed here and now, or let it wait in its line if something is in its way."""
        self.keys_typed += isinstance(event, events.Key)
        if self._held and self._held.takes(event):
            return
        if isinstance(event, Piece):
            self._held = event
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

    def _wait_in_line(self, event: Waiting | None) -> None:
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
            if isinstance(event, Piece):
                self._meet(event)
            elif callable(event):
                event()
            elif event is None or self._received(event):
                if self.message_queue_size:
                    await _patiently(_passed(self))
            else:
                await super().on_event(event)
                await _patiently(self._all_done())

    # -- keys that look pasted

    def _meet(self, piece: Piece) -> None:
        """Let go where it should what belongs into a line of text; ask about the rest, if it still looks pasted."""
        first, here, screen = piece.keys[0], self.focused, self.screen
        is_text = here is not None and here.check_consume_key(first.key, first.character)
        opens = isinstance(screen, DirectKeys) and screen.opens_line(first)
        line = piece.cut_line() if is_text or opens else []
        if not looks_pasted(piece.keys):
            self._held = None
            self._put_first([*line, *piece.keys])
        elif line:
            self._put_first([*line, piece])
        else:
            piece.wait()
            self.ask_about(piece)

    def ask_about(self, piece: Piece) -> None:
        """Ask whether keys that look pasted are meant: `carry_out` them, or let them `drop`."""
        self.carry_out(piece.keys)

    def carry_out(self, keys: Sequence[events.Key]) -> None:
        """Carry these keys out before all that came behind them; what they do is `together` from then on."""
        self._held = None
        self._put_first([*keys, partial(self._carried_out, new_id())])

    def _carried_out(self, began: str) -> None:
        self._together.append((began, new_id()))

    def together(self, step: str) -> tuple[str, str] | None:
        """Ids between which are the steps of the keys that were carried out together with those of a step, if any."""
        return next((one for one in self._together if one[0] < step < one[1]), None)

    def drop(self) -> None:
        """Forget the keys that were asked about."""
        self._held = None

    def _put_first(self, events: Sequence[Waiting]) -> None:
        waiting = [self._typed.get_nowait() for _ in range(self._typed.qsize())]
        for event in (*events, *waiting):
            self._wait_in_line(event)

    async def _all_done(self) -> None:
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
