"""Screens that are left once: of two clicks in one packet, the second would leave the screen below."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.screen import Screen

T = TypeVar("T")


class DismissOnce(Screen[T]):
    """A screen that is dismissed only while it is the one on top."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave with an answer."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Palette(CommandPalette, DismissOnce[None]):
    """Textual's command palette, left once."""

    def _action_command_list(self, action: str) -> None:
        try:
            super()._action_command_list(action)
        except KeyError:
            return  # a page is turned before its lines are laid out
