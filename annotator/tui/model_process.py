"""The app's side of the models: asks the processes that hold them, hears the answers of each in a thread.

A thread does nothing but wait, note what came and post messages; what came is written by the app, in its own thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from annotator import services
from annotator.domain.article import Article
from annotator.errors import AnnotatorError, ProjectBusy
from annotator.storage.queries.counts import latest_languages
from annotator.storage.store import Store
from annotator.suggest.common.installed import first_model, how_to_get, more_commands
from annotator.suggest.common.language_codes import name_of
from annotator.suggest.common.specs import (
    PHRASES,
    language_of_most,
    listed_in,
    modelled_by,
    specs_for,
    wants_brief,
)
from annotator.suggest.process.client import Answered, Failed, Refused, Restarted, Worker

if TYPE_CHECKING:
    from annotator.services.suggesting.language_models import Spent
    from annotator.services.suggesting.report import AnswerNotices

OPEN = 3
"""So many processes run at most, one for each language: a model takes 200 to 400 MB."""


@dataclass
class SuggestionsCame(Message):
    """The models have been over an article."""

    answer: Answered


@dataclass
class SuggestionsFailed(Message):
    """The models cannot work, or had to begin again; one sentence says why."""

    sentence: str


class ModelProcess:
    """Asks for articles that nothing has been over yet, each what is for its language, in a process of its own.

    Of these at most `OPEN` run at a time: another one ends that which was asked longest ago.
    """

    def __init__(self, post_to: MessagePump, store: Store, models: Sequence[str], *, lists: bool = True) -> None:
        self._post_to, self._store, self._models, self._lists = post_to, store, models, lists
        self._workers: dict[tuple[str, ...], Worker] = {}
        self._open: list[tuple[str, ...]] = []
        self._noticed: set[str] = set()
        self._failed = ""
        self._asked: dict[str, tuple[str, ...]] = {}
        self._by_language: dict[str, tuple[str, ...]] = {}
        self._ahead: tuple[str, ...] = ()
        self._coming: set[str] = set()
        self._spent: Spent | None = None
        self._languages, self._scheme = latest_languages(store), store.scheme()

    def want(self, keys: Iterable[str]) -> None:
        """Ask for articles, the first one first, as far as nothing that is for their language has been over them.

        Models that the settings name are wanted each; where they name none, any model will do. What was asked before is
        forgotten where the first one would have to wait for it; what others than it are for is asked once that is done.
        """
        self._failed = ""
        keys = tuple(keys)
        wanted = [article for key in keys if (article := self._wanted(key))]
        if new := {article.language for article in wanted if not self._is_known(article.language)}:
            threading.Thread(target=self._look, args=(new, keys), daemon=True, name="suggesters").start()
            if wanted[0].language in new:
                return
            wanted = [article for article in wanted if article.language not in new]
        shown = self._store.article(keys[0]) if keys else None
        if shown and self._is_known(shown.language) and (sentence := self._told(shown)) not in {"", *self._noticed}:
            self._noticed.add(sentence)
            self._post_to.post_message(SuggestionsFailed(sentence))
        self._begin(wanted)

    def _begin(self, wanted: Iterable[Article]) -> None:
        """Ask for the first article that something is for, and those that the same is for; the others come later."""
        able = [(specs, article) for article in wanted if (specs := self._specs(article.language))]
        self._ahead = tuple(article.key for specs, article in able if specs != able[0][0])
        if able:
            self._ask(able[0][0], [article for specs, article in able if specs == able[0][0]])

    def _ask(self, specs: tuple[str, ...], articles: Sequence[Article]) -> None:
        worker = self._worker(specs)
        if worker.next not in (None, articles[0].key):
            worker.cancel()
            self._forget(specs)
        if wants_brief(specs):
            worker.brief = services.brief_of(self._store)
        for article in articles:
            self._asked[article.key] = specs
            worker.ask(article.key, article.text)

    def _is_known(self, language: str) -> bool:
        """Whether it is known, or told in no time, what there is for a language; else all packages must be asked."""
        return language in self._by_language or bool(self._models or first_model(language))

    def _look(self, languages: Iterable[str], keys: tuple[str, ...]) -> None:
        """Thread: find what there is for languages, and have articles asked for again."""
        for language in languages:
            self._specs(language)
        self._post_to.call_later(self.want, keys)

    def _wanted(self, key: str) -> Article | None:
        """The article, if what is for its language is still to be over it."""
        sources = self._store.suggested_by(key)
        modelled = modelled_by(sources, self._models)
        if modelled and self._scheme.overlap == "none":
            return None
        article = self._store.article(key)
        specs = self._specs(article.language) if self._is_known(article.language) else ()
        phrases = [spec for spec in specs if spec.startswith(f"{PHRASES}:")]
        if modelled and (not phrases or modelled_by(sources, phrases)):
            return None
        done = specs and (self._models or listed_in(specs)) and modelled_by(sources, specs)
        return None if done else article

    def told_beside(self, key: str) -> str:
        """What is to be said beside the sources of an article: that no model is for its language, what some took."""
        spent = self._spent.sentence if self._spent else ""
        return " ".join(filter(None, (self._told(self._store.article(key)), spent)))

    def _told(self, article: Article) -> str:
        specs = self._specs(article.language)
        if specs and not listed_in(specs):
            return ""
        language = article.language or self._most
        if not self._models and more_commands(language):
            return how_to_get(language)
        who = "lists of names suggest" if specs else "nothing suggests"
        if self._models and first_model(language):
            return f"None of your `models` is for {name_of(language)}, so {who}."
        return f"No model is for {name_of(language)}, so {who}; see `annotator models`."

    def _specs(self, language: str) -> tuple[str, ...]:
        """What a worker opens for articles in a language."""
        if language not in self._by_language:
            try:
                found = specs_for(language or self._most, self._models, lists=self._lists, scheme=self._scheme)
            except AnnotatorError:
                found = ()
            self._by_language[language] = found
        return self._by_language[language]

    @cached_property
    def _notices(self) -> AnswerNotices:
        return services.AnswerNotices()

    def _took(self, source: str, used: Mapping[str, int]) -> None:
        """Count what a source used, if it counts that."""
        if used:
            self._spent = self._spent or services.Spent()
            self._spent.take(source, used)

    @cached_property
    def _most(self) -> str:
        return language_of_most(self._languages)

    def awaits(self, key: str) -> bool:
        """Whether an article was asked for and not answered yet."""
        return key in self._asked and self._workers[self._asked[key]].awaits(key)

    def unread(self, key: str) -> bool:
        """Whether an article is still to be read: it is on its way, or will be asked for once it is wanted."""
        on_its_way = self.awaits(key)  # asked first: an answer is noted as coming before it is awaited no more
        if key in self._asked and key not in self._coming:
            return on_its_way
        able = self._specs(self._store.article(key).language)
        return bool(able) and self._wanted(key) is not None

    def _worker(self, specs: tuple[str, ...]) -> Worker:
        """The worker that opens these, as the one used last; where too many run, the one used longest ago is ended."""
        if specs not in self._workers:
            worker = self._workers[specs] = Worker(specs, came=self._coming.add)
            threading.Thread(target=self._hear, args=(worker,), daemon=True, name="advice").start()
        self._open = [*(one for one in self._open if one != specs), specs]
        for old in self._open[:-OPEN]:
            self._workers[old].close()
            self._forget(old)
        self._open = self._open[-OPEN:]
        return self._workers[specs]

    def _forget(self, specs: tuple[str, ...]) -> None:
        """Forget what was asked of a worker."""
        self._asked = {key: asked for key, asked in self._asked.items() if asked != specs}

    def keep(self, answered: Answered) -> bool:
        """Write an answer into the project; False where that did not work, which costs nothing but the answer.

        Raises `ProjectBusy` where it can be tried again.
        """
        try:
            text = self._store.article(answered.key).text
            with self._store.write_at_rest():
                scheme = self._store.scheme()
                services.store_answers(self._store, answered.key, text, scheme, answered.answers)
        except ProjectBusy:
            raise
        except AnnotatorError:
            self._coming.discard(answered.key)
            return False
        self._coming.discard(answered.key)
        for answer in answered.answers:
            self._took(answer.source, answer.used)
        if said := self._notices.about(answered.answers, scheme):
            self._post_to.post_message(SuggestionsFailed(said))
        if self._ahead and not any(map(self.awaits, self._asked)):
            self._begin([article for key in self._ahead if (article := self._wanted(key))])
        return True

    def close(self) -> None:
        """Let the processes go."""
        for worker in self._workers.values():
            worker.close()

    def _hear(self, worker: Worker) -> None:
        """Thread: wait for replies and post them."""
        while True:
            match worker.get():
                case Answered() as answered:
                    self._post_to.post_message(SuggestionsCame(answered))
                case (Failed(sentence) | Restarted(sentence) | Refused(_, sentence)) as failed:
                    if isinstance(failed, Failed) and failed.used:
                        self._post_to.call_later(self._took, failed.source, failed.used)
                    if sentence != self._failed:
                        self._failed = sentence
                        self._post_to.post_message(SuggestionsFailed(sentence))
                case _:
                    continue
