"""WARC, the archive of web crawls: every page in it that was delivered well is an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import Incoming
from annotator.errors import InputError, first_line
from annotator.formats.base import Holds, Loss, Notice, Read, ReadOptions, needs
from annotator.formats.common.text.decoding import LONGEST_TEXT, check_text, decode
from annotator.plural import counted

try:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecordLoader

    from annotator.formats.html import article_of
except ImportError as error:
    raise needs("warc", "ingest") from error

NAME = "warc"
ABOUT = "Web archives: the pages of a crawl"
SUFFIXES = (".warc", ".warc.gz")
SIGNS = ({"head": r"\AWARC/"}, {"name": r"\.warc\.gz$"})
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = "ingest"

_PIECE = 1 << 16
_PAGES = ("text/html", "application/xhtml")


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles of an archive; `line` is the number of the record. What is no text is passed over."""
    passed = 0
    with path.open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=True)  # one that cannot be parsed is not the last one
        for number in count(1):
            try:
                with redirect_stderr(StringIO()):  # its library prints there what it finds between records
                    record = next(records, None)
                if record is None:
                    break
                article = _contained(record, options)
                whole = _read_through(record)
            except InputError as error:
                yield error.at("", number)
                continue
            except Exception as error:  # noqa: BLE001 - a stranger's bytes fail in whatever way warcio and zlib do
                yield InputError(f"The archive is damaged here ({type(error).__name__}).", line=number)
                yield from _said(passed)
                return
            if not whole:
                yield InputError("The archive ends in the midst of this record.", line=number)
            elif article:
                yield Incoming(article, line=number)
            else:
                passed += 1
    yield from _said(passed)
    if number == 1 or records.offset < path.stat().st_size:
        yield InputError("The archive is empty, damaged or cut off: there is no record here.", line=number)


def _said(passed: int) -> list[Notice]:
    return [Notice(f"Passed over: {counted(passed, 'record')} without a page of text.")] if passed else []


def _read_through(record: Any) -> bool:
    """Read a record to its end; whether it has all the bytes that its header declares."""
    while record.raw_stream.read(_PIECE):
        pass
    declared = record.rec_headers.get_header("Content-Length") or record.rec_headers.get_header("length") or ""
    return declared.strip().isdecimal() and not getattr(record.raw_stream, "limit", 0)


def _contained(record: Any, options: ReadOptions) -> Article | None:
    """The article of a record (see `_article`). Raises `InputError` where the record itself is broken."""
    try:
        return _article(record, options)
    except InputError:
        raise
    except (OSError, EOFError, OverflowError):
        raise  # of the archive, not of what is in it
    except Exception as error:
        raise InputError(f"The record is damaged: {first_line(error)}.") from error


def _article(record: Any, options: ReadOptions) -> Article | None:
    """The article of a record, or None where it is not a page that was delivered well. Raises `InputError`."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type != "response" or not address.startswith(("http://", "https://")):
        return None
    loader = ArcWarcRecordLoader()
    record.http_headers = loader.load_http_headers("response", address, record.raw_stream, record.length)
    if not record.http_headers or record.http_headers.get_statuscode() != "200":
        return None
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    if not kind.startswith((*_PAGES, "text/plain")):
        return None
    body = record.content_stream().read(LONGEST_TEXT + 1)
    if len(body) > LONGEST_TEXT:
        raise InputError(f"The page {address} is too large.")
    if kind.startswith(_PAGES):
        return article_of(body, address, options.language)
    return Article.of(check_text(decode(body)[0]), source=address, language=options.language)
