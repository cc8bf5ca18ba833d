"""SLATE: annotations of a text in a file `<text>.annotations` beside it, one a line.

A line is a place, a hyphen, and labels: `(4, 1) - PER` is token 1 of line 4, `((4, 1), (4, 3)) - ORG`
a run of tokens, both ends in it; three numbers count characters within the token, too. Lines and
tokens are counted from 0; tokens are runs of characters that are not white space. Links between
lines (`1 2 -`) are kept in the article's `meta`. Nothing here is ever evaluated.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.file_names import Stems
from annotator.formats.common.losses import ForeignNames, lost
from annotator.formats.common.span_reader import check_label
from annotator.formats.common.text.decoding import decode, read_text
from annotator.formats.common.text.sniffing import head_text

NAME = "slate"
ABOUT = "SLATE: a text and its .annotations, places by line and token"
SUFFIXES = (".annotations",)
SIGNS = ({"name": r"\.annotations\d*$"},)
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {
    "misaligned": "White space at the edges of a span is left out; so is a span of white space alone.",
    "renamed": "Labels with white space are written with `_` for it.",
}
FOLDER = True
EXTRA = ""

_FILE = re.compile(r"(?i)(.+)\.annotations(\d*)|(.+)\.(?:category|link)\.annotations(\d*)")
_PLACE = r"\(\s*\d+(?:\s*,\s*\d+){0,2}\s*,?\s*\)"
_LINE = re.compile(rf"({_PLACE}|\(\s*{_PLACE}\s*,\s*{_PLACE}\s*\))\s+-\s*(.*)")
_LINK = re.compile(r"[\d\s(),]+-.*")
_NUMBERS = re.compile(r"\d+")
_ROW = re.compile(r"[^\n]*\n?")
_TOKEN = re.compile(r"\S+")


def sniff(_path: Path, head: bytes) -> bool:
    """Whether a file that is named like annotations is empty or begins with a place."""
    first = head_text(head).split("\n", 1)[0].strip()
    return not first or _LINE.fullmatch(first) is not None or _LINK.fullmatch(first) is not None


def companions(path: Path) -> Iterable[Path]:
    """The text that a file of annotations is about."""
    return (_text_of(path),)


def _text_of(path: Path) -> Path:
    """The text beside the annotations: `a.txt` for `a.txt.annotations` and `a.txt.category.annotations3`."""
    stem = re.sub(r"(?i)\.annotations\d*$", "", path.name)
    whole = path.with_name(stem)
    return whole if whole.exists() else path.with_name(re.sub(r"\.[^.]+$", "", stem))


class _Places:
    """The way between (line, token, character) and code points of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.starts = [match.start() for match in _ROW.finditer(text) if match[0]]
        self._tokens: dict[int, list[tuple[int, int]]] = {}

    def tokens(self, line: int) -> list[tuple[int, int]]:
        """The tokens of a line as `[start, end)` in the text."""
        if line not in self._tokens:
            start = self.starts[line]
            end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self._text)
            self._tokens[line] = [match.span() for match in _TOKEN.finditer(self._text, start, end)]
        return self._tokens[line]

    def edges(self, place: list[int]) -> tuple[int, int]:
        """What a place covers. Raises `InputError` where the text has no such place."""
        try:
            if len(place) == 1:
                tokens = self.tokens(place[0])
                return tokens[0][0], tokens[-1][1]
            start, end = self.tokens(place[0])[place[1]]
        except IndexError:
            raise InputError(f"The text has no token at {tuple(place)}.") from None
        if len(place) == 3:
            start += place[2]
            if start >= end:
                raise InputError(f"The token at {tuple(place[:2])} has no character {place[2]}.")
            return start, start + 1
        return start, end

    def place(self, offset: int, *, end: bool) -> tuple[int, ...] | None:
        """Where a span starts (or ends, if `end`): a token, or a character within one; None in white space."""
        at = offset - 1 if end else offset
        line = bisect_right(self.starts, at) - 1
        tokens = self.tokens(line)
        nth = bisect_left(tokens, at + 1, key=lambda token: token[1])
        if nth == len(tokens) or tokens[nth][0] > at:
            return None
        whole = tokens[nth][1] == offset if end else tokens[nth][0] == offset
        return (line, nth) if whole else (line, nth, at - tokens[nth][0])


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article of the text beside the annotations; one line that is wrong refuses it."""
    beside = _text_of(path)
    if not beside.is_file():
        yield InputError(f"The text these annotations are about, {beside.name}, is not beside them.")
        return
    try:
        text, notices = read_text(beside)
        annotations = decode(path.read_bytes())[0] if path.stat().st_size else ""
        spans, links = _spans(text, annotations)
    except InputError as error:
        yield error
        return
    yield from notices
    article = Article.of(text, source=beside.name, language=options.language, meta={"links": links} if links else {})
    yield Incoming(article, {UNNAMED: IncomingLayer(sorted(set(spans)))}, line=1)


def _spans(text: str, annotations: str) -> tuple[list[Span], list[str]]:
    """The spans and the links of a file. Raises `InputError` with the line that is wrong."""
    places = _Places(text)
    spans: list[Span] = []
    links: list[str] = []
    for number, line in enumerate(annotations.split("\n"), 1):
        match = _LINE.fullmatch(line.strip())
        if not line.strip():
            continue
        if not match:
            if not _LINK.fullmatch(line.strip()):
                raise InputError(f"{line[:40]!r} is no annotation of SLATE.", line=number)
            links.append(line.strip())
            continue
        try:
            ends = [[int(one) for one in _NUMBERS.findall(place)] for place in re.findall(_PLACE, match[1])]
            start, end = places.edges(ends[0])[0], places.edges(ends[-1])[1]
            if start >= end:
                raise InputError("The span ends before it starts.")  # noqa: TRY301 - it gets its line like the others
            spans += [Span(start, end, check_label(label)) for label in match[2].split()]
        except (InputError, ValueError) as error:
            reason = error.reason if isinstance(error, InputError) else "A number is too long."
            raise InputError(reason, line=number) from None
    return spans, links


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:  # noqa: ARG001 - every writer has them
    """Write a text and its annotations for each document into a folder."""
    out.mkdir(parents=True)
    entries: list[Lost] = []
    names, stems = ForeignNames(r"\s"), Stems()
    for document in documents:
        lines, gone = _annotations(document, names)
        entries += gone
        stem = stems(document)
        (out / f"{stem}.txt").write_bytes(document.article.text.encode())
        (out / f"{stem}.txt.annotations").write_bytes("".join(lines).encode())
    return entries


def _annotations(document: Document, names: ForeignNames) -> tuple[list[str], list[Lost]]:
    text = document.article.text
    places = _Places(text)
    lines: list[str] = []
    entries: list[Lost] = []
    for held in document.spans:
        span = held.span
        quote = span.quote(text)
        start = span.start + len(quote) - len(quote.lstrip())
        end = start + len(quote.strip())
        first, last = (places.place(start, end=False), places.place(end, end=True)) if start < end else (None, None)
        if first is None or last is None or (start, end) != (span.start, span.end):
            what = "White space at its edges was left out." if first else "It is white space alone and was left out."
            entries.append(lost(document, "misaligned", what, span))
        if first and last:
            place = first if first == last and len(first) == 2 else (first, last)
            lines.append(f"{_written(place)} - {names(span.label)}\n")
    return lines, entries + names.renamed(document, document.spans)


def _written(place: tuple[object, ...]) -> str:
    return f"({', '.join(_written(one) if isinstance(one, tuple) else str(one) for one in place)})"
