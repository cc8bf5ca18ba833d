"""`annotator assign`: who labels what. Work is dealt out evenly, some of it to several, the same for the same seed.

Without names the articles are shared: whoever comes takes the next one that nobody has in hand.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.text.names import checked_name
from annotator.errors import WrongUsage
from annotator.plural import counted
from annotator.services.lookup import check_annotator
from annotator.services.project.deal import deal as dealt
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.queries.assignments import (
    begun_by,
    give_rows,
    holders,
    loads,
    put_away_and_dealt,
    unassigned,
    withdraw,
)
from annotator.storage.queries.people import handing
from annotator.storage.queries.people.handing import fields, given, hand
from annotator.storage.store import Store
from annotator.storage.team.deals import Deal


@dataclass(frozen=True, slots=True)
class AssignReport:
    """How many articles were dealt out, how many of them to several, and to whom; or how many are shared now.

    `strata` says how many articles each stratum has, where they were dealt by a field; `taken` how many of the articles
    had been given to whom before.
    """

    articles: int
    overlapping: int
    given: dict[str, int]
    shared: int = 0
    strata: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)

    @property
    def handed_out(self) -> str:
        """What is said where articles were named."""
        if not self.articles:
            return "They have these articles already."
        return f"{counted(self.articles, 'article')} given, {self.overlapping:,} of them to several by now."

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        return {
            "articles": self.articles,
            "overlapping": self.overlapping,
            "assigned": self.given,
            "shared": self.shared,
            **({"strata": dict(self.strata)} if self.strata else {}),
            **({"taken": dict(self.taken)} if self.taken else {}),
        }


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back: how many articles from whom, and what became of them.

    `begun` of them stay open to who has begun them, `kept` were not taken, because they are done; `unshared` are shared
    no more, `free` are nobody's now.
    """

    taken: dict[str, int]
    begun: int
    kept: int
    unshared: int
    free: int

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        return {
            "taken_back": self.taken, "begun": self.begun, "kept": self.kept, "unshared": self.unshared,
            "free": self.free,
        }  # fmt: skip


def assign(
    store: Store,
    names: Sequence[str] = (),
    *,
    per_article: int | None = None,
    overlap: float | None = None,
    seed: int = 1,
    again: bool = False,
    by: str = "",
    dealer: str = "",
    dry_run: bool = False,
) -> AssignReport:
    """Deal out the articles that nobody was given yet (and, if `again`, those that were not begun).

    Each article goes to one of `names`, and the share `overlap` (0..1) of them to `per_article`
    (all of them, where that is not said); without `overlap` every article goes to `per_article`.
    Who has begun an article keeps it. With `by`, a field of articles (`source`, `meta.genre`), those of each value are
    dealt evenly. Without names, articles are shared and `per_article` (or one) annotators are enough for each.
    `dealer` is who deals; nothing is written in a `dry_run`. Raises `WrongUsage` where the numbers make no sense or no
    article has that field.
    """
    names = _checked(names)
    _check(names, per_article, overlap, by)
    free, writes, deal = unassigned(store, again=again), ShortWrites(store), Deal(dealer)
    taken = holders(store, free) if again else {}
    if again and not dry_run:
        writes.each(put_away_and_dealt(store), partial(withdraw, store, deal=deal))
    strata = strata_of(store, free, by) if by and free else {"": free}
    if not names:
        enough = per_article or 1
        if not dry_run:
            writes.each(sorted(free), lambda some: _give(store, some, again=again, enough=enough, deal=deal))
        return AssignReport(len(free), len(free) if enough > 1 else 0, {}, len(free), taken=taken)
    many, share = per_article or (1 if overlap is None else len(names)), 1.0 if overlap is None else overlap
    found = deal_out(
        store, strata, names, many=many, overlap=share, again=again, seed=seed, deal=None if dry_run else deal
    )
    given = Counter(chain.from_iterable(found.values()))
    sizes = {name: len(articles) for name, articles in sorted(strata.items())} if by and free else {}
    several = sum(len(who) > 1 for who in found.values())
    return AssignReport(len(found), several, {name: given[name] for name in names}, strata=sizes, taken=taken)


def deal_out(
    store: Store,
    strata: Mapping[str, MutableSequence[int]],
    names: Sequence[str],
    *,
    many: int,
    overlap: float,
    seed: int,
    deal: Deal | None,
    again: bool = False,
    also: Mapping[int, tuple[str, ...]] | None = None,
) -> dict[int, tuple[str, ...]]:
    """Deal these articles (row ids) evenly, the share `overlap` (0..1) of them to `many`; gives who has which now.

    Without a `deal`, only tells who would. Others are given `also`, with them, to those who are named.
    """
    before = {name: given for name, (given, _) in loads(store, begun=again).items()}
    begun = partial(begun_by, store)
    found = dict(dealt(strata, names, many=many, overlap=overlap, begun=begun, before=before, seed=seed))
    found |= also or {}
    if deal is not None:
        ShortWrites(store).each(sorted(found), lambda some: _give(store, some, found, again=again, deal=deal))
    return found


