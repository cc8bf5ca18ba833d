"""What a format is: a module of this folder with some of the names below.

    NAME       the format's name, the same as the file's
    ABOUT      one line: whose format it is
    SUFFIXES   file name endings it is known by, with the dot ("" for a folder)
    LOSES      what it cannot hold, a sentence for each `Loss` it may report
    FOLDER     True if it writes a folder of several files, else one file
    EXTRA      the extra of this package that it needs, or ""
    sniff(path, head) -> bool           whether a file with these first bytes is of this format
    read(path, options) -> Iterator[Incoming | InputError]      one article after the other, or why one is refused
    write(documents, out, options) -> list[Lost]                streams; `out` is a path that does not exist yet

A reader never trusts: offsets are checked against the text, and what cannot be taken is yielded as
an `InputError` with its line while the rest goes on. A writer drops nothing without saying so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from annotator.domain.document import Document, Incoming
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.errors import InputError

Loss = Literal["misaligned", "overlapping", "newline", "renamed", "rejected", "cats", "comments", "meta", "text"]
Offsets = Literal["code", "utf16"]


@dataclass(frozen=True, slots=True)
class Lost:
    """One span (or other thing: `span is None`) that a format could not hold as it was, and what was done with it."""

    article: str
    loss: Loss
    what: str
    span: Span | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: the language of articles that name none, and the unit of offsets."""

    language: str = "en"
    offsets: Offsets = "code"


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write; `settings` are a format's own (`tags=iob1`)."""

    scheme: Scheme
    rejected: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


class Format(Protocol):
    """The shape of a format module; `read`, `sniff` and `write` are there where it can."""

    NAME: str
    ABOUT: str
    SUFFIXES: tuple[str, ...]
    LOSES: Mapping[Loss, str]
    FOLDER: bool
    EXTRA: str

    def sniff(self, path: Path, head: bytes) -> bool:
        """Whether the file is of this format, told by its first bytes."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Incoming | InputError]:
        """The articles of a file, one after the other."""

    def write(self, documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
        """Write the documents to `out`; returns what was lost."""
