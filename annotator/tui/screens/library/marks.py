"""Several articles at once: marked in the library, and what is done with all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.services.project.articles import put_away
from annotator.services.project.assign import hand_out
from annotator.services.project.flagging import flag_all
from annotator.storage.queries.listing.entries import MOST
from annotator.tui.lines.parts import BACK
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.screens.common.text_prompt import TextPrompt
from annotator.tui.screens.library.base import LibraryBase
from annotator.tui.terminal.direct_keys import DirectKeys

_DEEDS = {
    "a": ("archive", "put away: offered, counted and exported no more"),
    "r": ("restore", "bring back (archived:yes behind / lists what is away)"),
    "g": ("give", "give to somebody to label"),
    "f": ("flag", "flag"),
    "u": ("unflag", "take your flag off"),
    "s": ("suggest", "suggest, where no model has been yet"),
    "e": ("export", "export, what is finished of them"),
}


class DeedDialog(Dialog[str], DirectKeys):
    """Gives what is to be done with some articles: a word of `_DEEDS`."""

    def content(self) -> ComposeResult:
        """The keys that answer."""
        lines = (Content.assemble((f"{key:>3}", "bold $accent"), f"  {about}\n") for key, (_, about) in _DEEDS.items())
        yield Static(Content.assemble("\n", *lines))

    def receive_key(self, event: events.Key) -> bool:
        """Answer with a key."""
        if event.key in _DEEDS:
            self.dismiss(_DEEDS[event.key][0])
        return event.key in _DEEDS


class MarkKeys:
    """Marks articles of the list, and does something with those that are marked, else with the one under the cursor."""

    def __init__(self, screen: LibraryBase) -> None:
        self._screen = screen

    @property
    def _marked(self) -> set[str]:
        return self._screen.articles.marked

    def _show(self) -> None:
        self._screen.articles.refresh()
        self._screen.renew_word()

    def _here(self) -> set[str]:
        row = self._screen.articles.row
        return {row.entry.key} if row else set()

    def action_mark(self) -> None:
        """Mark the article under the cursor, or let it go, and go down."""
        self._marked.symmetric_difference_update(self._here())
        self._screen.articles.go(1)
        self._show()

    def action_mark_range(self, way: int) -> None:
        """Mark from the article under the cursor on."""
        self._marked.update(self._here())
        self._screen.articles.go(way)
        self._marked.update(self._here())
        self._show()

    def action_mark_all(self) -> None:
        """Mark all that the list has, or let all go."""
        keys = self._screen.listing.keys()
        if self._marked.issuperset(keys):
            self._marked.clear()
        else:
            self._marked.update(keys)
        self._show()
        if len(keys) == MOST:
            self._screen.say(f"Marked are the first {MOST:,} of the list.", "$warning")

    def let_go(self) -> None:
        """Mark nothing any more."""
        self._marked.clear()
        self._show()

    def action_with_marked(self) -> None:
        """Ask what is to be done with the articles that are marked."""
        keys = self._marked or self._here()
        if keys:
            title = f"{counted(len(keys), 'article')} marked" if self._marked else "The article under the cursor"
            self._screen.app.push_screen(DeedDialog(title), lambda deed: self._do(deed, sorted(keys)))

    def _do(self, deed: str | None, keys: Sequence[str]) -> None:
        store, who = self._screen.store, self._screen.annotator
        if deed in ("suggest", "export"):
            self._screen.app.beside.work_on(deed, keys)
        elif deed == "give":
            prompt = TextPrompt("Give to whom?", "ana,ben", (("enter", "give"), BACK))
            self._screen.app.push_screen(prompt, lambda names: self._give(names, keys))
        elif deed in ("archive", "restore"):
            archived = deed == "archive"
            word = "put away (archived:yes behind / lists them)" if archived else "brought back"
            self._try(lambda: _changed(put_away(store, keys, archived=archived), word))
            self._marked.clear()
        elif deed:
            word = "flagged" if deed == "flag" else "flagged no more"
            self._try(lambda: _changed(flag_all(store, keys, who, on=deed == "flag"), word))

    def _give(self, names: str | None, keys: Sequence[str]) -> None:
        if names:
            self._try(lambda: hand_out(self._screen.store, keys, names.split(",")).handed_out)

    def _try(self, work: Callable[[], str]) -> None:
        """Do something, and say what came of it once the list is shown anew."""
        try:
            self._screen.tell(work())
        except AnnotatorError as error:
            self._screen.tell(str(error), "$warning")


def _changed(number: int, word: str) -> str:
    """What was done with so many articles."""
    return f"{counted(number, 'article')} {word}." if number else "Nothing changed: it was so already."
