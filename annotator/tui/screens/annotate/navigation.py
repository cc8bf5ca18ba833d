"""How the annotate screen opens an article, leaves it, and comes back to where one was."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cached_property, partial

from annotator import services
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.queries import queue
from annotator.storage.source_settings import hidden
from annotator.tui import screens
from annotator.tui.opened_article import open_article
from annotator.tui.screens.annotate.base import Workbench
from annotator.tui.terminal.debounce import Debounce
from annotator.tui.text.masthead import masthead
from annotator.tui.text.page import Display
from annotator.tui.text.session_marks import drawn

MORE = 20_000
FIRST_PAINT = 0.06
PAUSE = 0.01
"""Seconds that the screen has for itself before what it does not need is done, and between two pieces of it."""
AT_ONCE = 20_000
ADVISED = 500_000
"""Code points up to which the adviser looks at an article before it is shown, and up to which it does at all."""
SLICE = 0.008
"""Seconds that it looks at a longer one between two keys."""
_NEXT_DISPLAY: dict[Display, Display] = {"lanes": "compact", "compact": "plain", "plain": "lanes"}


class Opening(Workbench):
    """Articles come and go; the place one was at is kept in the project."""

    def show_article(self) -> None:
        """Put the session's article on the screen, where one stood last."""
        session, opened = self.session, self.opened
        colours = {label.name: label.colour for label in session.scheme.labels}
        self.view.show(session.text, partial(drawn, session), roles=masthead(session.article), colours=colours)
        self.show_cursor()
        session.on_screen["list"] = bool(opened.place.get("list"))
        self.fit_list()
        if opened.scroll:
            self.view.scroll_anchor = opened.scroll
        self.message = opened.message
        self.renew_labels()
        self.renew_lines()
        self.renew_list()
        if opened.more:
            self.set_timer(PAUSE, self._load_more)
        self.set_timer(FIRST_PAINT, self._after_first_paint)

    def _load_more(self) -> None:
        session = self.session
        start = session.loaded
        more = session.load(start + MORE)
        self.listing.touch(start, session.loaded)
        if session.focus is None and session.undecided and session.cursor == 0:
            session.next_undecided()
            self.show_cursor()
        if more:
            self.set_timer(PAUSE, self._load_more)
        else:
            self.renew_lines()
            self.renew_list()

    def open_article(self, key: str) -> None:
        """Leave this article and open another one."""
        self.keep_place()
        self.opened = open_article(
            self.store, self.annotator, key, near_misses=self.app.settings.near_misses, attend=self.attend
        )
        self._hidden_shown = False
        self.show_article()

    def action_next_article(self) -> None:
        """Open the next article, whatever its state."""
        self._open_neighbour(back=False)

    def action_previous_article(self) -> None:
        """Open the previous article, whatever its state."""
        self._open_neighbour(back=True)

    def _open_neighbour(self, *, back: bool) -> None:
        key = queue.neighbour(self.store, self.session.key, back=back)
        if key:
            self.open_article(key)
        else:
            self.say("This is the first article." if back else "This is the last article.")

    def action_display(self) -> None:
        """Cycle lanes, compact, plain."""
        self.view.display_mode = _NEXT_DISPLAY[self.view.display_mode]
        self.app.remember("display", self.view.display_mode)
        self.settle()
        self.say(f"Display: {self.view.display_mode}.")

    def action_rejected(self) -> None:
        """Show or hide rejected suggestions."""
        self.session.show_rejected = not self.session.show_rejected
        self.touch(0, len(self.session.text))
        self.settle()
        self.say(
            "Rejected suggestions are shown." if self.session.show_rejected else "Rejected suggestions are hidden."
        )

    def action_folded(self) -> None:
        """Show suggestions that were folded away, or fold them again."""
        proposals = self.session.proposals
        count = len(proposals.hidden())
        self._hidden_shown = not self._hidden_shown
        proposals.hide(None if self._hidden_shown else hidden(self.store))
        self._show_again()
        if self._hidden_shown:
            self.say(
                f"{count} folded suggestion{'' if count == 1 else 's'} shown." if count else "Nothing is folded away."
            )
        else:
            self.say(f"{len(proposals.hidden())} folded away.")

    _hidden_shown = False

    def action_sources(self) -> None:
        """Show what each source is worth, and switch it."""

        def changed() -> None:
            self._hidden_shown = False
            self.session.proposals.hide(hidden(self.store))
            self.attend(self.session)
            self._show_again()

        self.app.push_screen(screens.Sources(self.store, changed))

    def action_order(self) -> None:
        """Let tab go by place, or to the weakest first."""
        self.session.weakest_first = not self.session.weakest_first
        self.say("tab goes to the weakest first." if self.session.weakest_first else "tab goes by place.")

    def action_guideline(self) -> None:
        """Say what the focused label is for."""
        focus = self.session.focus
        label = self.session.scheme.label(focus.label) if focus else None
        if label is None:
            self.say("Focus a span to read what its label is for.")
        else:
            self.say(f"{label.name}: {label.description or 'no guideline was written.'}")

    def action_back(self) -> None:
        """Back to the library."""
        self.keep_place()
        self.app.leave()

    # -- the adviser

    def attend(self, session: AnnotationSession) -> None:
        """Let the adviser look at an article before anything more is decided in it; at a long one between the keys."""
        self._looking = iter(())
        if self.adviser and len(session.text) <= ADVISED:
            focus = session.focus
            self._looking = self.adviser.attending(session)
            if len(session.text) > AT_ONCE:
                self._looker.ask()
                return
            for _ in self._looking:
                pass
            if focus and session.state_of(focus):
                session.go_to(focus)

    _looking: Iterator[None] = iter(())

    @cached_property
    def _looker(self) -> Debounce:
        return Debounce(self, PAUSE, self._look_on)

    def _look_on(self) -> None:
        """Let the adviser look at a further part of a long article; show what it proposes once it has seen all."""
        until = time.monotonic() + SLICE
        for _ in self._looking:
            if time.monotonic() > until:
                self._looker.ask()
                return
        if self.advised:
            self._stand_where_one_was()
            self._show_again()
            self.learn_soon()

    def _stand_where_one_was(self) -> None:
        """Focus again what had the focus when the place was kept: it may be what only the adviser proposes."""
        if self.session.cursor == self.store.place(self.annotator, self.session.key).get("cursor"):
            self.session.resume()

    # -- suggestions that come later

    def _after_first_paint(self) -> None:
        self.app.want_suggestions(self.session.key)
        self.renew_lines()
        if self.adviser is None and self.app.settings.memory:
            self.adviser = services.Learner(self.store, self.annotator)
            self.attend(self.session)
            self._stand_where_one_was()
            self._show_again()

    def _show_again(self) -> None:
        self.touch(0, len(self.session.text))
        self.show_cursor()
        self.renew_lines()
        self.renew_list()

    def suggestions_came(self, key: str) -> None:
        """New suggestions of an article are stored: show them if it is the one on the screen."""
        if key != self.session.key:
            return
        self.session.reload()
        if self.app.settings.near_misses:
            self.session.load_near_misses()
        if self.session.focus is None and self.session.cursor == 0:
            self.session.next_undecided()
        self.attend(self.session)
        self._show_again()

    def suggestions_failed(self, sentence: str) -> None:
        """Say why there are no suggestions."""
        self.say(sentence, "$warning")
