"""Keys in a line: each waits for what the one before it set off, but never for ever."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Label

from annotator.tui import typed_ahead
from annotator.tui.typed_ahead import Typed, TypedAhead


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


class Typing(App[None]):
    """Asks on `q` and waits for the screen to be there; notes answers and what else is typed."""

    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []
        self._typed = TypedAhead(self, self._carry_out)

    def compose(self) -> ComposeResult:
        yield Stuck()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.take(event)
        else:
            await super().on_event(event)

    async def _carry_out(self, event: Typed) -> bool:
        await super().on_event(event)
        return True

    async def on_key(self, event: events.Key) -> None:
        if event.key == "q" and len(self.screen_stack) == 1:
            await self.push_screen(Question(), lambda word: self.noted.append(word or ""))
        elif len(self.screen_stack) == 1:
            self.noted.append(event.key)


def send(app: Typing, *keys: str) -> None:
    """Send keys as if they had come in one packet."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def until_noted(app: Typing, wanted: list[str]) -> None:
    for _ in range(500):
        if app.noted == wanted:
            return
        await asyncio.sleep(0.01)
    assert app.noted == wanted


async def test_a_screen_is_there_before_the_next_key_and_gone_before_the_one_behind_its_answer() -> None:
    app = Typing()
    async with app.run_test():
        send(app, "a", "q", "q", "x", "enter", "b", "q", "enter", "c")
        app.post_message(events.Key("q", "q"))
        app.post_message(events.Paste("pasted"))
        send(app, "enter")
        await until_noted(app, ["a", "qx", "b", "", "c", "pasted"])


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
            await until_noted(app, ["y"])
        finally:
            stuck.let_go.set()
