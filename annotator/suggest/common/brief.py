"""What a suggester may be told of the project it works for: its labels, and how people decided other texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Meaning:
    """A label of the scheme: its name, its guideline, and words that have it (or a word about some that have not)."""

    name: str
    guideline: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A text that somebody is done with; spans are `(start, end, label)`, code points of `text`, half-open."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """The project as suggesters see it.

    `project` tells it from all others (see `project_mark`); `limit` is what may be spent at most, in the
    currency of the user's prices, None for what the settings say, and `share` the part of it that is this process's.
    """

    project: str
    labels: tuple[Meaning, ...] = ()
    decided: tuple[Decided, ...] = ()
    limit: float | None = None
    share: float = 1.0

    def to_message(self) -> dict[str, Any]:
        """A brief as it goes through a pipe."""
        return asdict(self)


def project_mark(path: str, uuid: str) -> str:
    """What tells a project from all others: where it lies, and the name it was born with.

    Another file that is put in its place has another mark, and so has a copy elsewhere.
    """
    return f"{uuid} {path}"


def from_message(message: Mapping[str, Any]) -> Brief:
    """A brief as it came through a pipe."""
    labels = (Meaning(**{**one, "examples": tuple(one["examples"])}) for one in message["labels"])
    decided = (Decided(one["text"], tuple((s, e, label) for s, e, label in one["spans"])) for one in message["decided"])
    return Brief(message["project"], tuple(labels), tuple(decided), message["limit"], message["share"])
