"""The keys of the annotate screen that decide: of spans, of suggestions, of the article as a whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator import services
from annotator.domain.sanitise import one_line
from annotator.domain.state import COMPLETE
from annotator.errors import ProjectError
from annotator.services.annotating.comments import same_place
from annotator.services.annotating.session import Rest
from annotator.services.annotating.stored_cursor import Change
from annotator.storage.queries import queue
from annotator.storage.queries.coming.snoozed import one_done, snoozed
from annotator.storage.queries.people.progress import progress
from annotator.tui import lines, screens
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.screens.annotate.learning import LiveLearning
from annotator.tui.screens.annotate.missed.unlabelled import UnlabelledNames
from annotator.tui.screens.common.comment_prompt import ask_comment
from annotator.tui.screens.common.unfinished import Unfinished

if TYPE_CHECKING:
    from annotator.tui.screens.common.dialogs import FinishDialog


class DecisionKeys:
    """Each key carries out one verb of the session."""

    def __init__(self, screen: AnnotateBase, learning: LiveLearning, names: UnlabelledNames) -> None:
        self._screen, self._learning, self._names = screen, learning, names
        self._asking: FinishDialog | None = None

    def action_accept(self) -> None:
        """Accept and go on."""
        self._learning.before_leaving()
        self._screen.act(self._screen.session.accept)

    def action_reject(self) -> None:
        """Reject and go on; a name that only looks unlabelled is passed by."""
        if not self._names.pass_by():
            self._screen.act(self._screen.session.reject)

    def action_split(self) -> None:
        """Make two of the focused span."""
        self._screen.act(self._screen.session.split)

    def action_merge(self) -> None:
        """Make one of the focused span and the next."""
        self._screen.act(self._screen.session.merge)

    def action_all_same(self) -> None:
        """Decide all identical strings alike."""
        self._screen.act(self._screen.session.all_same)

    def action_accept_sure(self) -> None:
        """Accept what is sure enough."""
        self._screen.act(self._screen.session.accept_sure)

    def action_comment(self) -> None:
        """Comment on the focused span, or on the article; one's own comment there is changed."""
        session, span = self._screen.session, self._screen.session.focus
        about = f"on “{one_line(span.quote(session.text))}”" if span else "on the article"
        said = [(one.by, one) for one in session.layer.comments if same_place(one.span, span)]
        ask_comment(self._screen, about, lambda text, instead: session.comment(text, span, instead), said)

    def action_flag(self) -> None:
        """Flag the article."""
        self._screen.act(self._screen.session.flag)

    def action_article_labels(self) -> None:
        """Choose labels for the article as a whole."""
        screen, session = self._screen, self._screen.session
        if not session.scheme.active("article"):
            screen.say("The scheme has no labels for articles: `annotator labels add NAME --kind article` adds one.")
            return

        def toggle(name: str) -> None:
            screen.act(lambda: session.note(name, on=not session.layer.cats.get(name)))

        screen.app.push_screen(screens.ArticleLabels(session.scheme, lambda: screen.session.layer.cats, toggle))

    def action_finish(self) -> None:
        """Finish the article; ask what becomes of what is undecided or unlabelled, and before a model has read it."""
        screen, session = self._screen, self._screen.session
        undecided, names = session.undecided, self._names.to_ask()
        unread = session.layer.status not in COMPLETE and screen.app.unread(session.key)
        claims = services.still_open(session) if session.scheme.claims else {}
        if undecided == 0 and not unread and not names and not claims:
            self._finish(None)
            return

        standing = Unfinished(undecided, self._self_accepted(), names, unread=unread, claims=claims)
        self._asking = screens.FinishDialog(standing, self._finish, self._names.walk)
        screen.app.push_screen(self._asking)

    def ask_anew(self) -> None:
        """Where it is asked whether the article is to be finished, say what is still to be done there now."""
        if (asking := self._asking) and asking.is_current:
            session, asked = self._screen.session, asking.unfinished
            unread = asked.unread and self._screen.app.unread(session.key)
            asking.show(replace(asked, undecided=session.undecided, auto=self._self_accepted(), unread=unread))

    def _self_accepted(self) -> int:
        return sum(held.auto for held in self._screen.session.layer.held.values())

    def _finish(self, rest: Rest | None) -> None:
        self._names.pass_over()
        auto = self._self_accepted()
        said = f", {auto} accepted {'itself' if auto == 1 else 'themselves'}" if auto else ""
        self._and_next(lambda: self._screen.session.finish(rest), f"Finished{said}.")

    def action_skip(self) -> None:
        """Pass the article by and open the next."""
        self._and_next(self._screen.session.skip, "Skipped.")

    def _and_next(self, verb: Callable[[], Change], said: str) -> None:
        screen, back = self._screen, None
        if screen.act(verb):
            with suppress(ProjectError), screen.store.write_at_rest():
                back = one_done(screen.store, screen.user)
            self.open_next(said, "; u takes it back", back)

    def open_next(self, said: str, more: str = "", back: str | None = None) -> None:
        """Open the next article, or one that comes `back`; say what was done, and of that `more`, or why none comes."""
        screen = self._screen
        with suppress(ProjectError), screen.store.write_at_rest():  # it only spares the next search some steps
            queue.advance(screen.store, screen.user)
        following = back or screen.app.next_article(screen.session.key)
        if following:
            screen.open_article(following)
            screen.say(f"{said} {'This one comes back' if back else 'This is the next one'}{more}.")
        elif screen.app.route:
            screen.say(f"{said} {screen.app.route.told}", "$success")
        elif screen.app.onward:
            screen.say(f"{said} {lines.END_OF_LIST}", "$success")
        else:
            put_off = snoozed(screen.store, screen.user)
            screen.say(f"{said} {lines.done_line(progress(screen.store, screen.user), put_off)}", "$success")
