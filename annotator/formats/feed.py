"""RSS and Atom: every entry of a feed that brings its text along is an article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from annotator.domain.article import Article
from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.text.decoding import LARGEST_FILE, check_text
from annotator.formats.common.text.xml_prolog import declares_document_type

NAME = "feed"
ABOUT = "RSS and Atom: the entries that bring their text along"
SUFFIXES = (".rss", ".atom")
SIGNS = ({"tag": "rss|feed|rdf:rdf"},)
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "updated", "date")
_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "tr", "pre"}
_SILENT = {"script", "style", "template", "noscript"}
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The entries of a feed; `line` is the number of the entry."""
    data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
    if not data or declares_document_type(data):
        yield InputError("This is no feed that can be taken: it is too large, or declares a document type.")
        return
    try:
        root = ET.fromstring(data)  # noqa: S314 - a file that declares a document type was refused
    except ET.ParseError as error:
        line, column = error.position
        yield InputError(f"This is not XML at column {column + 1}: {str(error).split(':')[0]}.", line=line)
        return
    except (LookupError, ValueError) as error:
        yield InputError(f"The encoding that it declares cannot be read: {error}.")
        return
    language = _child(root, ("language",)) or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    channel = next((one for one in root if _name(one) == "channel"), root)
    language = language or _child(channel, ("language",)) or options.language
    entries = [one for one in (*root, *channel) if _name(one) in {"item", "entry"}]
    for number, entry in enumerate(dict.fromkeys(entries), 1):
        try:
            yield Incoming(_article(entry, language, _child(channel, ("title",))), line=number)
        except InputError as error:
            yield error.at("", number)


def _article(entry: ET.Element, language: str, site: str) -> Article:
    """The article of an entry. Raises `InputError` where it has no text of its own."""
    title = plain(_child(entry, ("title",)))
    address = _child(entry, ("link",)) or next((one.get("href", "") for one in entry if _name(one) == "link"), "")
    body = plain(_child(entry, _BODIES))
    if not body:
        raise InputError(f"The entry {title[:60]!r} has no text; add its address: {address or 'it has none'}.")
    author = next((one for one in entry if _name(one) in {"author", "creator"}), None)
    name = "" if author is None else _child(author, ("name",)) or (author.text or "").strip()
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return Article.of(
        check_text(text),
        title=title or None,
        byline=name or None,
        source=address,
        date=_date(_child(entry, _DATES)),
        language=language[:35],
        meta={"site": site} if site else {},
    )


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: ET.Element, names: tuple[str, ...]) -> str:
    """The text of the first child of one of these names, the names in order of preference."""
    for name in names:
        for child in element:
            if _name(child) == name and (text := "".join(child.itertext()).strip()):
                return text
    return ""


def _date(text: str) -> str:
    """A date as ISO 8601, where it is one of mail; else as it stands."""
    try:
        return parsedate_to_datetime(text).isoformat() if text else ""
    except (ValueError, OverflowError):
        return text


class _Text(HTMLParser):
    """The text of a piece of HTML; blocks begin on a line of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def plain(text: str) -> str:
    """Text or a piece of HTML as paragraphs of text."""
    if not _MARKUP.search(text):
        return text.strip()
    parser = _Text()
    parser.feed(text if "<" in text else html.unescape(text))
    parser.close()
    lines = (line.strip() for line in "".join(parser.pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)
