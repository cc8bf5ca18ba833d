"""Keys in a line: each waits for what the one before it set off, but never for ever."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Label

from annotator.tui.terminal import key_queue as typed_ahead
from annotator.tui.terminal.key_queue import KeyQueueApp


class Question(Screen[str]):
    """Asks for a word."""

    AUTO_FOCUS = "Input"

    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)


class Stuck(Label, can_focus=True):
    """Comes to no end with a key until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = asyncio.Event()

    async def on_key(self) -> None:
        await self.let_go.wait()


class Typing(KeyQueueApp):
    """Asks on `q` and waits for the screen to be there; notes answers and what else is typed."""

    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def compose(self) -> ComposeResult:
        yield Stuck()

    async def on_key(self, event: events.Key) -> None:
        if event.key == "q" and len(self.screen_stack) == 1:
            await self.push_screen(Question(), lambda word: self.noted.append(word or ""))
        elif len(self.screen_stack) == 1:
            self.noted.append(event.key)


def send(app: Typing, *keys: str) -> None:
    """Send keys as if they had come in one packet."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def noted(app: Typing, many: int) -> list[str]:
    """What the app has noted, once it is so much or five seconds are over."""
    for _ in range(500):
        if len(app.noted) >= many:
            break
        await asyncio.sleep(0.01)
    return app.noted


async def test_a_screen_is_there_before_the_next_key_and_gone_before_the_one_behind_its_answer() -> None:
    app = Typing()
    async with app.run_test():
        send(app, "a", "q", "q", "x", "enter", "b", "q", "enter", "c")
        app.post_message(events.Key("q", "q"))
        app.post_message(events.Paste("pasted"))
        send(app, "enter")
        assert await noted(app, 6) == ["a", "qx", "b", "", "c", "pasted"]


async def test_what_never_ends_does_not_hold_up_the_next_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_ahead, "PATIENCE", 0.05)
    app = Typing()
    async with app.run_test():
        stuck = app.query_one(Stuck)
        app.screen.set_focus(stuck)
        send(app, "x")
        await asyncio.sleep(0.2)
        app.screen.set_focus(None)
        send(app, "y")
        try:
            assert await noted(app, 1) == ["y"]
        finally:
            stuck.let_go.set()
