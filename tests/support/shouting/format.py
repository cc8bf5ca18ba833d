"""The format *shout*: a line for the text, and one for each span below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.formats.base import Lost, Read, ReadOptions, WriteOptions

NAME = "shout"
ABOUT = "Texts in capitals, for those who cannot hear"
SUFFIXES = (".shout",)
SIGNS = ({"head": r"\ASHOUT:"},)
LOSES = {"text": "Small letters are written as capitals."}
FOLDER = False
EXTRA = ""


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of a file; their spans belong to nobody."""
    for number, block in enumerate(path.read_text(encoding="utf-8").split("SHOUT:")[1:], 1):
        text, *rows = block.strip().split("\n")
        spans = [Span(int(start), int(end), label) for start, end, label in (row.split() for row in rows)]
        layers = {UNNAMED: IncomingLayer(spans)} if spans else {}
        yield Incoming(Article.of(text, source=path.name, language=options.language), layers, line=number)


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write all documents to one file."""
    lost = []
    with out.open("w", encoding="utf-8") as file:
        for document in documents:
            text = document.article.text
            rows = [f"{held.span.start} {held.span.end} {held.span.label}" for held in document.spans]
            file.write("\n".join([f"SHOUT:{text.upper()}", *rows]) + "\n")
            if text != text.upper():
                lost.append(Lost(document.article.key, "text", "Its small letters are capitals now."))
    return lost
