"""A web page: its article without what stands around it, as trafilatura finds it.

Title, byline, date, site and language are kept; the title is the first line of the text, as in a
newspaper. A page in which no article is found is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions, needs
from annotator.formats.common.text.decoding import LARGEST_FILE, check_text

try:
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html
except ImportError as error:
    raise needs("html", "ingest") from error

NAME = "html"
ABOUT = "Web pages: the article without what stands around it"
SUFFIXES = (".html", ".htm", ".xhtml")
SIGNS = (
    {"tag": "!doctype", "head": r"(?i)<!doctype\s+html"},
    {"tag": "html|head|body|article"},
    {"name": r"\.(html?|xhtml)$"},
)
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = "ingest"

_TITLES = {"og:title", "dc:title", "dcterm:title", "twitter:title"}
_SITE = re.compile(r"\s+[|\-–—»]\s+")
_SHORT = 4


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article of a page."""
    if path.stat().st_size > LARGEST_FILE:
        yield InputError(f"The page has {path.stat().st_size:,} bytes, which is too large.")
        return
    try:
        yield Incoming(article_of(path.read_bytes(), path.name, options.language), line=1)
    except InputError as error:
        yield error


def article_of(page: bytes, source: str, language: str) -> Article:
    """The article of a page; `source` and `language` hold where the page names none. Raises `InputError`."""
    try:
        tree = load_html(page)
        headline = "" if tree is None else _headline(tree)
        found = None if tree is None else bare_extraction(tree, include_comments=False, with_metadata=True)
    except RecursionError:
        raise InputError("The page is nested too deep.") from None
    except Exception as error:
        raise InputError(f"This is no web page that can be read ({type(error).__name__}).") from error
    if found is None or not (found.text or "").strip():
        raise InputError("No article was found in this page.")
    title, body = headline or (found.title or "").strip(), found.text
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    site = found.sitename or ""
    return Article.of(
        check_text(text),
        title=title or None,
        byline=found.author or None,
        source=found.url or source,
        date=found.date or "",
        language=(found.language or language)[:35],
        meta={"site": site} if site else {},
    )


def _headline(tree: Any) -> str:
    """The title a page gives itself: in its metadata, else in its title element without the name of the site."""
    for element in tree.iter("meta"):
        named = f"{element.get('property', '')} {element.get('name', '')}".lower().split()
        if not _TITLES.isdisjoint(named) and (title := " ".join(element.get("content", "").split())):
            return title
    title = " ".join((tree.findtext(".//title") or "").split())
    parts = _SITE.split(title)
    rest = title[: -len(parts[-1])].rstrip(" |-–—»") if len(parts) > 1 else ""
    return rest if len(rest.split()) > _SHORT else title
