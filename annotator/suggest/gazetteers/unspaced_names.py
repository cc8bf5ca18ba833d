"""Names that are listed, in a text whose words have no spaces between them (Chinese, Japanese, Thai).

A place is the longest listed one, unless the writing goes on as in a longer word (`中国人`, `タイトル`), or it ends a
longer foreign name (`查德` in `理查德`); a person is a listed last name with a listed first name of two characters or
more behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotator.domain.tokens import unspaced
from annotator.suggest.gazetteers.people import own_names
from annotator.suggest.gazetteers.sounds import SOUNDS
from annotator.suggest.gazetteers.spaced_names import Found

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a0-\u30fa\u30fc-\u30ff\uff66-\uff9f"
_SOUNDS = frozenset(SOUNDS)
_BEHIND = "的和及等在與与將将之於于"
"""Chinese characters that a longer name does not go on with."""
_BEFORE = "北南西东東新古内內大"
"""Those that make a longer name of one behind them."""
_ENDS = rf"(?![·・‧•])(?:(?<=[{_KATAKANA}])(?![{_KATAKANA}{_HAN}])|(?<![{_KATAKANA}])(?:(?=[{_BEHIND}])|(?![{_HAN}])))"


class UnspacedNames:
    """What lists of a language find in a text: `countries` with their labels, `cities`, and people."""

    def __init__(self, language: str, countries: dict[str, str], cities: set[str]) -> None:
        self._places = dict.fromkeys(cities, "GPE") | countries
        first = {name for name in own_names("first", language) if len(name) > 1}
        person = f"(?:{_any(set(own_names('last', language)))})(?:{_any(first)})" if first else "(?!)"
        place = rf"(?<![{_BEFORE}])(?:{_any(self._places)}){_ENDS}"
        self._any = re.compile(rf"(?<![{_KATAKANA}](?=[{_KATAKANA}]))(?:({person})|{place})")

    def find(self, text: str) -> Iterator[Found]:
        """The names in a text, in order."""
        for found in self._any.finditer(text):
            yield *found.span(), "PERSON" if found[1] else self._places[found[0]]


def _any(names: Iterable[str]) -> str:
    """A pattern of these names, the longest first; only those that no space parts."""
    whole = sorted(name for name in names if " " not in name)
    return "|".join(map(_one, sorted(whole, key=len, reverse=True)))


def _one(name: str) -> str:
    """A pattern of one name; where it spells nothing but sounds, none that stands behind another sound."""
    return f"(?<![{SOUNDS}]){name}" if set(name) <= _SOUNDS else re.escape(name)


def is_unspaced(names: Iterable[str]) -> bool:
    """Whether these names are in a script without spaces between words."""
    return any(map(unspaced, names))
