"""The keys that answer a note, close it, make its place an example of the guideline, and take that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from annotator.domain.sanitise import one_line
from annotator.errors import AnnotatorError
from annotator.services.team import questions
from annotator.storage.queries.people.notes import Note
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import Host
from annotator.tui.screens.notes.lines import shown_name

_KEYS = (("enter", "answer, which closes it"), ("esc", "leave it"))
_AGAIN = (("enter", "say it, which opens it again"), ("esc", "leave it"))


class Notes(Protocol):
    """The screen of notes as these keys know it."""

    @property
    def app(self) -> Host:
        """The app."""

    @property
    def here(self) -> Note | None:
        """The note under the cursor."""

    def read(self) -> None:
        """Read the notes, and show them."""

    def tell(self, message: str, style: str) -> None:
        """Say a word until the next key."""


class AnswerKeys:
    """Answers notes in the name of the user."""

    def __init__(self, screen: Notes, store: Store, user: str, *, blind: bool) -> None:
        self._screen, self._store, self._user, self._blind = screen, store, user, blind

    def action_answer(self) -> None:
        """Ask for an answer below what was said before."""
        if not (note := self._screen.here):
            return
        said = [(note.by, note.words or "a flag"), *((one.by, one.words) for one in note.answers if one.words)]
        lines = [f"{shown_name(by, self._user, blind=self._blind)}: {one_line(words)}" for by, words in said]
        mine = note.by == self._user
        prompt = screens.TextPrompt("Say more" if mine else "Answer", said=lines, keys=_AGAIN if mine else _KEYS)

        def answered(words: str | None) -> None:
            if words and words.strip():
                self._do(lambda: questions.answer(self._store, note, self._user, words))

        self._screen.app.push_screen(prompt, answered)

    def action_close(self) -> None:
        """Close the note without a word, or open it again."""
        if note := self._screen.here:
            self._do(lambda: questions.close(self._store, note, self._user))

    def action_example(self) -> None:
        """Make the span of the note an example of its label, with the answer, or take it out again."""
        if note := self._screen.here:
            self._do(lambda: questions.make_example(self._store, note, self._user))

    def action_undo(self) -> None:
        """Take back one's last answer."""
        self._do(lambda: questions.turn(self._store, self._user))

    def action_redo(self) -> None:
        """Bring it back."""
        self._do(lambda: questions.turn(self._store, self._user, redo=True))

    def _do(self, act: Callable[[], str]) -> None:
        try:
            said, style = act(), "$success"
        except AnnotatorError as error:
            said, style = str(error), "$warning"
        self._screen.read()
        self._screen.tell(said, style)
