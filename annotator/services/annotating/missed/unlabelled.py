"""Names that look unlabelled: what is asked about before an article is finished, and where `tab` may stop.

Few are told, so that most of them are right. Told are strings that have a label elsewhere in the article, unless they
stand bare far more often than that; names that were labelled lately in other articles; and runs of several capitalised
words, where nearly all of those in the article have labels: a scheme for places alone, or a language that writes its
nouns so, has many that mean nothing. What was rejected is not told, nor dates, amounts and bare titles.

A name is a `[start, end)` in code points on token edges. Pure but for what the cursor over the article knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from annotator.domain.folded import fold
from annotator.domain.span import Stretch
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.missed.dates import dates_of
from annotator.services.annotating.missed.hints import has_nouns, is_date, name_runs
from annotator.services.annotating.occurrences import occurrences
from annotator.suggest.memory.name_rules import is_title

LONGEST = 300_000
"""In longer texts, in code points, nothing is looked for: finishing would have to wait."""
_AT_MOST = 2
"""A string that stands bare more than so many times as often as it has a label is meant to stand so."""
_SEVERAL, _NEARLY_ALL = 4, 0.75
"""So many runs of several words an article has to have, and so much of them labels, for a bare one to be likely."""

_COUNT, _COUNT_AT_MOST = re.compile(r"(?<![\d.,])(?:\d{1,3}|\d+(?:[.,]\d+)+)\s\Z"), 20
"""A number right before a name, in code points: 1.5 or 120, but no year."""


def unlabelled(desk: ArticleCursor, known: Container[str] = (), passed: Iterable[str] = ()) -> list[Stretch]:
    """The names that look unlabelled, in order, none over another.

    `known` are names of other articles, `passed` those that are not to be told, both folded.
    """
    if len(desk.text) > LONGEST:
        return []
    refused = {*passed, *(fold(span.quote(desk.text)) for span in desk.layer.rejected)}
    free: list[Stretch] = []
    for start, end in sorted({*_labelled_here(desk), *_runs(desk, known)}, key=lambda one: (one[0] - one[1], one[0])):
        apart = all(end <= other[0] or other[1] <= start for other in free)
        if apart and fold(desk.text[start:end]) not in refused and _is_bare(desk, start, end):
            free.append((start, end))
    return sorted(free)


def _is_bare(desk: ArticleCursor, start: int, end: int) -> bool:
    return not (desk.layer.touching(start, end) or desk.proposals.open.touching(start, end))


def _labelled_here(desk: ArticleCursor) -> Iterator[Stretch]:
    """Where strings stand bare that have a label elsewhere in the article."""
    times = Counter(fold(span.quote(desk.text)) for span in desk.layer.held)
    for quote, count in times.items():
        if _is_name(quote):
            found = [place for place in occurrences(desk.text, quote, desk.tokens) if _is_bare(desk, *place)]
            yield from found if len(found) <= _AT_MOST * count else ()


def _is_name(string: str) -> bool:
    """Whether a string has a capital letter, or is long enough where letters have no case."""
    return string != string.lower() or (string == string.upper() and len(string) > 1 and string[0].isalpha())


def _runs(desk: ArticleCursor, known: Container[str]) -> Iterator[Stretch]:
    likely = _nearly_all_labelled(desk)
    for run, begins in name_runs(desk, bare=True):
        if fold(desk.text[slice(*run)]) in known or (likely and not begins and _is_full_name(desk, *run)):
            yield run


def _nearly_all_labelled(desk: ArticleCursor) -> bool:
    runs = [run for run, _ in name_runs(desk, bare=False) if _is_full_name(desk, *run)]
    labelled = sum(bool(desk.layer.touching(*run)) for run in runs)
    return len(runs) >= _SEVERAL and labelled >= _NEARLY_ALL * len(runs)


def _is_full_name(desk: ArticleCursor, start: int, end: int) -> bool:
    """Whether several words stand there that are no date, no bare titles, and no amount.

    Where all nouns have a capital, a number is none of the words: "Platz 1" is as likely as "Apollo 11".
    """
    quote, dates = desk.text[start:end], dates_of(desk.article.language)
    words = [word for word in quote.split() if not (has_nouns(desk) and word.isdecimal())]
    dated = is_date(quote) or (dates and dates.search(quote))
    counted = _COUNT.search(desk.text, max(0, start - _COUNT_AT_MOST), start)
    return len(words) > 1 and not (dated or counted or all(map(is_title, words)))
