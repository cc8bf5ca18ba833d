"""The command palette's entries: the keys of the screen below, by what they do, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from annotator.tui.keys.table import Key, sign

_SIGNS = 11


def commands(keys: Iterable[Key], perform: Callable[[str], None]) -> Iterable[SystemCommand]:
    """One entry for each of these keys; the one that is chosen is performed, by its id."""
    for key in keys:
        keyed = " ".join(map(sign, key.names)) or "no key"
        yield SystemCommand(key.about, keyed, partial(perform, key.id))


class KeyCommands(Provider):
    """Shows the app's entries, a line each: the keys, and what they do."""

    async def discover(self) -> Hits:
        """All of them."""
        for title, keyed, callback, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(_line(keyed, Content(title)), callback, title)

    async def search(self, query: str) -> Hits:
        """Those whose words fit."""
        matcher = self.matcher(query)
        for title, keyed, callback, _ in self.app.get_system_commands(self.screen):
            if (score := matcher.match(title)) > 0:
                yield Hit(score, _line(keyed, matcher.highlight(title)), callback, title)


def _line(keyed: str, title: Content) -> Content:
    return Content.assemble((f"{keyed:<{_SIGNS}} ", "$accent"), title)
