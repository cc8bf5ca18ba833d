"""A text as the memory reads it: token edges, words, and where a string stands on token edges.

A *head* is how a string begins: its first run of letters and digits (32 of them at most), or its first
character, as always in scripts that are written without spaces. Strings are looked up by their heads, so that
thousands of known strings cost no more than the words of the text.

Strings are *folded* (`domain/folded.py`): `quote` gives them so, and all that looks for one expects it so.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from itertools import islice

from annotator.domain.folded import fold, folded
from annotator.domain.span import Span, Stretch
from annotator.domain.tokens import ALONE, Tokens

_HEAD = re.compile(rf"[{ALONE}]|[^\W{ALONE}]{{1,32}}|\S")
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


def has_digits(string: str) -> bool:
    """Whether a string has a shape of its own."""
    return any(character.isdigit() for character in string)


def shape(string: str) -> str:
    """A string with every digit as 0: what was refused of `20th minute` holds for `54th minute`."""
    return re.sub(r"\d", "0", string)


def head_of(string: str, at: int = 0) -> str:
    """How a string begins at an offset; empty where that is white space or the end."""
    found = _HEAD.match(string, at)
    return found.group() if found else ""


class TokenisedText:
    """A text with its tokens; offsets in code points, tokens by their number in order.

    It is read at once, or, where not `at_once`, by `read_on`, so many tokens at a time.
    """

    def __init__(self, text: str, tokens: Tokens, *, at_once: bool = True) -> None:
        self.text, self._view = text, folded(text)
        self._as_it_is = self._view.same_places
        self.starts, self.ends = array("I"), array("I")
        self.heads: dict[str, array[int]] = {}
        self._tokens = iter(tokens)
        self._found: dict[str, list[Stretch]] = {}
        if at_once:
            self.read_on()

    def read_on(self, count: int | None = None) -> bool:
        """Read so many tokens more (all, if None); whether there may be further ones."""
        more = list(islice(self._tokens, count))
        for start, end in more:
            at, stop = (start, end) if self._as_it_is else (self._view.offset(start), self._view.offset(end))
            head = head_of(self._view.text, at)
            if at == stop or not head:
                continue  # an invisible character by itself is no word
            self.starts.append(start)
            self.ends.append(end)
            if head not in self.heads:
                self.heads[head] = array("I")
            self.heads[head].append(start)
        return bool(more) and len(more) == count

    def quote(self, span: Span) -> str:
        """The string that a span stands over, folded."""
        return self._seen(span.start, span.end)

    def word(self, token: int) -> str:
        """The words of a token, by its number, folded; empty outside."""
        return self._seen(self.starts[token], self.ends[token]) if 0 <= token < len(self.starts) else ""

    def _seen(self, start: int, end: int) -> str:
        """A folded string; words that come again and again are kept once."""
        return sys.intern(self._view.text[start:end] if self._as_it_is else fold(self.text[start:end]))

    def kind(self, token: int) -> str:
        """The kind of a token, by its number; empty outside."""
        return kind(self.word(token))

    def token_at(self, start: int) -> int:
        """The number of the token that begins at `start`, or of the first after it."""
        return bisect_right(self.ends, start)

    def near(self, token: int) -> bool:
        """Whether a token stands in the same paragraph as the one before it."""
        return 0 < token < len(self.starts) and self.text.count("\n", self.ends[token - 1], self.starts[token]) < 2

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """The first and one past the last of the tokens that touch `[start, end)`."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def words(self, start: int, end: int) -> list[str]:
        """The tokens that touch `[start, end)`."""
        return [self.word(token) for token in range(*self.tokens_in(start, end))]

    def end_of(self, string: str, start: int) -> int | None:
        """Where a string that begins at the token edge `start` ends; None where it does not stand there.

        It ends on a token edge, and is no part of a compound with hyphens.
        """
        text, at = self._view.text, self._view.offset(start)
        if not text.startswith(string, at):
            return None
        stop = at + len(string)
        end = self._view.place(at, stop)[1]
        part = (at > 1 and text[at - 1] in _HYPHENS and text[at - 2].isalnum()) or (
            stop + 1 < len(text) and text[stop] in _HYPHENS and text[stop + 1].isalnum()
        )
        return end if self._ends_at(end) and not part and self._view.cuts_no_piece(at, stop) else None

    def find(self, string: str) -> list[Stretch]:
        """Where a string stands, as `[start, end)`, in order."""
        found = self._found.get(string)
        if found is None:
            starts = self.heads.get(head_of(string), ())
            found = [(start, end) for start in starts if (end := self.end_of(string, start)) is not None]
            self._found[string] = found
        return found

    def _ends_at(self, end: int) -> bool:
        token = bisect_left(self.ends, end)
        return token < len(self.ends) and self.ends[token] == end
