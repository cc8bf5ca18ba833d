"""The words for how far a layer is mean the same in SQL as in the domain."""

from __future__ import annotations

import sqlite3
from typing import get_args

import pytest

from annotator.domain import state
from annotator.domain.state import Status
from annotator.storage import conditions

EXPECTED: dict[Status, tuple[bool, bool, bool]] = {
    "open": (False, False, False),
    "finished": (True, True, True),
    "approved": (True, True, True),
    "skipped": (False, True, True),
    "returned": (False, False, True),
}


@pytest.mark.parametrize("status", get_args(Status))
def test_complete_closed_and_handed_in(status: Status) -> None:
    row = sqlite3.connect(":memory:").execute(
        f"SELECT {conditions.COMPLETE}, {conditions.CLOSED}, {conditions.HANDED_IN} FROM (SELECT ? AS status)",  # noqa: S608
        (status,),
    )
    assert tuple(map(bool, row.fetchone())) == EXPECTED[status]
    assert tuple(status in words for words in (state.COMPLETE, state.CLOSED, state.HANDED_IN)) == EXPECTED[status]
