"""What an engine is: it runs suggesters over many articles, in whatever processes and on whatever machines.

It knows neither the project nor how answers are stored: articles go in, answers that fit the scheme come out, and
whoever asks writes them. It is a module of this folder, or what an entry point in the group `annotator.engines` names,
with

    open(job) -> Engine     starts what it needs; raises `ModelError` in one sentence where it cannot
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from annotator.domain.scheme import Scheme
from annotator.suggest.base import Answer
from annotator.suggest.common.brief import Brief
from annotator.suggest.process.client import Failed

Article = tuple[str, str]
"""The key and the text of an article."""


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine is to do: these suggesters, whose answers shall fit this scheme, in `jobs` processes.

    `jobs` None leaves their number to the engine; `cluster` says which machines, "" for this one alone. `brief` is
    what suggesters that want to know of the project are told.
    """

    specs: tuple[str, ...]
    scheme: Scheme
    jobs: int | None = None
    cluster: str = ""
    brief: Brief | None = None


class Done(NamedTuple):
    """What the suggesters say of the article `key`, one answer each, in the labels and borders of the scheme."""

    key: str
    answers: Sequence[Answer]


class Lost(NamedTuple):
    """The article `key` ends whatever process reads it, so it gets no answer; one sentence says so."""

    key: str
    sentence: str


Event = Done | Lost | Failed
"""What comes of articles; `Failed` says what went wrong with one, and if `final`, that nothing more will come."""


class Engine(Protocol):
    """Suggesters that are ready to read many articles."""

    @property
    def sources(self) -> Sequence[str]:
        """The names of the suggesters that were opened."""

    @property
    def problems(self) -> Sequence[str]:
        """What could not be opened, in sentences."""

    @property
    def workers(self) -> int:
        """How many processes read articles now."""

    def answers(self, articles: Iterator[Article]) -> Iterator[Sequence[Event]]:
        """What comes of articles, in any order, again and again; nothing for a moment where nothing has come.

        Articles are taken when there is work for them, so that few are held at a time. Each becomes one `Done` or one
        `Lost`, unless a `Failed` is final.
        """

    def close(self) -> None:
        """End whatever was started."""
