"""Textual's command palette, but for a fault of it."""

from __future__ import annotations

from textual.command import CommandPalette


class SteadyPalette(CommandPalette):
    """Stands still where a page is turned before its lines are laid out."""

    def _action_command_list(self, action: str) -> None:
        try:
            super()._action_command_list(action)
        except KeyError:
            return
