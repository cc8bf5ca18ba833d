"""The hands of a labeller who knows the gold: what is pressed next, as few keys as can be.

Two *habits*: `each` gives a verdict on every suggestion; `rest` touches only what is wrong, takes
the sure ones with `y` where that pays, and finishes with "accept the rest". A gold span that nobody
proposed is *missing*: it is added where that is cheapest, which is where the cursor comes by, or by
a hint, best of all instead of the key that would go on, and with it whatever else in the article has the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from bench.twin import Twin
from bench.ways import Place, Ruler, Way, resizing, selecting, shortest

from annotator.domain.decisions import Added
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.domain.tokens import snap
from annotator.errors import DecisionError
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.events import all_same
from annotator.services.annotating.missed.hints import candidates_in
from annotator.services.annotating.missed.words import is_likely, words_in
from annotator.services.annotating.parting import parts_of
from annotator.services.annotating.session import AnnotationSession
from annotator.services.simulating.perfect_annotator import align
from annotator.tui.screens.annotate.missed.hint_keys import lettered
from annotator.tui.screens.common.dialogs import FinishDialog

Habit = Literal["each", "rest"]
Kind = Literal[
    "accept", "reject", "relabel", "edges", "split", "select", "hint", "words", "alike", "go", "sure", "finish"
]

HINTED = 3
"""The keys of a hint of one letter."""
FAR = 5
"""The most moves that are tried to reach a place."""
BY_THE_WAY = 2
"""So many moves are made at once for a span that accepted itself wrongly."""
NEAR = 150
"""How many code points such moves are worth trying for, where a few keys are wanted."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is pressed next: the keys, what they do; `stays` if another key is needed to go on."""

    keys: Way
    kind: Kind
    stays: bool = False
    after: int = 0
    makes: Span | None = None

    @property
    def cost(self) -> int:
        """Its keys, the one to go on, and those that it leaves to be pressed later."""
        return len(self.keys) + self.stays + self.after


