"""Plain text: one file is one article. Its first line that is not blank is the title, newlines stay as they are.

Where the user says so, each line that is not blank is an article instead, without its line break.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.text.decoding import check_text, guess_told, opened_text, read_text

NAME = "text"
ABOUT = "Plain text, one article a file, or one a line (`add --lines`)"
SUFFIXES = (".txt", ".text")
SIGNS = ({"name": r"\.(txt|text)$"},)
ORDER = 40
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article that the file is, or those that its lines are."""
    try:
        yield from (_lines if options.lines else _whole)(path, options)
    except InputError as error:
        yield error


def _whole(path: Path, options: ReadOptions) -> Iterator[Read]:
    text, notices = read_text(path)
    yield from notices
    yield Incoming(Article.of(text, source=path.name, language=options.language), line=1)


def _lines(path: Path, options: ReadOptions) -> Iterator[Read]:
    with opened_text(path, None) as (file, guessed):
        yield from guess_told(guessed)
        blank = True
        for number, line in enumerate(file, 1):
            if line.strip():
                blank = False
                yield _line(line.removesuffix("\n"), number, path, options)
        if blank:
            yield InputError("All its lines are blank.")


def _line(text: str, number: int, path: Path, options: ReadOptions) -> Read:
    try:
        return Incoming(Article.of(check_text(text), source=path.name, language=options.language), line=number)
    except InputError as error:
        return error.at("", number)
