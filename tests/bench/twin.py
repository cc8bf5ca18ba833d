"""The real app in a terminal, and beside it the same app without one: both are pressed the same keys.

The *twin* works on a copy of the project, in this process, so that a script can see where it stands
and plan its next keys; what is measured is what the real app makes of them. After every decision the
two projects must hold the same log. Needs Linux (`/proc`).
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

from bench.stopwatch import Stopwatch
from support.pty import ANNOTATOR, KEYS
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from annotator.config import Settings
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.missed.hint_keys import HintKeys
from annotator.tui.screens.annotate.missed.hints import Hints
from annotator.tui.screens.annotate.screen import AnnotateScreen

Stretch = tuple[int, int]

SIZE = (120, 40)
_LOG = 'SELECT action, start, "end", label FROM decisions ORDER BY id LIMIT -1 OFFSET ?'
_KEYS = {**KEYS, "esc": "\x1b[27u"}
"""Keys as a terminal sends them that tells `esc` from the beginning of another key."""
_REST = 0.02
_CALM = 2


class Twin:
    """One annotator in both apps; use it in an `async with`."""

    def __init__(self, project: Path, annotator: str, *, memory: bool, size: tuple[int, int] = SIZE) -> None:
        self._project, self._annotator, self._memory, self._size = project, annotator, memory, size
        self._logged = 0
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        copy = self._project.with_suffix(".twin.db")
        shutil.copyfile(self._project, copy)
        config = self._project.with_suffix(".toml")
        config.write_text(f"memory = {str(self._memory).lower()}\n")
        self.store = self._stack.enter_context(Store.open(copy))
        command = (*ANNOTATOR, "-p", str(self._project), "--as", self._annotator, "label")
        cols, rows = self._size
        env = {"ANNOTATOR_CONFIG": str(config)}
        self.terminal = self._stack.enter_context(Stopwatch(command, cols=cols, rows=rows, env=env))
        self._real = sqlite3.connect(f"{self._project.as_uri()}?mode=ro", uri=True)
        self._stack.callback(self._real.close)
        self.app = AnnotatorApp(
            self.store, self._annotator, settings=Settings(memory=self._memory), start="annotate", suggest=False
        )
        self._pilot: Pilot[None] = await self._stack.enter_async_context(self.app.run_test(size=self._size))
        await self._pilot.pause()
        self.terminal.since_start("accept")
        await self._settled()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    @property
    def screen(self) -> AnnotateScreen:
        """The annotate screen of the twin."""
        screen = next(one for one in reversed(self.app.screen_stack) if isinstance(one, AnnotateScreen))
        assert isinstance(screen, AnnotateScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys in both, and see that they did the same: with memory, each when the one before is learned."""
        for now in [(key,) for key in keys] if self._memory else [keys]:
            typed = "".join(_KEYS.get(key, key) for key in now)
            self.terminal.press(typed)
            for event in XTermParser().feed(typed):
                assert self.app._driver
                self.app._driver.process_message(event)
            await self._pilot.pause()
            await self._agree(now)
            if self._memory:
                await self._settled()
                await self._agree(now)

    async def _agree(self, keys: tuple[str, ...]) -> None:
        deadline = time.monotonic() + 10
        while (mine := self._log(self.store.conn)) != (its := self._log(self._real)):
            if time.monotonic() > deadline:
                raise AssertionError(f"{keys}: here {mine}, there {its}\n{self.terminal.text}")
            await asyncio.sleep(0.001)
        self._logged += len(mine)

    def _log(self, project: sqlite3.Connection) -> list[tuple[str, int | None, int | None, str | None]]:
        """The decisions on which the two have not agreed yet; when a string accepts itself is left to the machine."""
        return sorted(project.execute(_LOG, (self._logged,)).fetchall(), key=repr)

    async def _settled(self) -> None:
        """Wait until both rest: the adviser learns behind the frame of a key, and what it learned can be proposed."""
        before, calm = -1.0, 0
        while self.terminal.process.poll() is None and calm < _CALM:
            await asyncio.sleep(_REST)
            now = self.terminal.cpu()
            learned = self.screen.learning._rest._due is None
            rests = learned and now - before < _REST / 20 and self.terminal.is_waiting
            calm = calm + 1 if rests else 0
            before = now

    async def hints(self) -> Mapping[Stretch, str]:
        """What `f` would offer now, by place; asked of the twin alone, which forgets that it was."""
        keys = next(part for part in self.screen.parts if isinstance(part, HintKeys))
        before = keys._likely
        await self._pilot.press("f")
        places: dict[Stretch, str] = {}
        if isinstance(self.app.screen, Hints):
            places = {(place.start, place.end): letters for letters, place in self.app.screen.spans.items()}
            await self._pilot.press("escape")
        keys._likely = before
        return places
