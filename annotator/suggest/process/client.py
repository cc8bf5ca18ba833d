"""The process that holds the models: asks and answers go to and fro as messages.

The app's side is `Worker`: it starts the process at the first question, never waits for it, and
hands out answers. The process (`python -m annotator.suggest.process.server`) loads the models and works at
low priority. Where it ends in mid-work, another is started and asked again what has no answer yet; where
that happens several times in a row, the worker gives up until it is asked anew.
This module imports no model library. A message is one line of JSON.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import to_form
from annotator.errors import ModelError
from annotator.suggest.base import Answer
from annotator.suggest.process.child import LastWords, messages, start_process
from annotator.suggest.process.packing import from_message
from annotator.suggest.process.shared import shared_process

if TYPE_CHECKING:
    from annotator.suggest.common.brief import Brief
    from annotator.suggest.process.shared.connection import SharedProcess

RETRIES = 2
"""So often in a row a process that ended in mid-work is started again by itself."""
REFUSALS = 3
"""So many articles in a row that end the process are left out; then it is not the articles."""
_SERVER = "annotator.suggest.process.server"
LEAVES_A_CORE, TAKES_ALL = "leaves-a-core", "takes-all"
"""How the process shares the machine: with an app that wants to wake at once, or with nobody who types."""
AGAIN = "The model's process had ended; it was started again, and its suggestions will come."
DIED = "The model's process has ended; the next attempt starts it again."
GAVE_UP = (
    f"The model's process ended {RETRIES + 1} times in mid-work. Is there too little memory? "
    "The next attempt starts it again."
)
ENDS_IT = "Article {key} ends the model's process each time, so it is left without suggestions."


class Answered(NamedTuple):
    """What all suggesters say of the article `key`, one answer each."""

    key: str
    answers: tuple[Answer, ...]


class Failed(NamedTuple):
    """One sentence that says what went wrong; if `final`, nothing that was asked will be answered.

    `used` is what was used in vain by the source, as `Answer` has it.
    """

    sentence: str
    final: bool = False
    source: str = ""
    used: Mapping[str, int] = MappingProxyType({})


class Restarted(NamedTuple):
    """The process had ended and was started again; everything that was asked will be answered."""

    sentence: str = AGAIN


class Ready(NamedTuple):
    """The suggesters are loaded: the names of their sources."""

    sources: tuple[str, ...]


class Refused(NamedTuple):
    """The article `key` ends the process each time; it gets no answer, and the others are asked for again."""

    key: str
    sentence: str


class Ended(NamedTuple):
    """The process ended in mid-work, saying this last; of what was asked nothing more will be answered."""

    reason: str


Reply = Answered | Failed | Restarted | Ready | Refused | Ended


class Worker:
    """Suggesters in a process of their own; a spec is `<suggester>:<what it opens>`: `spacy_ner:en_core_web_sm`.

    `sources` are their names, known once the first `Ready` has come out of `get`. Suggesters that want to know of the
    project are told the `brief` that is set when a question is asked; where a `scheme` is set, answers come as `fit`
    gives them. Unless it `tries_again`, it says `Ended` where the process ends in mid-work, and leaves it at that.
    `ask`, `cancel` and `close` return at once. One thread may call `get`, which waits. An app beside it wants
    `leaves_a_core`. A broker (see `shared`) stands in for the process, unless it is to be an `own_process`. In another
    thread `came` is called with the key of an article whose answer has come, before `awaits` says so.
    """

    def __init__(
        self,
        specs: Sequence[str],
        *,
        leaves_a_core: bool = True,
        tries_again: bool = True,
        own_process: bool = False,
        came: Callable[[str], object] = lambda _key: None,
    ) -> None:
        self.specs, self._came, self._tries_again = tuple(specs), came, tries_again
        self._own_process = own_process
        self._arguments = (LEAVES_A_CORE if leaves_a_core else TAKES_ALL, *self.specs)
        self._replies: SimpleQueue[Reply] = SimpleQueue()
        self._asked: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._lock = threading.Lock()
        self._waiting: dict[str, dict[str, Any]] = {}
        self._round = self._deaths = self._refusals = 0
        self._opened = False
        self.sources: tuple[str, ...] = ()
        self.brief: Brief | None = None
        self.scheme: Scheme | None = None
        self._process: subprocess.Popen[bytes] | SharedProcess | None = None
        self._writer: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """The process id, while the process runs."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    @property
    def next(self) -> str | None:
        """The article that is answered next, or None."""
        with self._lock:
            return next(iter(self._waiting), None)

    def awaits(self, key: str) -> bool:
        """Whether an article was asked for and not answered yet."""
        with self._lock:
            return key in self._waiting

    def ask(self, key: str, text: str) -> None:
        """Ask for the suggestions of a text; nothing is asked twice while it waits for its answer."""
        with self._lock:
            if key in self._waiting:
                return
            message = self._waiting[key] = {"round": self._round, "key": key, "text": text}
        self._post(message)

    def get(self, timeout: float | None = None) -> Reply | None:
        """The next reply, waiting `timeout` seconds for it (for ever, if None); None where none came."""
        try:
            return self._replies.get(timeout=timeout)
        except Empty:
            return None

    def cancel(self) -> None:
        """Forget all that was asked and not answered; the process stops its work within a batch."""
        with self._lock:
            self._round += 1
            self._waiting.clear()
        self._asked.put({"round": self._round})

    def close(self) -> None:
        """End the process; the worker can be asked again afterwards."""
        with self._lock:
            process, self._process = self._process, None
            self._round += 1
            self._waiting.clear()
        if process:
            process.kill()
            process.wait()

    def start(self) -> None:
        """Start the process and load the models, before anything is asked; `Ready` tells when that is done."""
        self._post({"round": self._round, "start": True})

    def _post(self, message: dict[str, Any]) -> None:
        with self._lock:
            if self._writer is None:
                self._writer = threading.Thread(target=self._write, daemon=True, name="suggest-writer")
                self._writer.start()
        self._asked.put(message)

    def _write(self) -> None:
        """Thread: hand questions to the process, starting it where there is none."""
        told: tuple[object, ...] = ()
        while True:
            message = self._asked.get()
            if message["round"] < self._round:
                continue
            process = self._running(start="key" in message or "start" in message)
            if process and process.stdin:
                news = [] if (process, self.brief, self.scheme) == told else self._news()
                told = process, self.brief, self.scheme
                with suppress(OSError, ValueError):  # it has just died: its reader tells
                    process.stdin.write(b"".join(json.dumps(one).encode() + b"\n" for one in (*news, message)))
                    process.stdin.flush()

    def _news(self) -> list[dict[str, Any]]:
        """The messages that tell the process what it works for."""
        brief = [{"round": 0, "brief": self.brief.to_message()}] if self.brief else []
        return [*brief, {"round": 0, "scheme": to_form(self.scheme)}] if self.scheme else brief

    def _running(self, *, start: bool) -> subprocess.Popen[bytes] | SharedProcess | None:
        with self._lock:
            if self._process is None and start:
                try:
                    shared = None if self._own_process else shared_process(self.specs)
                    self._process = shared or start_process(_SERVER, self._arguments)
                except OSError as error:
                    self._waiting.clear()
                    self._replies.put(Failed(f"No process can be started for the model: {error.strerror}.", final=True))
                    return None
                threading.Thread(target=self._read, args=(self._process,), daemon=True, name="suggest-reader").start()
            return self._process

    def _read(self, process: subprocess.Popen[bytes] | SharedProcess) -> None:
        """Thread: take the replies of one process until it ends; then see to what has no answer yet."""
        last = LastWords(process.stderr)
        with suppress(ModelError, LookupError, TypeError, ValueError):  # it was killed in mid-word, or speaks nonsense
            for message in messages(process.stdout):
                self._take(message)
        process.kill()
        process.wait()
        reason = last.of_the_dead()
        with self._lock:
            if self._process is not process:
                return
            self._process, opened, self._opened = None, self._opened, False
            reply, again = self._after_death(reason, opened=opened)
        self._replies.put(reply)
        for message in again:
            self._post(message)

    def _after_death(self, reason: str, *, opened: bool) -> tuple[Reply, list[dict[str, Any]]]:
        """What to tell of a process that has ended, and what to ask again; where it is an article's fault, not that."""
        waiting = list(self._waiting.values())
        if waiting and not self._tries_again:
            self._waiting.clear()
            return Ended(reason), []
        self._deaths += bool(waiting)
        if not waiting or (self._deaths > RETRIES and (not opened or self._refusals == REFUSALS)):
            self._waiting.clear()
            return Failed(because(GAVE_UP if waiting else DIED, reason), final=True), []
        if self._deaths <= RETRIES:
            return Restarted(), waiting
        self._deaths, self._refusals = 0, self._refusals + 1
        key = waiting[0]["key"]
        del self._waiting[key]
        return Refused(key, because(ENDS_IT.format(key=key[:12]), reason)), waiting[1:]

    def _take(self, message: dict[str, Any]) -> None:
        key = message.get("key")
        with self._lock:
            if message.get("round", self._round) != self._round:
                return
            if key is not None:
                if key not in self._waiting:
                    return
                if "answers" in message:
                    self._came(key)
                del self._waiting[key]
                self._deaths = self._refusals = 0
        reply = reply_of(message)
        if isinstance(reply, Ready):
            self._opened = True
            self.sources = reply.sources
        self._replies.put(reply)


def reply_of(message: Mapping[str, Any]) -> Ready | Failed | Answered:
    """What the process says in a message."""
    if "sources" in message:
        return Ready(tuple(message["sources"]))
    if "error" in message:
        return Failed(message["error"], source=message.get("source", ""), used=message.get("used", {}))
    return Answered(message["key"], tuple(map(from_message, message["answers"])))


def because(sentence: str, reason: str) -> str:
    """A sentence, and what a process said last, where it said something."""
    return f"{sentence} It said: {reason}" if reason else sentence
