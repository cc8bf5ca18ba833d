"""The command palette's entries: the keys of the screen below, by what they do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.app import SystemCommand
from textual.screen import Screen

from annotator.tui.keys.table import Key, sign


def commands(screen: Screen[object], keys: Iterable[Key]) -> Iterable[SystemCommand]:
    """One entry for each action that applies now, with its key."""
    for key in keys:
        if not key.hot and screen.check_action(key.action.partition("(")[0], ()):
            keyed = "  ".join(map(sign, key.names)) or "no key"
            yield SystemCommand(key.about, keyed, partial(screen.run_action, key.action))
