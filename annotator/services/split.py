"""Splits by article, so that no model is tested on what it was trained on.

Near-duplicate articles form a *group*, and a group goes to one side as a whole. The side comes from the hash of the
group's first-added article and the seed; so no article changes sides when others are added. Where a split is
*stratified*, sides have their shares of each label, or of each value of a field, and the group goes where that is
missing: by labels in the order in which articles were first finished and by what was said of them then, by a field in
the order in which they were added. What comes later moves nothing, there either.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from annotator.errors import AnnotatorError, WrongUsage, did_you_mean
from annotator.progress import ProgressCallback
from annotator.services.likeness import group
from annotator.services.stratified import allotted, drawn
from annotator.storage.queries.groups import Groups
from annotator.storage.queries.splitting.fields import fields_of
from annotator.storage.queries.splitting.first_labels import first_labels
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag

LABEL = "label"
"""What a split is stratified by, where that is no field."""

_NAMES = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Ratio:
    """The shares of the sides, in the order train, dev, test; they need not add up to anything."""

    shares: tuple[float, ...]

    @classmethod
    def parse(cls, text: str) -> Ratio:
        """The ratio that `80/10/10` or `80/20` means. Raises `AnnotatorError`."""
        try:
            shares = tuple(float(share) for share in text.split("/"))
        except ValueError:
            shares = ()
        sound = 2 <= len(shares) <= len(_NAMES) and all(0 <= share < math.inf for share in shares) and any(shares)
        if not sound:
            raise AnnotatorError(f"A split is written like 80/10/10 (train, dev, test) or 80/20, not {text!r}.")
        return cls(shares)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sides."""
        return _NAMES[: len(self.shares)]

    def side(self, key: str, seed: int) -> str:
        """The side of an article, by its key alone."""
        return self.names[drawn(key, self.shares, seed)]


def sides(
    store: Store,
    ratio: Ratio,
    seed: int,
    stratify: str = "",
    tag: Tag | None = None,
    *,
    progress: ProgressCallback = lambda _done, _of: None,
) -> Callable[[str], str]:
    """What side each article of a project is on; groups that are not known yet are made and stored.

    It is stratified by `label`, or by a field (`source`, `meta.genre`) as that was at a `tag`, if `stratify` is one;
    where it is by label, an article that nobody has finished goes by its key. Raises `WrongUsage` for a field that no
    article has.
    """
    group(store, progress)
    by_key = Groups(store).first_keys()
    parts: dict[str, int] = {}
    if stratify:
        known = first_labels(store) if stratify == LABEL else _values(store, stratify, tag)
        parts = allotted(_groups(known, by_key), ratio.shares, seed)

    def side(key: str) -> str:
        first = by_key.get(key, key)
        return ratio.names[parts[first]] if first in parts else ratio.side(first, seed)

    return side


def _groups(
    articles: Iterator[tuple[str, Mapping[str, int]]], by_key: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Each group, by its first article, with what is known of that of its articles which comes first."""
    seen: set[str] = set()
    for key, known in articles:
        first = by_key.get(key, key)
        if first not in seen:
            seen.add(first)
            yield first, known


def _values(store: Store, field: str, tag: Tag | None) -> Iterator[tuple[str, Mapping[str, int]]]:
    """The articles in the order in which they came into the project, with what the field says of each."""
    there = set[str]()
    for key, about in fields_of(store, tag):
        there.update(name for name, value in about.items() if value not in ("", None))
        value = about.get(field, "")
        yield key, {value if isinstance(value, str) else json.dumps(value, sort_keys=True): 1}
    if field not in there:
        names = [LABEL, *sorted(there)]
        raise WrongUsage(f"No article has {field!r}.{did_you_mean(field, names)} There is: {', '.join(names)}.")
