"""One fix for many places: one step over the articles they are in, which is taken back as one.

A fix is made in one layer, in the name of whoever makes it: in gold, or in one's own. Nobody else's is changed: to
others it can be proposed. An article in which that layer is not begun is passed over, and so is a place inside a longer
span, where those are neither chosen nor replaced, or in a conflict of the review that is open; each is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import Any

from annotator.domain.claims.fitting import unfit_told
from annotator.domain.claims.values import Claim
from annotator.domain.decisions import GOLD, Commented, Decision, Event, Removed, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.errors import NoSuchLabel, WrongUsage
from annotator.plural import counted
from annotator.progress import ProgressCallback, Work, to_the_end
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.describe import gone_with, unfit_now, went_told
from annotator.services.annotating.many import Many, labelling_all, rejecting_all
from annotator.services.annotating.suggestions import STORED
from annotator.services.finding.places import CROSSING, LONGER, NOT_BEGUN, NOTHING, Place
from annotator.services.reviewing.events import kept_out
from annotator.services.reviewing.stored_cursor import StoredReviewCursor
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.source_settings import hidden
from annotator.storage.store import Store
from annotator.storage.suggested.voted import voted_suggestions

ALREADY, UNBEGUN, CONFLICT = "as before", "layer not begun", "in an open conflict"
INSIDE, NO_ROOM = "inside a longer span", "another span in the way"
OTHERWISE, PUT_AWAY = "said otherwise", "article put away"


@dataclass(frozen=True, slots=True)
class Fix:
    """What is to hold at places: a `label`, or none, if that is "".

    `layer` is gold or that of `by`; `where` chooses the places of which that layer says so (a label, or `nothing`).
    `reason` is noted once, as a comment of the first article's. With `replacing`, spans that may not stand beside what
    is to hold give way to it.
    """

    label: str
    layer: str
    by: str
    where: str = ""
    reason: str = ""
    replacing: bool = False

    def __post_init__(self) -> None:
        if self.layer not in (GOLD, self.by):
            raise WrongUsage(f"The layer of {self.layer} is theirs: propose it to them, or fix gold.")


@dataclass(slots=True)
class Fixed:
    """How many places were changed, in how many articles, by which step; what was passed over, and why.

    `replaced` counts the spans that gave way to others, `gone` by their nouns the claims that went with spans, and
    `unfit` by kind and reason those that no longer fit the scheme.
    """

    changed: int = 0
    articles: int = 0
    step: str = ""
    replaced: int = 0
    gone: Counter[str] = field(default_factory=Counter)
    unfit: Counter[tuple[type[Claim], str]] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    proposed_now: dict[str, set[Span]] = field(default_factory=dict)
    """By the keys of articles, what nobody had proposed before through the lens."""

    def as_json(self) -> dict[str, Any]:
        """The same as `find --set --json` gives it."""
        found = {"changed": self.changed, "articles": self.articles, "step": self.step, "passed": dict(+self.passed)}
        return found | ({"gone": dict(self.gone)} if self.gone else {})

    @property
    def in_the_way(self) -> int:
        """How many places were passed over that `replacing` would change."""
        return self.passed[INSIDE] + self.passed[NO_ROOM]

    @property
    def told(self) -> str:
        """The same in a sentence."""
        if not self.changed:
            return f"Nothing was changed.{self._passed}"
        gave_way = f" {counted(self.replaced, 'span')} gave way." if self.replaced else ""
        claims = "".join(f" {said}" for said in (went_told(self.gone, self.changed), unfit_told(self.unfit)) if said)
        places, articles = counted(self.changed, "place"), counted(self.articles, "article")
        return f"{places} changed in {articles}.{gave_way}{claims}{self._passed}"

    @property
    def proposed(self) -> str:
        """The same of suggestions."""
        return f"{counted(self.changed, 'suggestion')} in {counted(self.articles, 'article')}.{self._passed}"

    @property
    def _passed(self) -> str:
        return "".join(f" {number:,} passed over: {why}." for why, number in self.passed.most_common() if number)


def fix(
    store: Store,
    places: Iterable[Place],
    what: Fix,
    *,
    dry_run: bool = False,
    progress: ProgressCallback = lambda _done, _of: None,
) -> Fixed:
    """Carry out a fix, or with `dry_run` only count what it would do. Places of one article stand together.

    Raises what `fixing` raises.
    """
    fixed = Fixed()
    to_the_end(fixing(store, places, what, fixed, dry_run=dry_run), progress)
    return fixed


def fixing(store: Store, places: Iterable[Place], what: Fix, fixed: Fixed, *, dry_run: bool = False) -> Work[None]:
    """The same in parts, each of whole articles: gives how many are done, and of how many, and counts in `fixed`.

    Should it be broken off, one undo takes back what was done. Raises `NoSuchLabel`, `WrongUsage` where the label is
    none for spans, `ProjectBusy`.
    """
    if what.label:
        what = replace(what, label=span_label(store, what.label))
    what = replace(what, where=present_name(store, what.where))
    store.follow(what.by)
    begun = [place for place in places if _begun(place, what.layer, fixed)]
    wanted = [one for one in chosen(begun, what.layer, what.where, fixed) if _other(one, what, fixed)]
    groups = [list(here) for _, here in groupby(wanted, key=lambda place: place.article.key)]
    work = partial(_in_gold if what.layer == GOLD else _in_own, store, what, fixed, dry_run)

    def some(articles: Sequence[list[Place]]) -> None:
        for here in articles:
            done = work(here)
            fixed.changed += done
            fixed.articles += bool(done)

    if dry_run:
        some(groups)
        fixed.step = ""
    else:
        yield from ((done, len(groups)) for done in ShortWrites(store).writes(groups, some))


def span_label(store: Store, name: str) -> str:
    """The present name of a label that spans can be given. Raises `NoSuchLabel`, `WrongUsage`."""
    label = store.scheme().known(name)
    if label.kind != "span" or label.archived:
        raise WrongUsage(f"Spans cannot be given the label {label.name!r}.")
    return label.name


def present_name(store: Store, said: str) -> str:
    """What layers are asked for, by the present names of labels. Raises `NoSuchLabel`."""
    if said in ("", NOTHING, LONGER, CROSSING):
        return said
    known = store.scheme().known
    try:
        return known(said).name
    except NoSuchLabel:
        if "/" not in said:
            raise
        return "/".join(sorted(known(name).name for name in said.split("/")))


def chosen(places: Iterable[Place], layer: str, where: str, fixed: Fixed) -> list[Place]:
    """The places of which the layer says so; the others are counted."""
    every = list(places)
    chosen = [place for place in every if where in ("", place.said(layer).name)]
    fixed.passed[OTHERWISE] += len(every) - len(chosen)
    return chosen


def _begun(place: Place, layer: str, fixed: Fixed) -> bool:
    """Whether the layer is begun there; if not, that is counted."""
    begun = place.said(layer).kind != NOT_BEGUN
    fixed.passed[UNBEGUN] += not begun
    return begun


def _other(place: Place, what: Fix, fixed: Fixed) -> bool:
    """Whether the layer says something else there than it is to say; if not, that is counted."""
    said = place.said(what.layer)
    so = what.label in said.labels if said.kind == "label" else not what.label
    fixed.passed[ALREADY] += so
    return not so


def _in_own(store: Store, what: Fix, fixed: Fixed, dry_run: bool, places: list[Place]) -> int:  # noqa: FBT001 - partial
    """Fix places of one article in one's own layer, inside a `write()` unless it is a dry run; how many it changes."""
    key = places[0].article.key
    state, article = store.layer(key, what.layer), store.article(key)
    tokens = store.tokens(key, article.text)
    desk = ArticleCursor(article, store.scheme(), tokens, state.layer, hidden(store))
    desk.proposals.put(STORED, voted_suggestions(store, key)[0])
    many = _many(desk, _targets(desk, places, what, fixed), what)
    if many.done and (decisions := _done(desk, [*many.events, *_reason(what, fixed)], what, fixed)) and not dry_run:
        store.append(key, article.text, decisions, state.layer, revision=state.revision)
    return _count(many, what, fixed)


