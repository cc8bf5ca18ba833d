"""How much is done, in calls and in statements: what a test can compare where time would tell nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import annotator
from annotator.storage.store import Store

_HOUSE = str(Path(annotator.__file__).parent)


def counted(store: Store, work: Callable[[], object]) -> tuple[int, list[str]]:
    """How many functions of the product work calls, and the statements of SQL that it runs, by their first words."""
    calls, said = 0, list[str]()

    def called(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_filename.startswith(_HOUSE)

    store.conn.set_trace_callback(lambda line: said.append(line.split(" ", 1)[0]))
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
        store.conn.set_trace_callback(None)
    return calls, said
