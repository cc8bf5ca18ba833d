"""From when to when a day or date that is asked for goes, by the local clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from annotator.domain.decisions import time_text

_BACK = {"today": 0, "yesterday": 1, "week": 6, "month": 29}
_LAST = "9999"


def bounds(value: str, today: date | None = None) -> tuple[str, str]:
    """The first moment of a day, date or beginning of a date, and the first one behind it, as times are stored.

    `week` and `month` go to the end of today.
    """
    today = today or datetime.now().astimezone().date()
    if value in _BACK:
        first = today - timedelta(days=_BACK[value])
        return _moment(first), _moment(first + timedelta(days=1) if value == "yesterday" else today + timedelta(days=1))
    year, month, day = (int(part) for part in (f"{value}-01-01" if len(value) == 4 else f"{value}-01")[:10].split("-"))
    try:
        first = date(year, month, day)
        behind = first + timedelta(days=1)
        if len(value) == 7:
            behind = date(year + month // 12, month % 12 + 1, 1)
        elif len(value) == 4:
            behind = date(year + 1, 1, 1)
        return _moment(first), _moment(behind)
    except (ValueError, OverflowError):
        return value, value + "~"  # no day of the calendar


def _moment(day: date) -> str:
    return time_text(datetime.combine(day, time()).astimezone(UTC))
