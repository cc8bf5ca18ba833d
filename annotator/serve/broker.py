"""The broker: holds one worker for each set of suggesters, and hands it the questions of many apps in turn.

An app says `{"specs": [...]}` first; from then on it says and hears what it would say to a process of its own
(see `server`). Whoever asks much waits behind whoever asks little: each app has one question under way at a time.
"""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from annotator.errors import ModelError
from annotator.suggest.common.brief import from_message
from annotator.suggest.process.child import messages
from annotator.suggest.process.client import (
    Answered,
    Failed,
    Ready,
    Refused,
    Reply,
    Worker,
)
from annotator.suggest.process.packing import to_message

_BACKLOG = 64


@dataclass(eq=False)
class _App:
    """One app on the line: what it has asked and was not asked on, and its present round."""

    line: socket.socket
    out: IO[bytes]
    lock: threading.Lock = field(default_factory=threading.Lock)
    questions: deque[dict[str, Any]] = field(default_factory=deque)
    round: int = 0

    def send(self, message: Mapping[str, Any]) -> None:
        """Tell it something; one that has hung up hears nothing."""
        with self.lock, suppress(OSError, ValueError):
            self.out.write(json.dumps(message).encode() + b"\n")
            self.out.flush()

    def hang_up(self) -> None:
        """Let it see that the models have ended, as if they were its own."""
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)


class _Desk:
    """The worker of one set of suggesters, and who asks it; a question goes to it under a number of our own."""

    def __init__(self, specs: Sequence[str]) -> None:
        self.worker = Worker(specs, own_process=True)
        self.apps: list[_App] = []
        self._lock = threading.Lock()
        self._under_way: dict[str, tuple[_App, dict[str, Any]]] = {}
        self._number = 0
        self._sources: tuple[str, ...] | None = None
        threading.Thread(target=self._hear, daemon=True, name="broker-hears").start()

    def join(self, app: _App) -> None:
        """Let an app ask; it is told the sources once they are known."""
        with self._lock:
            self.apps.append(app)
            known = self._sources
        if known is None:
            self.worker.start()
        else:
            app.send({"sources": known})

    def leave(self, app: _App) -> None:
        """Forget what an app has asked."""
        with self._lock:
            self.apps.remove(app)
            app.questions.clear()

    def close(self) -> None:
        """End the models, and let all apps know."""
        with self._lock:
            apps = list(self.apps)
        for app in apps:
            app.hang_up()
        self.worker.close()

    def take(self, app: _App, message: dict[str, Any]) -> None:
        """Take what an app says: a question, a new round, what the project is about."""
        with self._lock:
            if message["round"] > app.round:
                app.round = message["round"]
                app.questions.clear()
            if "brief" in message:
                self.worker.brief = from_message(message["brief"])
            elif "key" in message:
                app.questions.append(message)
        self._ask()

    def _ask(self) -> None:
        """Hand on the next question of each app that has none under way."""
        with self._lock:
            asking = {id(app) for app, _ in self._under_way.values()}
            for app in self.apps:
                if app.questions and id(app) not in asking:
                    self._number += 1
                    question = app.questions.popleft()
                    self._under_way[str(self._number)] = app, question
                    self.worker.ask(str(self._number), question["text"])

    def _hear(self) -> None:
        """Thread: pass replies on to whom they are for."""
        while True:
            reply = self.worker.get()
            if reply:
                self._pass_on(reply)
                self._ask()

    def _pass_on(self, reply: Reply) -> None:
        with self._lock:
            apps = list(self.apps)
            asked = self._under_way.pop(reply.key, None) if isinstance(reply, Answered | Refused) else None
            if isinstance(reply, Ready):
                self._sources = reply.sources
            if isinstance(reply, Failed) and reply.final:
                self._under_way, self._sources = {}, None
        match reply:
            case Ready(sources):
                for app in apps:
                    app.send({"sources": sources})
            case Failed(sentence):
                for app in apps:
                    app.send({"error": sentence, "source": reply.source, "used": dict(reply.used)})
                    if reply.final:
                        app.hang_up()
            case Answered(answers=answers) if asked:
                _answer(*asked, [to_message(one) for one in answers])
            case Refused(sentence=sentence) if asked:
                asked[0].send({"error": sentence})
                _answer(*asked, [])


def _answer(app: _App, question: dict[str, Any], answers: Sequence[Mapping[str, Any]]) -> None:
    app.send({"round": question["round"], "key": question["key"], "answers": answers})


class Broker:
    """Listens on a Unix socket in a folder that is the user's alone, until it is closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._desks: dict[tuple[str, ...], _Desk] = {}
        self._lock = threading.Lock()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(str(path))
        self._socket.listen(_BACKLOG)
        self._start(self._listen)

    @property
    def processes(self) -> int:
        """How many processes of models run."""
        with self._lock:
            return sum(desk.worker.pid is not None for desk in self._desks.values())

    def close(self) -> None:
        """End the models."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.path.unlink(missing_ok=True)
        with self._lock:
            for desk in self._desks.values():
                desk.close()

    def _start(self, run: Callable[..., None], *arguments: object) -> None:
        threading.Thread(target=run, args=arguments, daemon=True, name="broker").start()

    def _listen(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                line, _ = self._socket.accept()
                self._start(self._serve, line)

    def _serve(self, line: socket.socket) -> None:
        """Thread: one app, until it hangs up."""
        with suppress(ModelError, OSError, LookupError), line, line.makefile("rb") as said, line.makefile("wb") as out:
            heard = messages(said)
            specs = tuple(next(heard, {}).get("specs", ()))
            if not specs:
                return
            with self._lock:
                if specs not in self._desks:
                    self._desks[specs] = _Desk(specs)
                desk = self._desks[specs]
            app = _App(line, out)
            desk.join(app)
            try:
                for message in heard:
                    desk.take(app, message)
            finally:
                desk.leave(app)
