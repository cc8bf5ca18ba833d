"""The app's side of the models: asks the process that holds the models, hears its answers in a thread.

The thread does nothing but wait, note what came and post messages; what came is written by the app, in its own thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from textual.message import Message
from textual.message_pump import MessagePump

from annotator.domain.article import Article
from annotator.errors import AnnotatorError, ModelError, ProjectBusy
from annotator.services.suggesting.suggest import (
    count_unfit,
    language_of_most,
    passed_over,
    passed_over_notice,
    specs_of,
    store_answers,
    unfit_notices,
)
from annotator.storage.store import Store
from annotator.suggest.common.installed import is_foreign
from annotator.suggest.common.language_codes import name_of
from annotator.suggest.common.specs import languages_of, modelled_by
from annotator.suggest.process.client import Answered, Failed, Refused, Restarted, Worker


@dataclass
class SuggestionsCame(Message):
    """The models have been over an article."""

    answer: Answered


@dataclass
class SuggestionsFailed(Message):
    """The models cannot work, or had to begin again; one sentence says why."""

    sentence: str


class ModelProcess:
    """Asks for articles that no model has been over yet; starts the process at the first question."""

    def __init__(self, post_to: MessagePump, store: Store, models: Sequence[str]) -> None:
        self._post_to, self._store, self._models = post_to, store, models
        self._worker: Worker | None = None
        self._failed = self._labels_noticed = self._unfit_noticed = False
        self._languages_noticed: set[str] = set()
        self._asked: set[str] = set()
        self._coming: set[str] = set()

    def want(self, keys: Iterable[str]) -> None:
        """Ask for articles, the first one first, as far as the models have not been over them and know their language.

        Models that the settings name are wanted each; where they name none, any model will do. What was asked before is
        forgotten where the first one would have to wait for it.
        """
        texts = self._texts([key for key in keys if self._wants(key)])
        worker = self._started() if texts else None
        if worker is None:
            return
        if worker.next not in (None, next(iter(texts))):
            worker.cancel()
            self._asked.clear()
        for key, text in texts.items():
            self._asked.add(key)
            worker.ask(key, text)

    def _wants(self, key: str) -> bool:
        return not modelled_by(self._store.suggested_by(key), self._models)

    def _texts(self, wanted: Sequence[str]) -> dict[str, str]:
        """The articles in a language that the models may know; of the first one that is said, once a language."""
        articles = [self._store.article(key) for key in wanted]
        if articles and (sentence := self._foreign(articles[0])) not in {"", *self._languages_noticed}:
            self._languages_noticed.add(sentence)
            self._post_to.post_message(SuggestionsFailed(sentence))
        return {one.key: one.text for one in articles if not self._foreign(one)}

    def foreign(self, key: str) -> str:
        """The sentence that says that an article is in a language that the models are not for, or ""."""
        return self._foreign(self._store.article(key))

    def _foreign(self, article: Article) -> str:
        if not is_foreign(article.language, self._languages):
            return ""
        spoken = ", ".join(map(name_of, self._languages))
        return f"This article is in {name_of(article.language)}, and the model, for {spoken}, suggests nothing."

    @cached_property
    def _specs(self) -> list[str]:
        try:
            return self._named()
        except AnnotatorError:
            return []

    def _named(self) -> list[str]:
        return specs_of(self._models, language=language_of_most(self._store))

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        try:
            return languages_of(self._specs) if self._specs else ()
        except AnnotatorError:
            return ()

    def awaits(self, key: str) -> bool:
        """Whether an article was asked for and not answered yet."""
        return self._worker is not None and self._worker.awaits(key)

    def unread(self, key: str) -> bool:
        """Whether the models are still to read an article: it is on its way, or will be asked for once it is wanted."""
        if key in self._asked and key not in self._coming:
            return self.awaits(key)
        able = bool(self._specs) and not self._failed
        return able and self._wants(key) and not self.foreign(key)

    def _started(self) -> Worker | None:
        if self._worker is None and not self._failed:
            try:
                self._worker = Worker(self._named())
            except ModelError as error:
                self._failed = True
                self._post_to.post_message(SuggestionsFailed(str(error)))
            else:
                threading.Thread(target=self._hear, args=(self._worker,), daemon=True, name="advice").start()
        return self._worker

    def keep(self, answered: Answered) -> bool:
        """Write an answer into the project; False where that did not work, which costs nothing but the answer.

        Raises `ProjectBusy` where it can be tried again.
        """
        try:
            text = self._store.article(answered.key).text
            with self._store.write_at_rest():
                scheme = self._store.scheme()
                store_answers(self._store, answered.key, text, scheme, answered.answers)
        except ProjectBusy:
            raise
        except AnnotatorError:
            self._coming.discard(answered.key)
            return False
        self._coming.discard(answered.key)
        unknown = passed_over(answered.answers, scheme)
        everything = sum(len(answer.spans) for answer in answered.answers)
        if unknown and unknown.total() == everything and not self._labels_noticed:
            self._labels_noticed = True
            self._post_to.post_message(SuggestionsFailed(passed_over_notice(unknown)))
        for sentence in unfit_notices(count_unfit(answered.answers)):
            if not self._unfit_noticed:
                self._unfit_noticed = True
                self._post_to.post_message(SuggestionsFailed(sentence))
        return True

    def close(self) -> None:
        """Let the process go."""
        if self._worker:
            self._worker.close()

    def _hear(self, worker: Worker) -> None:
        """Thread: wait for replies and post them."""
        while True:
            match worker.get():
                case Answered() as answered:
                    self._coming.add(answered.key)
                    self._post_to.post_message(SuggestionsCame(answered))
                case Failed(sentence) | Restarted(sentence) | Refused(_, sentence):
                    self._post_to.post_message(SuggestionsFailed(sentence))
                case _:
                    continue
