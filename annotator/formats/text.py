"""Plain text: one file is one article. Its first line that is not blank is the title, newlines stay as they are.

Where the user says so, each line that is not blank is an article instead, without its line break.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Notice, Read, ReadOptions
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

_END_TAG = re.compile(r"</[A-Za-z][\w.:-]{0,40}>")
_SHOWN = 3


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article that the file is, or those that its lines are."""
    try:
        yield from (_lines if options.lines else _whole)(path, options)
    except InputError as error:
        yield error


def _whole(path: Path, options: ReadOptions) -> Iterator[Read]:
    text, notices = read_text(path)
    yield from (*notices, *_tags(text))
    yield Incoming(Article.of(text, source=path.name, language=options.language), line=1)


def _tags(text: str) -> list[Notice]:
    """A notice for tags in a text, which may be meant to mark something."""
    found = Counter(_END_TAG.findall(text))
    shown = ", ".join(tag for tag, _ in found.most_common(_SHOWN))
    return [Notice(f"It has {found.total():,} end tags such as {shown}: tags stay part of the text.")] if found else []


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
