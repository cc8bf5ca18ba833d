"""The command palette's entries: the keys of the screen below, by what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual.app import SystemCommand

from annotator.tui.keys.table import Key, sign


def commands(keys: Iterable[Key], perform: Callable[[str], None]) -> Iterable[SystemCommand]:
    """One entry for each of these keys; the one that is chosen is performed, by its id."""
    for key in keys:
        keyed = "  ".join(map(sign, key.names)) or "no key"
        yield SystemCommand(key.about, keyed, partial(perform, key.id))
