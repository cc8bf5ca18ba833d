"""The keys that go back to where one was, and to what was decided last, be it in another article."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.storage.queries.recent import edit_before
from annotator.tui import screens
from annotator.tui.screens.annotate.base import AnnotateBase

FAR = frozenset(
    (
        "search", "go_to", "hints", "span_hints", "text_edge", "sentence", "page", "next_auto", "undo", "redo",
        "finish", "skip", "later", "next_article", "previous_article", "side_list", "corrections", "last_edit",
        "recent_articles",
    )
)  # fmt: skip
"""The verbs that may lead far away: where one was before them is kept."""
_KEPT = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the project: the key of the article, the cursor in it, what was focused."""

    article: str
    cursor: int
    focus: Span | None


class JumpKeys:
    """Keeps the way one has come, as a browser does: what is far away can be gone back to, and come back from."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []
        self._edit: tuple[Spot, str] | None = None

    def note(self, verb: str) -> None:
        """A verb is about to be carried out: keep where one is if that leads far away."""
        if verb in FAR:
            self._behind = [*self._behind, self._here()][-_KEPT:]
            self._ahead.clear()

    def action_jump_back(self) -> None:
        """Go back to where one was."""
        self._jump(self._behind, self._ahead, "There is nowhere to go back to.")

    def action_jump_forward(self) -> None:
        """Come back from there."""
        self._jump(self._ahead, self._behind, "There is nowhere to go forward to.")

    def action_last_edit(self) -> None:
        """Go to what was decided last; where one has just gone there, to what was decided before it, somewhere else."""
        screen, here = self._screen, self._here()
        before = self._edit[1] if self._edit and self._edit[0] == here else None
        again = before is not None
        while found := edit_before(screen.store, screen.user, before):
            before, article, span = found
            if not self._go(Spot(article, span.start, span)):
                return
            self._edit = self._here(), before
            if not again or self._edit[0] != here:
                return
        screen.say("Nothing was decided here before that." if again else "Nothing was decided here yet.")

    def action_recent_articles(self) -> None:
        """Ask which of the articles that one was in lately to go back to."""
        screen = self._screen
        listed = screens.RecentArticles.made(screen.store, screen.user, screen.session.key)
        if listed is None:
            screen.say("You were in no other article yet.")
            return

        def chosen(key: str | None) -> None:
            if key:
                screen.open_article(key)

        screen.app.push_screen(listed, chosen)

    def _here(self) -> Spot:
        session = self._screen.session
        return Spot(session.key, session.cursor, session.focus)

    def _jump(self, way: list[Spot], back: list[Spot], otherwise: str) -> None:
        here = self._here()
        while way and way[-1] == here:
            way.pop()
        if not way:
            self._screen.say(otherwise)
        elif self._go(way.pop()):
            back.append(here)

    def _go(self, spot: Spot) -> bool:
        """Stand at a place; False, with the reason said, where that cannot be."""
        screen = self._screen
        try:
            if spot.article != screen.session.key:
                screen.open_article(spot.article)
        except AnnotatorError as error:
            screen.say(str(error), "$warning")
            return False
        session = screen.session
        session.let_go()
        session.move(spot.cursor, focus=spot.focus if spot.focus and session.state_of(spot.focus) else None)
        screen.refresh_view()
        return True
