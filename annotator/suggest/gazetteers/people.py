"""First names and last names of people, as faker lists them.

Names travel: an article has those of other countries too. So a first name that is listed for two languages counts in
every language, and any last name; one that a single other language lists is mostly a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.suggest.gazetteers.faker_lists import language_of, listed, providers

_ENOUGH = 2


def first_names(language: str) -> set[str]:
    """The first names that people in articles of a language have."""
    by: dict[str, set[str]] = {}
    for provider in providers("person"):
        for name in set(_names(provider, "first")):
            by.setdefault(name, set()).add(language_of(provider.__module__))
    own = set(own_names("first", language))
    return own | {name for name, languages in by.items() if len(languages) >= _ENOUGH}


def last_names() -> set[str]:
    """All last names."""
    return {name for provider in providers("person") for name in _names(provider, "last")}


def own_names(kind: str, language: str) -> Iterator[str]:
    """The names of a kind (`first`, `last`) that are listed for a language itself."""
    for provider in providers("person", language):
        yield from _names(provider, kind)


def _names(provider: Any, kind: str) -> Iterator[str]:
    for attribute in vars(provider):
        if attribute.startswith(f"{kind}_"):
            for one in listed(provider, attribute):
                yield from (one,) if isinstance(one, str) else one
