"""The process behind `worker`: loads the suggesters it is told to, and answers what it is asked.

Started as `python -m annotator.suggest.process.server HOW SPEC...`, `HOW` saying whether the app is at work beside it.
Questions come as lines of JSON on stdin:
`{"round", "key", "text"}`; one with a new round cancels all earlier rounds; one with a `brief` tells of the
project, one with a `scheme` of the labels that answers shall be in. What leaves on stdout is
`{"sources"}` once they are loaded, `{"round", "key", "answers"}`, or `{"error"}` with one sentence.
The process ends with its stdin.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue
from typing import IO, Any

from annotator import plugins
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import from_form
from annotator.errors import AnnotatorError, ModelError, first_line
from annotator.suggest.base import Answer, Suggester, Unanswered, fit
from annotator.suggest.common.brief import Brief, from_message
from annotator.suggest.process.checked import Checked
from annotator.suggest.process.child import end_with, messages, speaker
from annotator.suggest.process.client import LEAVES_A_CORE
from annotator.suggest.process.packing import to_message
from annotator.suggest.process.priority import leave_a_core, step_back

_CHARACTERS_AT_ONCE = 40_000

Send = Callable[[dict[str, Any]], None]


def open_spec(spec: str) -> Suggester:
    """The suggester that a spec (`<suggester>:<what it opens>`) names. Raises `AnnotatorError` in one sentence."""
    name, _, what = spec.partition(":")
    try:
        suggester: Suggester = plugins.load("suggest", name).open(what)
        return suggester if name in plugins.built_in("suggest") else Checked(suggester, name)
    except AnnotatorError:
        raise
    except (Exception, SystemExit) as error:
        raise ModelError(f"The suggester {spec!r} cannot be used: {first_line(error)}") from error


class Service:
    """The work of the process: open suggesters, a queue of questions, the present round."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._questions: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._suggesters: list[Suggester] = []
        self._brief: Brief | None = None
        self._told: Brief | None = None
        self._scheme: Scheme | None = None
        self.round = 0

    def open(self, specs: Sequence[str]) -> None:
        """Open suggesters; one that cannot be opened is told and left out."""
        for spec in specs:
            try:
                self._suggesters.append(open_spec(spec))
            except AnnotatorError as error:
                self._send({"error": str(error)})
        self._send({"sources": [suggester.name for suggester in self._suggesters]})

    def listen(self, pipe: IO[bytes]) -> None:
        """Take questions until the pipe closes."""
        try:
            for message in messages(pipe):
                self.take(message)
        finally:
            self._questions.put(None)

    def take(self, message: dict[str, Any]) -> None:
        """Take a question, or what it tells of the project."""
        self.round = max(self.round, message["round"])
        if "brief" in message:
            self._brief = from_message(message["brief"])
        elif "scheme" in message:
            self._scheme = from_form(message["scheme"])
        elif "key" in message:
            self._questions.put(message)

    def work(self) -> None:
        """Answer questions until there are no more to come: after a pause one, then more and more at a time."""
        most = 1
        while batch := self._batch(most):
            most = 1 if self._questions.empty() else 2 * most
            self.answer([question for question in batch if question["round"] == self.round])

    def _batch(self, most: int) -> list[dict[str, Any]]:
        """The next questions, at least one, waiting for it; empty where no more will come."""
        batch: list[dict[str, Any]] = []
        size = 0
        with suppress(Empty):
            while len(batch) < most and size < _CHARACTERS_AT_ONCE:
                question = self._questions.get(block=not batch)
                if question is None:
                    self._questions.put(None)
                    break
                batch.append(question)
                size += len(question["text"])
        return batch

    def answer(self, batch: Sequence[dict[str, Any]]) -> None:
        """Answer questions of one round together."""
        if not batch:
            return
        self._tell()
        current = batch[-1]["round"]
        texts = [question["text"] for question in batch]
        by_suggester = [self._answers(suggester, texts, current) for suggester in self._suggesters]
        if self.round == current:
            for question, *answers in zip(batch, *by_suggester, strict=True):
                found = [self._message(answer, question["text"]) for answer in answers if answer]
                self._send({"round": current, "key": question["key"], "answers": found})

    def _message(self, answer: Answer, text: str) -> dict[str, Any]:
        return to_message(fit(answer, text, self._scheme) if self._scheme else answer)

    def _tell(self) -> None:
        """Tell suggesters that want to know of the project, once for each brief that came."""
        brief = self._brief
        if brief is None or brief is self._told:
            return
        self._told = brief
        for suggester in self._suggesters:
            try:
                if hasattr(suggester, "brief"):
                    suggester.brief(brief)
            except Exception as error:  # noqa: BLE001 - as it is where they answer
                self._send(_told(suggester, error))

    def _answers(self, suggester: Suggester, texts: Sequence[str], current: int) -> Sequence[Answer | None]:
        """What a suggester says of each text; None where it fails, which spoils no other text.

        Where it does not say itself that one text has no answer, the rest are asked for one by one.
        """
        found: list[Answer | None] = []
        alone = False
        while len(found) < len(texts) and self.round == current:
            asked = texts[len(found) : len(found) + 1 if alone else None]
            wanted = len(found) + len(asked)
            try:
                found.extend(islice(suggester.suggest(asked, lambda: self.round != current), len(asked)))
                if len(found) < wanted and self.round == current:
                    gave = len(asked) - wanted + len(found)
                    raise ValueError(f"it gave {gave} answers for {len(asked)} texts")  # noqa: TRY301 - told below
            except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign model code; the sentence goes to the user
                if isinstance(error, Unanswered) or len(asked) == 1:
                    self._send({**_told(suggester, error), "round": current})
                    found.append(None)
                else:
                    alone = True
        return found if len(found) == len(texts) else [None] * len(texts)


def _told(suggester: Suggester, error: BaseException) -> dict[str, Any]:
    """The message that says why there is no answer to a text."""
    if isinstance(error, Unanswered):
        return {"error": str(error), "source": error.source, "used": dict(error.used)}
    return {"error": f"{suggester.name} failed: {first_line(error)}"}


def main() -> None:
    """Serve over stdin and stdout.

    Loading may take its share of a busy machine; after that every key of the app comes first.
    """
    step_back()
    leaves, *specs = sys.argv[1:]
    if leaves == LEAVES_A_CORE:
        leave_a_core()
    service = Service(speaker())
    end_with(lambda: service.listen(sys.stdin.buffer))
    service.open(specs)
    step_back()
    service.work()


if __name__ == "__main__":
    main()
