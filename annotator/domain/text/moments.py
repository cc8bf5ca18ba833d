"""Moments as people read them."""

from __future__ import annotations

from datetime import date, datetime


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
