"""The engine of many machines: Ray, in a cluster that is there already or in one of this machine alone.

What speaks with Ray is a process of its own (`parts/ray_process.py`), so that neither what Ray prints nor how it ends
is this program's trouble. Needs the extra `ray`, on every machine the same version of this program, and whatever the
suggesters open: a package, or a path that is the same everywhere.
"""

from __future__ import annotations

import json
import secrets
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from subprocess import Popen, TimeoutExpired
from typing import IO, Any

from annotator.domain.scheme_form import to_form
from annotator.engines.base import Article, Done, Engine, Event, Job
from annotator.engines.common.chunks import Chunks
from annotator.errors import ModelError
from annotator.extras import install_command
from annotator.suggest.process.child import LastWords, messages, start_process
from annotator.suggest.process.client import Answered, Failed, because, reply_of
from annotator.work_folder import work_folder

_CHUNK, _CHARACTERS = 50, 100_000
_AROUND = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_gcs_rpc_server_reconnect_timeout_s": "20"}
"""Ray tells nobody of its use, and waits so long for whoever leads the cluster to come back."""
_PATIENCE = 0.5
"""Seconds to wait for an answer before it is told that none has come."""
_ENDING = 20.0
"""Seconds that Ray has to end what it has started."""
_LONGEST = 30
"""Code points of the path of a folder in which Ray can have sockets."""
GONE = (
    "Ray, or the machine that leads its cluster, has ended in mid-work. What was suggested is stored, and the same "
    "command goes on with what is left."
)


def open(job: Job) -> Engine:  # noqa: A001 - every engine has this name
    """Join a cluster, or start Ray on this machine. Raises `ModelError` where that does not work."""
    if find_spec("ray") is None:
        raise ModelError(f"The engine ray needs a further library; get it with: {install_command('ray')}")
    if job.brief:
        raise ModelError("Language models are asked from this machine: say `--engine local`.")
    engine = OnRay()
    try:
        engine.start(job)
    except BaseException:
        engine.close()
        raise
    return engine


class OnRay:
    """See `Engine`."""

    def __init__(self) -> None:
        self.sources: tuple[str, ...] = ()
        self.problems: list[str] = []
        self.workers = 1
        self._limit: int | None = None
        self._open = ExitStack()
        self._came: SimpleQueue[dict[str, Any] | None] = SimpleQueue()

    def start(self, job: Job) -> None:
        """Start the process, and wait until every machine has opened the suggesters."""
        self._limit = job.jobs
        usual = Path(tempfile.gettempdir())
        parent = usual if len(str(usual)) <= _LONGEST else Path("/tmp")  # noqa: S108 - a folder of its own is made there
        folder = self._open.enter_context(work_folder("ray-", parent, guarded=True))
        around = _AROUND if job.cluster else {**_AROUND, **_locked()}
        self._process = start_process("annotator.engines.parts.ray_process", (), around)
        self._last = LastWords(self._process.stderr)
        self._open.callback(self._end, self._process)
        threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True, name="ray-reader").start()
        specs = [_from_anywhere(spec) for spec in job.specs]
        self._send(
            {
                "specs": specs,
                "scheme": to_form(job.scheme),
                "cluster": job.cluster,
                "jobs": job.jobs,
                "folder": str(folder),
            }
        )
        message = self._came.get()
        if message is None:
            what = f"No Ray cluster answers at {job.cluster}." if job.cluster else "Ray cannot be started."
            raise ModelError(because(what, self._last.of_the_dead()))
        if "over" in message:
            raise ModelError(message["over"])
        self.sources, self.problems, self.workers = tuple(message["sources"]), message["problems"], message["workers"]

    def answers(self, articles: Iterator[Article]) -> Iterator[Sequence[Event]]:
        """See `Engine.answers`."""
        chunks = Chunks(articles, most=_CHUNK, characters=_CHARACTERS)
        out: dict[int, Sequence[Article]] = {}
        number = 0
        while True:
            while len(out) < self._room and (chunk := chunks.fresh() or chunks.again()):
                number += 1
                out[number] = chunk
                self._send({"chunk": number, "articles": chunk})
            if not out:
                return
            events = list(self._events(out, chunks))
            yield events
            if sentence := chunks.hopeless(self.workers):
                yield [Failed(sentence, final=True)]
                return
            if any(isinstance(event, Failed) and event.final for event in events):
                return

    def close(self) -> None:
        """See `Engine.close`."""
        self._open.close()

    @property
    def _room(self) -> int:
        """How many chunks may be under way."""
        return max(1, self.workers) if self._limit else 2 * self.workers + 1

    def _events(self, out: dict[int, Sequence[Article]], chunks: Chunks) -> Iterator[Event]:
        """What has come since the last time, waiting a little where nothing has."""
        with suppress(Empty):
            message = self._came.get(timeout=_PATIENCE)
            while True:
                yield from self._meant(message, out, chunks)
                message = self._came.get(timeout=0)

    def _meant(
        self, message: dict[str, Any] | None, out: dict[int, Sequence[Article]], chunks: Chunks
    ) -> Iterator[Event]:
        match message:
            case None:
                yield Failed(GONE, final=True)
            case {"over": sentence}:
                yield Failed(sentence, final=True)
            case {"workers": workers}:
                self.workers = workers
            case {"chunk": number, "ended": reason}:
                yield from chunks.ended(out.pop(number), reason)
            case {"chunk": number}:
                del out[number]
                chunks.answered()
            case _:
                match reply_of(message):
                    case Answered(key, answers):
                        yield Done(key, answers)
                    case Failed() as failed:
                        yield failed

    def _send(self, message: dict[str, Any]) -> None:
        if self._process.stdin:
            with suppress(OSError):  # it has ended: its reader tells
                self._process.stdin.write(json.dumps(message).encode() + b"\n")
                self._process.stdin.flush()

    def _read(self, pipe: IO[bytes] | None) -> None:
        """Thread: take messages until there are no more to come."""
        with suppress(ModelError):  # it was killed in mid-word
            for message in messages(pipe):
                self._came.put(message)
        self._came.put(None)

    @staticmethod
    def _end(process: Popen[bytes]) -> None:
        with suppress(OSError, TimeoutExpired):
            if process.stdin:
                process.stdin.close()
            process.wait(_ENDING)
        process.kill()
        process.wait()


def _locked() -> dict[str, str]:
    """What lets nobody else on this machine speak with a Ray of our own."""
    return {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}


def _from_anywhere(spec: str) -> str:
    """A spec that means the same in every working folder: a path in it from the root."""
    name, _, what = spec.partition(":")
    path, mark, rest = what.partition("?")
    if not path or not Path(path).exists() or (path.isidentifier() and find_spec(path)):
        return spec
    return f"{name}:{Path(path).absolute()}{mark}{rest}"
