"""How long work tells how far it is: the type of the callback that it is given, and lines for another program.

A verb that is started with `ANNOTATOR_PROGRESS=lines` writes such lines to standard error instead of a bar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from typing import TypeVar

_T = TypeVar("_T")
ProgressCallback = Callable[[int, int], None]
"""Called with how many are done and how many there are; the second is 0 where that is not known."""
Work = Generator[tuple[int, int], None, _T]
"""Work in parts: gives after each how many are done, and of how many, and in the end what came of it."""
ASKED = "ANNOTATOR_PROGRESS"
"""The name of the variable."""
_LINE = re.compile(r"progress (\d+)/(\d+)")


def to_the_end(work: Work[_T], progress: ProgressCallback = lambda _done, _of: None) -> _T:
    """What comes of work that is done in one go. Raises what it raises."""
    while True:
        try:
            done = next(work)
        except StopIteration as end:
            came: _T = end.value
            return came
        progress(*done)


def progress_line(done: int, of: int) -> str:
    """How far work is, as a line."""
    return f"progress {done}/{of}"


def progress_in(line: str) -> tuple[int, int] | None:
    """What such a line tells; None for any other."""
    found = _LINE.fullmatch(line)
    return (int(found[1]), int(found[2])) if found else None
