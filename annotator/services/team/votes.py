"""What a vote is asked to settle, as people say it, and the last one taken back: for the command line and programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from annotator.domain.disagreement.conflicts import Dispute
from annotator.domain.disagreement.votes import Quota
from annotator.errors import WrongUsage
from annotator.progress import ProgressCallback
from annotator.services.finding.asked import find_sought, sought
from annotator.services.finding.take_back import TakenBack, take_back
from annotator.services.reviewing.across.plan import KINDS, Asked
from annotator.services.reviewing.across.weights import VOTE, WEIGHT, Weights
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.storage.queries.reviewing.settlings import last_settling
from annotator.storage.store import Store

Ties = Literal["take", "leave"]


def asked(
    store: Store,
    by: str,
    *,
    at_least: str = "2/3",
    kinds: Iterable[str] = (),
    labels: Iterable[str] = (),
    where: str = "",
    ties: Ties = "take",
    or_nothing: bool = False,
    weighed: Weights | None = None,
    progress: ProgressCallback = lambda _done, _of: None,
) -> Asked:
    """What is asked of a vote. Raises `WrongUsage` where that makes no sense, `NoSuchLabel`, and what `sought` raises.

    `progress` hears how far words are indexed, where a question needs that.
    """
    try:
        quota = Quota.of(at_least)
    except ValueError as error:
        raise WrongUsage(f"`--at-least`: {error}") from error
    if weighed and quota.share is None:
        raise WrongUsage("By weight, `--at-least` is a share: 2/3, or 60 %.")
    some = frozenset("split/merge" if kind in ("split", "merge") else kind for kind in kinds)
    if wrong := sorted(some.difference(KINDS)):
        raise WrongUsage(f"There are no conflicts of the kind {wrong[0][:40]!r}: {', '.join(KINDS)}.")
    names = frozenset(store.scheme().known(name).name for name in labels)
    counts = weighed.counts if weighed else None
    return Asked(quota, some, names, counts, ties == "take", or_nothing, _chosen(store, by, where, progress))


def _chosen(
    store: Store, by: str, where: str, progress: ProgressCallback
) -> Callable[[ReviewCursor, Dispute], bool] | None:
    """What lets a conflict through in which a place is that is asked for; one of the whole article, where any is."""
    if not where.strip():
        return None
    places: dict[str, list[tuple[int, int]]] = {}
    for one in find_sought(store, sought(store, where, by), progress):
        places.setdefault(one.article.key, []).append((one.start, one.end))

    def chosen(desk: ReviewCursor, conflict: Dispute) -> bool:
        here = places.get(desk.key, ())
        return any(not conflict.end or (start < conflict.end and conflict.start < end) for start, end in here)

    return chosen


def take_back_settling(store: Store, by: str) -> tuple[str, TakenBack]:
    """Take back the last settling of somebody; gives which step it was. Raises `WrongUsage` where there is none."""
    step = last_settling(store, by, (VOTE, WEIGHT))
    if step is None:
        raise WrongUsage(f"{by} has settled nothing that could be taken back.")
    return step, take_back(store, by, step)
