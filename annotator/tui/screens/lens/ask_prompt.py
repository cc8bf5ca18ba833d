"""The line in which one says what to look for: words, or a question, with what can be typed below it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from annotator.domain.question.reading import asks, conditions, unfinished
from annotator.domain.question.typing import completions, hint
from annotator.domain.sanitise import visible
from annotator.errors import AnnotatorError, QuestionError
from annotator.services.finding.asked import Sought, sought
from annotator.storage.queries.asked.known import known
from annotator.storage.store import Store
from annotator.tui.lines.parts import BACK, AnswerKeys, common_beginning
from annotator.tui.screens.common.text_prompt import Prompt

_PLACEHOLDER = "words as they stand in the text, or label:ORG by:ben score:<.5"


class AskPrompt(Prompt[Sought]):
    """Gives what is to be looked for; what makes no sense is said, and the line stays."""

    ANSWERS: ClassVar[AnswerKeys] = (("tab", "complete"), ("enter", "find it"), BACK)

    def __init__(self, store: Store, user: str, typed: str = "") -> None:
        super().__init__("Find which words, or spans?", _PLACEHOLDER)
        self._store, self._user, self._known = store, user, known(store)
        self._below = Static(markup=False)
        self.line.value = typed

    def content(self) -> ComposeResult:
        """The line, and what can be typed."""
        yield self.line
        yield self._below

    def on_mount(self) -> None:
        """Show what can be typed; what was asked last is selected: typing puts another question in its place."""
        self.line.action_select_all()
        self.typed()

    def typed(self) -> None:
        """Show what can be typed next, or what makes no sense, once nobody can be typing it any more."""
        text = self.line.value
        try:
            if asks(text):
                conditions(text, self._known, "text")
        except QuestionError as error:
            if unfinished(text, error) is None:
                self._say(str(error), "$text-warning")
                return
        self._say(hint(text, self._known, "text"), "$text-muted")

    def _say(self, words: str, style: str) -> None:
        self._below.update(Content.assemble("\n", (visible(words), style)))

    def receive_key(self, event: events.Key) -> bool:
        """Complete with `tab`, as far as all that fit go together."""
        if event.key != "tab":
            return super().receive_key(event)
        if found := sorted(completions(self.line.value, self._known)):
            self.line.value = common_beginning(found[0], found[-1])
            self.line.cursor_position = len(self.line.value)
        self.typed()
        return True

    def answer(self) -> None:
        """Give it, if there is any, and it makes sense."""
        if not self.line.value.strip():
            return
        try:
            self.dismiss(sought(self._store, self.line.value, self._user))
        except AnnotatorError as error:
            self._say(str(error), "$text-warning")
