"""Token edges as a view of a text: the steps of the cursor and of a span's edges.

The project's own tokenizer (`OWN`) cuts where English models do: at spaces, punctuation, hyphens
between words and a possessive `'s`, but not inside numbers and abbreviations; scripts that are
written without spaces are cut at every sign, a letter with its marks, but for runs of Katakana; an
emoji with its modifiers is one token. It works line by line, on demand, so that a book opens as fast
as a note. `StoredTokens` is the same view over edges that a model has given.

Offsets are code points, edges half-open. A token never spans a line break and is never blank.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, chain, compress
from typing import Protocol

OWN = "annotator-1"

ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
"""The characters of scripts that are written without spaces, as a class of a pattern."""
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3"
    "\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827\u0829-\u082d\u0859-\u085b\u0898-\u089f\u08ca-\u08e1"
    "\u08e3-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0963\u0981-\u0983\u09bc\u09be-\u09cd\u09d7"
    "\u09e2-\u09e3\u09fe-\u0a03\u0a3c-\u0a51\u0a70-\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0ae2-\u0ae3"
    "\u0afa-\u0b03\u0b3c\u0b3e-\u0b57\u0b62-\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c56"
    "\u0c62-\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cd6\u0ce2-\u0ce3\u0d00-\u0d03\u0d3b-\u0d3c\u0d3e-\u0d4d\u0d57"
    "\u0d62-\u0d63\u0d81-\u0d83\u0dca-\u0ddf\u0df2-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ecd\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f3f\u0f71-\u0f84\u0f86-\u0f87\u0f8d-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f"
    "\u109a-\u109d\u135d-\u135f\u1712-\u1715\u1732-\u1734\u1752-\u1753\u1772-\u1773\u17b4-\u17d3\u17dd"
    "\u180b-\u180d\u180f\u1885-\u1886\u18a9\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b04\u1b34-\u1b44"
    "\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4"
    "\u1cf7-\u1cf9\u1dc0-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099-\u309a"
    "\ua66f-\ua672\ua674-\ua67d\ua69e-\ua69f\ua6f0-\ua6f1\ua802\ua806\ua80b\ua823-\ua827\ua82c\ua880-\ua881"
    "\ua8b4-\ua8c5\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua983\ua9b3-\ua9c0\ua9e5\uaa29-\uaa36"
    "\uaa43\uaa4c-\uaa4d\uaa7b-\uaa7d\uaab0\uaab2-\uaab4\uaab7-\uaab8\uaabe-\uaabf\uaac1\uaaeb-\uaaef"
    "\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""What stands on, below or beside a letter and makes one sign with it in any script.

The characters of the categories Mn, Mc and Me up to U+FFFF, with code points between them that stand for nothing.
"""
MARK = _COMBINING + "\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
"""Marks, and what joins emoji or changes their look, as a class of a pattern."""
INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""The characters that nobody sees and that spell nothing, as a class of a pattern: within a word they part nothing."""
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_BEFORE = r"[\u0e40-\u0e44](?=[\u0e01-\u0e2e])|[\u0ec0-\u0ec4](?=[\u0e81-\u0eae])"
"""Vowels of Thai and Lao that are written before the consonant they follow."""
_WORD = rf"(?:[^\W_{ALONE}]|[{MARK}])"
_TOKEN = rf"""
    [A-Za-z]++(?=[\x20,\n])                         # most words, told without the rules below
  | ['’]s(?!{_WORD})                                # possessive, or a contracted “is”
  | (?:[A-Za-z]\.){{2,}}                            # U.S., a.m.
  | (?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|St|Jr|Sr|No|Inc|Ltd|Corp|Co|vs)\.(?!\S)
  | \d+(?:[.,:]\d+)+                                # 4,200  3.5  10:30
  | {_WORD}(?:(?!['’]s(?!{_WORD}))(?:{_WORD}|['’](?={_WORD})|[{INVISIBLE}]+(?={_WORD})))*
  | [\U0001f1e6-\U0001f1ff]{{2}}                    # a flag
  | [^\w\s][\ufe00-\ufe0f\u20d0-\u20f0\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*
      (?:\u200d[^\w\s][\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*)+   # emoji joined to one
  | --+ | \.\.+ | \*\*+ | __+ | ==+ | ~~+ | \#\#+ | ——+ | ––+   # rulers, ellipses
  | (?:[{_KATAKANA}][{MARK}]*)+
  | (?:{_BEFORE})?\S[{MARK}]*(?:(?<=[\u17d2\u1039])\S[{MARK}]*)*   # a sign; in Khmer and Burmese with what is below it
"""


@cache
def _tokenizer() -> re.Pattern[str]:
    """The tokenizer's pattern; it takes long to compile, so it is made when the first text needs it."""
    return re.compile(rf"((?!\s)(?:{_TOKEN}))", re.VERBOSE)  # all rules are passed over at once at white space


def unspaced(text: str) -> bool:
    """Whether a text has letters of a script without spaces between words: where others split at spaces, no word is."""
    return re.search(f"[{ALONE}]", text) is not None


class _Cuts(dict[str, tuple[str, ...]]):
    """What stands between two spaces, cut: each token and the white space after it, up to the space.

    White space before the first token follows an empty word. Kept for short ones of one line, and not for ever.
    """

    def __missing__(self, run: str) -> tuple[str, ...]:
        if 0 < run.count("\n") <= _FEW:
            return self._across_lines(run)
        before, *rest = _tokenizer().split(run)
        pieces = ["", before, *rest] if before or not rest else rest
        made = (*pieces[:-1], f"{pieces[-1]} ")
        if len(self) > _CUTS_KEPT:
            self.clear()
        if len(run) <= _SHORT and "\n" not in run:
            self[run] = made
        return made

    def _across_lines(self, run: str) -> tuple[str, ...]:
        """Put together what each line was cut into: no token goes on behind a line break, nor depends on it."""
        first, *others = map(self.__getitem__, run.split("\n"))
        made = list(first)
        for line in others:
            made[-1] = f"{made[-1][:-1]}\n"
            if line[0]:
                made += line
            else:
                made[-1] += line[1]
                made += line[2:]
        return tuple(made)


_CUTS = _Cuts()
_CUTS_KEPT, _SHORT, _FEW = 1 << 15, 40, 8


def own_tokens(text: str) -> tuple[list[int], list[int], list[str]]:
    """The starts, the ends and the words of all tokens of `OwnTokens`, at once and without a step of Python for each.

    No token has a space in it, and none depends on what stands beyond one.
    """
    pieces = list(chain.from_iterable(map(_CUTS.__getitem__, text.split(" "))))
    edges = list(accumulate(map(len, pieces), initial=0))
    starts, ends, words = edges[:-1:2], edges[1::2], pieces[::2]
    if "" in words:
        return list(compress(starts, words)), list(compress(ends, words)), list(filter(None, words))
    return starts, ends, words


class Tokens(Protocol):
    """A view of the tokens of one text."""

    @property
    def name(self) -> str:
        """Who made these tokens."""

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The tokens that touch `[start, end)`, in order; with `start == end` the token there, if any."""

    def next(self, offset: int) -> tuple[int, int] | None:
        """The first token that starts after `offset`, or None."""

    def previous(self, offset: int) -> tuple[int, int] | None:
        """The last token that starts before `offset`, or None."""

    def __iter__(self) -> Iterator[tuple[int, int]]: ...


class OwnTokens:
    """The project's own tokenizer as a lazy view of `text`."""

    name = OWN

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[int, list[tuple[int, int]]] = {}

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """See `Tokens.within`."""
        end = max(end, start + 1)
        found: list[tuple[int, int]] = []
        at = self._line_start(max(start, 0))
        while at < end and at <= len(self._text):
            tokens, at = self._line(at)
            found += tokens[bisect_right(tokens, start, key=_end) : bisect_left(tokens, end, key=_start)]
        return found

    def next(self, offset: int) -> tuple[int, int] | None:
        """See `Tokens.next`."""
        at = self._line_start(max(offset, 0))
        while at <= len(self._text):
            tokens, at = self._line(at)
            index = bisect_right(tokens, offset, key=_start)
            if index < len(tokens):
                return tokens[index]
        return None

    def previous(self, offset: int) -> tuple[int, int] | None:
        """See `Tokens.previous`."""
        at = self._line_start(min(offset, len(self._text)))
        while True:
            tokens, _ = self._line(at)
            index = bisect_left(tokens, offset, key=_start)
            if index:
                return tokens[index - 1]
            if at == 0:
                return None
            at = self._line_start(at - 1)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return (match.span() for match in _tokenizer().finditer(self._text))

    def _line_start(self, offset: int) -> int:
        return self._text.rfind("\n", 0, offset) + 1

    def _line(self, start: int) -> tuple[list[tuple[int, int]], int]:
        """The tokens of the line that begins at `start`, and where the next line begins."""
        end = self._text.find("\n", start)
        end = len(self._text) if end < 0 else end
        tokens = self._lines.get(start)
        if tokens is None:
            tokens = [match.span() for match in _tokenizer().finditer(self._text, start, end)]
            self._lines[start] = tokens
        return tokens, end + 1


class StoredTokens:
    """Edges that a model has given: `starts` and `ends` of equal length, in order, not overlapping."""

    def __init__(self, name: str, starts: Iterable[int], ends: Iterable[int]) -> None:
        self.name = name
        self._starts, self._ends = array("I", starts), array("I", ends)

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """See `Tokens.within`."""
        end = max(end, start + 1)
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [(self._starts[index], self._ends[index]) for index in range(first, last)]

    def next(self, offset: int) -> tuple[int, int] | None:
        """See `Tokens.next`."""
        return self._at(bisect_right(self._starts, offset))

    def previous(self, offset: int) -> tuple[int, int] | None:
        """See `Tokens.previous`."""
        return self._at(bisect_left(self._starts, offset) - 1)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)

    def _at(self, index: int) -> tuple[int, int] | None:
        return (self._starts[index], self._ends[index]) if 0 <= index < len(self._starts) else None


def whitespace_tokens(text: str) -> list[tuple[int, int]]:
    """The runs of characters that are not white space, as `[start, end)`."""
    return [match.span() for match in re.finditer(r"\S+", text)]


def snap(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The smallest run of whole tokens that holds `[start, end)`; unchanged where no token is touched."""
    touched = tokens.within(start, end)
    return (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else (start, end)


def _end(token: tuple[int, int]) -> int:
    return token[1]


def _start(token: tuple[int, int]) -> int:
    return token[0]
