"""The review bench: what every key of the review screen works with, and how articles come and go there.

A review session, the view of its text, the lines and lists around it, and the one way in which a key
is carried out and shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual import getters

from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.annotating.stored_cursor import Change
from annotator.services.reviewing import place as review_place
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries import queue
from annotator.storage.queries.pairs import Pair, pairs
from annotator.storage.queries.review_queue import neighbour_to_review
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.lines.figures import pair_lines
from annotator.tui.lines.parts import facts_line, footer, label_bar
from annotator.tui.lines.review_lines import ReviewTop, review_facts, review_line, versions
from annotator.tui.screens.review.conflict_marks import Disputes
from annotator.tui.style.palette import palette_of
from annotator.tui.terminal.debounce import Debounce
from annotator.tui.text.masthead import masthead
from annotator.tui.text.page import Display
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.conflict_list import ConflictList
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.version_list import VersionList

if TYPE_CHECKING:
    from textual.containers import Vertical
    from textual.widgets import Static


WIDE = 100
"""From this width on the list of conflicts is shown unless it is put away."""
REST = 0.3
"""Seconds after which the place of a resting cursor is kept."""
PAIRS = 8
_LIST = 34


class ReviewBench(AppScreen):
    """A review session and its view, and how they are kept in step."""

    view = getters.query_one(ArticleView)
    numbered = getters.query_one(VersionList)
    conflicts = getters.query_one(ConflictList)
    side: getters.query_one[Vertical] = getters.query_one("#side")
    agreement: getters.query_one[Static] = getters.query_one("#agreement")
    top = getters.query_one("#top", Line)
    labels = getters.query_one("#labels", Line)
    facts = getters.query_one("#facts", Line)
    keys = getters.query_one("#keys", Line)

    def __init__(
        self, store: Store, reviewer: str, key: str, *, at: Span | None = None, blind: bool = False, display: Display
    ) -> None:
        super().__init__()
        self.store, self.reviewer, self.blind = store, reviewer, blind
        self.session = ReviewSession(store, key, reviewer, blind=blind)
        self.disputes = Disputes(self.session)
        self.display_wished, self._at = display, at
        self.message: tuple[str, str] = ("", "")
        self.by_character = False
        self._listed: bool | None = None
        self._scroll = 0
        self._pairs: list[Pair] | None = None

    # -- articles come and go

    def show_article(self) -> None:
        """Put the session's article on the screen: at the span asked for, where one stood last, or a conflict."""
        session = self.session
        scroll = None if self._at else review_place.resume(session)
        if self._at:
            session.move(self._at.start)
        colours = {label.name: label.colour for label in session.scheme.labels}
        self.view.show(session.text, self.disputes.marks, roles=masthead(session.article), colours=colours)
        self.fit()
        self.show_cursor()
        if scroll:
            self.view.scroll_anchor = self._scroll = scroll
        self.renew_lines()
        self.call_after_refresh(self._renew_agreement)

    def open_article(self, key: str, message: str = "") -> None:
        """Leave this article and open another one."""
        self.keep_place()
        self.session = ReviewSession(self.store, key, self.reviewer, blind=self.blind)
        self.disputes = Disputes(self.session)
        self._at, self.message = None, (message, "$accent")
        self.show_article()

    def open_neighbour(self, *, back: bool) -> None:
        """Open the next (or previous) article that somebody has finished."""
        key = neighbour_to_review(self.store, self.session.key, back=back)
        if key:
            self.open_article(key)
        else:
            self.say("No finished article stands before this one." if back else "No finished article is left.")

    # -- one key, one frame

    def act(self, verb: Callable[[], Change]) -> bool:
        """Carry out a verb of the session and show what it did; False if it was refused, with the reason shown."""
        before, aligned = self._stretch(), self.session.alignment
        try:
            change = verb()
        except AnnotatorError as error:
            if self.session.alignment is not aligned:
                self.view.touch(0, len(self.session.text))
                self.show_cursor()
            self.say(str(error), "$warning")
            return False
        if self.session.alignment is not aligned:
            self.view.touch(0, len(self.session.text))
        elif change.touched:
            self.view.touch(*change.touched)
        self.settle(change, before=before)
        return True

    def settle(
        self, change: Change | None = None, *, gentle: bool = False, before: tuple[int, int] | None = None
    ) -> None:
        """Show what a key did: repaint what changed, bring the cursor into view, renew the lines."""
        self.message = (change.message if change else "", "$accent")
        self.by_character = False
        self.show_cursor(gentle=gentle, before=before)
        self.renew_lines()

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts, until the next key."""
        self.message = (message, style)
        self.renew_lines()

    _shown: tuple[int, int] | None = None

    def _stretch(self) -> tuple[int, int] | None:
        conflict = self.session.conflict
        return (conflict.start, conflict.end) if conflict else None

    def show_cursor(self, *, gentle: bool = False, before: tuple[int, int] | None = None) -> None:
        """Bring cursor, focus and selection of the view in line with the session; lanes are those of the conflict."""
        session, view, here = self.session, self.view, self._stretch()
        for stretch in {before, self._shown, here} - {None}:
            if stretch and (stretch == before or self._shown != here):
                view.touch(*stretch)
        self._shown = here
        view.focus_mark = self.disputes.focus()
        view.selection = session.selection
        tokens = session.tokens.within(session.cursor, session.cursor + 1)
        end = tokens[0][1] if tokens and tokens[0][0] == session.cursor else None
        view.move_to(session.cursor, end=end, gentle=gentle)
        self._scroll = view.scroll_anchor
        self._saver.ask()

    @cached_property
    def _saver(self) -> Debounce:
        return Debounce(self, REST, self.keep_place)

    def keep_place(self) -> None:
        """Write down where one is; a resting cursor's place is kept, and that of an article one leaves."""
        self._saver.drop()
        review_place.keep_place(self.session, self._scroll)

    # -- what stands around the article

    def renew_lines(self) -> None:
        """Top line, versions, list, facts and footer as they are now."""
        session, width = self.session, self.app.size.width
        settled, conflicts = session.progress
        status = session.layer.status
        words = [word for word, on in (("blind", self.blind), (status, status != "open")) if on]
        top = ReviewTop(
            self.store.path.name,
            queue.position(self.store, session.key),
            session.article.title,
            self.reviewer,
            len(session.alignment.agreed),
            settled,
            conflicts,
            tuple(words),
        )
        self.top.show(review_line(top, width))
        numbers = len(session.choices()) if session.conflict else 0
        room = width - (_LIST if self.side.display else 0)
        self.numbered.show(versions(session, self.colours, room, airy=self.numbered.airy), numbers)
        if self.side.display:
            self.conflicts.show_conflicts(session)
        self.facts.show(facts_line(review_facts(session, self.message, self.colours), width))
        self.keys.show(footer(self.acting, lambda key: self.applies(key.verb), width))

    def fit(self) -> None:
        """Give the lists the room there is: the versions as much as the article's conflicts ever need."""
        width, height = self.app.size
        self.side.display = width >= WIDE if self._listed is None else self._listed
        self.numbered.fit_to(self.session.most_versions(), height // 3)
        self.labels.show(label_bar(self.session.scheme.active(), self.colours, width))

    def _renew_agreement(self) -> None:
        if self._pairs is None:
            self._pairs = [] if self.blind else pairs(self.store)
        shown = self.session.shown
        found = [one for one in self._pairs if {one.a, one.b} <= shown.keys()]
        self.agreement.display = bool(found)
        self.agreement.update(pair_lines(found[:PAIRS], _LIST - 3))

    @property
    def colours(self) -> dict[str, str]:
        """The colour of each label, in the theme of the moment."""
        palette = palette_of(self.app.theme, dark=self.app.current_theme.dark)
        return {label.name: palette.label(label.colour) for label in self.session.scheme.labels}
