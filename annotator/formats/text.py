"""Plain text: one file is one article. Its first line that is not blank is the title, newlines stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.text.decoding import read_text

NAME = "text"
ABOUT = "Plain text, one article a file"
SUFFIXES = (".txt", ".text")
SIGNS = ({"name": r"(?i)\.(txt|text)$"},)
ORDER = 40
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article that the file is."""
    try:
        text, notices = read_text(path)
    except InputError as error:
        yield error
        return
    yield from notices
    yield Incoming(Article.of(text, source=path.name, language=options.language), line=1)
