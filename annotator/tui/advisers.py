"""The app's side of the advisers: asks the process that holds the models, hears its answers in a thread.

The thread does nothing but wait and post messages; what came is written by the app, in its own thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message
from textual.message_pump import MessagePump

from annotator.config import Settings
from annotator.errors import AnnotatorError
from annotator.services.suggesting import keep_answer, specs_of, wanted
from annotator.storage.store import Store
from annotator.suggest.worker import Answered, Failed, Worker


@dataclass
class SuggestionsCame(Message):
    """The advisers have been over an article."""

    answer: Answered


@dataclass
class AdviceFailed(Message):
    """The advisers cannot work; one sentence says why."""

    sentence: str


class Advisers:
    """Asks for articles that no model has been over yet; starts the process at the first question."""

    def __init__(self, post_to: MessagePump, store: Store, settings: Settings) -> None:
        self._post_to, self._store = post_to, store
        self._worker = Worker(specs_of(settings.models))
        self._listener: threading.Thread | None = None

    def want(self, key: str, ahead: Sequence[str]) -> None:
        """Ask for an article, and for those that come after it."""
        for one in (key, *ahead):
            if wanted(self._store, one, self._worker.specs):
                self._worker.ask(one, self._store.article(one).text)
                self._listen()

    def keep(self, answered: Answered) -> bool:
        """Write an answer into the project; False where that did not work, which costs nothing but the answer."""
        try:
            keep_answer(self._store, answered)
        except AnnotatorError:
            return False
        return True

    def close(self) -> None:
        """Let the process go."""
        self._worker.close()

    def _listen(self) -> None:
        if self._listener is None:
            self._listener = threading.Thread(target=self._hear, daemon=True, name="advice")
            self._listener.start()

    def _hear(self) -> None:
        while True:
            match self._worker.get():
                case Answered() as answered:
                    self._post_to.post_message(SuggestionsCame(answered))
                case Failed(sentence):
                    self._post_to.post_message(AdviceFailed(sentence))
                case None:
                    return
