"""The keys that do the same in every screen of an article, whatever is done with it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.progress import Work
from annotator.services.annotating.stored_cursor import Change
from annotator.storage.queries.people.questions import is_answer
from annotator.tui import screens
from annotator.tui.screens.common.article_screen import ArticleScreen
from annotator.tui.text.page import NEXT_DISPLAY

if TYPE_CHECKING:
    from annotator.services.worklists.route import Route

_DISPLAYS = {"sparse": ", lanes only where spans are"}


class ArticleKeys:
    """Edges, undo, the way to other articles, and what is shown of this one."""

    def __init__(self, screen: ArticleScreen) -> None:
        self._screen = screen

    def action_edge(self, edge: Literal["left", "right"], step: Literal[-1, 1]) -> None:
        """Move an edge of what is selected, else of the span."""
        session, by_character, times = self._screen.session, self._screen.by_character, self._screen.number.times

        def move() -> Change:
            if not session.selection:
                return session.resize(edge, step, by_character=by_character, times=times)
            session.resize_selection(edge, step, by_character=by_character, times=times)
            return Change()

        self._screen.act(move)

    def action_count(self) -> None:
        """Take the digits that follow for a number."""
        self._screen.say(self._screen.number.begin())

    def action_by_character(self) -> None:
        """Arm one step by a character."""
        self._screen.say("The next edge key moves one character.")
        self._screen.by_character = True

    def action_undo(self) -> None:
        """Take back one's last action, in whatever article it was."""
        self._back_and_forth(redo=False)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._back_and_forth(redo=True)

    def _back_and_forth(self, *, redo: bool) -> None:
        """Take back (or bring back) one step, or all of those whose keys were carried out together with it."""
        screen, count = self._screen, 0
        found = screen.store.last_step(screen.user, undone=redo)
        bounds = screen.app.together(found[0]) if found else None
        while self._one_back(found, redo=redo) and found and bounds:
            count += 1
            found = screen.store.last_step(screen.user, undone=redo)
            if found is None or not bounds[0] < found[0] < bounds[1]:
                said = "Brought" if redo else "Taken"
                screen.say(f"{said} back: {counted(count, 'action')} of keys that came at once.")
                return

    def _one_back(self, found: tuple[str, str, str] | None, *, redo: bool) -> bool:
        screen = self._screen
        if found and screen.store.articles_of_step(found[0]):
            then = "u takes it back" if redo else "r brings it back"
            screen.work.begin(self._everywhere_back(found[0], redo=redo), then=then)
            return False
        if found and not screen.works_in(found[2]):
            return self._answer_back(found[0], redo=redo)
        if found and found[1] != screen.session.key:
            screen.open_article(found[1])
        return screen.act(lambda: screen.session.undo(redo=redo))

    def _answer_back(self, step: str, *, redo: bool) -> bool:
        """Take back (or bring back) an answer to somebody; say where another step is taken back."""
        screen = self._screen
        if not is_answer(screen.store, step):
            screen.say(screen.ELSEWHERE, "$warning")
            return False
        from annotator.services.team.questions import turn  # noqa: PLC0415 - nearly never needed

        return screen.act(lambda: Change(message=turn(screen.store, screen.user, redo=redo)))

    def _everywhere_back(self, step: str, *, redo: bool) -> Work[str]:
        """Take back (or bring back) a step in all of its articles, in parts; gives what is to be said."""
        from annotator.services.finding.take_back import taking_back  # noqa: PLC0415 - nearly never needed

        return (yield from taking_back(self._screen.store, self._screen.user, step, redo=redo)).told

    def action_next_article(self) -> None:
        """Open the next article."""
        self._open_neighbour(back=False)

    def action_previous_article(self) -> None:
        """Open the previous article."""
        self._open_neighbour(back=True)

    def _open_neighbour(self, *, back: bool) -> None:
        if self._screen.app.route:
            self._along(self._screen.app.route, back=back)
            return
        key = self._screen.neighbour(back=back)
        if key:
            self._screen.open_article(key)
        else:
            self._screen.say(self._screen.NO_NEIGHBOUR[back])

    def _along(self, route: Route, *, back: bool) -> None:
        """Go to the next place of a list that is open, or back to the one before."""
        screen, place = self._screen, route.go(back=back)
        if place is None:
            screen.say("This is the first place of the list." if back else route.told)
        elif place.article != screen.session.key:
            screen.open_article(place.article)
        else:
            screen.session.let_go()
            screen.session.move(place.span.start)
            screen.show_cursor()
            screen.say("")

    def action_back(self) -> None:
        """Back to where one came from."""
        self._screen.keep_place()
        self._screen.app.leave()

    def action_where_else(self) -> None:
        """Show where else the selected words, those of the span or conflict, or the word under the cursor stand."""
        screen = self._screen
        session = screen.session
        try:
            start, end = session.at_hand()
            screen.keep_place()
            words, reviewing = session.text[start:end], screen.SCOPE == "review"
            left = self._shown_anew()
            screens.show_places(screen.app, screen.store, screen.user, words, reviewing=reviewing, left=left)
        except AnnotatorError as error:
            screen.say(str(error), "$warning")

    def action_notes(self) -> None:
        """Show what people wrote about articles."""
        screen = self._screen
        screen.app.notes(reviewing=screen.SCOPE == "review", left=self._shown_anew())

    def _shown_anew(self) -> Callable[[], None]:
        """What shows the article as it is then, where something was decided or proposed on the way back to it."""
        screen = self._screen

        def known() -> tuple[int, int]:
            return screen.store.last_decision, len(list(screen.store.suggestions(screen.session.key)))

        seen = known()

        def left() -> None:
            if known() != seen:
                screen.open_article(screen.session.key)

        return left

    def action_display(self) -> None:
        """Cycle lanes, sparse, compact, plain."""
        screen, view = self._screen, self._screen.view
        view.display_mode = NEXT_DISPLAY[view.display_mode]
        screen.app.remember("display", view.display_mode)
        screen.refresh_view()
        screen.say(f"Display: {view.display_mode}{_DISPLAYS.get(view.display_mode, '')}.")

    def action_rejected(self) -> None:
        """Show or hide what was rejected."""
        screen, session = self._screen, self._screen.session
        session.show_rejected = not session.show_rejected
        screen.touch(0, len(session.text))
        screen.refresh_view()
        screen.say(f"{screen.REJECTED} are {'shown' if session.show_rejected else 'hidden'}.")
