"""Markdown: one file is one article, its marks kept as they stand.

A front matter (`---`, lines of `key: value`, `---`) is no part of the text; title, byline, date,
source and language are taken from it. Else the title is the first heading, or the first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article, title_of
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.text.decoding import check_text, read_text

NAME = "markdown"
ABOUT = "Markdown, one article a file; a front matter is understood"
SUFFIXES = (".md", ".markdown")
SIGNS = ({"name": r"(?i)\.(md|markdown)$"},)
ORDER = 30
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)(?:^---|^\.\.\.)[ \t]*(?:\r?\n|\Z)\s*", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article that the file is."""
    try:
        text, notices = read_text(path)
        front = _FRONT.match(text)
        known = {key.lower(): value.strip("\"'") for key, value in _ENTRY.findall(front[1])} if front else {}
        text = check_text(text[front.end() :] if front else text)
    except InputError as error:
        yield error
        return
    heading = _HEADING.search(text)
    article = Article.of(
        text,
        title=known.get("title") or (heading[1] if heading else title_of(text)),
        byline=known.get("byline") or known.get("author"),
        source=known.get("url") or known.get("source") or path.name,
        date=known.get("date", ""),
        language=known.get("language") or known.get("lang") or options.language,
    )
    yield from notices
    yield Incoming(article, line=1)
