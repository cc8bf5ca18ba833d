"""A moment is told by the local clock; what is none is told as it is."""

from __future__ import annotations

import time

import pytest

from annotator.domain.text.moments import local_date, local_time


@pytest.mark.parametrize(
    ("zone", "told"), [("UTC", "2026-03-05 22:40"), ("Asia/Shanghai", "2026-03-06 06:40"), ("EST5", "2026-03-05 17:40")]
)
def test_a_moment_is_told_by_the_local_clock(monkeypatch: pytest.MonkeyPatch, zone: str, told: str) -> None:
    with monkeypatch.context() as context:
        context.setenv("TZ", zone)
        time.tzset()
        assert local_time("2026-03-05T22:40:59.123Z") == told
        assert local_date("2026-03-05T22:40:59.123Z") == told[:10]
    time.tzset()


@pytest.mark.parametrize("at", ["", "long ago"])
def test_what_is_no_moment_stays(at: str) -> None:
    assert local_time(at) == local_date(at) == at
