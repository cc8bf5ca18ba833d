"""All items are worked on, in order, once each; a write ends when its time is over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.blank import blank

from annotator.storage.maintenance import short_writes
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.store import Store


class Clock:
    """A clock that goes on as work is done."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return blank(tmp_path / "p.db")


@given(st.lists(st.floats(0, 0.3), max_size=300))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_write_is_much_longer_than_its_longest_item(
    store: Store, monkeypatch: pytest.MonkeyPatch, items: list[float]
) -> None:
    clock = Clock()
    monkeypatch.setattr(short_writes, "time", clock)
    done: list[float] = []

    def work(some: Sequence[float]) -> None:
        assert store.conn.in_transaction
        done.extend(some)
        clock.sleep(sum(some))

    longest, began = 0.0, 0.0

    def traced(statement: str) -> None:
        nonlocal longest, began
        if statement.startswith("BEGIN"):
            began = clock.now
        elif statement == "COMMIT":
            longest = max(longest, clock.now - began)

    store.conn.set_trace_callback(traced)
    ShortWrites(store).each(items, work)
    store.conn.set_trace_callback(None)
    assert done == items
    step = max(short_writes._FIRST // short_writes._STEPS, 1)  # things of unknown weight
    assert longest <= short_writes._AIM + 2 * step * max(items, default=0.0)
