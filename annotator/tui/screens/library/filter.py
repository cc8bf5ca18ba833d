"""The line in which one asks which articles are shown, and what is said below it while one types."""

from __future__ import annotations

from functools import cached_property

from textual.timer import Timer
from textual.widgets import Input

from annotator.domain.question.fields import Known
from annotator.domain.question.reading import conditions, unfinished
from annotator.domain.question.typing import completions, hint
from annotator.errors import QuestionError, TookTooLong
from annotator.storage.queries.asked.known import known
from annotator.tui.keys.withheld import OF_OTHERS, is_guest
from annotator.tui.lines.parts import BACK, common_beginning, keys_line
from annotator.tui.screens.library.base import LibraryBase

_KEYS = (("tab", "complete"), ("enter", "keep"), BACK)
_TYPED = 0.3  # seconds after which nobody types any more


class FilterKeys:
    """Narrows the list to what meets the question in the line."""

    def __init__(self, screen: LibraryBase) -> None:
        self._screen = screen
        self._counting: Timer | None = None
        self._wrong: QuestionError | None = None

    @property
    def _line(self) -> Input:
        return self._screen.query_one("#filter", Input)

    @cached_property
    def _known(self) -> Known:
        """The names that can be asked for, read once as long as the line is open."""
        return known(self._screen.store)

    def action_search(self) -> None:
        """Ask which articles are shown."""
        vars(self).pop("_known", None)
        self._screen.add_class("filtering")
        self._line.focus()
        self._screen.foot = keys_line(_KEYS)
        self._screen.say(hint(self._line.value, self._known), "$text-muted")

    def typed(self, text: str) -> None:
        """Show the articles that are meant; a word that makes no sense is passed over while it is being typed."""
        screen, listing = self._screen, self._screen.listing
        said, style = hint(text, self._known), "$text-muted"
        try:
            question, self._wrong = conditions(text, self._known), None
        except QuestionError as error:
            self._wrong, question = error, listing.question
            at = unfinished(text, error)
            if at is None:
                said, style = str(error), "$warning"
            else:
                question = conditions(text[:at], self._known)
        if is_guest() and (told := [one.field for one in question if one.field in OF_OTHERS]):
            said, style = f"`{told[0]}` asks for what others did, too, which is not shown here.", "$warning"
            question = listing.question
        if question != listing.question:
            listing.question = question
            if problem := self._show():
                said, style = problem, "$warning"
        if screen.has_class("filtering"):
            screen.say(said, style)

    def complete(self) -> None:
        """Go on as far as all that can be meant goes together."""
        found = sorted(completions(self._line.value, self._known))
        if found:
            self._line.value = common_beginning(found[0], found[-1])
            self._line.cursor_position = len(self._line.value)
        elif not self._wrong:
            self._screen.say("Nothing goes on so.", "$warning")

    def _show(self) -> str:
        """Show the first articles that match; how many more there are is counted once nobody types."""
        screen = self._screen
        if self._counting:
            self._counting.stop()
        if not screen.listing.question:
            return screen.renew_list()
        try:
            if screen.listing.show_first(screen.articles):
                self._counting = screen.set_timer(_TYPED, self._count)
        except TookTooLong as error:
            return str(error)
        return ""

    def _count(self) -> None:
        if said := self._screen.listing.count_rest(self._screen.articles):
            self._screen.say(said, "$warning")

    def keep(self) -> None:
        """Go to the list with what was asked, unless that makes no sense."""
        if self._wrong:
            self._screen.say(str(self._wrong), "$warning")
            return
        if not self._line.value.strip():
            self._screen.remove_class("filtering")
        self._screen.articles.focus()
        self._screen.renew_lines()

    def let_go(self) -> None:
        """Show all articles again."""
        self._screen.remove_class("filtering")
        self._line.value = ""
        self._screen.articles.focus()
        self._screen.renew_lines()