def _in_gold(store: Store, what: Fix, fixed: Fixed, dry_run: bool, places: list[Place]) -> int:  # noqa: FBT001 - partial
    """Fix places of one article in its gold layer, likewise."""
    desk = StoredReviewCursor(store, places[0].article.key, what.by)
    open_here = [(one.start, one.end) for one in desk.alignment.conflicts if one not in desk.settled]
    free = [one for one in places if not any(start < one.end and one.start < end for start, end in open_here)]
    fixed.passed[CONFLICT] += len(places) - len(free)
    many = _many(desk, _targets(desk, free, what, fixed), what)
    events = [*kept_out(desk, many.events), *_reason(what, fixed)]
    if many.done and (decisions := _done(desk, events, what, fixed)) and not dry_run:
        desk.append(decisions)
    return _count(many, what, fixed)


def _targets(desk: ArticleCursor, places: Iterable[Place], what: Fix, fixed: Fixed) -> Iterator[Span]:
    """The spans that a fix is about: held ones, and where nothing is held, places without a label."""
    for place in places:
        here = desk.layer.touching(place.start, place.end)
        held = [one for one in here if (one.start, one.end) == (place.start, place.end)]
        if what.where not in ("", NOTHING, LONGER):
            held = [one for one in held if one.label in (what.where, *what.where.split("/"))]
        if (not what.label and not held) or any(one.label == what.label for one in held):
            fixed.passed[ALREADY] += 1
        elif not held and place.said(what.layer).kind == LONGER and what.where != LONGER and not what.replacing:
            fixed.passed[INSIDE] += 1
        else:
            yield from held or [Span(place.start, place.end, "")]


def _many(desk: ArticleCursor, spans: Iterable[Span], what: Fix) -> Many:
    if not what.label:
        return rejecting_all(desk, spans)
    return labelling_all(desk, spans, what.label, replacing=what.replacing)


def _count(many: Many, what: Fix, fixed: Fixed) -> int:
    fixed.replaced += sum(isinstance(event, Removed) for event in many.events) if what.label else 0
    fixed.passed[ALREADY] += many.already
    fixed.passed[NO_ROOM] += many.in_the_way
    return many.done


def _done(desk: ArticleCursor, events: list[Event], what: Fix, fixed: Fixed) -> list[Decision]:
    """The decisions of one article, as a part of the step, done in its layer."""
    decisions = decide(events, layer=what.layer, by=what.by, bulk=True, step=fixed.step)
    step_all(desk.layer, decisions, desk.scheme.allows)
    fixed.step = decisions[0].step
    fixed.gone += gone_with(desk.layer, events)
    fixed.unfit += unfit_now(desk.layer, events, desk.scheme.claims)
    return decisions


def _reason(what: Fix, fixed: Fixed) -> list[Event]:
    """The comment that says why, in the first article of the step."""
    return [Commented(what.reason)] if what.reason and not fixed.articles else []
