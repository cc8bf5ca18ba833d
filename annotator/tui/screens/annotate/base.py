"""What every part of the annotate screen works with: a session on an article, its marks, and the lines around it."""

from __future__ import annotations

from functools import cached_property, partial

from textual import getters

from annotator.services.annotating.session import AnnotationSession
from annotator.storage.queries import queue
from annotator.storage.store import Store
from annotator.tui.keys.annotate_availability import NOTHING_UNDECIDED, applies, refusal, standing_of
from annotator.tui.keys.table import Key
from annotator.tui.lines.annotate_lines import footer_of, top_of, tour_of
from annotator.tui.lines.facts import facts
from annotator.tui.lines.pace import Pace
from annotator.tui.lines.parts import Parts, on_list
from annotator.tui.opened_article import OpenedArticle
from annotator.tui.screens.common.article_screen import ArticleScreen
from annotator.tui.text.page import Display
from annotator.tui.text.session_marks import cursor_end, marks_in
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.span_list import SpanList

KEPT = {"asked": bool, "passed": list}
"""What the place keeps of the names that look unlabelled (see `unlabelled`)."""
_TASKS = frozenset(("next_task",))
AWAITED = "The model is reading: suggestions will come · label keys add the word"


class AnnotateBase(ArticleScreen):
    """An article that was opened for an annotator, and how it is shown."""

    NO_NEIGHBOUR = ("This is the last article.", "This is the first article.")
    REJECTED = "Rejected suggestions"
    ELSEWHERE = "Your last action was in a review: u takes it back where you review."

    spans = getters.query_one("#spans", SpanList)
    counts = getters.query_one("#counts", Line)
    tour = getters.query_one("#tour", Line)

    def __init__(self, store: Store, annotator: str, opened: OpenedArticle, *, display: Display = "lanes") -> None:
        super().__init__(store, annotator, display=display)
        self.opened = opened
        self.only_keys: Parts | None = None
        self.pace = Pace()

    @property
    def session(self) -> AnnotationSession:
        """The session on the article."""
        return self.opened.session

    def show_article(self) -> None:
        """Put the session's article on the screen, where one stood last."""
        session, opened = self.session, self.opened
        session.on_screen["list"] = bool(opened.place.get("list"))
        place = opened.place
        session.on_screen |= {name: place[name] for name, kind in KEPT.items() if isinstance(place.get(name), kind)}
        self.message = opened.message
        self.show_text(partial(marks_in, session), opened.scroll)

    def show_again(self) -> None:
        """Show the article as it is now, whatever may have changed in it."""
        self.touch(0, len(self.session.text))
        self.show_cursor()
        self.renew()

    def neighbour(self, *, back: bool) -> str | None:
        """The next article, whatever its state."""
        return queue.neighbour(self.store, self.session.key, back=back)

    def works_in(self, layer: str) -> bool:
        """Who labels works in a layer of their own."""
        return layer == self.user

    def write_place(self) -> str:
        """The session knows where one is."""
        return self.session.keep_place()

    def note_scroll(self) -> None:
        """A decision keeps the place, too."""
        self.session.on_screen["scroll"] = self.view.scroll_anchor

    def cursor_end(self) -> int | None:
        """The cursor is as wide as what is focused."""
        return cursor_end(self.session)

    def applies(self, verb: str) -> bool:
        """Whether a verb would do something now."""
        return verb not in self.without and (verb in self.also_applies or applies(self.session, verb))

    @property
    def without(self) -> frozenset[str]:
        """The other tasks are there where the scheme has some."""
        return _TASKS if not self.session.scheme.claims else frozenset()

    def refuse(self, verb: str) -> None:
        """Say why a verb would do nothing now; that suggestions are on their way is said anyhow."""
        self.refresh_view()
        why = refusal(standing_of(self.session), verb)
        if why != NOTHING_UNDECIDED or not self.app.awaits(self.session.key):
            self.say(why, "$warning")

    @property
    def also_applies(self) -> frozenset[str]:
        """Verbs that would do something beside what the session says."""
        return frozenset()

    @cached_property
    def footer_keys(self) -> tuple[Key, ...]:
        """The keys that the footer may show."""
        return tuple(key for key in self.acting if key.rank and key.keys)

    def renew_lines(self) -> None:
        """Top line, facts and footer as they are now."""
        session, width = self.session, self.app.size.width
        route = on_list(self.app.route.name, self.app.route.progress) if self.app.route else ""
        sign, pace = self.app.in_step, str(self.pace)
        left, right = top_of(session, self.opened.position, in_step=sign, pace=pace, route=route, width=width)
        self.top.show(left)
        self.counts.show(right)
        message = self.message
        if not message[0] and session.focus is None and not session.undecided and self.app.awaits(session.key):
            message = AWAITED, "$text-muted"
        told, more = facts(session, message, self.colours, width)
        self.facts.show(told)
        footer = footer_of(session, self.footer_keys, width, self.also_applies)
        self.keys.show(more or self.spans.keys or self.only_keys or footer)

    def in_step_moved(self) -> None:
        """Show it in the top line."""
        self.renew_lines()

    def renew_tour(self) -> None:
        """The tour's next step, until all were taken; the demo alone has one."""
        parts = tour_of(self.session, self.app.size.width) if self.app.tour else None
        self.tour.display = parts is not None
        if parts:
            self.tour.show(parts)
