"""What is looked for, as one types it: a string as it stands, or a question about places (`domain.question`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from annotator import plugins
from annotator.domain.question.condition import Condition, written
from annotator.domain.question.parts import Parts, of_places
from annotator.domain.question.reading import asks, conditions
from annotator.domain.span import Stretch
from annotator.domain.text.pattern import Pattern, of_words
from annotator.errors import NoSuchFile, WrongUsage
from annotator.progress import ProgressCallback
from annotator.services.finding.places import Place, pages, places_at
from annotator.storage.maintenance.word_index import indexing, is_indexed
from annotator.storage.queries.asked.known import known
from annotator.storage.queries.asked.terms import named_sources
from annotator.storage.queries.finding.asked import AskedArticles, articles_asked
from annotator.storage.queries.finding.texts import FoundText
from annotator.storage.queries.finding.word_index import sure_words
from annotator.storage.store import Store
from annotator.suggest.base import Suggester


class Places(Protocol):
    """What finds places in a text."""

    def places(self, text: str) -> Iterator[Stretch]:
        """Each `[start, end)` in code points."""


@dataclass(frozen=True, slots=True)
class FilePatterns:
    """The patterns of a file; their labels are of no account."""

    suggester: Suggester

    def places(self, text: str) -> Iterator[Stretch]:
        """Each `[start, end)` that a pattern matches; some may be the same. Raises `ModelError`."""
        for answer in self.suggester.suggest([text], lambda: False):
            yield from ((start, end) for start, end, _, _ in answer.spans)


@dataclass(frozen=True, slots=True)
class Question:
    """A question about places, as `annotator` asks it; one of `patterns`, if there are any, finds a place."""

    conditions: tuple[Condition, ...]
    annotator: str
    parts: Parts
    patterns: tuple[Places, ...] = ()

    @property
    def words(self) -> str:
        """The question as one types it."""
        return written(self.conditions)

    def at(self, pattern: Places) -> Question:
        """The question of the places of a pattern. Raises `WrongUsage` where it has a string of its own."""
        if self.patterns:
            raise WrongUsage("No place has two strings: leave one out.")
        return replace(self, patterns=(pattern,))


Sought = Pattern | Question


def sought(store: Store, typed: str, annotator: str, *, any_case: bool = False, whole: bool = True) -> Sought:
    """What is looked for: a string as it stands, unless anything of it is a field with a value; else a question.

    Raises `WrongUsage` where nothing is left of it, and as `question` does.
    """
    if not asks(typed):
        return of_words(typed, any_case=any_case, whole=whole)
    return question(store, typed, annotator, any_case=any_case, whole=whole)


def question(store: Store, typed: str, annotator: str, *, any_case: bool = False, whole: bool = True) -> Question:
    """A question about places.

    Raises `QuestionError` where it makes no sense, `WrongUsage` where it asks for nothing, `InputError` for a file.
    """
    return of_conditions(store, conditions(typed, known(store), "text"), annotator, any_case=any_case, whole=whole)


def of_conditions(
    store: Store, asked: tuple[Condition, ...], annotator: str, *, any_case: bool = False, whole: bool = True
) -> Question:
    """The same of conditions that are read already. Raises `WrongUsage`, `InputError`."""
    if not asked:
        raise WrongUsage("There is nothing to look for.")
    _check_labels(store, asked)
    parts = of_places(asked, named_sources(store))
    if len(parts.strings) > 1:
        first, second = (one.values[0] for one in parts.strings[:2])
        raise WrongUsage(f'No place has two strings: "{first} {second}" is one, text:"{first}","{second}" either.')
    patterns: list[Places] = []
    for one in parts.strings:
        for value in map(str, one.values):
            by_file = one.field == "patterns"
            patterns.append(_of_file(value) if by_file else of_words(value, any_case=any_case, whole=whole))
    return Question(asked, annotator, parts, tuple(patterns))


def _check_labels(store: Store, asked: Sequence[Condition]) -> None:
    """Raises `WrongUsage` for a label of articles, which has no places."""
    whole = {label.name for label in store.scheme().labels if label.kind == "article"}
    for one in asked:
        if one.field == "label" and not one.negated and whole.issuperset(map(str, one.values)):
            said = f"{one.values[0]} is a label of articles as a whole, and stands at no place"
            raise WrongUsage(f"{said}: ask the library, or `annotator articles list --where {one}`.")


def _of_file(path: str) -> FilePatterns:
    module = plugins.load("suggest", "patterns")
    if module.missing(path):
        raise NoSuchFile(path)
    return FilePatterns(module.open(path))


def again(store: Store, what: Sought, *, any_case: bool, whole: bool) -> Sought:
    """The same with its strings looked for otherwise."""
    if isinstance(what, Pattern):
        return of_words(what.words, any_case=any_case, whole=whole)
    return question(store, what.words, what.annotator, any_case=any_case, whole=whole)


def find_sought(store: Store, what: Sought, progress: ProgressCallback = lambda _done, _of: None) -> Iterator[Place]:
    """Every place of what is looked for, article by article in the order in which they came. Raises as `find` does."""
    return (place for some in pages_sought(store, what, progress) for place in some)


def pages_sought(store: Store, what: Sought, progress: ProgressCallback) -> Iterator[Iterator[Place]]:
    """The same in pages, as `pages` gives them."""
    return pages(store, what, progress) if isinstance(what, Pattern) else _pages(store, what, progress)


def _pages(store: Store, what: Question, progress: ProgressCallback) -> Iterator[Iterator[Place]]:
    words = _sure_words(what.patterns)
    for how_far in indexing(store) if words else ():
        progress(*how_far)
        yield iter(())
    if words and not is_indexed(store):
        words = []
    for some in articles_asked(store, what.parts, what.annotator, words, anywhere=bool(what.patterns)):
        yield places_at(store, ((one, _here(some, one, what.patterns)) for one in some.texts))


def _sure_words(patterns: Sequence[Places]) -> list[str]:
    """The words that an article must have."""
    match patterns:
        case [Pattern(words=words, whole=True)]:
            return sure_words(words)
        case _:
            return []


def _here(some: AskedArticles, article: FoundText, patterns: Sequence[Places]) -> list[Stretch]:
    """The places of an article, in order."""
    places = None if some.places is None else some.places.get(article.number, set())
    if patterns and (places or places is None):
        found = {place for pattern in patterns for place in pattern.places(article.text)}
        places = found if places is None else places & found
    return sorted((places or set()) - some.without.get(article.number, set()))