class Hands:
    """One article's work."""

    def __init__(self, twin: Twin, gold: Sequence[Span], habit: Habit) -> None:
        self._twin, self._gold, self._habit = twin, frozenset(gold), habit
        self._screen = twin.screen
        session = self._session
        self._ruler = Ruler(session)
        bare = ArticleCursor(session.article, session.scheme, session.tokens, Layer(len(session.text)))
        self._hintable = set(candidates_in(bare, 0, len(session.text)))

    @property
    def _session(self) -> AnnotationSession:
        return self._screen.session

    async def work(self) -> list[Act]:
        """Press until the layer is the gold and the article is finished; gives what was done."""
        done: list[Act] = []
        if self._habit == "rest" and self._sure_pays():
            done.append(Act(("y",), "sure"))
            await self._twin.press("y")
        while act := await self._next():
            done.append(act)
            if len(done) > 20 * (len(self._gold) + 50):
                raise AssertionError(f"no end in sight: {done[-5:]}")
            await self._twin.press(*act.keys)
            if act.makes and act.makes not in self._session.layer.held:
                raise AssertionError(f"{act} came to nothing")
        answer = "a" if self._session.undecided else "enter"
        await self._twin.press("s")
        asked = isinstance(self._twin.app.screen, FinishDialog)
        if asked:
            await self._twin.press(answer)
        return [*done, Act(("s", answer) if asked else ("s",), "finish")]

    def _sure_pays(self) -> bool:
        sure = list(self._session.proposals.sure)
        wrong = sum(span not in self._gold for span in sure)
        return len(sure) - 3 * wrong > 1

    # -- what there is to do

    def _todo(self) -> set[Span]:
        return set(self._gold.difference(self._session.layer.held))

    def _wrong(self) -> list[Span]:
        """The held spans that the gold does not have."""
        return sorted(set(self._session.layer.held).difference(self._gold))

    def _open(self) -> list[Span]:
        """The suggestions that must be met, by the habit."""
        leaders = self._session.proposals.leaders()
        return [span for span in leaders if self._habit == "each" or span not in self._gold]

    def _aligned(self) -> dict[Span, Span]:
        return align([*self._session.proposals.leaders(), *self._wrong()], self._todo())

    async def _next(self) -> Act | None:
        if self._alike_pays():
            return Act(("*",), "alike")
        focus = self._session.focus
        wanted = [*self._wrong(), *self._open()]
        if focus in wanted and (parting := self._parting(focus)):
            return parting
        if focus in self._wrong():
            return self._meet(focus)
        missing = sorted(self._todo().difference(self._aligned().values()))
        if add := await self._add(missing, wanted):
            return add
        if passing := self._towards_any(self._wrong(), BY_THE_WAY):
            return passing
        if focus in wanted:
            return self._meet(focus)
        return self._on(wanted) if wanted else None

    def _alike_pays(self) -> bool:
        """Whether what was just added is missing elsewhere too, so that `*` adds it, and decides nothing else."""
        session = self._session
        if not session.added or session.added not in session.layer.held:
            return False
        made = all_same(session, session.added).events
        missing = self._todo().difference(self._aligned().values())
        return bool(made) and all(isinstance(one, Added) and one.span in missing for one in made)

    # -- meeting a suggestion

    def _meet(self, focus: Span) -> Act:
        """The cheapest way to make the focused span right."""
        todo = self._todo()
        met_by = {gold: span for span, gold in self._aligned().items()}
        touched = [gold for gold in sorted(todo) if gold.start < focus.end and focus.start < gold.end]
        ways = [Act(("x",), "reject", after=sum(map(self._later, touched)))]
        for gold in touched:
            others = sum(self._later(other) for other in touched if other != gold)
            through = met_by.get(gold, focus)
            best = min(self._turning(focus, gold), key=lambda act: act.cost)
            if through != focus:
                away = Act(("x",), "reject", after=min(act.cost for act in self._turning(through, gold)))
                best = min(best, away, key=lambda act: act.cost)
            ways.append(replace(best, after=best.after + others))
        return min(ways, key=lambda act: act.cost)

    def _later(self, gold: Span) -> int:
        """About what it costs to add a span that is not proposed any more."""
        return (
            HINTED if (gold.start, gold.end) in self._hintable else HINTED + len(gold.quote(self._session.text).split())
        )

    def _turning(self, span: Span, gold: Span) -> list[Act]:
        """The ways to make a focused span a gold one."""
        session = self._session
        letter = self._letter(gold.label)
        if span == gold:
            return [Act(("space",), "accept")]
        if span.same_edges(gold):
            return [Act((letter,), "relabel", stays=span in session.layer.held)]
        ways = [Act(("x",), "reject", after=self._later(gold))]
        if edges := resizing(session, span, gold):
            edges = ("esc", *edges) if session.added else edges
            ways.append(Act(edges if span.label == gold.label else (*edges, letter), "edges", stays=True))
        if span == session.focus:
            if turns := self._turns(span, gold):
                ways.append(Act((*("~",) * turns, "space"), "accept"))
            if self._whole(gold) and (keys := shortest(self._screen, self._selecting(gold), 3)):
                ways.append(Act(keys, "select", makes=gold))
            if self._whole(gold) and (keys := self._words(gold, hints=True)):
                ways.append(Act((*keys, letter), "words", makes=gold))
        return ways

    def _parting(self, focus: Span) -> Act | None:
        """Make two gold spans of the focused one, if `|` does."""
        session, todo = self._session, self._todo()
        for steps, (offset, _) in enumerate(session.tokens.within(focus.start, focus.end)[1:], 1):
            with suppress(DecisionError):
                if session.cursor == focus.start and todo.issuperset(parts_of(session, focus, offset)):
                    return Act((*("w",) * steps, "|"), "split", stays=True)
        return None

    def _whole(self, gold: Span) -> bool:
        """Whether a span sits on token edges."""
        return snap(self._session.tokens, gold.start, gold.end) == (gold.start, gold.end)

    def _turns(self, focus: Span, gold: Span) -> int:
        """How often `~` must be pressed until a rival is focused that is the gold; 0 where none is."""
        proposals = self._session.proposals
        if focus not in proposals.open or gold not in proposals.rivals(focus):
            return 0
        ring = sorted({focus, *proposals.rivals(focus)})
        return (ring.index(gold) - ring.index(focus)) % len(ring)

    def _letter(self, label: str) -> str:
        found = self._session.scheme.label(label)
        if found is None or not found.key:
            raise ValueError(f"{label} has no hot key")
        return found.key

    # -- adding what nobody proposed

    async def _add(self, missing: list[Span], wanted: list[Span]) -> Act | None:
        """Add a missing span, if this is the moment."""
        focus = self._session.focus
        resting = focus not in wanted
        ahead = [span for span in wanted if span != focus]
        start, end = self._screen.view.window
        seen = [span for span in missing if start <= span.start < end]
        hints = await self._twin.hints() if seen else {}
        best: tuple[int, Act] | None = None
        for span in seen:
            later = self._elsewhere(span, hints, ahead)
            here = self._ruler.walking(self._session.cursor, span) <= later
            act = self._adding(span, hints, most=FAR if here else HINTED)
            if act and (len(act.keys) <= later + resting) and not (act.kind == "hint" and self._better_ahead(ahead)):
                gain = later - len(act.keys)
                if best is None or gain > best[0]:
                    best = gain, act
        if best:
            return best[1]
        return self._towards(missing[0]) if missing and not wanted else None

    def _adding(self, span: Span, hints: Mapping[tuple[int, int], str], most: int) -> Act | None:
        """The cheapest way to add a span from here."""
        ways: list[Act] = []
        letter = self._letter(span.label)
        if words := self._words(span, hints=bool(hints)):
            ways.append(Act((*words, letter), "words", makes=span))
        if letters := hints.get((span.start, span.end)):
            ways.append(Act(("f", *letters, letter), "hint", makes=span))
        near = most == FAR or abs(span.start - self._session.cursor) < NEAR
        if near and (keys := shortest(self._screen, self._selecting(span), most)):
            ways.append(Act(keys, "select", makes=span if self._whole(span) else None))
        return min(ways, key=lambda act: act.cost, default=None)

    def _words(self, span: Span, *, hints: bool) -> Way | None:
        """The keys that select a span by letters on its first and last word; None where they are not on the page."""
        session, window = self._session, self._screen.view.window
        words = {Span(*stretch, ""): stretch[0] for stretch in words_in(session, *window)}
        ends = [word for word in words if word.start == span.start or word.end == span.end]
        if not ends or ends[0].start != span.start or ends[-1].end != span.end:
            return None
        small = {word for word in words if not is_likely(session, word.start, word.end)}
        first = {word: letters for letters, word in lettered(words, session.cursor, small, "f").items()}
        keys = ["f", *("f" * hints), *first.get(ends[0], "")]
        if len(ends) > 1:
            others = {word: at for word, at in words.items() if word != ends[0]}
            second = {word: letters for letters, word in lettered(others, ends[0].start, (), "f").items()}
            keys += second.get(ends[-1], "")
        return tuple(keys) if all(word in first for word in ends) else None

    def _elsewhere(self, span: Span, hints: Mapping[tuple[int, int], str], ahead: list[Span]) -> int:
        """What it will cost to add a span from a place still to be met."""
        walks = [self._ruler.walking(other.start, span) for other in ahead]
        hinted = [HINTED] if (span.start, span.end) in hints and ahead else []
        return min([*walks, *hinted], default=99)

    def _better_ahead(self, ahead: list[Span]) -> bool:
        """Whether a span on this page will be resized soon, so that a hint could stand for the key that goes on."""
        if self._session.focus not in (*ahead, *self._open()):
            return False
        aligned = self._aligned()
        end = self._screen.view.window[1]
        cursor = self._session.cursor
        edges = (one for one in (*ahead, self._session.focus) if one in aligned and not one.same_edges(aligned[one]))
        return any(cursor <= one.start < min(end, cursor + 800) for one in edges)

    def _selecting(self, gold: Span) -> Callable[[Place], Way | None]:
        letter = self._letter(gold.label)

        def last(place: Place) -> Way | None:
            keys = selecting(self._session, place, gold)
            return None if keys is None else (*keys, letter)

        return last

    # -- going

    def _on(self, wanted: list[Span]) -> Act:
        """On to what must be met next: the first one behind the cursor, else the first of all."""
        session = self._session
        following = min(wanted, key=lambda span: (span.start < session.cursor, span))
        if act := self._towards_any([following], FAR):
            return act
        return Act(("tab",), "go") if following in session.proposals.open else self._towards(following)

    def _towards_any(self, wanted: list[Span], most: int) -> Act | None:
        """To the nearest of some spans, if it is within so many keys."""
        keys = shortest(self._screen, lambda place: () if place.focus in wanted else None, most) if wanted else None
        return Act(keys, "go") if keys else None

    def _towards(self, span: Span) -> Act:
        """Nearer to a span that is far away."""
        start, end = self._screen.view.window
        back = span.start < self._session.cursor
        if start <= span.start < end:
            return Act(("up",) if back else ("down",), "go")
        return Act(("pgup",) if back else ("pgdn",), "go")
