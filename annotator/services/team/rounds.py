"""`annotator round`: work dealt out in rounds, each with its figures: a pilot first, the rest when people agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.text.names import checked_name
from annotator.errors import AnnotatorError, WrongUsage, did_you_mean
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.likeness import group
from annotator.services.project.assign import deal_out, strata_of
from annotator.services.reporting.agreement import agree
from annotator.services.team.board.claims_to_gold import FIGURES
from annotator.services.team.hide_gold import Chosen, choose, put_hidden
from annotator.services.team.measured import LIMIT, Measured, measured
from annotator.services.team.near_names import nearly
from annotator.services.team.sampling import sample
from annotator.storage.queries.assignments import unassigned
from annotator.storage.queries.coming.free import Order, groups_of, in_order
from annotator.storage.queries.team.in_round import InRound, in_round
from annotator.storage.store import Store
from annotator.storage.team.deals import Deal
from annotator.storage.team.hidden import hidden
from annotator.storage.team.rounds import Round, begin, rounds


@dataclass(frozen=True, slots=True)
class RoundOptions:
    """What a round is to be.

    `articles` go to `per_article` annotators each, of which the share `overlap` (0..1) if that is said, and the others
    to one. `by` is a field whose values are dealt evenly; `order` says which articles come first. Of the articles of
    the file `gold` as many as are the share `hidden` (0..1) are hidden among them, for everybody; its spans are all
    that there are, unless `partial`. Who has less than `limit` (0..1) of them right is told to the lead, and to
    themselves, if `tell`.
    """

    articles: int
    per_article: int | None = None
    overlap: float | None = None
    by: str = ""
    order: Order = "random"
    seed: int = 1
    gold: str = ""
    hidden: float = 0.1
    partial: bool = False
    limit: float = LIMIT
    tell: bool = False

    def as_settings(self, names: Sequence[str]) -> dict[str, Any]:
        """What is kept of them."""
        asked = {"to": list(names), "articles": self.articles, "order": self.order, "seed": self.seed}
        more = {"per_article": self.per_article, "overlap": self.overlap, "by": self.by}
        measured = {"limit": self.limit, "tell": self.tell} if self.gold else {}
        return {**asked, **{name: value for name, value in more.items() if value}, **measured}


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What was dealt: how many articles, `overlapping` of them to several, to whom, by stratum; and what is hidden.

    `alike` are near-duplicates of others of the round, taken because too few others were left; `missing` are articles
    that were asked for and are not there.
    """

    name: str
    articles: int
    overlapping: int
    given: Mapping[str, int]
    strata: Mapping[str, int]
    hidden: int
    alike: int
    missing: int
    notices: Sequence[str] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        return {
            "round": self.name, "articles": self.articles, "overlapping": self.overlapping,
            "assigned": dict(self.given), "strata": dict(self.strata), "hidden": self.hidden, "alike": self.alike,
            "missing": self.missing,
        }  # fmt: skip


def new_round(
    store: Store,
    name: str,
    names: Sequence[str],
    options: RoundOptions,
    *,
    by: str,
    progress: ProgressCallback = lambda _done, _of: None,
) -> RoundReport:
    """Deal out a round of articles that nobody was given yet. Raises `WrongUsage`, `InputError`, `ProjectBusy`."""
    names = list(dict.fromkeys(map(checked_name, names)))
    _check(store, name, names, options)
    wanted = max(1, round(options.hidden * options.articles)) if options.gold else 0
    chosen = choose(store, options.gold, wanted, names) if wanted else Chosen((), ())
    group(store, progress)
    strata, alike = _sampled(store, options, {article.key for article, _ in chosen.articles})
    among = list(chain.from_iterable(strata.values()))
    with store.write() as conn:
        made = begin(conn, name, by, options.as_settings(names))
        rows = put_hidden(store, chosen, among, made=made, whole=not options.partial, seed=options.seed)
    many = options.per_article or (1 if options.overlap is None else len(names))
    overlap = 1.0 if options.overlap is None else options.overlap
    found = deal_out(
        store, strata, names, many=many, overlap=overlap, seed=options.seed, deal=Deal(by, made),
        also=dict.fromkeys(rows, tuple(names)),
    )  # fmt: skip
    given = Counter(chain.from_iterable(found.values()))
    return RoundReport(
        name,
        len(among),
        sum(len(found[one]) > 1 for one in among),
        {one: given[one] for one in names},
        {stratum: len(articles) for stratum, articles in strata.items()} if options.by else {},
        len(rows),
        alike,
        options.articles - len(among),
        [*chosen.notices, *_told_apart(store, rows, among, several=many > 1 and overlap > 0)],
    )


def _sampled(store: Store, options: RoundOptions, without: set[str]) -> tuple[dict[str, list[int]], int]:
    """The articles of a round by stratum, and how many of them are near-duplicates."""
    hiding = {store.article_id(key) for key in without if store.has_article(key)}
    free = [one for one in in_order(store, unassigned(store), options.order) if one not in hiding]
    if not free:
        raise WrongUsage("Nothing is left to deal out: every article was given to somebody or is shared already.")
    groups = groups_of(store, free)
    strata = strata_of(store, free, options.by) if options.by else {"": free}
    return sample(strata, options.articles, lambda one: groups.get(one, one))


