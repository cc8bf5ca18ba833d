"""When something was answered, as tools write it down."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from annotator.domain.decisions import time_text

_COUNTED = re.compile(r"\d{9,17}(\.\d+)?", re.ASCII)
_LATEST = 100_000_000_000
"""Seconds: no answer was given later than that, in the year 5138."""


def _seconds(value: float) -> float:
    while value > _LATEST:
        value /= 1000
    return value


def moment(value: Any) -> str:
    """A time as UTC in ISO 8601 with milliseconds; "" where it is none.

    It may be in ISO 8601, or count seconds since 1970, or thousandths or millionths of them, as its size tells.
    """
    try:
        match value:
            case bool():
                return ""
            case int() | float():
                return time_text(datetime.fromtimestamp(_seconds(value), UTC))
            case str() if _COUNTED.fullmatch(value.strip()):
                return time_text(datetime.fromtimestamp(_seconds(float(value)), UTC))
            case str() if value.strip():
                read = datetime.fromisoformat(value.strip())
                return time_text(read if read.tzinfo else read.replace(tzinfo=UTC))
            case _:
                return ""
    except (ValueError, OverflowError, OSError):
        return ""
