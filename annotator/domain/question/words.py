"""A question taken apart into its words: where each stands, its field and its values. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_WORD = re.compile(
    r'(?P<not>-)?(?:(?P<name>(?i:meta)\.(?:"[^"]+"|[^\s":]+)|[A-Za-z]+):)?(?P<value>(?:"[^"]*"?|[^\s"])*)'
)
_PART = re.compile(r'(?:"[^"]*"?|[^,|"])+')


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: where it stands, its field ("" where it has none), and the values behind that.

    Offsets are code points.
    """

    at: int
    negated: bool = False
    name: str = ""
    value: str = ""
    value_at: int = 0

    @property
    def values(self) -> list[str]:
        """The values between commas and `|`, without their quotes; a bare word is one."""
        parts = _PART.findall(self.value) if self.name else [self.value]
        return [bare for part in parts if (bare := part.replace('"', "").strip())]


def words(text: str) -> Iterator[Word]:
    """The words of a question, in order."""
    at = 0
    while at < len(text):
        found = _WORD.match(text, at)
        if found is None or found.end() == at:
            at += 1
            continue
        at = found.end()
        name, dot, rest = (found["name"] or "").partition(".")
        named = name.lower() + dot + rest.replace('"', "")
        yield Word(found.start(), bool(found["not"]), named, found["value"], found.start("value"))


def joined(some: Iterator[Word]) -> Iterator[Word]:
    """The words, bare ones without quotes that stand together as one string."""
    last: Word | None = None
    for word in some:
        if last and _plain(last) and _plain(word) and not word.negated:
            last = replace(last, value=f"{last.value} {word.value}")
            continue
        if last:
            yield last
        last = word
    if last:
        yield last


def _plain(word: Word) -> bool:
    return not word.name and '"' not in word.value
