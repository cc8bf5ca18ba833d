"""The lists that faker keeps, by language: names of people and of places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

_CALLED = {"nb": "no", "nn": "no", "tl": "fil"}
"""What the library calls a language that it knows by another code."""


def providers(kind: str, language: str = "") -> Iterator[Any]:
    """The classes that hold the lists of a kind (`person`, `address`) for a language, or for all."""
    package = import_module(f"faker.providers.{kind}")
    wanted = _CALLED.get(language, language)
    for module in sorted(one.name for one in iter_modules(package.__path__)):
        if not wanted or language_of(module) == wanted:
            yield import_module(f"{package.__name__}.{module}").Provider


def language_of(module: str) -> str:
    """The language of a module of lists (`de_AT`, or its full name)."""
    return module.rpartition(".")[2].partition("_")[0]


def listed(provider: Any, kind: str) -> Iterable[Any]:
    """A list by its name, whatever collection holds it; empty where there is none."""
    values = vars(provider).get(kind, ())
    return values if isinstance(values, (tuple, list, dict, set, frozenset)) else ()
