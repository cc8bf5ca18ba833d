"""The list of articles: what there is, what is put away, and bringing it back.

An article that is put away (archived) keeps its decisions; it is no longer offered, counted or exported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.storage.queries import counts
from annotator.storage.queries.counts import Listed
from annotator.storage.store import Store


def listed(store: Store, *, archived: bool = False) -> Iterator[Listed]:
    """The articles in order, one at a time; those put away instead, if `archived`."""
    return counts.articles(store, archived=archived)


def put_away(store: Store, beginnings: Iterable[str], *, archived: bool = True) -> int:
    """Put articles away (bring them back, if not `archived`); how many changed.

    Articles are named by unique beginnings of their keys; `NoProject` is raised and nothing changed
    where one of them is not unique.
    """
    return counts.put_away(store, [store.resolve(beginning) for beginning in beginnings], archived=archived)
