"""Web archives, whole and cut off."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support.reading import OPTIONS, PAGE, articles, put
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import warc
from annotator.formats.base import Notice
from annotator.formats.common.detect import detect


def test_an_archive_gives_its_pages(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    bodies = [("200 OK", "text/html", PAGE), ("404 Not Found", "text/html", PAGE), ("200 OK", "image/png", "x")]
    for number, (status, kind, body) in enumerate(bodies):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        address = f"https://example.org/{number}"
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(body.encode()), http_headers=headers)
        writer.write_record(record)
    path = put(tmp_path, "crawl.warc.gz", out.getvalue())
    assert detect(path, path.read_bytes()) == "warc"
    found, notice = warc.read(path, OPTIONS)
    assert isinstance(found, Incoming)
    assert found.article.source == "https://example.org/0"
    assert isinstance(notice, Notice)
    assert notice.text.startswith("Passed over: 2 records")
    broken = put(tmp_path, "broken.warc", b"WARC/1.0\r\nnothing here\r\n")
    assert not articles(warc.read(broken, OPTIONS))


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off_gives_whole_articles_only_and_says_so(tmp_path: Path, packed: bool) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    begins = [0]
    for number in range(3):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
        body = io.BytesIO(f"Page {number} of the crawl.".encode())
        address = f"https://example.org/{number}"
        record = writer.create_warc_record(address, "response", payload=body, http_headers=headers)
        writer.write_record(record)
        begins.append(out.tell())
    whole = out.getvalue()
    assert begins[-1] == len(whole)
    for cut in range(len(whole)):
        path = put(tmp_path, "cut.warc", whole[:cut])
        reads = list(warc.read(path, OPTIONS))
        texts = [read.article.text for read in articles(iter(reads))]
        assert texts == [f"Page {number} of the crawl." for number in range(len(texts))]
        at_the_end_of_one = any(-12 <= cut - begin <= 0 for begin in begins[1:])  # line ends and a checksum are there
        assert at_the_end_of_one or any(isinstance(read, InputError) for read in reads), cut
        assert len(texts) >= sum(begin <= cut for begin in begins[1:])
