"""brat standoff: a `.txt` and a `.ann` for each article, and an `annotation.conf`.

Offsets are code points. A span that crosses a line break is written in *fragments*, as brat demands;
fragments with nothing but white space between them are read as one span. A span of other fragments
is read as one span for each. Attributes, relations, events and notes are kept in the article's `meta`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.decisions import Commented
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Notice, Read, ReadOptions, WriteOptions
from annotator.formats.common.decoding import decode, read_text
from annotator.formats.common.file_names import Stems
from annotator.formats.common.losses import ForeignNames, lost
from annotator.formats.common.span_reader import SpanReader

NAME = "brat"
ABOUT = "brat standoff: .txt and .ann"
SUFFIXES = (".ann",)
SIGNS = ({"name": r"\.ann$"},)
HOLDS: tuple[Holds, ...] = ("span_comments",)
LOSES: Mapping[Loss, str] = {
    "newline": "A span that crosses a line break is written in fragments; line breaks at its edges are left out.",
    "renamed": "Labels with characters that a brat type cannot have are written with `_` for them.",
    "comments": "Line breaks within a comment are written as blanks.",
}
FOLDER = True
EXTRA = ""

_LINE = re.compile(rb"(?:[TREAMN#]\d+|\*|[TREAMN]\d+)\t")
_BREAK = re.compile(r"[\r\n]+")
_TYPE = r"[^\w-]"


def sniff(_path: Path, head: bytes) -> bool:
    """Whether a file that is named like annotations is empty or begins with one."""
    return not head.strip() or _LINE.match(head) is not None


def companions(path: Path) -> Iterable[Path]:
    """The text that a file of annotations is about."""
    return (path.with_suffix(".txt"),)


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article of the text beside the annotations; one line that is wrong refuses it."""
    beside = path.with_suffix(".txt")
    if not beside.is_file():
        yield InputError(f"The text these annotations are about, {beside.name}, is not beside them.")
        return
    try:
        text, notices = read_text(beside)
        annotations, _ = decode(path.read_bytes()) if path.stat().st_size else ("", "")
        reading = _Reading(text, options)
        for number, line in enumerate(annotations.split("\n"), 1):
            reading.take(line.rstrip("\r"), number)
    except InputError as error:
        yield error
        return
    yield from notices
    if reading.discontinuous:
        yield Notice(f"{reading.discontinuous} spans of several fragments became one span for each fragment.")
    meta = {"brat": reading.kept} if reading.kept else {}
    article = Article.of(text, source=beside.name, language=options.language, meta=meta)
    layer = IncomingLayer(sorted(set(reading.spans)), comments=reading.comments)
    yield Incoming(article, {UNNAMED: layer}, line=1)


class _Reading:
    """The lines of one file of annotations, as they come."""

    def __init__(self, text: str, options: ReadOptions) -> None:
        self._text, self._reader = text, SpanReader(text, options.offsets)
        self._by_id: dict[str, Span] = {}
        self.spans: list[Span] = []
        self.comments: list[Commented] = []
        self.kept: list[str] = []
        self.discontinuous = 0

    def take(self, line: str, number: int) -> None:
        """Take in one line. Raises `InputError`."""
        if not line.strip():
            return
        parts = line.split("\t")
        if parts[0].startswith("T"):
            if len(parts) < 2:
                raise InputError("A span needs a tab between its id, its place and its text.", line=number)
            try:
                self._span(parts[0], parts[1], "\t".join(parts[2:]) if len(parts) > 2 else None)
            except InputError as error:
                raise error.at("", number) from None
            return
        if len(parts) < 2 or parts[0][:1] not in "REAMN#*":
            raise InputError(f"{line[:40]!r} is no annotation of brat.", line=number)
        self.kept.append(line)
        if parts[0].startswith("#") and len(parts) > 2 and parts[2].strip():
            about = self._by_id.get(parts[1].rpartition(" ")[2])
            if about:
                self.comments.append(Commented(parts[2], about))

    def _span(self, name: str, place: str, quote: str | None) -> None:
        label, _, offsets = place.partition(" ")
        pieces = [piece.split() for piece in offsets.split(";")]
        if not all(len(piece) == 2 and all(edge.isdecimal() for edge in piece) for piece in pieces):
            raise InputError(f"{place!r} is no type with a start and an end.")
        spans = [self._reader.span(int(start), int(end), label) for start, end in pieces]
        quotes = " ".join(span.quote(self._text) for span in spans)
        if len(spans) == 1:
            self._reader.span(int(pieces[0][0]), int(pieces[0][1]), label, quote, loose=True)
        elif quote is not None and quotes.split() != quote.split():
            raise InputError(f"{name} is said to be {quote[:40]!r}, but {quotes[:40]!r} stands there.")
        joined = [spans[0]]
        for span in spans[1:]:
            before = joined[-1]
            if span.start >= before.end and not self._text[before.end : span.start].strip():
                joined[-1] = Span(before.start, span.end, label)
            else:
                joined.append(span)
        self.discontinuous += len(joined) > 1
        self._by_id[name] = joined[0]
        self.spans += joined


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write a text and its annotations for each document into a folder, and the types they use."""
    out.mkdir(parents=True)
    entries: list[Lost] = []
    names, stems = ForeignNames(_TYPE), Stems()
    for label in options.scheme.active():
        names(label.name)
    for document in documents:
        stem = stems(document)
        lines, gone = _annotations(document, names)
        entries += gone
        (out / f"{stem}.txt").write_bytes(document.article.text.encode())
        (out / f"{stem}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
    types = "\n".join(names.given.values())
    config = f"[entities]\n{types}\n\n[relations]\n\n[events]\n\n[attributes]\n"
    (out / "annotation.conf").write_text(config, encoding="utf-8")
    return entries


def _annotations(document: Document, names: ForeignNames) -> tuple[list[str], list[Lost]]:
    """The lines of one document, and what they cannot hold."""
    text = document.article.text
    lines: list[str] = []
    entries: list[Lost] = []
    ids: dict[Span, str] = {}
    for held in document.spans:
        span = held.span
        pieces = _fragments(span, text)
        if pieces != [(span.start, span.end)]:
            what = "It crosses a line break and is written in fragments." if pieces else "It is line breaks alone."
            entries.append(lost(document, "newline", what, span))
        if pieces:
            ids[span] = f"T{len(ids) + 1}"
            offsets = ";".join(f"{start} {end}" for start, end in pieces)
            quote = " ".join(text[start:end] for start, end in pieces).replace("\t", " ")
            lines.append(f"{ids[span]}\t{names(span.label)} {offsets}\t{quote}")
    entries += names.renamed(document, document.spans)
    number = 0
    for comment in document.comments:
        if comment.span in ids:
            number += 1
            about, words = ids[comment.span], _BREAK.sub(" ", comment.text)
            lines.append(f"#{number}\tAnnotatorNotes {about}\t{words}")
        if comment.span not in ids or _BREAK.search(comment.text):
            how = "is written in one line" if comment.span in ids else "was left out"
            entries.append(lost(document, "comments", f"The comment {comment.text!r} {how}."))
    return lines, entries


def _fragments(span: Span, text: str) -> list[tuple[int, int]]:
    """The pieces of a span between line breaks, as `[start, end)`."""
    pieces: list[tuple[int, int]] = []
    at = span.start
    for match in _BREAK.finditer(text, span.start, span.end):
        if at < match.start():
            pieces.append((at, match.start()))
        at = match.end()
    if at < span.end:
        pieces.append((at, span.end))
    return pieces
