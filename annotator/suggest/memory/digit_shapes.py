"""Strings with digits by their shapes: what was refused of several holds for their like (`Evidence.unwanted_as`)."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.suggest.memory.evidence import Evidence
from annotator.suggest.memory.tokenised_text import has_digits, shape


class DigitShapes:
    """The shapes of the strings that were noted, and under which labels they are unwanted."""

    def __init__(self, project: Evidence) -> None:
        self._project = project
        self._strings: dict[str, set[str]] = {}
        self._unwanted: dict[str, frozenset[str]] = {}

    def note(self, strings: Iterable[str]) -> None:
        """Give these strings back from `turned` when their like is refused or wanted again."""
        for string in filter(has_digits, strings):
            form = shape(string)
            if form not in self._strings:
                self._strings[form] = set()
                self._unwanted[form] = self._project.unwanted_like(form)
            self._strings[form].add(string)

    def turned(self, strings: Iterable[str]) -> set[str]:
        """All noted strings of a shape that became unwanted or wanted when something was learned about `strings`."""
        found: set[str] = set()
        for form in {shape(string) for string in strings if has_digits(string)} & self._strings.keys():
            unwanted = self._project.unwanted_like(form)
            if unwanted != self._unwanted[form]:
                self._unwanted[form] = unwanted
                found |= self._strings[form]
        return found
