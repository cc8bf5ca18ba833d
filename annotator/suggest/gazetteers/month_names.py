"""The names of months and weekdays in many languages, as CLDR (babel) has them."""

from __future__ import annotations

from functools import cache
from typing import Literal

Width = Literal["wide", "abbreviated"]
_LEAST = 3
"""Names of fewer letters, as those of Chinese, are no words that stand for a month alone."""


@cache
def month_names(language: str, width: Width = "wide") -> tuple[str, ...]:
    """The months of a language code, within a date and alone, the longest first; none where the language is unknown."""
    return _names(language, "months", width)


@cache
def weekday_names(language: str) -> tuple[str, ...]:
    """The days of the week, likewise."""
    return _names(language, "days", "wide")


def _names(language: str, kind: Literal["months", "days"], width: Width) -> tuple[str, ...]:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - where articles are in other languages alone

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return ()
    tables = getattr(locale, kind)
    every = {name.rstrip(".") for form in ("format", "stand-alone") for name in tables[form][width].values()}
    return tuple(sorted((name for name in every if len(name) >= _LEAST and name.isalpha()), key=len, reverse=True))
