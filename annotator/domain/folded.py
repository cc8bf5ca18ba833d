"""Strings as people see them: white space folded, invisible characters out, and every place mapped back.

In a folded string a run of white space is one space, or one blank line (two line feeds) where it holds one; a line
break between two characters of scripts without spaces is nothing, and so is what nobody sees: soft hyphens, zero-width
spaces, word joiners, byte order marks, marks of direction. The joiners U+200C and U+200D stay, because they are
spelling in Persian and the scripts of India, and hold emoji together. A hyphen before a line break stays as well:
nobody can tell whether the word has one.

Offsets are code points, half-open.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache

from annotator.domain.tokens import ALONE, INVISIBLE

_RUN = re.compile(rf"(?: [\s{INVISIBLE}]|[^\S ]|[{INVISIBLE}])[\s{INVISIBLE}]*")  # all but single spaces
_ALONE = re.compile(f"[{ALONE}]")

Form = Callable[["re.Match[str]"], str]
"""What a run of white space and invisible characters becomes."""


def folded_run(run: re.Match[str]) -> str:
    """What a run becomes in a folded string."""
    found = run.group()
    breaks = found.count("\n")
    if breaks > 1:
        return "\n\n"
    if not re.search(r"\s", found) or (breaks and _within_script(run.string, *run.span())):
        return ""
    return " "


def _within_script(text: str, start: int, end: int) -> bool:
    """Whether characters of scripts that are written without spaces stand on both sides."""
    return start > 0 and bool(_ALONE.match(text, start - 1) and _ALONE.match(text, end))


def fold(string: str) -> str:
    """The string as people see it: two are the same words where this is equal."""
    return _RUN.sub(folded_run, string)


class Folded:
    """A text with its runs folded, in `text`, and the way back: places of `text` are places of the text it was made of.

    Where there is nothing to fold, `text` is the very string it was made of.
    """

    __slots__ = ("_at", "_ends", "_to", "text")

    def __init__(self, text: str, form: Form = folded_run) -> None:
        self._at, self._to, self._ends = array("I"), array("I"), array("I")  # behind each run that changed its length
        parts: list[str] = []
        done = at = 0
        for run in _RUN.finditer(text):
            start, end = run.span()
            new = form(run)
            if new == run.group():
                continue
            parts += (text[done:start], new)
            at += start - done + len(new)
            done = end
            if len(new) != end - start:
                self._at.append(at)
                self._to.append(end)
                self._ends.append(end if new else start)
        self.text = "".join((*parts, text[done:])) if parts else text

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, which is not empty, stands in the text that was folded."""
        if not self._at:
            return start, end
        before, behind = bisect_right(self._at, start) - 1, bisect_left(self._at, end)
        first = start + self._to[before] - self._at[before] if before >= 0 else start
        if behind < len(self._at) and self._at[behind] == end:
            return first, self._ends[behind]
        return first, end + self._to[behind - 1] - self._at[behind - 1] if behind else end

    def offset(self, offset: int) -> int:
        """Where an offset of the text that was folded is in `text`; behind the run, for one within a run."""
        if not self._at:
            return offset
        before = bisect_right(self._to, offset) - 1
        found = offset - self._to[before] + self._at[before] if before >= 0 else offset
        return min(found, self._at[before + 1]) if before + 1 < len(self._at) else found


@lru_cache(maxsize=4)
def folded(text: str) -> Folded:
    """The folded form of an article's text, kept for the texts that were asked for last."""
    return Folded(text)
