"""What a format is: a module of this folder, or what an entry point in `annotator.formats` names, with these names.

    NAME       the format's name, the same as the file's
    ABOUT      one line: whose format it is
    SUFFIXES   file name endings it is known by, with the dot ("" for a folder)
    LOSES      what its writer may report, a sentence for each `Loss`
    HOLDS      what it holds beside spans: names of `Holds`; all else a document has is counted as lost (else nothing)
    FOLDER     True if it writes a folder of several files, else one file
    EXTRA      the extra of this package that it needs, or ""
    SIGNS      how a file of it is told before it is imported: see below (may be left out)
    ORDER      its place among the formats that are asked; one that knows nearly every file has a great number (else 0)
    SETTINGS   its variants when it is written: names with their values, the first the default (may be left out)
    READ_SETTINGS   what may be set when it is read: names with a phrase for each (may be left out)
    SPLITS     True if it writes the sides of a split into one folder itself (may be left out)
    WRITES_CLAIMS   True if it writes `Document.claims` itself; else what a layer claims is in `meta` (may be left out)
    STREAMS    True if it opens `out` once and writes it from front to back, so that it may be a pipe (may be left out)
    sniff(path, head) -> bool           whether a file with these first bytes is of this format (may be left out)
    read(path, options) -> Iterator[Read]           one article after the other, why one is refused, what else to say
    write(documents, out, options) -> list[Lost]    streams; `out` is a path that does not exist yet
    companions(path) -> Iterable[Path]              further files that belong to this one (may be left out)

`SIGNS` is a literal: alternatives, each a mapping of some of `name`, `head` and `tag` to a regular expression, and of
`keys` to words. All that one alternative gives must be there: `name` somewhere in the file's name in any case, `head`
somewhere in its first 64 KiB as text, `tag` the whole first tag of XML or HTML in lower case, `keys` among those of the
first JSON object. A file that shows them is of the format if there is no `sniff`, else if `sniff` says so too. `SIGNS`
and `ORDER` of a file in this folder are read without importing it.

A module whose library is an optional extra raises `PluginError` when it is loaded without it (`needs`).

A reader never trusts: offsets are checked against the text, and what cannot be taken is yielded as an `InputError`
with its line while the rest goes on. What is understood and not shown is yielded as `SetAside`, with a count; how a
label looks, where that is known, as `LabelLook`, before the articles that have it. What a
file says of spans beyond their labels is kept in `meta` by place (`domain.document.CLAIMS`).

What an answer of a tool means (accept, reject, ignore, confirmed, cancelled, missing, none) stands in
`common/answers.py`, and every reader goes through it. "Not answered" is not "answered with nothing": a *partial* layer,
which says nothing of what it leaves out, is `unfinished` and is stored as one that is open; a refused article label is
`cats[label] = False`, a refused span is in `rejected`; spans of which nothing is said are `suggestions`. A file's own
identifier of a span, and what it knows of it beyond its label, is an attribute by place in `meta` (`CLAIMS`).

A writer drops nothing without saying so: every span of a layer is either in the file as it was or in the list that
`write` returns; all else that a document has is held (`HOLDS`), or counted as lost by `common/loss_account.py`.
A writer may put further files beside `out` whose names begin with that of `out`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from annotator.domain.document import Document, Incoming
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.errors import InputError, PluginError
from annotator.extras import install_command

Loss = Literal[
    "misaligned", "overlapping", "newline", "renamed", "rejected", "cats", "comments", "article", "meta", "text",
    "flag", "status", "relation", "entity", "link", "attribute",
]  # fmt: skip
Holds = Literal[
    "title", "byline", "source", "date", "language", "meta", "cats", "refused_cats", "comments", "span_comments",
    "flag", "skipped", "open", "rejected", "relations", "entities", "links", "attributes",
]  # fmt: skip
"""What a document may have beside its text and its spans.

`cats` are article labels that hold, `refused_cats` those that do not; `comments` are on the article; `open` that it
is not finished yet. `relations`, `entities`, `links` and `attributes` are what `domain.document.CLAIMS` names.
"""
Offsets = Literal["auto", "code", "lf", "bytes", "utf16", "nfc", "nfd", "inclusive"]
"""What offsets of a file count: code points, as they stand or unless its quotes show otherwise (`auto`); code points
with line breaks as one, bytes of UTF-8, UTF-16 units, composed or decomposed letters; or the last character of a span
instead of its end."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader has to say though nothing was refused: an encoding it guessed, a detail it passed over."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What a reader found and took neither as spans nor as article labels: how many of what, in the plural.

    Where it is `kept`, it is in the article's `meta`.
    """

    name: str
    count: int = 1
    kept: bool = True

    def __str__(self) -> str:
        where = "kept in meta (as `annotator export jsonl` shows), not shown in the app" if self.kept else "left out"
        return f"{self.name} {self.count:,}: {where}."


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How a label looks where a file comes from: its hot key and its colour (`#rrggbb`), or "" for either."""

    label: str
    key: str = ""
    colour: str = ""


Read = Incoming | InputError | Notice | SetAside | LabelLook


_KINDS: Mapping[Loss, str] = {
    "misaligned": "span", "overlapping": "span", "newline": "span", "renamed": "span", "rejected": "span",
    "cats": "cat", "comments": "comment", "article": "meta",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lost:
    """One span (or other thing: `span is None`) that a format could not hold as it was, and what was done with it."""

    article: str
    loss: Loss
    what: str
    span: Span | None = None
    quote: str = ""

    @property
    def kind(self) -> str:
        """What was lost: `span`, `cat`, `meta`, `comment`, `text`, `flag`, `status`, or a kind of claim."""
        return _KINDS.get(self.loss, self.loss)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: the language of articles that name none, the unit of offsets, and settings of the format's own.

    `text_key` and `spans_key` are where in a JSON record the user says that text and spans are, `cats_keys` where
    labels of the article are, in a record or among the columns of a table; `renames` are labels (or tags) of the file
    with their names here; `named` if layers that nobody is named for go to somebody, so that what looks like spans may
    not be set aside; `classes` gives the names of the classes of a column, by number; `lines`
    if each line of a plain text is an article.
    """

    language: str = "en"
    offsets: Offsets = "auto"
    settings: Mapping[str, str] = field(default_factory=dict)
    text_key: str = ""
    spans_key: str = ""
    cats_keys: Sequence[str] = ()
    renames: Mapping[str, str] = field(default_factory=dict)
    named: bool = False
    classes: Callable[[str], Sequence[str]] = lambda _column: ()
    lines: bool = False


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write; `settings` are those of the format's own that were set (`tags=iob1`).

    `side` says of an article's key whether it belongs to `train`, `dev` or `test`, where there is a split
    and the format puts the sides into one folder itself (`SPLITS`).
    """

    scheme: Scheme
    rejected: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    side: Callable[[str], str] | None = None

    def setting(self, name: str, known: Mapping[str, Sequence[str]]) -> str:
        """The value of a setting of those that a format knows: its default where it was not set."""
        return self.settings.get(name, known[name][0])


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

    def read(self, path: Path, options: ReadOptions) -> Iterator[Read]:
        """The articles of a file, one after the other."""

    def write(self, documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
        """Write the documents to `out`; returns what was lost."""


def needs(name: str, extra: str) -> PluginError:
    """The error of a format whose library is not installed."""
    return PluginError(f"The format {name} needs a further library; get it with: {install_command(extra)}")
