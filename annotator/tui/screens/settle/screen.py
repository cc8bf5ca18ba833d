"""The screen of settling: conflicts of all articles, what a vote makes of each, and one key that settles the ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.votes import Quota
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, NothingToUndo, OverlapError
from annotator.plural import counted
from annotator.progress import Work
from annotator.services.finding.take_back import taking_back
from annotator.services.reviewing.across.plan import Asked, Plan, Proposal, planning
from annotator.services.reviewing.across.settle import Settled, note_of, settling, told_left
from annotator.services.reviewing.across.weights import VOTE, WEIGHT, Weights, weights
from annotator.services.reviewing.rulings import shown_names
from annotator.services.team.measured import may_see
from annotator.storage.store import Store
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.screens.lens.listing import LensList, empty
from annotator.tui.screens.long_work import LongWork
from annotator.tui.screens.settle.lines import proposal_lines
from annotator.tui.screens.settle.ticks import Ticks
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList

_QUOTAS = ("1/3", "1/2", "3/5", "2/3", "3/4", "4/5", "100 %")
_FIRST = _QUOTAS.index("2/3")


class SettleScreen(LensList):
    """What a vote would settle; `blind` shows annotators as letters, `left` is called where something was decided."""

    SCOPE: ClassVar[Scope] = "settle"
    BINDINGS = bindings("settle")
    CSS_PATH = "settle.tcss"

    def __init__(
        self, store: Store, user: str, *, blind: bool = False, left: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(store, user, GOLD, blind=blind)
        self._left, self._seen = left, store.last_decision
        self.plan, self.ticks = Plan(), Ticks()
        self._quota = _FIRST
        self._weights: Weights | None = None
        self._planning: Iterator[tuple[int, int]] = iter(())
        self._settling: Iterator[tuple[int, int, Settled]] | None = None
        self._steps: list[str] = []
        self._undone: list[str] = []
        self.work = LongWork(self, self.begin)

    def compose(self) -> ComposeResult:
        """Top line, list, facts, footer."""
        yield Line(id="top")
        yield RowList(id="rows", tall=2)
        yield Line(id="facts")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Begin to read."""
        self.begin()

    def on_unmount(self) -> None:
        """Leave no work behind."""
        self.work.stop()

    def on_screen_resume(self) -> None:
        """See anew what is open, where one comes back from an article."""
        if self.rows.cursor is not None:
            self.begin()

    # -- what is shown

    @property
    def _at_least(self) -> str:
        return _QUOTAS[self._quota]

    @property
    def _rule(self) -> str:
        return WEIGHT if self._weights else VOTE

    @property
    def shown(self) -> Sequence[Proposal]:
        """The conflicts that are listed."""
        return self.ticks.shown(self.plan.proposals)

    def begin(self) -> None:
        """Vote from the beginning."""
        asked = Asked(Quota.of(self._at_least), weights=self._weights.counts if self._weights else None)
        self.plan = Plan()
        self._planning = planning(self.store, asked, self.plan)
        super().begin()

    def read(self, seconds: float) -> bool:
        """Go on voting."""
        until = monotonic() + seconds
        return any(monotonic() > until for _ in self._planning)

    def about(self) -> str:
        """How is voted, and on what."""
        kind = f" · {self.ticks.kind} only" if self.ticks.kind else ""
        return f"settle by {self._rule} · at least {self._at_least}{kind}"

    def facts(self) -> str:
        """How many conflicts are ticked, and why others are left."""
        shown = self.shown
        ticked = sum(map(self.ticks.ticked, shown))
        more = " so far" if self.reading else ""
        return f"{ticked:,} of {counted(len(shown), 'conflict')} ticked{more}.{told_left(self.plan.left)}"

    def show_rows(self, row: int) -> None:
        """Show what would be settled."""
        shown, colours, ticks = self.shown, self.colours(), self.ticks

        def draw(number: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
            one = shown[number]
            names = shown_names(one.key, dict(one.conflict.versions), blind=self.blind)
            return proposal_lines(one, names, colours, width, here=here, ticked=ticks.ticked(one))

        none = "" if shown or self.reading else "No open conflict has these votes: [ asks for fewer."
        self.rows.show([empty(none)] if none else [Content("")], len(shown), draw, row)

    # -- keys

    def applies(self, verb: str) -> bool:
        """A conflict is ticked, opened, settled where there is one."""
        if verb in ("undo", "redo"):
            return bool(self._steps if verb == "undo" else self._undone)
        return verb not in ("settle_all", "tick", "tick_alike", "tick_all", "open") or bool(self.shown)

    def refuse(self, verb: str) -> None:
        """Say why a key does nothing now."""
        nothing = {"undo": "Nothing was settled here that could be taken back.", "redo": "Nothing was taken back here."}
        self.say(nothing.get(verb, "There is no conflict here: [ asks for fewer votes."))

    def receive_key(self, event: events.Key) -> bool:
        """Perform what the table says; nothing while much is being taken back."""
        return self.work.takes(event.key) or super().receive_key(event)

    @property
    def _here(self) -> Proposal:
        return self.shown[self.rows.cursor or 0]

    def action_tick(self) -> None:
        """Tick the conflict, or leave it out, and go down."""
        self.ticks.turn([self._here])
        self.action_go(1)
        self.renew()

    def action_tick_alike(self) -> None:
        """Tick all conflicts of this kind, or leave them out."""
        self._turn([one for one in self.shown if one.conflict.kind == self._here.conflict.kind])

    def action_tick_all(self) -> None:
        """Tick all conflicts, or leave all out."""
        self._turn(self.shown)

    def _turn(self, some: Sequence[Proposal]) -> None:
        self.heard()
        self.ticks.turn(some)
        self.renew()

    def action_at_least(self, way: int) -> None:
        """Ask for more votes, or for fewer."""
        self.heard()
        self._quota = max(0, min(self._quota + way, len(_QUOTAS) - 1))
        self.begin()

    def action_weigh(self) -> None:
        """Count votes by weight, or one each."""
        self.heard()
        try:
            self._weights = None if self._weights else weights(self.store)
        except AnnotatorError as error:
            self.say(str(error), "$warning")
            return
        self.begin()
        if self._weights:
            each = ", ".join(f"{name} {one:.2f}" for name, one in self._weights.counts.items())
            hidden = self.blind or (self._weights.hidden and not may_see(self.store, self.user))
            self.say(self._weights.told if hidden else f"{self._weights.told} {each}")

    def action_next_kind(self, way: int) -> None:
        """Show only conflicts of the next kind, or of the one before."""
        self.heard()
        self.ticks.next_kind(self.plan.proposals, way)
        self.show_rows(0)
        self.renew()

    def action_open(self) -> None:
        """Open the article at the conflict."""
        conflict = self._here.conflict
        self.app.review(self._here.key, Span(conflict.start, conflict.end, "") if conflict.end else None)

    # -- settling

    def action_settle_all(self) -> None:
        """Settle what is ticked."""
        some = [one for one in self.shown if self.ticks.ticked(one)]
        if self.reading or self._settling:
            self.say("Wait until all articles are read." if self.reading else "It is under way.", "$warning")
        elif not some:
            self.say("No conflict is ticked: space ticks one, * all.", "$warning")
        else:
            note = note_of(self._rule, self._at_least, some)
            approve = self.app.settings.approve_settled
            self._settling = settling(self.store, some, self.user, choice=self._rule, note=note, approve=approve)
            self._settle_on(Settled())

    def _settle_on(self, done: Settled) -> None:
        """Settle some, and go on when the keys that came meanwhile have been heard."""
        try:
            number, of, done = next(self._settling or iter(()), (0, 0, done))
        except AnnotatorError as error:
            self._settled(done, f"{error} ")
            return
        if number < of:
            self.say(f"Settling, {number:,} of {counted(of, 'article')} ...")
            self.call_later(self._settle_on, done)
        else:
            self._settled(done)

    def _settled(self, done: Settled, wrong: str = "") -> None:
        self._settling = None
        if done.step:
            self._steps.append(done.step)
            self._undone.clear()
        self.begin()
        back = "u takes it back. " if done.step else ""
        told = done.told if done.step or not wrong else ""
        self.say(f"{wrong}{back}{told}", "$warning" if wrong or done.own else "$success")

    def action_back(self) -> None:
        """Back to where one came from."""
        super().action_back()
        if self.store.last_decision != self._seen:
            self._left()

    def action_undo(self) -> None:
        """Take back what was settled here last."""
        self.work.begin(self._turning(self._steps, self._undone, redo=False), then="the same key goes on")

    def action_redo(self) -> None:
        """Bring it back."""
        self.work.begin(self._turning(self._undone, self._steps, redo=True), then="the same key goes on")

    def _turning(self, before: list[str], after: list[str], *, redo: bool) -> Work[str]:
        """Take back (or bring back) a step in parts; gives what is to be said."""
        try:
            told = (yield from taking_back(self.store, self.user, before[-1], redo=redo)).told
        except (NothingToUndo, OverlapError):
            before.pop()
            raise
        after.append(before.pop())
        return told
