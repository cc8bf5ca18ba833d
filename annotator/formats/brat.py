"""brat standoff: a `.txt` and a `.ann` for each article, and an `annotation.conf`.

Offsets are code points. A span that crosses a line break is written in *fragments*, as brat demands;
fragments with nothing but white space between them are read as one span. A span of other fragments
is read as one span for each. Relations, events, attributes, equivalences and normalisations are kept by the places
of their spans, and written back (`parts/brat/`). Offsets that count something else are recognised
by the quotes. The files of shared tasks, `.a1` and `.a2`, are read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.file_names import Stems, beside
from annotator.formats.common.losses import ForeignNames
from annotator.formats.common.text.decoding import decode, read_text
from annotator.formats.common.text.sniffing import head_text
from annotator.formats.parts.brat.config import Config, symmetric_in
from annotator.formats.parts.brat.reading import Reading
from annotator.formats.parts.brat.writing import TYPE, lines_of

NAME = "brat"
ABOUT = "brat standoff: .txt and .ann"
SUFFIXES = (".ann", ".a1", ".a2")
SIGNS = ({"name": r"\.(ann|a1|a2)$"},)
HOLDS: tuple[Holds, ...] = ("span_comments", "relations", "entities", "links", "attributes")
LOSES: Mapping[Loss, str] = {
    "newline": "A span that crosses a line break is written in fragments; line breaks at its edges are left out.",
    "renamed": "Labels with characters that a brat type cannot have are written with `_` for them.",
    "comments": "Line breaks within a comment are written as blanks.",
    "relation": "Relations are left out where a span of theirs is; of foreign ones the ends and the label are held.",
    "entity": "An entity is left out where a mention of it is, or where it has only one; another kind is `Alias`.",
    "link": "Links are left out where their span is, or where they have white space.",
    "attribute": "Attributes are left out where their span is; values are written as text.",
}
FOLDER = True
EXTRA = ""

_LINE = re.compile(r"(?:[TREAMN#]\d+|\*)\t")


def sniff(_path: Path, head: bytes) -> bool:
    """Whether a file that is named like annotations is empty or begins with one."""
    text = head_text(head)
    return not text.strip() or _LINE.match(text) is not None


def companions(path: Path) -> Iterable[Path]:
    """The text that a file of annotations is about, the rest of its annotations, and how they were set up."""
    yield beside(path, ".txt")
    if path.suffix.lower() == ".a1":
        yield beside(path, ".a2")
    for folder in (path.parent, path.parent.parent):
        yield from (folder / f"{name}.conf" for name in ("annotation", "visual", "tools", "kb_shortcuts"))


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article of the text beside the annotations; one line that is wrong refuses it."""
    about = beside(path, ".txt")
    if not about.is_file():
        yield InputError(f"The text these annotations are about, {about.name}, is not beside them.")
        return
    try:
        text, notices = read_text(about)
        reading = Reading(text, _lines(path), options.offsets, symmetric_in(path.parent))
    except InputError as error:
        yield error
        return
    yield from notices
    yield from reading.notices
    yield from reading.aside()
    article = Article.of(text, source=about.name, language=options.language, meta=reading.meta)
    layer = IncomingLayer(sorted(set(reading.spans)), comments=reading.comments)
    yield Incoming(article, {UNNAMED: layer}, line=1)


def _lines(path: Path) -> list[str]:
    """The lines of the annotations; those of shared tasks are in two files, `.a1` and `.a2`."""
    pair = beside(path, ".a1"), beside(path, ".a2")
    paths = [one for one in pair if one.is_file()] if path in pair else [path]
    texts = [decode(one.read_bytes())[0] for one in paths if one.stat().st_size]
    return [line.rstrip("\r") for text in texts for line in text.split("\n")]


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write a text and its annotations for each document into a folder, and the types they use."""
    out.mkdir(parents=True)
    entries: list[Lost] = []
    names, stems = ForeignNames(TYPE), Stems()
    config = Config(options.scheme.claims, ForeignNames(TYPE))
    for label in options.scheme.active():
        names(label.name)
    for document in documents:
        stem = stems(document)
        lines, gone = lines_of(document, names, config.symmetric)
        entries += gone
        config.see(lines)
        (out / f"{stem}.txt").write_bytes(document.article.text.encode())
        (out / f"{stem}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
    (out / "annotation.conf").write_text(config.text([*names.given.values()]), encoding="utf-8")
    return entries
