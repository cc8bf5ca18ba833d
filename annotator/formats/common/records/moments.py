"""When something was answered, as tools write it down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from annotator.domain.decisions import time_text


def moment(value: Any) -> str:
    """A time as seconds since 1970 or in ISO 8601, as UTC in ISO 8601 with milliseconds; "" where it is none."""
    try:
        match value:
            case bool():
                return ""
            case int() | float():
                return time_text(datetime.fromtimestamp(value, UTC))
            case str() if value.strip():
                read = datetime.fromisoformat(value.strip())
                return time_text(read if read.tzinfo else read.replace(tzinfo=UTC))
            case _:
                return ""
    except (ValueError, OverflowError, OSError):
        return ""
