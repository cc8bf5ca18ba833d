"""The strings that the memory knows, wherever they stand in a text, each under its label.

Known are the strings that were decided, and those that follow from them or from a model that is sure
(see `names`). What was decided about a string goes before what follows for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category

from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, SpanIndex
from annotator.suggest.memory import name_rules as names
from annotator.suggest.memory.evidence import Evidence
from annotator.suggest.memory.indexes.groups import Groups
from annotator.suggest.memory.tokenised_text import TokenisedText

Sure = Callable[[str], str | None]
"""Under which label a model is sure of a string."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned in the whole project, and `here`, in this text alone (the former includes the latter)."""

    project: Evidence
    here: Evidence

    def label(self, string: str) -> str | None:
        """The majority label of a string: here if it was kept here, else in the project; of punctuation none."""
        if self.project.unwanted(string) or _is_punctuation(string):
            return None
        return self.here.label(string) or self.project.label(string)

    def tells(self, string: str, label: str, *, elsewhere: bool, once: bool) -> bool:
        """Whether a string is confirmed: kept in this text under that label alone, and nowhere refused.

        Where `once` is not enough it must have been kept several times in the project; if so, that is enough
        `elsewhere`, in texts where it was not kept.
        """
        here, project = self.here.labels(string), self.project.labels(string)
        often = project.get(label, 0) >= _OFTEN
        enough = (often or once) if here else (often and elsewhere)
        meant = enough and (here or project).keys() == {label} and not self.project.refused(string)
        return meant and not _is_punctuation(string)

    def unknown(self, string: str) -> bool:
        """Whether nothing was decided about a string."""
        return not self.project.labels(string) and not self.project.refused(string)


def _is_punctuation(string: str) -> bool:
    """Whether a string is punctuation alone: one full stop that has a label by a slip tells nothing of all others."""
    return not any(map(str.isalnum, string)) and all(category(sign)[0] in "PZ" for sign in string)


_OFTEN = 2
"""How often a string must have been kept to be confirmed in a whole project: once may be a slip, or another sense."""


class _Implied(NamedTuple):
    """What a confirmed string tells of others: its acronyms, under its label, and its last name."""

    acronyms: frozenset[str] = frozenset()
    label: str = ""
    last: str = ""


class _Found(NamedTuple):
    """Where a string is known, and whether as somebody's last name."""

    label: str | None = None
    last: bool = False
    finds: tuple[Span, ...] = ()


_NOTHING_IMPLIED, _NOT_FOUND = _Implied(), _Found()


class KnownStrings:
    """The finds of one text; `using_names` says whether names tell of each other."""

    def __init__(
        self, reading: TokenisedText, learned: Learned, scheme: Scheme, sure: Sure, *, using_names: bool
    ) -> None:
        self._reading, self._learned, self._sure, self._names = reading, learned, sure, using_names
        self._labels = {label.name for label in scheme.active()}
        self._person = scheme.meaning("PERSON")
        self.index = SpanIndex()
        self._times: Counter[Span] = Counter()
        self._by_text: Groups[str, Span] = Groups()
        self._found: dict[str, _Found] = {}
        self._implied: dict[str, _Implied] = {}
        self._expansions: dict[str, dict[str, str]] = {}
        self._full_names: dict[str, set[str]] = {}
        self._lengthened: dict[str, set[str]] = {}

    def update(self, strings: Iterable[str]) -> tuple[set[Span], set[str]]:
        """Look again for strings about which something may have been learned.

        Gives the finds that came or went, and the strings of which other names tell something else now.
        """
        every = set(strings)
        anew = {last for string in every for last in self._lengthened.get(string, ())}
        told = {other for string in every for other in self._imply(string)} if self._names else set()
        every |= told
        return {find for string in every | anew for find in self._find_again(string, anew=string in anew)}, told

    def quoting(self, string: str) -> Iterable[Span]:
        """The finds whose text is that string."""
        return self._by_text[string]

    def implied(self, string: str) -> str | None:
        """The label that names kept in this text tell of an undecided string, as the last name or the acronym of some.

        None where they tell none, or several.
        """
        if not self._learned.unknown(string):
            return None
        labels = {self._person} if self._full_names.get(string) else set(self._expansions.get(string, {}).values())
        return labels.pop() if len(labels) == 1 else None

    def _imply(self, string: str) -> list[str]:
        """Note what a string tells of others; gives those for which that has changed."""
        label = self._learned.here.label(string)
        before, implied = self._implied.get(string, _NOTHING_IMPLIED), _NOTHING_IMPLIED
        if label:
            last = names.last_name(string, self._reading) if label == self._person else ""
            implied = _Implied(frozenset(names.acronyms(string, self._reading)), label, last)
        if implied == before:
            return []
        for acronym in before.acronyms:
            del self._expansions[acronym][string]
        for acronym in implied.acronyms:
            self._expansions.setdefault(acronym, {})[string] = implied.label
        if before.last:
            self._full_names[before.last].discard(string)
        if implied.last:
            self._full_names.setdefault(implied.last, set()).add(string)
        self._implied[string] = implied
        return [*before.acronyms, *implied.acronyms, *filter(None, (before.last, implied.last))]

    def _find_again(self, string: str, *, anew: bool) -> list[Span]:
        before = self._found.get(string, _NOT_FOUND)
        label, last = self._label(string), bool(self._full_names.get(string))
        if not anew and (label, last) == (before.label, before.last):
            return []
        found = _Found(label, last, tuple(self._finds(string, label, last=last)) if label else ())
        for find in before.finds:
            self._count(find, -1)
        for find in found.finds:
            self._count(find, 1)
        self._found[string] = found
        return [*before.finds, *found.finds]

    def _label(self, string: str) -> str | None:
        label = self._learned.label(string)
        if label is None and self._names and self._learned.unknown(string):
            label = self._follows(string)
        return label if label in self._labels else None

    def _follows(self, string: str) -> str | None:
        """The label of a string that nobody has decided, if names tell it: the first expansion by name counts."""
        if self._full_names.get(string):
            return self._person
        expansions = self._expansions.get(string)
        return expansions[min(expansions)] if expansions else self._sure(string)

    def _finds(self, string: str, label: str, *, last: bool) -> Iterator[Span]:
        for start, end in self._reading.find(string):
            yield self._lengthen(string, Span(start, end, label)) if last else Span(start, end, label)

    def _lengthen(self, last: str, find: Span) -> Span:
        """A last name with the name before it, unless that was refused."""
        longer = find.resized(names.name_start(self._reading, find.start), find.end)
        if longer == find:
            return find
        quote = self._reading.quote(longer)
        self._lengthened.setdefault(quote, set()).add(last)
        return find if self._learned.project.unwanted(quote) else longer

    def _count(self, find: Span, by: int) -> None:
        self._times[find] += by
        quote = self._reading.quote(find)
        if self._times[find] > 0:
            self.index.add(find)
            self._by_text.add(quote, find)
        else:
            del self._times[find]
            self.index.discard(find)
            self._by_text.discard(quote, find)
