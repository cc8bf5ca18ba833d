"""Screens that are left once: of two clicks in one packet, the second would leave the screen below."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

T = TypeVar("T")


class DismissOnce(Screen[T]):
    """A screen that is dismissed only while it is the one on top."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave with an answer."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
