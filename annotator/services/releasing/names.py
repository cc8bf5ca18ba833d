"""Names that are not to be read: found and replaced, in words that people wrote, by pseudonyms."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from annotator.domain.decisions import GOLD
from annotator.services.reviewing.rulings import BOTH, MAJORITY, NONE, OWN

_WORD = r"[^\W\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]"
"""A sign beside which a name goes on; in scripts without spaces, any sign may be the end of it."""
_LEAST = 3
_CHOICES = {MAJORITY, BOTH, NONE, OWN}
SOMEBODY = "somebody"


class Nameless:
    """What everybody is called instead, by name; `replaced` counts the texts that had a name in them, by where.

    Names that are `too_short` to be told from words (`a`, `me`) are replaced only where nothing else stands there.
    """

    def __init__(self, called: Mapping[str, str]) -> None:
        self.called = called
        self.replaced: Counter[str] = Counter()
        self.too_short = sorted(name for name in called if len(name) < _LEAST and name.isascii())
        self._folded = {_folded(name): pseudonym for name, pseudonym in called.items()}
        every = {form(name) for name in {*called} - {*self.too_short} for form in (_composed, _decomposed) if name}
        names = "|".join(map(_alone, sorted(every, key=lambda name: (-len(name), name))))
        self._pattern = re.compile(f"(?i:{names})") if names else None

    def who(self, name: str) -> str:
        """What somebody is called."""
        return name if name in ("", GOLD) or not self.called else self.called.get(name, SOMEBODY)

    def words(self, where: str, text: str) -> str:
        """A text in which nobody is called by a name, in capitals or not."""
        if where == "ruling" and text in _CHOICES:
            return text
        if text in self.too_short:
            self.replaced[where] += 1
            return self.called[text]
        if not self._pattern:
            return text
        new, number = self._pattern.subn(lambda found: self._instead(found[0]), text)
        if number:
            self.replaced[where] += 1
        return new

    def _instead(self, found: str) -> str:
        """What stands in the place of a name that was found; of two that differ in capitals alone, its own."""
        return self.called.get(found) or self._folded.get(_folded(found), SOMEBODY)

    def named_in(self, text: str) -> bool:
        """Whether a text has a name in it."""
        return bool(self._pattern and self._pattern.search(text))


def _alone(name: str) -> str:
    """The pattern of a name where it stands alone, at those of its ends at which a word could go on."""
    before, behind = (re.match(_WORD, sign) for sign in (name[0], name[-1]))
    return f"{f'(?<!{_WORD})' if before else ''}{re.escape(name)}{f'(?!{_WORD})' if behind else ''}"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _folded(name: str) -> str:
    return _composed(name).casefold()
