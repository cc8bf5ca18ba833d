"""The words of a page that letters are put on, with room for the letters; half of the signs where words have no spaces.

A word is a `[start, end)` in code points on token edges.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from annotator.domain.span import Stretch
from annotator.domain.tokens import unspaced
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.missed.hints import COMMON, is_covered

_SHORT = 3
_LITTLE = frozenset(
    "的了是在和與与有不也將将被把對对從从於于為为而及或之這这那他她它們们我你就都還还很更最又再只已能會会要但並并"
    "入到至往由向如使像該该此其個个所讓让給给因則则卻却仍才說说年月"
)
"""Signs of Chinese that names hardly begin with: a small word each."""
_HIRAGANA = "\u3041", "\u309f"
_JOINS = frozenset("·・‧")
"""What stands between the parts of a foreign name in Chinese and Japanese."""
_SIGNS = 12
"""So many signs behind a word are offered one by one: most names end within them."""


def words_in(desk: ArticleCursor, start: int, end: int) -> list[Stretch]:
    """The words within `[start, end)`, in order: tokens of which something is a letter or digit.

    A narrow letter that another word follows at once is left out: there is no room over it for letters. Of words of one
    character that stand side by side, as in Chinese, every other one is left out: what is between letters can be read.
    Those behind a small word or a gap come first, where names are most likely to begin; small words come last.
    """
    text = desk.text
    words = [one for one in desk.tokens.within(start, end) if any(map(str.isalnum, text[slice(*one)]))]
    taken: set[int] = set()
    ranks = [_rank(text, words, index) for index in range(len(words))]
    for rank in range(3):
        for index, (first, _) in enumerate(words):
            after = words[index + 1][0] if index + 1 < len(words) else end + 2
            room = after - first > 1 or _is_wide(text[first])
            hidden = _follows(words, index, taken, index - 1) or _follows(words, index + 1, taken, index + 1)
            if room and not hidden and ranks[index] == rank:
                taken.add(index)
    return [words[index] for index in sorted(taken)]


def _rank(text: str, words: list[Stretch], index: int) -> int:
    """0 where a name is most likely to begin, 2 for a small word, 1 for any other."""
    first, last = words[index]
    if _is_little(text[first:last]):
        return 2
    before = words[index - 1] if index else (0, -1)
    return 1 if before[1] == first and not _is_little(text[slice(*before)]) else 0


def _follows(words: list[Stretch], index: int, taken: set[int], other: int) -> bool:
    """Whether the word at `index` follows one of one character at once, and the `other` of the two has letters."""
    return other in taken and words[index - 1] == (words[index][0] - 1, words[index][0])


def is_likely(desk: ArticleCursor, start: int, end: int) -> bool:
    """Whether a word may be a span that is missing: nothing covers it, and it is no short or common small word."""
    word = desk.text[start:end]
    is_small = word.islower() and (len(word) <= _SHORT or word.capitalize() in COMMON)
    return not is_small and not is_covered(desk, start, end)


def is_mostly_unspaced(desk: ArticleCursor, start: int, end: int) -> bool:
    """Whether most letters within `[start, end)` are of scripts that are written without spaces."""
    letters = [sign for sign in desk.text[start:end] if sign.isalpha()]
    return 2 * sum(map(unspaced, letters)) > len(letters)


def signs_behind(desk: ArticleCursor, offset: int) -> list[Stretch]:
    """The signs of a script without spaces that go on from an offset, up to `_SIGNS`; none behind punctuation."""
    found: list[Stretch] = []
    for first, last in desk.tokens.within(offset, offset + _SIGNS):
        sign = desk.text[first:last]
        if not (sign in _JOINS or unspaced(sign)):
            break
        if sign not in _JOINS and first >= offset:
            found.append((first, last))
    return found


def _is_wide(sign: str) -> bool:
    return east_asian_width(sign) in "WF"


def _is_little(word: str) -> bool:
    return word in _LITTLE or (len(word) == 1 and _HIRAGANA[0] <= word <= _HIRAGANA[1])
