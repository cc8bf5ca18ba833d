"""What is looked for in texts: words as people see them, or a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from annotator.domain.folded import fold, folded
from annotator.domain.span import Stretch
from annotator.domain.tokens import ALONE
from annotator.errors import WrongUsage

_ALONE = re.compile(f"[{ALONE}]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression over folded texts; `words` is the folded string it stands for, if it stands for one.

    `whole`: it begins and ends where words do.
    """

    expression: re.Pattern[str]
    words: str = ""
    whole: bool = True

    def places(self, text: str) -> Iterator[Stretch]:
        """Each `[start, end)` of a text in code points that it matches, in order; no two overlap."""
        view = folded(text)
        for found in self.expression.finditer(view.text):
            start, end = found.span()
            if start == end or not view.cuts_no_piece(start, end):
                continue
            if not self.whole or not (within_word(view.text, start) or within_word(view.text, end)):
                yield view.place(start, end)


def of_words(string: str, *, any_case: bool = False, whole: bool = True) -> Pattern:
    """The pattern of a string, with white space folded. Raises `WrongUsage` where nothing is left of it."""
    words = fold(string.strip())
    if not words:
        raise WrongUsage("There is nothing to look for.")
    return Pattern(re.compile(re.escape(words), _flags(any_case)), words, whole)


def of_expression(expression: str, *, any_case: bool = False, whole: bool = False) -> Pattern:
    """The pattern of a regular expression of Python. Raises `WrongUsage` where it is none."""
    try:
        return Pattern(re.compile(expression, _flags(any_case)), whole=whole)
    except (re.error, OverflowError, RecursionError) as error:
        raise WrongUsage(f"{expression!r} is no regular expression: {error}.") from error


def within_word(text: str, offset: int) -> bool:
    """Whether a word goes on across an offset; in scripts without spaces, none does."""
    if not 0 < offset < len(text):
        return False
    before, behind = text[offset - 1], text[offset]
    if " " in (before, behind):
        return False  # as nearly always
    return _in_word(before) and _in_word(behind) and not (_ALONE.match(before) or _ALONE.match(behind))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or category(character)[0] == "M"


def _flags(any_case: bool) -> re.RegexFlag:  # noqa: FBT001 - one word
    return re.IGNORECASE if any_case else re.NOFLAG
