"""Which articles are alike: near duplicates form a *group*, and nearly equal texts are told.

How alike two articles are is estimated from *sketches*: the smallest hashes of their runs of three words (Broder 1997,
"On the resemblance and containment of documents"). What has no words, as line breaks and spaces, and how letters are
composed, is in no run. Which group an article belongs to is stored when it is first asked for, and groups never merge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from zlib import crc32

from annotator.progress import ProgressCallback
from annotator.storage.queries.groups import Groups, Sketched
from annotator.storage.store import Store

_RUN = 3
_SKETCH = 64
_LOOKED_UP = 16
_ALIKE, _NEAR = 0.5, 0.7
_SOME = 3
_ALONE = r"\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af"  # scripts that are counted by the character
_WORD = re.compile(rf"(?!_)\w(?:(?<=[{_ALONE}])|[^\W{_ALONE}]*)")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_BATCH = 250
_AT_ONCE = 1_500
_CHARACTERS = 10_000_000
"""So many articles and characters are sketched in about a second."""

Pairs = list[tuple[str, str]]
"""Keys of articles that are nearly one text, the later one first."""


def group(store: Store, progress: ProgressCallback = lambda _done, _of: None) -> Pairs:
    """Put the articles that have no group yet into one; gives each that is nearly the text of an earlier one.

    `progress` hears how many have one, where they are more than a moment's work.
    """
    groups, found = Groups(store), []
    missing = groups.without()
    for begin in range(0, len(missing), _BATCH):
        if len(missing) > _BATCH:
            progress(begin, len(missing))
        sketches = [(article, sketch_of(groups.text(article))) for article in missing[begin : begin + _BATCH]]
        with store.write():
            for article, sketch in sketches:
                others = list(groups.sharing(sketch[:_LOOKED_UP]))
                alike = (one.first for one in others if resemblance(sketch, one.sketch) >= _ALIKE)
                groups.put(article, next(alike, article), sketch, sketch[:_LOOKED_UP])
                found += _pair(article, sketch, others)
    if len(missing) > _BATCH:
        progress(len(missing), len(missing))
    return groups.keys(found)


def group_few(store: Store) -> Pairs | None:
    """Do as `group` does, if it takes no longer than a second or so; None where it would."""
    few = Groups(store).are_missing_at_most(_AT_ONCE, _CHARACTERS)
    return group(store) if few else None


def near(store: Store, progress: ProgressCallback = lambda _done, _of: None) -> Iterator[tuple[str, str]]:
    """All pairs of articles that are nearly one text and not put away, the later one first, each later one once."""
    group(store, progress)
    groups = Groups(store)
    away = groups.put_away()
    for one in groups.every():
        before = (
            other
            for other in groups.sharing(one.sketch[:_LOOKED_UP])
            if other.article < one.article and other.article not in away
        )
        if one.article not in away:
            yield from groups.keys(_pair(one.article, one.sketch, before))


def _pair(article: int, sketch: list[int], others: Iterable[Sketched]) -> list[tuple[int, int]]:
    """The article with the one of others that is most nearly the same text, if one is."""
    alike = [(resemblance(sketch, one.sketch), -one.article) for one in others if is_near(sketch, one.sketch)]
    return [(article, -max(alike)[1])] if alike else []


def is_near(one: list[int], other: list[int]) -> bool:
    """Whether two texts are nearly the same, by their sketches: most of both, or of short ones all but a word."""
    if resemblance(one, other) >= _NEAR:
        return True
    mine, theirs = set(one), set(other)
    short = max(len(one), len(other)) < _SKETCH and abs(len(one) - len(other)) <= 1 and len(mine & theirs) >= _SOME
    return short and max(len(mine - theirs), len(theirs - mine)) <= _RUN


def sketch_of(text: str) -> list[int]:
    """The smallest hashes of a text's runs of three words, in order."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold()
    words = [word.encode() for word in _WORD.findall(plain)]
    runs = {crc32(b" ".join(words[at : at + _RUN])) for at in range(max(1, len(words) - _RUN + 1))} if words else set()
    return sorted(runs)[:_SKETCH]


def resemblance(one: list[int], other: list[int]) -> float:
    """The estimated share of all runs of two texts that both have, from their sketches."""
    union = sorted({*one, *other})[:_SKETCH]
    return len(set(union).intersection(one).intersection(other)) / len(union) if union else 0.0
