"""Many conflicts settled as one step over their articles, which one undo takes back.

It is written in pieces, each of whole articles, so that nobody waits long; should it be broken off, one undo takes back
what was done. What somebody decided meanwhile stands: a conflict that is another one by now is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from annotator.domain.decisions import GOLD, Commented, decide
from annotator.domain.layer import step_all
from annotator.errors import DecisionError
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.reviewing import events
from annotator.services.reviewing.across.plan import IN_THE_WAY, Proposal, in_the_way
from annotator.services.reviewing.stored_cursor import StoredReviewCursor
from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.store import Store

_PIECE = 50  # articles
CHANGED = "changed meanwhile"
OPENED = "asked now that what they rest on is gold: settle again"
NOT_TOGETHER = "the scheme does not let its spans stand together"


@dataclass(slots=True)
class Settled:
    """How many conflicts were settled in how many articles, by which step, how many of them were approved by it.

    `left` says why others were not, `ties` counts those taken over a version with as many votes, and `own` the
    articles that the reviewer labelled, too.
    """

    conflicts: int = 0
    articles: int = 0
    approved: int = 0
    ties: int = 0
    own: int = 0
    step: str = ""
    left: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The same as `settle --json` gives it."""
        return {
            "settled": self.conflicts,
            "articles": self.articles,
            "approved": self.approved,
            "ties": self.ties,
            "own": self.own,
            "left": dict(+self.left),
            "step": self.step,
        }

    @property
    def told(self) -> str:
        """The same in sentences."""
        said = f"{counted(self.conflicts, 'conflict')} settled in {counted(self.articles, 'article')}"
        said += f", {self.approved:,} approved." if self.approved else "."
        if self.ties:
            said += f" {counted(self.ties, 'was a tie', 'were ties')}: a span was taken before none, the longer one, or"
            said += " that of the first name."
        if self.own:
            said += f" You labelled {counted(self.own, 'article')} of these yourself."
        return said + told_left(self.left)


def note_of(rule: str, at_least: str, some: Sequence[Proposal], reason: str = "") -> str:
    """The comment that is kept with a settling: by what rule, how much, and why, if that was said."""
    articles = len({one.key for one in some})
    what = f"{counted(len(some), 'conflict')} in {counted(articles, 'article')}"
    return f"Settled by {rule}, at least {at_least.strip()}: {what}. {reason.strip()}".strip()


def told_left(left: Counter[str]) -> str:
    """Why conflicts were left, in sentences."""
    return "".join(f" {number:,} left: {why}." for why, number in left.most_common() if number)


def settle(
    store: Store,
    some: Sequence[Proposal],
    by: str,
    *,
    choice: str,
    note: str = "",
    approve: bool = True,
    progress: ProgressCallback = lambda _done, _of: None,
) -> Settled:
    """Settle what is proposed, those of one article together, in the name of `by`.

    `choice` is kept with each ruling, the `note` as a comment of the first article's; with `approve`, articles of which
    nothing is open then are approved. Raises `ProjectBusy`.
    """
    done = Settled()
    for number, of, done in settling(store, some, by, choice=choice, note=note, approve=approve):  # noqa: B007
        progress(number, of)
    return done


def settling(
    store: Store, some: Sequence[Proposal], by: str, *, choice: str, note: str = "", approve: bool = True
) -> Iterator[tuple[int, int, Settled]]:
    """The same, some articles at a time: how many articles were seen, of how many, and what was done so far."""
    store.follow(by)
    done = Settled()
    groups = [list(here) for _, here in groupby(some, key=lambda one: one.key)]

    def settle_in(articles: Sequence[list[Proposal]]) -> None:
        for here in articles:
            _settle_in(StoredReviewCursor(store, here[0].key, by), here, choice, note, done, approve=approve)

    for first in range(0, len(groups), _PIECE):
        in_short_writes(store, groups[first : first + _PIECE], settle_in)
        yield min(first + _PIECE, len(groups)), len(groups), done


def _settle_in(
    desk: StoredReviewCursor, here: Sequence[Proposal], choice: str, note: str, done: Settled, *, approve: bool
) -> None:
    """Settle what is still open as it was in an article, inside a `write()`; approve it where nothing else is open."""
    still = {conflict.name: conflict for conflict in desk.open_anywhere}
    fresh = [one for one in here if one.conflict.name in still]
    free = [one for one in fresh if not in_the_way(desk, one.outcome.version or ())]
    approved = approve and len(free) == len(still) and not desk.scheme.claims
    taken = [
        event
        for one in free
        for event in events.ruling(desk, still[one.conflict.name], one.outcome.version or (), choice)
    ]
    taken += [*(events.approving(desk) if approved else ()), *([Commented(note)] if note and not done.step else ())]
    done.left[CHANGED] += len(here) - len(fresh)
    done.left[IN_THE_WAY] += len(fresh) - len(free)
    if not free:
        return
    decisions = decide(taken, layer=GOLD, by=desk.reviewer, bulk=True, step=done.step)
    try:
        step_all(desk.layer, decisions, desk.scheme.allows)
    except DecisionError:
        done.left[NOT_TOGETHER] += len(free)
        return
    done.step = decisions[0].step
    if desk.scheme.claims:
        decisions += desk.keep_up(decisions)
        done.left[OPENED] += sum(one.name not in still for one in desk.open_anywhere)
        approved = approve and not desk.open_anywhere
        last = decide(
            events.approving(desk) if approved else [], layer=GOLD, by=desk.reviewer, bulk=True, step=done.step
        )
        step_all(desk.layer, last)
        decisions += last
    desk.unwritten = [replace(one, step=done.step, bulk=True) for one in desk.unwritten]
    desk.append(decisions)
    done.conflicts += len(free)
    done.articles += 1
    done.approved += approved
    done.ties += sum(one.outcome.tied for one in free)
    done.own += desk.own_work
