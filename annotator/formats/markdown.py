"""Markdown: one file is one article, its marks kept as they stand.

A front matter is no part of the text: title, byline, date, source and language are taken from it, the rest is kept in
`meta`. Else the title is the first heading, or the first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.article import Article, title_of
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.json_strict import check_depth
from annotator.formats.common.text.decoding import check_text, read_text
from annotator.formats.common.text.front_matter import front_matter

NAME = "markdown"
ABOUT = "Markdown, one article a file; a front matter is understood"
SUFFIXES = (".md", ".markdown")
SIGNS = ({"name": r"\.(md|markdown)$"},)
ORDER = 30
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

_ITEM = re.compile(r" {0,3}(?:[-+*>]|\d+[.)])\s")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*")
_RASA = re.compile(r"^## (?:intent|lookup|synonym|regex):", re.MULTILINE)
_NOT_RASA = (
    "It is Rasa's training data, which is read as JSON (`rasa data convert nlu -f json`); `--format text` takes it for "
    "plain text."
)
_RULES = re.compile(r"\A(?:[ \t]*(?:-{3,}|\*{3,}|_{3,}|\+{3,})?[ \t]*\r?\n)+")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_NAMES = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "source": ("url", "source", "link"),
    "date": ("date", "published", "pubdate"),
    "language": ("language", "lang"),
}
"""Under which names a front matter has what an article has; the first that is there is taken."""


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article that the file is."""
    try:
        whole, notices = read_text(path)
        if _RASA.search(whole):
            raise InputError(_NOT_RASA)  # noqa: TRY301 - it is told as whatever else is wrong with the file
        known, text, said = front_matter(whole)
        check_depth(dict(known))
        words, meta = _words(known)
        article = Article.of(
            check_text(text),
            title=words.get("title") or _heading(text) or title_of(_RULES.sub("", text)),
            byline=words.get("byline"),
            source=words.get("source") or path.name,
            date=words.get("date", ""),
            language=words.get("language") or options.language,
            meta=meta,
        )
    except InputError as error:
        yield error
        return
    yield from (*notices, *said)
    yield Incoming(article, line=1)


def _words(known: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """What a front matter says that an article has a place for, and the rest."""
    words: dict[str, str] = {}
    rest = dict(known)
    for name, keys in _NAMES.items():
        key = next((key for wanted in keys for key in known if key.lower() == wanted and _word(known[key])), None)
        if key is not None:
            words[name] = _word(known[key])
            del rest[key]
    return words, rest


def _word(value: Any) -> str:
    """A value as one text: names of a list with commas, of an object its name; nothing where it is none."""
    match value:
        case str():
            return " ".join(value.split())
        case [*several]:
            return ", ".join(filter(None, map(_word, several)))
        case {"name": name}:
            return _word(name)
        case _:
            return ""


def _heading(text: str) -> str:
    """The first heading that is not in a block of code, or nothing."""
    fence, before = "", ""
    for line in text.splitlines():
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif found := _FENCE.match(line):
            fence, before = found[1], ""
        elif found := _HEADING.fullmatch(line):
            return found[1]
        elif before and _UNDERLINE.fullmatch(line):
            return before
        else:
            before = "" if _ITEM.match(line) else line.strip()
    return ""