def _told_apart(store: Store, rows: Sequence[int], among: Sequence[int], *, several: bool) -> Iterator[str]:
    """What tells hidden articles from others."""

    def some(articles: Sequence[int]) -> int:
        asked = "SELECT count(DISTINCT article) FROM suggested WHERE article IN (SELECT value FROM json_each(?))"
        return int(store.conn.execute(asked, (str(list(articles)),)).fetchone()[0])

    if rows and not several:
        yield "Only what is hidden is dealt to several: with `--overlap 10%` that tells it apart no more."
    if some(among) and some(rows) < len(rows):
        yield "Hidden articles have no suggestions yet, which tells them apart: run `annotator suggest` now."


def _check(store: Store, name: str, names: Sequence[str], options: RoundOptions) -> None:
    if not name.strip() or any(one.name == name for one in rounds(store.conn)):
        raise WrongUsage(f"There is a round {name!r} already." if name.strip() else "A round has a name.")
    if near := nearly(name, [one.name for one in rounds(store.conn)]):
        raise WrongUsage(f"There is a round {near!r} already, and {name!r} is nearly that: choose another name.")
    if not name.isprintable():
        raise WrongUsage(f"{name!r} is no name of a round: it has a line break or a control code.")
    if not names or GOLD in names:
        raise WrongUsage(f"Say to whom: `--to NAME,NAME`; {GOLD!r} is nobody's name.")
    if options.per_article is not None and options.per_article > len(names):
        raise WrongUsage(f"{options.per_article} annotators an article cannot be had from {len(names)}.")


@dataclass(frozen=True, slots=True)
class RoundTold:
    """A round with how far everybody is, what they agree on, and how they do on hidden gold, where that is shown."""

    round: Round
    people: Sequence[InRound]
    articles: int
    agreement: Mapping[str, Any] | None = None
    hidden: int = 0
    measured: Mapping[str, Measured] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The round as `--json` gives it."""
        one = self.round
        people = {
            who.name: {"given": who.given, "done": who.done, "left": who.given - who.done}
            | ({"hidden_gold": self.measured[who.name].as_json()} if who.name in self.measured else {})
            for who in self.people
        }
        told = {"round": one.name, "at": one.at, "by": one.by, "articles": self.articles, "people": people}
        pairs = {"agreement": self.agreement} if self.agreement else {}
        return {**told, **pairs, **({"hidden": self.hidden} if self.hidden else {})}


def told_rounds(store: Store, *, seen: bool) -> list[RoundTold]:
    """All rounds, the first one first; with what is hidden in them only if that may be `seen`."""
    return [_told(store, one, seen=seen) for one in rounds(store.conn)]


def _told(store: Store, one: Round, *, seen: bool) -> RoundTold:
    people = in_round(store, one.id)
    gold = [gold for gold in hidden(store.conn, store.scheme().current) if gold.round == one.id] if seen else []
    return RoundTold(one, people, len(set().union(*(who.articles for who in people))), hidden=len(gold))


def told_round(store: Store, name: str, *, seen: bool) -> RoundTold:
    """A round by its name, with what those agree on who have finished it. Raises `WrongUsage` where there is none."""
    one = named_round(store, name)
    told = _told(store, one, seen=seen)
    keys = _keys(store, told.people)
    names = [who.name for who in told.people if who.finished]
    found = None
    if len(names) > 1:
        with suppress(AnnotatorError):  # nobody has finished what another one has
            found = agree(store, names, among=keys)
    measures = measured(store, one) if seen else {}
    return RoundTold(one, told.people, told.articles, found, told.hidden, measures)


def named_round(store: Store, name: str) -> Round:
    """The round of that name. Raises `WrongUsage` where there is none."""
    known = {one.name: one for one in rounds(store.conn)}
    if name not in known:
        there = f"There are: {', '.join(known)}." if known else "`annotator round new` begins one."
        raise WrongUsage(f"There is no round {name!r}.{did_you_mean(name, known)} {there}")
    return known[name]


def articles_of(store: Store, name: str) -> set[str]:
    """The keys of all articles of a round. Raises `WrongUsage` where there is none of that name."""
    return _keys(store, in_round(store, named_round(store, name).id))


def _keys(store: Store, people: Sequence[InRound]) -> set[str]:
    every = set().union(*(who.articles for who in people))
    rows = store.conn.execute(
        "SELECT key FROM articles WHERE id IN (SELECT value FROM json_each(?))", (str(sorted(every)),)
    )
    return {key for (key,) in rows}


def summary(agreement: Mapping[str, Any]) -> Iterator[str]:
    """What a pair agrees on, a sentence for each: exact F1 with its interval, and a figure of each kind of claims."""
    for pair in agreement["pairs"]:
        value, interval = pair.get("f1_exact"), pair["intervals"].get("f1_exact")
        if value is not None:
            span = f" ({interval[0]:.2f} to {interval[1]:.2f})" if interval else ""
            claims = (f", {title} {pair[of]:.3f}" for of, (_, title) in FIGURES.items() if pair.get(of) is not None)
            on = f"on {counted(pair['articles'], 'article')}{''.join(claims)}"
            yield f"{pair['a']} and {pair['b']}: exact F1 {value:.3f}{span} {on}."
