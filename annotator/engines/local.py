"""The engine of one machine: `jobs` processes, each with all suggesters."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from annotator.engines.base import Article, Done, Engine, Event, Job
from annotator.engines.common.chunks import Chunks
from annotator.errors import ModelError, WrongUsage
from annotator.suggest.process.client import Answered, Ended, Failed, Ready, Worker

_CHUNK, _CHARACTERS = 32, 100_000
FEWER = "Only {number} of {wanted} processes have got their models, and these go on. Is there too little memory?"
_PAUSE = 0.02
"""Seconds, where no process has an answer."""


def open(job: Job) -> Engine:  # noqa: A001 - every engine has this name
    """Start the processes.

    Raises `ModelError` where one ends while it loads its models, `WrongUsage` where a cluster was named.
    """
    if job.cluster:
        raise WrongUsage("The engine local works on this machine alone: a cluster needs `--engine ray`.")
    engine = Local(job)
    try:
        engine.start()
    except BaseException:
        engine.close()
        raise
    return engine


class _Hand:
    """A process and the articles it was given and has not answered."""

    def __init__(self, job: Job) -> None:
        self.worker = Worker(job.specs, leaves_a_core=False, tries_again=False, own_process=True)
        self.worker.brief, self.worker.scheme = job.brief, job.scheme
        self.texts: dict[str, str] = {}
        self.alone = False

    def take(self, chunk: Sequence[Article], *, alone: bool) -> None:
        self.alone = alone
        for key, text in chunk:
            self.texts[key] = text
            self.worker.ask(key, text)


class Local:
    """See `Engine`."""

    def __init__(self, job: Job) -> None:
        self._hands = [_Hand(job) for _ in range(job.jobs or 1)]
        self.workers = len(self._hands)
        self.sources: tuple[str, ...] = ()
        self.problems: list[str] = []

    def start(self) -> None:
        """Start all processes at once, and wait until they have their models; those that end over that are let go.

        Raises `ModelError` where all of them do.
        """
        for hand in self._hands:
            hand.worker.start()
        wanted, ended = len(self._hands), ""
        for hand in [*self._hands]:
            while not isinstance(reply := hand.worker.get(), Ready):
                if isinstance(reply, Failed) and reply.final:
                    self._hands.remove(hand)
                    ended = reply.sentence
                    break
                if isinstance(reply, Failed):
                    self.problems += [reply.sentence] * (reply.sentence not in self.problems)
            self.sources = hand.worker.sources or self.sources
        if not self._hands:
            raise ModelError(" ".join([*self.problems, ended]))
        if ended:
            self.problems.append(FEWER.format(number=len(self._hands), wanted=wanted))
        self.workers = len(self._hands)

    def answers(self, articles: Iterator[Article]) -> Iterator[Sequence[Event]]:
        """See `Engine.answers`."""
        chunks = Chunks(articles, most=_CHUNK, characters=_CHARACTERS)
        while self._fill(chunks):
            events = [event for hand in self._hands for event in self._come(hand, chunks)]
            if sentence := chunks.hopeless(self.workers):
                yield [*events, Failed(sentence, final=True)]
                return
            if not events:
                time.sleep(_PAUSE)
            yield events

    def close(self) -> None:
        """See `Engine.close`."""
        for hand in self._hands:
            hand.worker.close()

    def _fill(self, chunks: Chunks) -> bool:
        """Give each process enough to go on with; False where nothing is left to be done."""
        for hand in self._hands:
            while len(hand.texts) <= _CHUNK and not (hand.alone and hand.texts) and (chunk := chunks.fresh()):
                hand.take(chunk, alone=False)
            if not hand.texts:
                hand.take(chunks.again(), alone=True)
        return any(hand.texts for hand in self._hands)

    def _come(self, hand: _Hand, chunks: Chunks) -> Iterator[Event]:
        """What has come from one process."""
        while hand.texts and (reply := hand.worker.get(0)):
            match reply:
                case Answered(key, answers):
                    del hand.texts[key]
                    chunks.answered()
                    yield Done(key, answers)
                case Failed(final=True) | Ended():
                    reason = reply.reason if isinstance(reply, Ended) else reply.sentence
                    chunk = list(hand.texts.items())
                    hand.texts.clear()
                    hand.worker.cancel()  # what it was asked since then
                    yield from chunks.ended(chunk, reason)
                case Failed():
                    yield reply
