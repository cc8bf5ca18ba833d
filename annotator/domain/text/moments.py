"""Moments as people read them."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache


def local_time(at: str) -> str:
    """A moment (ISO 8601, with its zone) by the clock of this machine, to the minute; what is none stays as it is."""
    return _local(at, "%Y-%m-%d %H:%M")


def local_date(at: str) -> str:
    """The day of a moment, likewise."""
    return _local(at, "%Y-%m-%d")


def _local(at: str, form: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime(form)
    except ValueError:
        return at


def local_day(at: str) -> date | None:
    """The day of a moment (ISO 8601, with its zone) by the clock of this machine; None where it is no moment."""
    try:
        return datetime.fromisoformat(at).astimezone().date()
    except (ValueError, OverflowError):
        return None


def day_decided(at: str) -> date:
    """The day of a decision's time (UTC, ISO 8601, `Z` behind) by the clock of this machine."""
    return _day_of(at[:15])


@lru_cache(maxsize=256)
def _day_of(ten_minutes: str) -> date:
    """The local day of a time that is cut to ten minutes: no clock of any zone is nearer to another one."""
    return datetime.fromisoformat(f"{ten_minutes}0:00Z").astimezone().date()


def midnight(day: date) -> datetime:
    """When a day begins by the clock of this machine."""
    return datetime.combine(day, time()).astimezone()
