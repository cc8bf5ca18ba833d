"""A language model as the library `llm` has it: asked, asked again where that helps, left alone where it does not.

Answers are kept by what was asked, tokens are counted, and what would cost more than it may is not asked.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from annotator.errors import ModelError, did_you_mean, first_line
from annotator.extras import install_command
from annotator.suggest.language_models.answers import Unreadable, read, schema_for
from annotator.suggest.language_models.cache import AnswerCache
from annotator.suggest.language_models.prompts import Question, tokens_in
from annotator.suggest.language_models.quotes import Quoted
from annotator.suggest.language_models.terms import CACHED, REQUESTS, TOKENS_IN, TOKENS_OUT, UNCOUNTED, Budget, Terms
from annotator.suggest.language_models.troubles import TookTooLong, diagnosis

WAITS = (1.0, 4.0)
"""Seconds before a question is asked again, where nobody says how many."""
_REST = 60.0
"""Seconds in which a model is not asked, after it could not be reached or did not take the key."""
IN_VAIN = 5
"""After so many paragraphs in a row to which it answers with no JSON, a model is not asked either."""
_AT_ONCE = 4
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model says of a paragraph: quotes, and how many entries are none.

    `unreadable` shows the beginning of an answer that made no sense, which tells nothing else.
    """

    quotes: Sequence[Quoted] = ()
    nonsense: int = 0
    unreadable: str = ""


def known_model(name: str) -> Any:
    """The model that `llm` knows by that name or alias. Raises `ModelError`."""
    try:
        library = import_module("llm")
    except ImportError as error:
        raise ModelError(f"Language models need a further library; get it with: {install_command('llm')}") from error
    try:
        return library.get_model(name)
    except library.UnknownModelError as error:
        there = list(library.get_model_aliases())
        meant = did_you_mean(name, there)
        more = "`llm models` lists those there are, and plug-ins of llm bring more."
        raise ModelError(f"llm knows no model {name!r}.{meant} {more}") from error
    except Exception as error:
        raise ModelError(f"llm cannot be used: {first_line(error)}") from error


class LanguageModel:
    """One model under the user's terms; may be asked from several threads."""

    def __init__(self, model: Any, terms: Terms, *, waits: Sequence[float] = WAITS) -> None:
        self.name = f"llm:{model.model_id}"
        self._model, self._waits = model, waits
        self._resting: tuple[float, str] = (0.0, "")
        self._in_vain = 0
        self._lock = threading.Lock()
        self._used: Counter[str] = Counter()
        self._cache = AnswerCache(str(model.model_id), terms.options)
        self.under(terms)

    def under(self, terms: Terms) -> None:
        """Ask under these terms from now on, as if nothing had been spent."""
        self.terms = terms
        self._budget = Budget(self.name, terms)

    def taken(self) -> Counter[str]:
        """What was used since this was last asked."""
        with self._lock:
            used, self._used = self._used, Counter()
        return used

    def _count(self, used: Mapping[str, int]) -> None:
        with self._lock:
            self._used.update(used)

    @property
    def at_once(self) -> int:
        """How many questions may be under way: several where the model is elsewhere, which a key tells."""
        return self.terms.at_once or (_AT_ONCE if getattr(self._model, "needs_key", None) else 1)

    def knows(self, question: Question) -> bool:
        """Whether a question was answered before."""
        return self._cache.get(question.text) is not None

    def ask(self, question: Question, labels: Sequence[str]) -> Reply:
        """What the model says, asked twice where the first answer makes no sense. Raises `ModelError` for no answer."""
        if (known := self._cache.get(question.text)) is not None:
            self._count({CACHED: 1})
            return Reply(*read(known))
        for _ in range(2):
            answer = self._answer(question, labels)
            try:
                found = read(answer)
            except Unreadable as error:
                unreadable = str(error)
            else:
                self._cache.put(question.text, answer)
                self._in_vain = 0
                return Reply(*found)
        self._in_vain += 1
        if self._in_vain == IN_VAIN:
            self._rest(f"{self.name} answered with no JSON to {IN_VAIN} paragraphs in a row: {unreadable}.")
        return Reply(unreadable=unreadable)

    def _rest(self, sentence: str) -> None:
        """Ask nothing for a while, and say why instead."""
        self._resting, self._in_vain = (time.monotonic() + _REST, sentence), 0

    def _answer(self, question: Question, labels: Sequence[str]) -> str:
        until, sentence = self._resting
        if time.monotonic() < until:
            raise ModelError(sentence)
        reserved, spent = expected(question), (0, 0)
        self._budget.reserve(*reserved)
        try:
            answer, usage = self._asked_again(question, labels)
            said = (usage.input, usage.output)
            spent = (
                reserved[0] if usage.input is None else usage.input,
                tokens_in(answer) if usage.output is None else usage.output,
            )
        finally:
            self._budget.settle(reserved, spent)
        self._count({REQUESTS: 1, TOKENS_IN: spent[0], TOKENS_OUT: spent[1], UNCOUNTED: int(None in said)})
        return answer

    def _asked_again(self, question: Question, labels: Sequence[str]) -> tuple[str, Any]:
        for wait in (*self._waits, None):
            try:
                return within(self.terms.timeout, lambda: self._once(question, labels))
            except Exception as error:
                why = diagnosis(error)
                if not why.again or wait is None:
                    sentence = f"{self.name} {why.what}"
                    sentence += "" if sentence.endswith((".", "?", "!")) else "."
                    if why.lasts:
                        self._rest(sentence)
                    raise ModelError(sentence) from error
                time.sleep(wait if why.wait is None else why.wait)
        raise AssertionError

    def _once(self, question: Question, labels: Sequence[str]) -> tuple[str, Any]:
        response = self._model.prompt(
            question.prompt,
            system=question.system,
            schema=schema_for(labels) if self._model.supports_schema else None,
            stream=bool(self._model.can_stream),
            options=dict(self.terms.options),
        )
        return response.text(), response.usage()


def expected(question: Question) -> tuple[int, int]:
    """About how many tokens a question and its answer will be."""
    return tokens_in(question.text), tokens_in(question.paragraph) // 2 + 16


def within(seconds: float, call: Callable[[], _T]) -> _T:
    """What a call gives, or raises; `TookTooLong` where that takes longer, and the call is left to itself."""
    results: SimpleQueue[tuple[_T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            results.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - it is raised where the call is waited for
            results.put((None, error))

    threading.Thread(target=run, daemon=True, name="language-model").start()
    try:
        result, error = results.get(timeout=seconds)
    except Empty:
        raise TookTooLong(f"{seconds:g}") from None
    if error:
        raise error
    return result  # type: ignore[return-value] # there is one where there is no error
