"""Strings that a layer treats differently: under several labels, or labelled here and not there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Any

from annotator.domain.folded import fold, folded
from annotator.domain.text.pattern import within_word
from annotator.domain.tokens import ALONE
from annotator.services.finding.going_on import GoingOn
from annotator.services.finding.places import LONGER, NOTHING
from annotator.storage.queries.finding.texts import FoundText, complete_layers, held_in, held_strings, pages_of
from annotator.storage.store import Store
from annotator.storage.strings.set_aside import SetAside, strings_aside

_SHORTEST = 3
"""Characters; of shorter strings most other places are something else. One of a script without spaces counts twice."""
_PLAIN_WORD = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(rf"[^\W{ALONE}]+|[{ALONE}]|[^\w\s]")
_ALONE = re.compile(f"[{ALONE}]")


@dataclass(slots=True)
class Treatment:
    """A string with how often it has which label, none, or stands inside something longer, in how many articles."""

    string: str
    labels: Counter[str] = field(default_factory=Counter)
    unlabelled: int = 0
    inside_longer: int = 0
    articles: int = 0
    last: int = 0
    """The row id of the last of them."""
    aside: SetAside | None = None
    """That it was set aside, if it was, perhaps as it was treated before."""

    @property
    def inconsistent(self) -> bool:
        """Whether it has several labels, or one here and none there."""
        return len(self.labels) > 1 or bool(self.labels and self.unlabelled)

    @property
    def treated(self) -> frozenset[str]:
        """Under which labels it stands, "" among them where it also has none."""
        return frozenset(self.labels) | ({""} if self.unlabelled else set())

    @property
    def is_aside(self) -> bool:
        """Whether it was set aside, and is treated in no way that it was not treated in then."""
        return self.aside is not None and self.treated <= self.aside.treated

    @property
    def odd(self) -> int:
        """At how many places it is treated otherwise than at most of them."""
        return self.labels.total() + self.unlabelled - max([*self.labels.values(), self.unlabelled])

    def as_json(self) -> dict[str, Any]:
        """The string as `find --inconsistent --json` gives it; of one set aside also by whom, when and why."""
        one = self.aside if self.is_aside else None
        return {
            "string": self.string,
            "labels": dict(self.labels.most_common()),
            "unlabelled": self.unlabelled,
            "inside_longer": self.inside_longer,
            "articles": self.articles,
            **({"set_aside": {"by": one.by, "at": one.at, "why": one.why}} if one else {}),
        }


class Treatments:
    """How a layer treats the strings that it labels, in the articles in which it says all there is to say.

    `layer` is a name, or "" for all annotators' layers together. Strings of three characters and more (in scripts
    without spaces, of two) are compared as people see them, with their case, where they begin and end as words do.
    They are counted article by article, by `read`.
    """

    def __init__(self, store: Store, layer: str) -> None:
        whose = complete_layers(store, layer)
        strings = {string for quote in held_strings(store, layer) if _length(string := fold(quote)) >= _SHORTEST}
        self.layer, aside = layer, strings_aside(store, layer)
        self._all = [Treatment(string, aside=aside.get(string)) for string in sorted(strings)]
        self.of, self.articles = len(whose), 0
        self._counting = self._count(store, whose)

    def read(self, seconds: float = inf) -> bool:
        """Go on counting for about so long; whether there is more to count."""
        until = monotonic() + seconds
        return any(monotonic() > until for _ in self._counting)

    @property
    def labelled(self) -> int:
        """How many strings have a label somewhere."""
        return sum(bool(one.labels) for one in self._all)

    def inconsistent(self, *, least: int = 1) -> list[Treatment]:
        """The strings treated otherwise than at most of their places at `least` so many, the worst first.

        Those that were set aside are left out.
        """
        return [one for one in self._found(least) if not one.is_aside]

    def set_aside(self, *, least: int = 1) -> list[Treatment]:
        """Those that are left out there, likewise."""
        return [one for one in self._found(least) if one.is_aside]

    def _found(self, least: int) -> list[Treatment]:
        found = [one for one in self._all if one.inconsistent and one.odd >= least]
        return sorted(found, key=lambda one: (-one.odd, one.string))

    def _count(self, store: Store, whose: Mapping[int, Sequence[str]]) -> Iterator[None]:
        strings = _by_first_word(self._all)
        for articles in pages_of(store, sorted(whose)):
            held = held_in(store, [one.number for one in articles])
            for article in articles:
                number = article.number
                _count(article, [GoingOn(held.get((number, name), ())) for name in whose[number]], strings)
                self.articles += 1
                yield


def _length(string: str) -> int:
    return len(string) if string.isascii() else len(string) + len(_ALONE.findall(string))


def _by_first_word(treatments: Iterable[Treatment]) -> dict[str, list[Treatment]]:
    first: defaultdict[str, list[Treatment]] = defaultdict(list)
    for one in treatments:
        if word := _WORD.search(one.string):
            first[word.group()].append(one)
    return first


def _count(article: FoundText, layers: Sequence[GoingOn], strings: Mapping[str, Sequence[Treatment]]) -> None:
    view = folded(article.text)
    for one, start, end in _places(view.text, strings):
        if one.last != article.number:
            one.last = article.number
            one.articles += 1
        place = (start, end) if view.same_places else view.place(start, end)
        for layer in layers:
            said = layer.saying(*place)
            if said.kind == "label":
                one.labels["/".join(said.labels)] += 1
            elif said.kind == NOTHING:
                one.unlabelled += 1
            elif said.kind == LONGER:
                one.inside_longer += 1


def _places(text: str, strings: Mapping[str, Sequence[Treatment]]) -> Iterator[tuple[Treatment, int, int]]:
    """Each string with its places `[start, end)` in a folded text, whose starts never go back.

    Those of one string do not overlap.
    """
    behind: dict[str, int] = {}
    plain = text.isascii()
    for word in (_PLAIN_WORD if plain else _WORD).finditer(text):
        for one in strings.get(word.group(), ()):
            string, (start, stop) = one.string, word.span()
            end = start + len(string)
            if end == stop and plain:
                yield one, start, end
            elif text.startswith(string, start) and start >= behind.get(string, 0) and not _cut(text, start, end):
                behind[string] = end
                yield one, start, end


def _cut(text: str, start: int, end: int) -> bool:
    return within_word(text, start) or within_word(text, end)
