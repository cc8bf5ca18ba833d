"""Dates as other languages than English write them: a day, the name of the month, a year."""

from __future__ import annotations

import re
from functools import cache

from annotator.suggest.gazetteers.month_names import month_names, weekday_names

_DAY = r"\d{1,2}(?:\.|er|º|ª|:?e)?(?: (?:de|di|av))?"
_YEAR = r"(?:,?(?: (?:de|del|di))? \d{4})?"


@cache
def dates_of(language: str) -> re.Pattern[str] | None:
    """The dates of a language, by its code, and its months alone; None where they are those of English, or unknown."""
    months = () if language.partition("-")[0] in ("", "en") else month_names(language)
    if not months:
        return None
    month, any_month = "|".join(months), "|".join((*months, *month_names(language, "abbreviated")))
    weekday = rf"(?:(?:{'|'.join(weekday_names(language))}),? (?:den )?)?"
    return re.compile(
        rf"(?i)\b{weekday}{_DAY} (?:{any_month})(?:\b\.(?= ?\d))?{_YEAR}(?!\w)|\b(?:{month}){_YEAR}(?!\w)"
    )