def _give(
    store: Store,
    articles: Sequence[int],
    whom: Mapping[int, Sequence[str]] | None = None,
    *,
    again: bool,
    deal: Deal,
    enough: int = 1,
) -> None:
    """Give articles (row ids) to those whom they were dealt, or share them, inside a `write()`.

    If `again`, nobody else keeps them, unless they have begun one since it was dealt.
    """
    begun = withdraw(store, articles, deal) if again else set[int]()
    left = [one for one in articles if one not in begun]
    if whom is None:
        give_rows(store, (), shared=left, enough=enough, deal=deal)
    else:
        give_rows(store, [(one, name) for one in left for name in whom[one]], deal=deal)


def hand_out(store: Store, beginnings: Iterable[str], names: Sequence[str], dealer: str = "") -> AssignReport:
    """Give these articles, named by unique beginnings of their keys, to all of `names`, beside whoever has them.

    Raises `NoProject` where a beginning is not unique, `WrongUsage` without names.
    """
    names, keys = _checked(names), _keys(store, beginnings)
    if not names:
        raise WrongUsage("Say to whom: `--to NAME`.")
    new: list[tuple[str, str]] = []
    ShortWrites(store).each(keys, lambda some: new.extend(hand(store, some, names, Deal(dealer))))
    several = sum(len({one.annotator for one in given(store, (), [key])}) > 1 for key in keys)
    counts = Counter(name for _, name in new)
    return AssignReport(len({key for key, _ in new}), several, {name: counts[name] for name in names})


def take_back(store: Store, beginnings: Iterable[str], names: Sequence[str], dealer: str = "") -> TakenBack:
    """Take these articles from these annotators (from all, if none are named); without articles, all of theirs.

    What is done stays theirs, and what somebody has begun stays open to them. Raises `NoProject` where a beginning is
    not unique, `WrongUsage` where neither articles nor names are said, or nobody has such a name.
    """
    names, keys = _checked(names), _keys(store, beginnings)
    if not names and not keys:
        raise WrongUsage("Say what to take back: `--article KEY`, or from whom: `--to NAME`.")
    for name in names:
        check_annotator(store, name)
    theirs = sorted({one.key for one in given(store, names, keys or None)}.union(() if names else keys))
    taken, begun, kept, unshared, free = Counter[str](), 0, 0, 0, 0

    def take(some: Sequence[str]) -> None:
        nonlocal begun, kept, unshared, free
        here = given(store, names, some)
        back = [one for one in here if one.status in ("new", "open")]
        handing.take_back(store, back, Deal(dealer))
        unshared += handing.unshare(store, some) if keys and not names else 0
        left = {one.key for one in given(store, (), some)}
        taken.update(one.annotator for one in back)
        begun += sum(one.status == "open" for one in back)
        kept += len(here) - len(back)
        free += len({one.key for one in back} - left)

    ShortWrites(store).each(theirs, take)
    return TakenBack(dict(sorted(taken.items())), begun, kept, unshared, free)


def _keys(store: Store, beginnings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(store.resolve(beginning) for beginning in beginnings))


def strata_of(store: Store, articles: Sequence[int], by: str) -> Mapping[str, array[int]]:
    """The articles by what a field says of them; those of which it says nothing are a stratum, too."""
    found: dict[str, array[int]] = {}
    for article, about in fields(store, articles):
        value = about.get(by, "")
        found.setdefault(value if isinstance(value, str) else json.dumps(value), array("q")).append(article)
    if not found.keys() - {""}:
        every = chain.from_iterable(about.items() for _, about in fields(store, articles))
        there = sorted({name for name, value in every if value not in ("", None)})
        raise WrongUsage(f"No article that is left to deal out has {by}. There is: {', '.join(there) or 'nothing'}.")
    return found


def _checked(names: Iterable[str]) -> list[str]:
    names = list(dict.fromkeys(map(checked_name, names)))
    if GOLD in names:
        raise WrongUsage(f"An annotator has a name, and it is not {GOLD!r}: that layer is made by review.")
    return names


def _check(names: Sequence[str], per_article: int | None, overlap: float | None, by: str) -> None:
    if overlap is not None and not 0 <= overlap <= 1:
        raise WrongUsage(f"The overlap is a share from 0 % to 100 %, not {overlap:.0%}.")
    if (overlap is not None or by) and not names:
        raise WrongUsage(f"{'A deal by a field' if by else 'An overlap'} needs names: `--to NAME,NAME`.")
    if per_article is not None and (per_article < 1 or per_article > (len(names) or per_article)):
        raise WrongUsage(f"{per_article} annotators an article cannot be had from {len(names)}.")
