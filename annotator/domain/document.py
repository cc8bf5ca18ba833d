"""What formats read and write: one article with what is held true of it, free of any database.

`Document` goes out: one article under one layer. `Incoming` comes in: one article with the layers
and suggestions that a file holds for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, overload

from annotator.domain.article import Article
from annotator.domain.claims.said import NO_CLAIMS, ClaimsMade
from annotator.domain.decisions import Commented, Decided
from annotator.domain.layer import Comment, Held
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion

UNNAMED = ""

CLAIMS = ("relations", "entities", "links", "attributes")
"""The keys of an article's `meta` under which stands what a file says of spans beyond their labels.

Each is a list of objects. A span is in them by its place, `[start, end, label]`, never by a foreign id: a relation has
`head`, `label`, `tail`; an entity `spans` (and maybe `label`); a link `span`, `base`, `entry`; an attribute `span`,
`name`, `value`. Each may say `by` whom it is, and keep further keys of its format.
"""


class Edges(Sequence[tuple[int, int]]):
    """Token edges as two sequences of equal length, read as pairs `[start, end)` in code points.

    `words` are the texts of the tokens where they are at hand, else it is empty.
    """

    __slots__ = ("ends", "starts", "words")

    def __init__(self, starts: Sequence[int], ends: Sequence[int], words: Sequence[str] = ()) -> None:
        self.starts, self.ends, self.words = starts, ends, words

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, index: slice) -> Edges: ...

    def __getitem__(self, index: int | slice) -> tuple[int, int] | Edges:
        if isinstance(index, slice):
            return Edges(self.starts[index], self.ends[index], self.words[index])
        return self.starts[index], self.ends[index]

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts, self.ends, strict=True)


class Spans(Sequence[Held]):
    """The spans of a layer in the order of the text, made when they are first asked for.

    Their rows are at hand, and writers of many spans take those: `start, end, label, decided, source, score, by, at`.
    """

    __slots__ = ("_held", "_made", "rows")

    def __init__(self, rows: Sequence[Sequence[Any]], held: Callable[[], list[Held]]) -> None:
        self.rows = rows
        self._held = held
        self._made: list[Held] | None = None

    def _all(self) -> list[Held]:
        if self._made is None:
            self._made = self._held()
        return self._made

    @overload
    def __getitem__(self, index: int) -> Held: ...

    @overload
    def __getitem__(self, index: slice) -> list[Held]: ...

    def __getitem__(self, index: int | slice) -> Held | list[Held]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Held]:
        return iter(self._all())


@dataclass(frozen=True, slots=True)
class Document:
    """One article as one layer sees it.

    `spans` and `rejected` are in the order of the text; `tokens` are `[start, end)` in code points, made by
    `tokenizer`; `claims` is what is said of the spans beyond their labels; `at` is when the layer last changed (UTC,
    ISO 8601) and `elapsed_ms` the time spent on it.
    """

    article: Article
    layer: str
    status: str = "open"
    spans: Sequence[Held] = ()
    rejected: Sequence[Held] = ()
    cats: Mapping[str, bool] = field(default_factory=dict)
    tokens: Sequence[tuple[int, int]] = ()
    tokenizer: str = ""
    project: str = ""
    at: str = ""
    elapsed_ms: int = 0
    flagged: bool = False
    comments: Sequence[Comment] = ()
    claims: ClaimsMade = NO_CLAIMS


class Provenance(NamedTuple):
    """Who decided on a span (or wrote a comment) and when (UTC, ISO 8601); how, and from which suggestion."""

    by: str
    at: str
    decided: Decided = "added"
    source: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class IncomingLayer:
    """What a file says that one annotator holds true.

    `skipped` if they passed the article by, `unfinished` if they were still at it; `at` is when they said so last
    (UTC, ISO 8601), or "", and `elapsed_ms` the time they took. `returned` if a reviewer gave it back. `made` tells of
    spans, refused ones too, and comments who made them, when and of what, where a file of ours says so.
    """

    spans: Sequence[Span] = ()
    rejected: Sequence[Span] = ()
    cats: Mapping[str, bool] = field(default_factory=dict)
    comments: Sequence[Commented] = ()
    skipped: bool = False
    unfinished: bool = False
    flagged: bool = False
    returned: bool = False
    at: str = ""
    elapsed_ms: int = 0
    made: Mapping[Span | Commented, Provenance] = field(default_factory=dict)


class Incoming(NamedTuple):
    """One article out of a file, and where in the file it stood; a tuple, because millions of them come.

    `layers` are by annotator name; under `UNNAMED` stand spans whose annotator the file does not
    name: they become suggestions of source `import`, unless the user says whose they are.
    `ours` if this product wrote it: what its `meta` claims by nobody is nobody's, and not the layer's.
    `tokens` are `[start, end)` in code points, where the file brings its own.
    """

    article: Article
    layers: Mapping[str, IncomingLayer] = MappingProxyType({})
    suggestions: Sequence[Suggestion] = ()
    tokens: Sequence[tuple[int, int]] = ()
    tokenizer: str = ""
    line: int | None = None
    ours: bool = False
