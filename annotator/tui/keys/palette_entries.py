"""The command palette's entries: the keys of the screen below, by what they do, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from annotator.tui.keys.table import Key, sign

_SIGNS = 11
_LEAST = 0.01  # of what is found by its key alone, or with its words in another order


def commands(keys: Iterable[Key], perform: Callable[[str], None]) -> Iterable[SystemCommand]:
    """One entry for each thing that these keys do; the one that is chosen is performed, by its id."""
    keys = tuple(keys)
    with_a_key = {key.about for key in keys if key.keys}
    for key in keys:
        if not key.keys and key.about in with_a_key:
            continue  # it has a key on this screen, and none on others
        keyed = " ".join(map(sign, key.names)) or "no key"
        yield SystemCommand(key.about, keyed, partial(perform, key.id))


class KeyCommands(Provider):
    """Shows the app's entries, a line each: the keys, and what they do."""

    async def discover(self) -> Hits:
        """All of them."""
        for title, keyed, callback, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(_line(keyed, Content(title)), callback, title)

    async def search(self, query: str) -> Hits:
        """Those in whose keys or words each word is, first those that begin with it or have words that do.

        Where there are none, those that have its letters in order.
        """
        matcher, words = self.matcher(query), query.casefold().split()
        every = [(matcher.match(one.title), one) for one in self.app.get_system_commands(self.screen)]
        said = [
            (_begun(words, one.title) + max(score, _LEAST), one)
            for score, one in every
            if _has(words, f"{one.help} {one.title}".casefold())
        ]
        for score, (title, keyed, callback, _) in said or [row for row in every if row[0] > 0]:
            yield Hit(score, _line(keyed, matcher.highlight(title)), callback, title)


def _has(words: Iterable[str], said: str) -> bool:
    return all(word in said for word in words)


def _begun(words: Iterable[str], title: str) -> int:
    """2 where a title begins with the words, 1 where each of them begins a word of it, else 0."""
    said = title.casefold()
    if said.startswith(" ".join(words)):
        return 2
    return int(all(f" {word}" in f" {said}" for word in words))


def _line(keyed: str, title: Content) -> Content:
    return Content.assemble((f"{keyed:<{_SIGNS}} ", "$accent"), title)
