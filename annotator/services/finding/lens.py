"""The lens as somebody works with it: places read while they go on, marked, fixed as one, taken back as one."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from time import monotonic
from typing import NamedTuple

from annotator.domain.sanitise import one_line
from annotator.domain.span import Span, Stretch
from annotator.errors import NothingToUndo, OverlapError
from annotator.plural import counted
from annotator.progress import Work
from annotator.services.finding.asked import Sought, pages_sought
from annotator.services.finding.fix import NO_ROOM, PUT_AWAY, Fix, Fixed, fixing
from annotator.services.finding.inconsistent import Treatment
from annotator.services.finding.places import CROSSING, LONGER, NOT_BEGUN, NOTHING, Place, places_at
from annotator.services.finding.propose import propose, turning_proposals
from annotator.services.finding.set_aside import turn_aside
from annotator.services.finding.take_back import TakenBack, taking_back
from annotator.storage.queries.finding.texts import texts_of
from annotator.storage.source_settings import source_settings
from annotator.storage.store import Store

_KEPT = 600
"""Places that are remembered as they were drawn."""
_BEFORE, _BEHIND = 20, 80
"""Those around one that are asked for with it: about a page, however one goes."""


class Hit(NamedTuple):
    """`[start, end)` of an article, by its row id, and what the layer that is looked at says there."""

    article: int
    start: int
    end: int
    said: str


class _Step(NamedTuple):
    """A step in a word, its id, and the articles of the places that it was to fix, by their row ids.

    Or what was `proposed`, by the keys of articles; or a string that was set `aside` or listed again, as the layer
    named treats it, with the reason that it was set aside for.
    """

    what: str
    id: str = ""
    articles: frozenset[int] = frozenset()
    proposed: Mapping[str, set[Span]] = {}
    aside: tuple[str, Treatment, str] | None = None


class PassedOver(NamedTuple):
    """The numbers of hits that did not get a label because of other spans, and the reason that was given for it."""

    label: str
    numbers: list[int]
    reason: str


class Lens:
    """All places of what is sought in a project, and what one layer says of them; `user` fixes them.

    What was fixed through the lens `before` it is taken back here, too.
    """

    def __init__(self, store: Store, user: str, layer: str, pattern: Sought, before: Lens | None = None) -> None:
        self.store, self.user, self.layer, self.pattern = store, user, layer, pattern
        self.hits: list[Hit] = []
        self.counts: Counter[str] = Counter()
        self.articles = 0
        self.marked: set[int] = set()
        """The numbers of marked hits."""
        self.passed_over: PassedOver | None = None
        """What the last fix did not change and `replacing` would."""
        self._places: OrderedDict[Hit, Place] = OrderedDict()
        self._steps: list[_Step] = before._steps if before else []
        self._undone: list[_Step] = before._undone if before else []
        self.indexed = 0, 0
        """How many articles of how many have their words in the index, where they are put into it just now."""
        self._finding = pages_sought(store, pattern, self._heard)

    # -- reading

    def read(self, seconds: float = inf) -> bool:
        """Go on finding for about so long; whether there may be more. Raises `ModelError`, `ProjectBusy`."""
        until = monotonic() + seconds
        for page in self._finding:
            for place in page:
                self._found(place)
            if monotonic() > until:
                return True
        return False

    def _found(self, place: Place) -> None:
        said = place.said(self.layer).name
        if not self.hits or self.hits[-1].article != place.article.number:
            self.articles += 1
        self.hits.append(Hit(place.article.number, place.start, place.end, said))
        self.counts[said] += 1

    def _heard(self, done: int, of: int) -> None:
        self.indexed = done, of

    def place(self, number: int) -> Place:
        """The place of a hit, with what everybody says there now."""
        hit = self.hits[number]
        if hit not in self._places:
            some = self.hits[max(number - _BEFORE, 0) : number + _BEHIND]
            fresh = sorted(one for one in some if one not in self._places)
            self._places.update(zip(fresh, self._at(fresh), strict=True))
            while len(self._places) > _KEPT:
                self._places.popitem(last=False)
        return self._places[hit]

    @property
    def chosen(self) -> list[Place]:
        """The places that are marked, or all where none is, in order, with what everybody says there now."""
        return self._at([self.hits[number] for number in sorted(self.marked)] or self.hits)

    def _at(self, hits: Sequence[Hit], *, put_away: bool = True) -> list[Place]:
        """The places of hits, those of one article together, in order; in articles `put_away` since, too, or not."""
        by_article: dict[int, list[Stretch]] = {}
        for hit in sorted(hits):
            by_article.setdefault(hit.article, []).append((hit.start, hit.end))
        articles = texts_of(self.store, by_article, put_away=put_away)
        return list(places_at(self.store, ((one, by_article[one.number]) for one in articles)))

    def read_again(self, articles: Collection[int]) -> None:
        """See anew what is said in some articles, by their row ids."""
        self._places.clear()
        numbers = [number for number, hit in enumerate(self.hits) if hit.article in articles]
        said = {
            (place.article.number, place.start, place.end): place.said(self.layer).name
            for place in self._at([self.hits[number] for number in numbers])
        }
        for number in numbers:
            hit = self.hits[number]
            self.counts[hit.said] -= 1
            self.hits[number] = hit._replace(said=said.get(hit[:3], hit.said))
            self.counts[self.hits[number].said] += 1
        self.counts += Counter()

    @property
    def models(self) -> bool:
        """Whether anything was ever suggested in the project."""
        return bool(source_settings(self.store))

    @property
    def usual(self) -> str:
        """What the layer says of most places, longer spans and articles it is not begun in left out; "" of none.

        Of as many places, a label is what is usual: more names are missed than made up.
        """
        return next(iter(self._said()), "")

    @property
    def differs(self) -> bool:
        """Whether it says something else of some."""
        return len(self._said()) > 1

    def _said(self) -> list[str]:
        said = [name for name, number in self.counts.most_common() if number and name not in (LONGER, NOT_BEGUN)]
        return sorted(said, key=lambda name: (-self.counts[name], name == NOTHING))

    def odd(self, number: int, way: int = 1) -> int | None:
        """The number of the next hit (or the one before, if `way` is -1) said otherwise of than usual, or None.

        It goes on at the other end.
        """
        usual, many = (self.usual, LONGER, NOT_BEGUN), len(self.hits)
        others = ((number + way * step) % many for step in range(1, many + 1))
        return next((other for other in others if self.hits[other].said not in usual), None)

    # -- marking

    def mark(self, number: int) -> None:
        """Mark a hit, or let it go."""
        self.marked ^= {number}

    def mark_group(self, number: int) -> None:
        """Mark all hits of which the layer says the same as of this one, or let them go where all are marked."""
        self._mark_all(other for other, hit in enumerate(self.hits) if hit.said == self.hits[number].said)

    def mark_all(self) -> None:
        """Mark all hits, or let all go."""
        self._mark_all(range(len(self.hits)))

    def _mark_all(self, numbers: Iterable[int]) -> None:
        some = set(numbers)
        self.marked = self.marked - some if some <= self.marked else self.marked | some

    # -- fixing

    def fixing(self, numbers: Collection[int], label: str, reason: str = "", *, replacing: bool = False) -> Work[str]:
        """Let these places have a label, or none if that is "", as one step, in parts; gives what is to be said.

        With `replacing`, spans in the way give way. Should it be broken off, what was done is a step, too. Raises what
        `fixing` raises.
        """
        hits = [self.hits[number] for number in sorted(numbers)]
        longer = "longer" if hits and all(hit.said == "longer" for hit in hits) else ""
        places, fixed = self._at(hits, put_away=False), Fixed()
        fixed.passed[PUT_AWAY] += len(hits) - len(places)
        try:
            what = Fix(label, self.layer, self.user, longer, reason, replacing)
            yield from fixing(self.store, places, what, fixed)
        finally:
            self._did(label or "no span", fixed, hits)
        again = "" if replacing else self._passed_over(label, numbers, fixed, reason)
        back = " u takes it back." if len(hits) > 1 else ""
        return f"{label or 'No span'}: {fixed.told}{again}{back}" if fixed.changed else f"{fixed.told}{again}"

    def _passed_over(self, label: str, numbers: Collection[int], fixed: Fixed, reason: str) -> str:
        """Remember which places were passed over because of other spans, if any were; gives what can be done then."""
        left = [number for number in sorted(numbers) if self.hits[number].said in (LONGER, CROSSING)]
        if not fixed.in_the_way or not left:
            return ""
        self.passed_over = PassedOver(label, left, reason)
        does = "replaces" if fixed.passed[NO_ROOM] or self.store.scheme().overlap == "none" else "goes inside"
        return f" The same label again {does} {'it' if fixed.in_the_way == 1 else 'them'}."

    def proposing(self, numbers: Collection[int], label: str) -> Work[str]:
        """Propose a label at these places to the annotators, likewise."""
        hits = [self.hits[number] for number in sorted(numbers)]
        places = self._at(hits, put_away=False)
        fixed = propose(self.store, places, label, self.user, dry_run=True)
        fixed.passed[PUT_AWAY] += len(hits) - len(places)
        try:
            yield from turning_proposals(self.store, self.user, fixed.proposed_now)
        finally:
            self._did(f"{label} proposed", fixed, hits)
        return f"{label}: {fixed.proposed}"

    def _did(self, what: str, found: Fixed, hits: Sequence[Hit]) -> None:
        """Remember what was done, and see it."""
        articles = frozenset(hit.article for hit in hits)
        if found.step or found.proposed_now:
            told = f"{what} at {counted(found.changed, 'place')} of “{one_line(self.pattern.words)}”"
            self._remember(_Step(told, found.step, articles, found.proposed_now))
        self.marked.clear()
        self.read_again(articles)

    def _remember(self, step: _Step) -> None:
        self._steps.append(step)
        self._undone.clear()

    def set_aside(self, one: Treatment) -> str:
        """Set a string of the layer aside, or list it again; gives what is to be said. Raises `ProjectBusy`."""
        why = one.aside.why if one.aside else ""
        told = turn_aside(self.store, self.layer, one, by=self.user)
        self._remember(_Step(told, aside=(self.layer, one, why)))
        return told

    def turning(self, *, redo: bool = False) -> Work[str]:
        """Take back what was done here last, proposals too (or bring it back), in parts; gives what is to be said.

        Raises `NothingToUndo` where there is none, `OverlapError` where other spans have come in its way; then the one
        before it is the next.
        """
        before, after = (self._undone, self._steps) if redo else (self._steps, self._undone)
        if not before:
            raise NothingToUndo(f"There is nothing to {'redo' if redo else 'undo'} here.")
        step = before[-1]
        try:
            turned = yield from self._turning(step, redo=redo)
        except (NothingToUndo, OverlapError):
            before.pop()
            raise
        finally:
            self.read_again(step.articles)
        after.append(before.pop())
        return turned

    def _turning(self, step: _Step, *, redo: bool) -> Work[str]:
        if step.aside:
            layer, one, why = step.aside
            return turn_aside(self.store, layer, one, by=self.user, why=why)
        if step.id:
            turned = yield from taking_back(self.store, self.user, step.id, redo=redo)
        else:
            yield from turning_proposals(self.store, self.user, step.proposed, away=not redo)
            turned = TakenBack(len(step.proposed), 0, redo)
        return f"{turned.told} It was: {step.what}."
