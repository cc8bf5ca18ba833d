"""Between two apps: what is typed after the end reaches nobody else, and who comes meanwhile waits for a new one."""

from __future__ import annotations

import asyncio
import fcntl
import os
import select
import termios
import tty

import pytest

from annotator.serve.seat import Seat
from annotator.serve.terminal import Terminal

WAIT = 60.0


class Paper:
    """A page that keeps what is shown."""

    def __init__(self) -> None:
        self.shown, self.closed = b"", asyncio.Event()

    async def send_bytes(self, data: bytes) -> None:
        self.shown += data

    async def close(self) -> object:
        self.closed.set()
        return None


def begin(size: tuple[int, int]) -> Terminal:
    return Terminal(["--version"], size, {})


async def test_what_is_typed_after_the_end_reaches_nobody_else() -> None:
    terminal = begin((80, 24))
    async with asyncio.timeout(WAIT):
        while await terminal.read():
            pass
        terminal.close()
        main, other = os.openpty()  # with the number that has become free
        try:
            tty.setraw(other)
            before = fcntl.ioctl(other, termios.TIOCGWINSZ, bytes(8))
            terminal.write(b"a secret")
            terminal.resize(33, 11)
            assert not select.select([other], [], [], 0.1)[0]
            assert fcntl.ioctl(other, termios.TIOCGWINSZ, bytes(8)) == before
        finally:
            os.close(main)
            os.close(other)
        await terminal.ended()


async def test_who_comes_while_an_app_ends_has_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ending, may_end, ended = asyncio.Event(), asyncio.Event(), Terminal.ended

    async def slowly(self: Terminal, patience: float = 10.0) -> None:
        ending.set()
        await may_end.wait()
        await ended(self, patience)

    monkeypatch.setattr(Terminal, "ended", slowly)
    seat, first, second = Seat(begin, WAIT), Paper(), Paper()
    async with asyncio.timeout(WAIT):
        await seat.sit_down(first, "one", (80, 24))
        await ending.wait()
        coming = asyncio.create_task(seat.sit_down(second, "two", (80, 24)))
        await first.closed.wait()
        await asyncio.sleep(0.1)
        assert not coming.done()
        may_end.set()
        await coming
        await second.closed.wait()
    assert b"annotator" in first.shown
    assert b"annotator" in second.shown
    await seat.leave()
