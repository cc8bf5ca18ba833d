"""The workbench: what every key of the annotate screen works with.

A session, the view of its text, the lines around it, and the one way in which a key is carried out
and shown. The kinds of keys stand in files beside this one and are put together in `annotate`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import getters

from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.annotating.session import AnnotationSession
from annotator.services.annotating.stored_cursor import Change
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.keys.table import Key
from annotator.tui.lines.annotate_lines import applies, footer_of, top_of, tour_of
from annotator.tui.lines.facts import facts
from annotator.tui.lines.pace import Pace
from annotator.tui.lines.parts import Parts, facts_line, label_bar
from annotator.tui.opened_article import Opened
from annotator.tui.style.palette import palette_of
from annotator.tui.terminal.debounce import Debounce
from annotator.tui.text.mark_list import Listing
from annotator.tui.text.page import MEASURE, Display
from annotator.tui.text.session_marks import cursor_end, drawn
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.span_list import SpanList

if TYPE_CHECKING:
    from annotator.services.annotating.learning import Learner

LISTED = 1_000
NEAR = 3_000
LIST_FROM, NARROW_LIST, WIDE_LIST = 64, 34, 56
"""The side list shows all spans of an article up to `LISTED`, else those within `NEAR` code points or more; it needs a
terminal of `LIST_FROM` cells, and is between narrow and wide."""
AWAITED = "The model is reading: suggestions will come · a label key adds the word here"
BREATH = 0.012
"""Seconds behind a key after which the adviser learns from it: the key's own frame is painted by then."""
PATIENCE = 3
"""For how many times as long as learning takes the keys must have rested before it."""
REST = 0.3
"""Seconds after which the place of a resting cursor is kept; a decision keeps it at once."""


