"""When something was answered, however a tool counts it."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.formats.common.records.moments import moment

AT = "2024-01-01T12:00:00.000Z"


@pytest.mark.parametrize(
    "value",
    [
        1704110400, 1704110400.0, 1704110400000, 1704110400000000, "1704110400", "1704110400000", "1704110400.0",
        "2024-01-01T12:00:00Z", "2024-01-01 12:00:00", "2024-01-01T13:00:00+01:00",
    ],
)  # fmt: skip
def test_a_moment_is_the_same_in_all_ways_of_counting(value: Any) -> None:
    assert moment(value) == AT


@pytest.mark.parametrize("value", [None, True, "", "soon", [], float("nan"), -1e30, "99"])
def test_what_is_no_moment_is_none(value: Any) -> None:
    assert moment(value) == ""
