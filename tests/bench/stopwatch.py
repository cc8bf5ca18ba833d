"""A terminal that takes the time: when a frame was complete, how many bytes it had, what the program used.

Bytes are stamped as they arrive and drawn by pyte only when someone looks, so that drawing is never
part of what is measured. A *frame* ends with the mark of a synchronised update, as Textual writes it.
"""

from __future__ import annotations

import os
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.pty import _QUESTION, KEYS, Terminal

FRAME_END = b"\x1b[?2026l"
_NS = 1e9


@dataclass(frozen=True)
class Timing:
    """One key: seconds to the end of the first and of the last frame, frames, bytes, seconds of CPU."""

    first: float
    last: float
    frames: int
    size: int
    cpu: float


class Stopwatch(Terminal):
    """A program in a terminal, timed."""

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        self._chunks: list[tuple[int, bytes]] = []
        self._drawn = 0
        self.started = time.perf_counter_ns()
        super().__init__(command, **options)

    def _read(self) -> None:
        asked = b""
        while True:
            try:
                chunk = os.read(self._master, 1 << 16)
            except OSError:
                chunk = b""
            now = time.perf_counter_ns()
            with self._news:
                self._chunks.append((now, chunk))
                self._news.notify_all()
            if not chunk:
                return
            asked += chunk
            end = 0
            for question in _QUESTION.finditer(asked):
                self._answer(question)
                end = question.end()
            asked = asked[max(end, len(asked) - 16) :]

    def _lines(self) -> list[str]:
        for _, chunk in self._chunks[self._drawn :]:
            self._stream.feed(chunk)
        self._drawn = len(self._chunks)
        return super()._lines()

    def quiet(self, seconds: float = 0.3) -> None:
        """Wait until nothing has been written for so long."""
        seen = -1
        while seen != len(self._chunks):
            seen = len(self._chunks)
            time.sleep(seconds)

    def since_start(self, sign: str) -> float:
        """Seconds from the start of the program to the bytes that first made the screen show `sign`."""
        while True:
            for place in range(self._drawn, len(self._chunks)):
                stamp, chunk = self._chunks[place]
                self._stream.feed(chunk)
                self._drawn = place + 1
                if any(sign in line for line in super()._lines()):
                    return (stamp - self.started) / _NS
            if self.process.poll() is not None or time.perf_counter_ns() - self.started > 60 * _NS:
                raise AssertionError(f"{sign!r} was not seen:\n" + "\n".join(super()._lines()))
            time.sleep(0.001)

    def key(self, key: str, *, quiet: float = 0.03, timeout: float = 5) -> Timing:
        """Press a key, wait for its frame and then for silence."""
        mark, cpu, data = len(self._chunks), self.cpu(), KEYS.get(key, key).encode()
        start = time.perf_counter_ns()
        os.write(self._master, data)
        ends: list[int] = []
        looked, tail = mark, b""
        while not ends or time.perf_counter_ns() - self._chunks[-1][0] < quiet * _NS:
            with self._news:
                if looked == len(self._chunks):
                    self._news.wait(quiet)
            for stamp, chunk in self._chunks[looked:]:
                ends += [stamp] * (tail + chunk).count(FRAME_END)
                tail = chunk[-len(FRAME_END) + 1 :]
                looked += 1
            if time.perf_counter_ns() - start > timeout * _NS:
                raise AssertionError(f"nothing was painted after {key!r}:\n{self.text}")
        size = sum(len(chunk) for _, chunk in self._chunks[mark:])
        return Timing((ends[0] - start) / _NS, (ends[-1] - start) / _NS, len(ends), size, self.cpu() - cpu)

    def burst(self, key: str, count: int, gap: float) -> float:
        """Hold a key: send it `count` times, `gap` seconds apart; seconds from the last one to the last frame."""
        data = KEYS.get(key, key).encode()
        for _ in range(count):
            os.write(self._master, data)
            time.sleep(gap)
        last = time.perf_counter_ns() - gap * _NS
        self.quiet(0.1)
        return max((stamp for stamp, chunk in self._chunks if FRAME_END in chunk), default=0) / _NS - last / _NS

    def _processes(self) -> list[int]:
        """The program and its children."""
        found, waiting = [], [self.process.pid]
        while waiting:
            found.append(pid := waiting.pop())
            waiting += [int(child) for children in of_threads(pid, "children") for child in children.split()]
        return found

    def cpu(self) -> float:
        """Seconds of CPU that the program's threads have used so far, its children left out."""
        return cpu(self.process.pid)

    @property
    def is_waiting(self) -> bool:
        """Whether none of the program's threads runs, or would if the machine let it."""
        return all(stat.rpartition(") ")[2][0] == "S" for stat in of_threads(self.process.pid, "stat"))

    def memory(self) -> int:
        """Kilobytes that the program has in memory now, its children left out."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])

    def children(self) -> int:
        """How many processes the program has started that still run."""
        return len(self._processes()) - 1


def of_threads(pid: int, name: str) -> Iterator[str]:
    """What `/proc` says under a name of each thread of a process; a thread may end meanwhile."""
    for file in Path(f"/proc/{pid}/task").glob(f"*/{name}"):
        with suppress(FileNotFoundError, ProcessLookupError):
            yield file.read_text()


def cpu(pid: int) -> float:
    """Seconds of CPU that the threads of a process have used."""
    return sum(int(stat.split()[0]) for stat in of_threads(pid, "schedstat")) / _NS


def middle(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def high(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[round((len(values) - 1) * 0.95)]
