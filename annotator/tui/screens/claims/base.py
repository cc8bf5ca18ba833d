"""What every part of the screen of claims works with: the session, the task, where one stands, and the lines around."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from textual import getters

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Claim
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.annotating.stored_cursor import Change
from annotator.services.claiming.question import Lane, Line, LineState, Pointing, Step, Task
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.tasks import TASKS, tasks_of
from annotator.storage.queries import queue
from annotator.storage.store import Store
from annotator.tui.lines.parts import Parts
from annotator.tui.screens.claims.lines import panel_lines
from annotator.tui.screens.common.article_screen import ArticleScreen
from annotator.tui.screens.common.counting import Counting
from annotator.tui.style.worn import label_colours
from annotator.tui.text.marks import Mark, State
from annotator.tui.text.page import Display
from annotator.tui.widgets.line import Line as TextLine
from annotator.tui.widgets.version_list import VersionList

_STATES: dict[LineState, State] = {"held": "decided", "auto": "auto", "open": "open", "refused": "rejected"}
_NOTHING = "No span is here: j goes to the next one."
_NO_STOPS = "No span of this article is for the task: esc esc goes back to the spans."
_LAST = "Nothing more is open: ; goes on, s finishes."
Left = Callable[[str, bool], None]
"""Is told the article's key when the screen is left, and whether the article is to be finished."""


class Asked(Protocol):
    """A question that letters answer, while it is asked: what the panel shows of it, and the keys that answer."""

    pointing: Pointing
    keys: Parts
    done: Collection[Span]

    @property
    def numbered(self) -> Sequence[Any]:
        """The targets that are out of sight, as they are numbered."""

    @property
    def more(self) -> int:
        """How many have neither a letter nor a number."""


