"""A text as the memory reads it: token edges, words, and where a string stands on token edges.

A *head* is how a string begins: its first run of letters and digits, or its first character. Strings
are looked up by their heads, so that thousands of known strings cost no more than the words of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from annotator.domain.tokens import Tokens

_HEAD = re.compile(r"\w+|\S")
_HYPHENS = "-‐‑"
_WEEKDAY, _MONTH, _NUMBER, _UNIT = "<weekday>", "<month>", "<number>", "<unit>"
_WORDS = {
    _WEEKDAY: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    _MONTH: "January February March April May June July August September October November December",
    _NUMBER: "one two three four five six seven eight nine ten eleven twelve twenty thirty fifty hundred",
    _UNIT: "second minute hour day week month year decade century "
    "seconds minutes hours days weeks months years decades centuries",
}
_KINDS = {word: name for name, words in _WORDS.items() for word in words.split()}


def kind(token: str) -> str:
    """What a token stands for where one is as good as another: weekdays, months, numbers, units; else itself."""
    if token[:1].isdigit():
        return _NUMBER
    return _KINDS.get(token) or _KINDS.get(token.lower()) or token


def shape(string: str) -> str:
    """A string with every digit as 0: what was refused of `20th minute` holds for `54th minute`."""
    return re.sub(r"\d", "0", string)


def head_of(string: str, at: int = 0) -> str:
    """How a string begins at an offset; empty where that is white space or the end."""
    found = _HEAD.match(string, at)
    return found.group() if found else ""


class Reading:
    """A stretch of a text, `[start, end)` in code points, with its tokens."""

    def __init__(self, text: str, tokens: Tokens, start: int = 0, end: int | None = None) -> None:
        self.text = text
        edges = tokens.within(start, len(text) if end is None else end) if text else []
        self.starts = [edge[0] for edge in edges]
        self.ends = [edge[1] for edge in edges]
        self.heads: dict[str, list[int]] = {}
        for begin in self.starts:
            self.heads.setdefault(head_of(text, begin), []).append(begin)
        self.kinds = [kind(text[begin:stop]) for begin, stop in edges]
        self._places = {begin: place for place, begin in enumerate(self.starts)}
        self._edges = set(self.ends)
        self._found: dict[str, list[int]] = {}
        self._touched: dict[tuple[int, int], tuple[int, int]] = {}

    def word(self, place: int) -> str:
        """The token at a place in the order of tokens; empty outside."""
        return self.text[self.starts[place] : self.ends[place]] if 0 <= place < len(self.starts) else ""

    def kind(self, place: int) -> str:
        """The kind of the token at a place; empty outside."""
        return self.kinds[place] if 0 <= place < len(self.kinds) else ""

    def place(self, start: int) -> int:
        """The place of the token that begins at `start`, or of the first after it."""
        found = self._places.get(start)
        return bisect_right(self.ends, start) if found is None else found

    def near(self, place: int) -> bool:
        """Whether a token stands in the same paragraph as the one before it."""
        return 0 < place < len(self.starts) and "\n\n" not in self.text[self.ends[place - 1] : self.starts[place]]

    def places(self, start: int, end: int) -> tuple[int, int]:
        """The first and one past the last of the tokens that touch `[start, end)`."""
        found = self._touched.get((start, end))
        if found is None:
            found = self._touched[start, end] = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return found

    def words(self, start: int, end: int) -> list[str]:
        """The tokens that touch `[start, end)`."""
        return [self.word(place) for place in range(*self.places(start, end))]

    def stands(self, string: str, start: int) -> bool:
        """Whether a string begins at the token edge `start`, ends on one, and is no part of a compound with hyphens."""
        end = start + len(string)
        return (
            end in self._edges
            and self.text.startswith(string, start)
            and not (start > 1 and self.text[start - 1] in _HYPHENS and self.text[start - 2].isalnum())
            and not (end + 1 < len(self.text) and self.text[end] in _HYPHENS and self.text[end + 1].isalnum())
        )

    def find(self, string: str) -> list[int]:
        """Where a string stands, in order."""
        found = self._found.get(string)
        if found is None:
            found = [start for start in self.heads.get(head_of(string), ()) if self.stands(string, start)]
            self._found[string] = found
        return found
