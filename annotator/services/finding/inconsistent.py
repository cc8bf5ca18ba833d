"""Strings that a layer treats differently: under several labels, or labelled here and not there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.folded import fold, folded
from annotator.domain.span import SpanIndex
from annotator.services.finding.pattern import within_word
from annotator.services.finding.places import LONGER, NOTHING, saying
from annotator.storage.queries.finding.texts import FoundText, complete_layers, held_in, held_strings, texts_of
from annotator.storage.store import Store

_SHORTEST = 3
"""Characters; of shorter strings most other places are something else."""
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(slots=True)
class Treatment:
    """A string with how often it has which label, none, or stands inside something longer, in how many articles."""

    string: str
    labels: Counter[str] = field(default_factory=Counter)
    unlabelled: int = 0
    inside_longer: int = 0
    articles: set[str] = field(default_factory=set)

    @property
    def inconsistent(self) -> bool:
        """Whether it has several labels, or one here and none there."""
        return len(self.labels) > 1 or bool(self.labels and self.unlabelled)

    @property
    def odd(self) -> int:
        """At how many places it is treated otherwise than at most of them."""
        return self.labels.total() + self.unlabelled - max([*self.labels.values(), self.unlabelled])

    def as_json(self) -> dict[str, Any]:
        """The string as `find --inconsistent --json` gives it."""
        return {
            "string": self.string,
            "labels": dict(self.labels.most_common()),
            "unlabelled": self.unlabelled,
            "inside_longer": self.inside_longer,
            "articles": len(self.articles),
        }


@dataclass(frozen=True, slots=True)
class Inconsistent:
    """The strings that are treated differently, the worst first; how many were looked at, in how many articles."""

    strings: list[Treatment]
    of: int
    articles: int


def inconsistent(store: Store, layer: str, *, least: int = 1) -> Inconsistent:
    """The strings that a layer treats differently in the articles in which it says all there is to say.

    `layer` is a name, or "" for all annotators' layers together. Strings of three characters and more are compared
    as people see them, with their case, where they begin and end as words do. `least` is at how many places a string
    must be treated otherwise than at most.
    """
    whose = complete_layers(store, layer)
    strings = {string for quote in held_strings(store, layer) if len(string := fold(quote)) >= _SHORTEST}
    treatments, first, articles = {string: Treatment(string) for string in strings}, _by_first_word(strings), 0
    for article in texts_of(store, sorted(whose)):
        articles += 1
        _count(article, held_in(store, article.number, whose[article.number]), first, treatments)
    known = [one for one in treatments.values() if one.labels]
    found = [one for one in known if one.inconsistent and one.odd >= least]
    found.sort(key=lambda one: (-one.odd, one.string))
    return Inconsistent(found, len(known), articles)


def _by_first_word(strings: Iterable[str]) -> dict[str, list[str]]:
    first: defaultdict[str, list[str]] = defaultdict(list)
    for string in strings:
        if word := _WORD.search(string):
            first[word.group()].append(string)
    return first


def _places(text: str, strings: dict[str, list[str]]) -> Iterator[tuple[str, int, int]]:
    """Each string with its places `[start, end)` in a folded text; those of one string do not overlap."""
    behind: dict[str, int] = {}
    for word in _WORD.finditer(text):
        for string in strings.get(word.group(), ()):
            start = word.start()
            end = start + len(string)
            if text.startswith(string, start) and start >= behind.get(string, 0) and not _cut(text, start, end):
                behind[string] = end
                yield string, start, end


def _cut(text: str, start: int, end: int) -> bool:
    return within_word(text, start) or within_word(text, end)


def _count(
    article: FoundText, layers: list[SpanIndex], strings: dict[str, list[str]], treatments: dict[str, Treatment]
) -> None:
    view = folded(article.text)
    for string, start, end in _places(view.text, strings):
        one = treatments[string]
        one.articles.add(article.key)
        for held in layers:
            said = saying(held, *view.place(start, end))
            if said.label:
                one.labels[said.label] += 1
            elif said.kind == NOTHING:
                one.unlabelled += 1
            elif said.kind == LONGER:
                one.inside_longer += 1