class Workbench(AppScreen):
    """A session and its view, and how they are kept in step."""

    view = getters.query_one("#article", ArticleView)
    spans = getters.query_one(SpanList)
    top = getters.query_one("#top", Line)
    counts = getters.query_one("#counts", Line)
    tour = getters.query_one("#tour", Line)
    labels = getters.query_one("#labels", Line)
    facts = getters.query_one("#facts", Line)
    keys = getters.query_one("#keys", Line)

    def __init__(self, store: Store, annotator: str, opened: Opened, *, display: Display = "lanes") -> None:
        super().__init__()
        self.store, self.annotator = store, annotator
        self.opened = opened
        self.display_wished = display
        self.message: tuple[str, str] = ("", "")
        self.by_character = False
        self.only_keys: Parts | None = None
        self.adviser: Learner | None = None
        self.pace = Pace()
        self._unlearned, self._pressed, self._learning = False, 0.0, 0.0
        self.colours: dict[str, str] = {}
        self._rival: Span | None = None

    @property
    def session(self) -> AnnotationSession:
        """The session on the article."""
        return self.opened.session

    @property
    def opened(self) -> Opened:
        """The article at hand."""
        return self._opened

    @opened.setter
    def opened(self, opened: Opened) -> None:
        self._opened = opened
        self.listing = Listing(partial(drawn, opened.session))

    def fit_list(self) -> None:
        """Show the side list where it is wished for and there is room, as wide as the article leaves it."""
        width = self.app.size.width
        self.spans.display = width >= LIST_FROM and bool(self.session.on_screen.get("list"))
        self.spans.typing &= self.spans.display
        self.spans.styles.width = max(NARROW_LIST, min(width - MEASURE - 16, WIDE_LIST))

    @cached_property
    def footer_keys(self) -> tuple[Key, ...]:
        """The keys that the footer may show, as the user has mapped them."""
        return tuple(key for key in self.acting if key.rank and key.keys)

    # -- one key, one frame

    def act(self, verb: Callable[[], Change]) -> bool:
        """Carry out a verb of the session and show what it did; False if it was refused, with the reason shown."""
        try:
            change = verb()
        except AnnotatorError as error:
            self.say(str(error), "$warning")
            return False
        self.pace.tick()
        self._unlearned = True
        self.settle(change)
        self.renew_tour()
        return True

    def settle(self, change: Change | None = None, *, gentle: bool = False) -> None:
        """Show what a key did: repaint what changed, bring the cursor into view, renew the lines."""
        if change and change.touched:
            self.touch(*change.touched)
        self.message = (change.message if change else "", "$accent")
        self.by_character = False
        self.show_cursor(gentle=gentle)
        self.view.paint()
        self.renew_lines()
        self.renew_list()
        self.learn_soon()

    def learn_soon(self) -> None:
        """Let the adviser learn from what it has not learned yet, once this key is answered."""
        if self._unlearned and self.advised:
            self._pressed = time.monotonic()
            self._learner.ask()

    @property
    def advised(self) -> bool:
        """Whether the adviser learns from this article while it is labelled."""
        return self.adviser is not None and self.adviser.advises(self.session)

    def learn(self) -> None:
        """Let the adviser learn from what was decided, behind the frame of the key; paint what it proposes anew.

        Of a long article it learns once the keys have rested for some times as long as it takes.
        """
        if time.monotonic() - self._pressed >= PATIENCE * self._learning:
            self._learn_now()
        else:
            self._learner.ask()

    def learn_before_leaving(self) -> None:
        """Let the adviser learn from a span that was decided before one goes on: to the piece that was cut off, say."""
        if self._unlearned and self.advised and self.session.focus in self.session.layer.held:
            self.session.focus = None
            self._learn_now()

    def _learn_now(self) -> None:
        began = time.monotonic()
        self._learner.drop()
        session = self.session
        if self.adviser and self.advised:
            session.proposals.news()
            focus = session.focus
            accepted = self.adviser.refresh()
            self._learning = time.monotonic() - began
            self._unlearned = focus in session.layer.held  # the adviser waits until the focus leaves it
            if session.focus is None and not session.selection:
                session.move(session.cursor)  # what came back under the cursor, as after an undo, has the focus again
            news = session.proposals.news()
            if accepted:
                many, said = len(accepted), f"{self.message[0]} " if self.message[0] else ""
                itself = f"{many} accepted themselves: a shows them" if many > 1 else "1 accepted itself: a shows it"
                self.message = f"{said}{itself}", "$accent"
            if accepted or news or session.focus != focus:
                with self.app.in_one_frame():
                    for stretch in [(0, len(session.text))] if accepted else news:
                        self.touch(*stretch)
                    self.show_cursor()
                    self.renew_lines()
                    self.renew_list()

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts, until the next key."""
        self.message = (message, style)
        self.renew_lines()

    def show_cursor(self, *, gentle: bool = False) -> None:
        """Bring cursor, focus and selection of the view in line with the session."""
        session, view = self.session, self.view
        view.focus_mark = session.focus
        view.selection = session.selection
        view.move_to(session.cursor, end=cursor_end(session), gentle=gentle)
        session.on_screen["scroll"] = view.scroll_anchor
        self.remember_place()

    def renew_lines(self) -> None:
        """Top line, facts and footer as they are now; what did not change is not painted."""
        session, width = self.session, self.app.size.width
        left, right = top_of(session, self.opened.position, pace=str(self.pace), width=width)
        self.top.show(left)
        self.counts.show(right)
        message = self.message
        if not message[0] and session.focus is None and not session.undecided and self.app.awaits(session.key):
            message = AWAITED, "$text-muted"
        self.facts.show(facts_line(facts(session, message, self.colours), width))
        self.keys.show(self.spans.keys or self.only_keys or footer_of(session, self.footer_keys, width))

    def renew_tour(self) -> None:
        """The tour's next step, until all were taken; the demo alone has one."""
        parts = tour_of(self.session, self.app.size.width) if self.app.tour else None
        self.tour.display = parts is not None
        if parts:
            self.tour.show(parts)

    def touch(self, start: int, end: int) -> None:
        """What is shown of `[start, end)` has changed."""
        self.view.touch(start, end)
        self.listing.touch(start, end)

    def renew_list(self) -> None:
        """The side list, where it is open; of very many spans only those around the focus."""
        if not self.spans.display:
            return
        session, focus = self.session, self.session.focus
        many = len(session.layer.spans) + session.undecided > LISTED
        page = session.cursor // NEAR * NEAR  # the list stays as it is while one goes through a page
        around = (max(0, page - NEAR), page + 2 * NEAR) if many else (0, len(session.text))
        rival = focus if focus and focus in session.proposals.open and not session.proposals.leads(focus) else None
        for one in (rival, self._rival):
            if one and rival != self._rival:
                self.listing.touch(one.start, one.end)  # it is listed only while it is focused
        self._rival = rival
        self.spans.show_spans(session.text, self.listing.around(*around), focus, self.colours, near=many)

    def renew_labels(self) -> None:
        """The label bar and the colour of each label, which only change with the scheme, the theme and the width."""
        palette, scheme = palette_of(self.app.theme, dark=self.app.current_theme.dark), self.session.scheme
        coloured = () if self.app.no_color else scheme.labels
        self.colours = {label.name: palette.label(label.colour) for label in coloured}
        active = scheme.active()
        self.labels.show(label_bar(active, self.colours, self.app.size.width))

    # -- the place

    @cached_property
    def _saver(self) -> Debounce:
        return Debounce(self, REST, self._rest)

    @cached_property
    def _learner(self) -> Debounce:
        return Debounce(self, BREATH, self.learn)

    def remember_place(self) -> None:
        """Keep the place once the cursor rests."""
        self._saver.ask()

    def keep_place(self) -> None:
        """Write down where one is."""
        self._saver.drop()
        self.session.keep_place()

    def _rest(self) -> None:
        """Keep the place of a resting cursor; that it cannot be kept is no reason to stop."""
        if problem := self.session.keep_place():
            self.say(problem, "$warning")

    def applies(self, verb: str) -> bool:
        """Whether a verb would do something now."""
        return applies(self.session, verb)
