"""What every part of the review screen works with: a review session, its marks, and the lines and lists around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters

from annotator.domain.decisions import GOLD
from annotator.domain.scheme import Label
from annotator.domain.span import Span, Stretch
from annotator.services.annotating.stored_cursor import Change
from annotator.services.reviewing import place as review_place
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries import queue
from annotator.storage.queries.pairs import Pair, pairs
from annotator.storage.store import Store
from annotator.tui.keys.review_availability import refusal
from annotator.tui.lines.figures import pair_lines
from annotator.tui.lines.parts import footer, label_bar, on_list
from annotator.tui.lines.review_lines import ReviewTop, review_facts, review_line, versions
from annotator.tui.lines.reviewing.claims import entities_compared, task_line
from annotator.tui.screens.common.article_screen import ArticleScreen
from annotator.tui.screens.common.counting import Counting
from annotator.tui.screens.review.conflict_marks import ConflictMarks
from annotator.tui.text.page import Display
from annotator.tui.widgets.conflict_list import ConflictList
from annotator.tui.widgets.version_list import VersionList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.containers import Vertical
    from textual.widgets import Static

WIDE = 100
"""From this width on the list of conflicts is shown unless it is put away."""
PAIRS = 8
_LIST = 34


OWN_WORK = "You labelled this article yourself: what you settle here is a review of your own work."


class ReviewBase(ArticleScreen):
    """An article before a reviewer, and how it is shown."""

    NO_NEIGHBOUR = ("No finished article is left.", "No finished article stands before this one.")
    REJECTED = "Versions that were not taken"
    ELSEWHERE = "Your last action was in your own layer: u takes it back where you annotate."

    numbered = getters.query_one("#versions", VersionList)
    conflicts = getters.query_one("#conflicts", ConflictList)
    side: getters.query_one[Vertical] = getters.query_one("#side")
    agreement: getters.query_one[Static] = getters.query_one("#agreement")

    def __init__(
        self, store: Store, reviewer: str, key: str, *, at: Span | None = None, blind: bool = False, display: Display
    ) -> None:
        super().__init__(store, reviewer, display=display)
        self.blind, self._at = blind, at
        self._wishes_list: bool | None = None
        self._pairs: list[Pair] | None = None
        self._comparing = Counting(self, store, pairs, self._compared)
        self._position: tuple[int, int] | None = None
        self._placing = Counting(self, store, lambda of: queue.position(of, self.session.key), self._placed)
        self._begin(key)

    # -- articles come and go

    @property
    def session(self) -> ReviewSession:
        """The session on the article."""
        return self._session

    def _begin(self, key: str) -> None:
        self._session = ReviewSession(self.store, key, self.user, blind=self.blind)
        self._position = None
        self.message = (OWN_WORK if self._session.own_work else "", "$warning")
        self.marks = ConflictMarks(self._session)
        self._aligned, self._scroll = self._session.alignment, 0
        self._lanes: tuple[Stretch, ...] = ()
        self._at_task = self._session.task

    def load(self, key: str) -> None:
        """Begin a session on an article."""
        self._at = self.app.listed_at(key)
        self._begin(key)

    def show_article(self) -> None:
        """Put the article on the screen: at the span asked for, where one stood last, or at a conflict."""
        scroll = None if self._at else review_place.resume(self.session)
        if self._at:
            self.session.move(self._at.start)
        self._placing.begin()
        self.show_text(self.marks.marks, scroll)
        self.call_after_refresh(self._renew_agreement)

    def neighbour(self, *, back: bool) -> str | None:
        """The next article that somebody has finished."""
        return self.app.beside.review_queue.neighbour(self.session.key, back=back)

    def works_in(self, layer: str) -> bool:
        """Who reviews works in all layers but their own."""
        return layer == GOLD or layer != self.user

    def write_place(self) -> str:
        """A review has its own places."""
        return review_place.keep_place(self.session, self._scroll)

    def note_scroll(self) -> None:
        """The window may be moved without the cursor."""
        self._scroll = self.view.scroll_anchor

    # -- one key, one frame

    def applies(self, verb: str) -> bool:
        """Whether a verb would do something now."""
        return not refusal(self.session, verb)

    def refuse(self, verb: str) -> None:
        """Say why a verb would do nothing now."""
        self.refresh_view()
        self.say(refusal(self.session, verb), "$warning")

    def act(self, verb: Callable[[], Change]) -> bool:
        """Carry out a verb; what others wrote before it is shown, also where it was refused."""
        done = super().act(verb)
        if self.session.alignment is not self._aligned:
            self.show_cursor()
        return done

    def refresh_view(self, change: Change | None = None, *, gentle: bool = False) -> None:
        """Show what a key did; the versions that were ruled on look otherwise."""
        for stretch in self._lanes if change else ():
            self.touch(*stretch)
        super().refresh_view(change, gentle=gentle)

    def show_cursor(self, *, gentle: bool = False) -> None:
        """Bring the view in line with the session: versions have a lane each in the conflict one stands in alone."""
        if self.session.task != self._at_task:
            self._at_task = self.session.task
            self.touch(0, len(self.session.text))
            self.fit()
        lanes = self.marks.stretches()
        if self.session.alignment is not self._aligned:
            self._aligned = self.session.alignment
            self.touch(0, len(self.session.text))
        if lanes != self._lanes:
            for stretch in {*self._lanes, *lanes}:
                self.touch(*stretch)
            self._lanes = lanes
        super().show_cursor(gentle=gentle)

    def focus_mark(self) -> Span | None:
        """The version that is to be filled."""
        return self.marks.focus()

    # -- what stands around the article

    def renew_lines(self) -> None:
        """Top line, versions, list, facts and footer as they are now."""
        session, width = self.session, self.app.size.width
        settled, conflicts = session.progress_of_all
        status = session.layer.status
        states = (("blind", self.blind), ("own work", session.own_work), (status, status != "open"))
        words = [word for word, on in states if on]
        top = ReviewTop(
            self.store.path.name + self.app.in_step,
            self._position,
            session.article.title,
            self.user,
            len(session.alignment.agreed) + len(session.alignment.labels.agreed),
            settled,
            conflicts,
            (*((on_list(route.name, route.progress),) if (route := self.app.route) else ()), *words),
            tuple(task_line(session)) if session.scheme.claims else (),
        )
        self.top.show(review_line(top, width))
        numbers = len(session.choices()) if session.conflict else 0
        room = width - (_LIST if self.side.display else 0)
        above = entities_compared(session)
        self.numbered.show(versions(session, self.colours, room, airy=self.numbered.airy), numbers, above)
        if self.side.display:
            self.conflicts.show_conflicts(session)
        told, more = review_facts(session, self.message, self.colours, width)
        self.facts.show(told)
        self.keys.show(more or footer(self.acting, lambda key: self.applies(key.verb), width))

    def in_step_moved(self) -> None:
        """Show it in the top line."""
        self.renew_lines()

    def fit(self) -> None:
        """Give the lists the room there is, too: the versions as much as the article's conflicts ever need.

        Where claims are reviewed, the bar has the keys of relations, if any of them is to be given.
        """
        super().fit()
        width, height = self.app.size
        if self.session.task != "names":
            relations = self.session.scheme.claims.relations if self.session.task == "ties" else ()
            bar = [Label(one.name, one.key, "") for one in relations]
            self.labels.show(label_bar(bar, {}, {}, width))
        self.side.display = width >= WIDE if self._wishes_list is None else self._wishes_list
        self.numbered.fit_to(self.session.most_versions(), height // 3)

    def action_side_list(self) -> None:
        """Show or hide the list of conflicts."""
        self._wishes_list = not self.side.display
        self.fit()
        self.renew()

    def _placed(self, found: tuple[int, int]) -> None:
        self._position = found
        self.renew_lines()

    def _compared(self, found: list[Pair]) -> None:
        self._pairs = found
        self._renew_agreement()

    def _renew_agreement(self) -> None:
        if self._pairs is None:
            self._pairs = []
            if not self.blind:
                self._comparing.begin()
        shown = self.session.shown
        found = [one for one in self._pairs if {one.a, one.b} <= shown.keys()]
        self.agreement.display = bool(found)
        self.agreement.update(pair_lines(found[:PAIRS], _LIST - 3))