class ClaimsBase(ArticleScreen):
    """An article before an annotator who is at one of its tasks."""

    LABEL_KEYS = ""
    NO_NEIGHBOUR = ("This is the last article.", "This is the first article.")
    REJECTED = "What was refused"
    ELSEWHERE = "Your last action was in a review: u takes it back where you review."

    numbered = getters.query_one("#lines", VersionList)
    tour = getters.query_one("#tour", TextLine)

    def __init__(self, store: Store, annotator: str, key: str, task: TaskName, *, display: Display, left: Left) -> None:
        super().__init__(store, annotator, display=display)
        self._left = left
        self.asked: Asked | None = None
        self.were_open = 0
        self.position: tuple[int, int] | None = None
        self._placing = Counting(self, store, lambda of: queue.position(of, self.session.key), self._placed)
        self._begin(key, task)

    # -- articles come and go

    @property
    def session(self) -> ClaimingSession:
        """The session on the article."""
        return self._session

    @property
    def at_task(self) -> Task:
        """What one is at."""
        return self._at_task

    @property
    def tasks(self) -> Sequence[TaskName]:
        """The tasks of the scheme."""
        return tasks_of(self.session.scheme.claims)

    def _begin(self, key: str, task: TaskName) -> None:
        self._session = ClaimingSession(self.store, key, self.user)
        place = self._session.resume()
        self._session.on_screen = {name: value for name, value in place.items() if name not in ("cursor", "focus")}
        self._scroll = place.get("scroll")
        self.set_task(task if task in self.tasks else self.tasks[0])

    def set_task(self, name: TaskName) -> None:
        """Be at a task, and stand at a span that it is about."""
        self._at_task = TASKS[name](self.session.desk())
        self._lit: Mapping[Span, Lane] = {}
        self._made: Collection[Claim] = ()
        self._touched: Collection[Span] = ()
        self._chosen: int | None = None
        self._hold_what_holds_itself()
        if self.focus_held() is None and (there := self._at_task.open() or self._at_task.stops()):
            after = bisect_left(there, self.session.cursor, key=lambda span: span.start)
            self.session.go_to(there[after if after < len(there) else 0])

    def _hold_what_holds_itself(self) -> None:
        try:
            step = self._at_task.begin()
            if step.events:
                self.session.do(step)
                self._tell_task()
            self.message = (step.message, "$accent")
        except AnnotatorError as error:
            self.message = (str(error), "$warning")

    def load(self, key: str) -> None:
        """Begin a session on an article, at the same task."""
        self._begin(key, self.at_task.name)

    def show_article(self) -> None:
        """Put the session's article on the screen."""
        self._lit = self._lanes_lit()
        self.show_text(self.marks, self._scroll if isinstance(self._scroll, int) else None)
        self._placing.begin()

    def _placed(self, found: tuple[int, int]) -> None:
        self.position = found
        self.renew_lines()

    def neighbour(self, *, back: bool) -> str | None:
        """The next article, whatever its state."""
        return queue.neighbour(self.store, self.session.key, back=back)

    def works_in(self, layer: str) -> bool:
        """Claims are one's own."""
        return layer == self.user

    def write_place(self) -> str:
        """The session knows where one is."""
        return self.session.keep_place()

    def note_scroll(self) -> None:
        """A decision keeps the place, too."""
        self.session.on_screen["scroll"] = self.view.scroll_anchor

    # -- where one stands

    def focus_held(self) -> Span | None:
        """The focus, if it is a span that is held."""
        focus = self.session.focus
        return focus if focus in self.session.layer.held else None

    def lines_here(self) -> Sequence[Line]:
        """The claims of the focus."""
        focus = self.focus_held()
        return self.at_task.lines(focus) if focus else ()

    @property
    def chosen(self) -> int | None:
        """The number, from 0, of the line that keys are about.

        That is the one that was chosen, else the first that is open, else what the last key has made, else the first.
        """
        lines = self.lines_here()
        if self._chosen is not None and self._chosen < len(lines):
            return self._chosen
        if (found := next((number for number, line in enumerate(lines) if line.state == "open"), None)) is not None:
            return found
        return next((number for number, line in enumerate(lines) if line.claim in self._made), 0 if lines else None)

    @chosen.setter
    def chosen(self, number: int | None) -> None:
        self._chosen = number

    @property
    def is_chosen(self) -> bool:
        """Whether a line was chosen by a key."""
        return self._chosen is not None

    def line(self) -> Line | None:
        """The line that keys are about."""
        number = self.chosen
        return None if number is None else self.lines_here()[number]

    @property
    def nothing(self) -> str:
        """What is said where no span has the focus."""
        return _NOTHING if self.at_task.stops() else _NO_STOPS

    def go(self, span: Span) -> None:
        """Stand on a span."""
        self._chosen, self._made = None, ()
        self.session.go_to(span)

    def beside(self, spans: Sequence[Span], *, back: bool) -> Span | None:
        """The next (or previous) of some spans in order, round the end of the article; None where there is no other."""
        here = self.session.focus or Span(self.session.cursor, self.session.cursor + 1, "")
        number = bisect_left(spans, here) - 1 if back else bisect_right(spans, here)
        found = spans[number % len(spans)] if spans else None
        return None if found == self.session.focus else found

    # -- one key, one frame

    def act(self, verb: Callable[[], Change]) -> bool:
        """Carry out a verb; the task is told what has changed before it is shown."""

        def told() -> Change:
            try:
                return verb()
            finally:
                self._tell_task()

        return super().act(told)

    def _tell_task(self) -> None:
        """Tell the task what has changed, and keep in mind whose lanes look otherwise then."""
        spans = self.session.take_changed()
        looked_at = self.at_task.changed(spans)
        self._touched = self.session.layer.held if spans is None else {*spans, *looked_at}

    def carry_out(self, step: Step, about: Span) -> None:
        """Do what a task decided; then go on, where nothing is open at the span any more, or stay."""

        def done() -> Change:
            change = self.session.do(step)
            self._tell_task()
            if step.events:
                self._chosen = None
                self._made = self.session.made
            if step.stays or (step.message and not step.events) or self._is_open(about):
                return change
            following = self.at_task.open()
            if found := self.beside(following, back=False):
                self.session.go_to(found)
            last = _LAST if self.were_open and not following else ""
            return replace(change, message=f"{change.message} {last}".strip())

        self.act(done)

    def _is_open(self, about: Span) -> bool:
        return about in self.session.layer.held and any(line.state == "open" for line in self.at_task.lines(about))

    def refresh_view(self, change: Change | None = None, *, gentle: bool = False) -> None:
        """Show what a key did; the lanes of what has to do with the focus look otherwise."""
        self.light()
        super().refresh_view(change, gentle=gentle)

    def light(self) -> None:
        """Draw the lanes that look otherwise because of the focus; numbers of lines not while others are asked for."""
        lit = self._lanes_lit()
        self.view.touch_each({*self._touched, *(span for span, _ in lit.items() ^ self._lit.items())})
        self._lit, self._touched = lit, ()

    def _lanes_lit(self) -> Mapping[Span, Lane]:
        focus = self.focus_held()
        return self.at_task.around(focus) if focus and (self.asked is None or self.at_task.name == "ties") else {}

    def marks(self, start: int, end: int) -> list[Mark]:
        """The spans that are held, with what the task says under them."""
        focus, noted = self.focus_held(), {one.span for one in self.session.layer.comments if one.span}
        found = []
        for span in self.session.layer.touching(start, end):
            lane = self._lit.get(span) or self.at_task.lane(span, focus)
            if lane:
                found.append(Mark(span, _STATES[lane.state], note=span in noted, words=lane.words))
        return found

    # -- what stands around the article

    def fit(self) -> None:
        """Fit the panel to the height."""
        self.colours = label_colours(self.app, self.session.scheme)
        _, height = self.app.size
        self.numbered.fit_to(panel_lines(height), height // 3)
        self.numbered.airy = False
        self._saver.ask()

    def in_step_moved(self) -> None:
        """Show it in the top line."""
        self.renew_lines()

    def leave(self, *, finish: bool = False) -> None:
        """Back to the spans, where one stands now."""
        self.keep_place()
        key = self.session.key
        self.app.leave()
        self._left(key, finish)

    def say_error(self, error: AnnotatorError) -> None:
        """Say why something cannot be."""
        self.say(str(error), "$warning")
