"""Strings with digits by their shapes: what was refused of one holds for its like (see `Evidence.unwanted`)."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.suggest.memory.known_strings import Learned
from annotator.suggest.memory.tokenised_text import has_digits, shape


class DigitShapes:
    """The shapes of the strings that were noted, and whether they are wanted."""

    def __init__(self, learned: Learned) -> None:
        self._learned = learned
        self._strings: dict[str, set[str]] = {}
        self._unwanted: dict[str, tuple[bool, bool]] = {}

    def note(self, strings: Iterable[str]) -> None:
        """Give these strings back from `turned` when their like is refused or wanted again."""
        for string in filter(has_digits, strings):
            form = shape(string)
            if form not in self._strings:
                self._strings[form] = set()
                self._unwanted[form] = self._ask(form)
            self._strings[form].add(string)

    def turned(self, strings: Iterable[str]) -> set[str]:
        """All noted strings of a shape that became unwanted or wanted when something was learned about `strings`."""
        found: set[str] = set()
        for form in {shape(string) for string in strings if has_digits(string)} & self._strings.keys():
            unwanted = self._ask(form)
            if unwanted != self._unwanted[form]:
                self._unwanted[form] = unwanted
                found |= self._strings[form]
        return found

    def _ask(self, form: str) -> tuple[bool, bool]:
        return self._learned.project.unwanted_like(form), self._learned.here.unwanted_like(form)
