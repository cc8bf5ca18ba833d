"""The words of a page that letters are put on, with room for the letters; half of the signs where words have no spaces.

A word is a `[start, end)` in code points on token edges.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from annotator.domain.span import Stretch
from annotator.domain.tokens import OwnTokens, unspaced
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.missed.compounds import compounds
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


def words_in(desk: ArticleCursor, start: int, end: int, *, between: bool = False) -> list[Stretch]:
    """The words within `[start, end)`, in order: tokens of which something is a letter or digit, joined by hyphens.

    A narrow letter that another word follows at once is left out: there is no room over it for letters. Of words of one
    character that stand side by side, as in Chinese, every other one is left out: what is between letters can be read.
    Those behind a small word, a gap or a span come first, where names are most likely to begin; small words, and then
    what a span covers, come last. If `between`, the words that were left out for that are meant, and the parts of those
    with hyphens.
    """
    joined = compounds(
        desk.text, [one for one in desk.tokens.within(start, end) if any(map(str.isalnum, desk.text[slice(*one)]))]
    )
    words = [(some[0][0], some[-1][1]) for some in joined]
    taken, ranks = set[int](), _ranks(desk, words)
    roomy = [index for index in range(len(words)) if _has_room(desk.text, words, index, end)]
    for rank in range(4):
        for index in roomy:
            hidden = _follows(words, index, taken, index - 1) or _follows(words, index + 1, taken, index + 1)
            if ranks[index] == rank and not hidden:
                taken.add(index)
    if not between:
        return [words[index] for index in roomy if index in taken]
    left = [words[index] for index in roomy if index not in taken]
    return sorted([*left, *(part for some in joined if len(some) > 1 for part in some)])


def _ranks(desk: ArticleCursor, words: list[Stretch]) -> list[int]:
    """For each word 0 where a name is most likely to begin, 2 if it is small, 3 if it is covered, 1 for any other."""
    ranks: list[int] = []
    behind = -1
    for first, last in words:
        if is_covered(desk, first, last):
            ranks.append(3)
        elif _is_little(desk.text[first:last]):
            ranks.append(2)
        else:
            ranks.append(1 if behind == first and ranks[-1] < 2 else 0)
        behind = last
    return ranks


def _has_room(text: str, words: list[Stretch], index: int, end: int) -> bool:
    """Whether letters can stand over a word."""
    first = words[index][0]
    after = words[index + 1][0] if index + 1 < len(words) else end + 2
    return after - first > 1 or _is_wide(text[first])


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
    behind = desk.text[offset : offset + 2 * _SIGNS]
    for first, last in OwnTokens(behind).within(0, _SIGNS):
        sign = behind[first:last]
        if not (sign in _JOINS or unspaced(sign)):
            break
        if sign not in _JOINS:
            found.append((offset + first, offset + last))
    return found


def _is_wide(sign: str) -> bool:
    return east_asian_width(sign) in "WF"


def _is_little(word: str) -> bool:
    return word in _LITTLE or (len(word) == 1 and _HIRAGANA[0] <= word <= _HIRAGANA[1])
