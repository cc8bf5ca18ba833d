"""Formats that are only read: Markdown, web pages, feeds, archives, addresses."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import feed, html, markdown, url, warc
from annotator.formats.base import Notice, Read, ReadOptions
from annotator.formats.common.detect import detect

OPTIONS = ReadOptions(language="de")
SENTENCES = "The port authority said on Monday that the new library would open its doors in spring. " * 4
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Library opens on a barge in the old harbour | The Daily</title>
<meta name="author" content="Ana Ruiz"></head><body><nav>Home Sport Weather</nav>
<article><h1>Library opens</h1><p>{SENTENCES}</p></article></body></html>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Daily</title>
<entry><title>One</title><link href="https://example.org/1"/><updated>2026-01-02T03:04:05Z</updated>
<author><name>Ana</name></author>
<content type="html">&lt;p&gt;First &amp;amp; last.&lt;/p&gt;&lt;p&gt;Then.&lt;/p&gt;
</content></entry>
<entry><title>Two</title><link href="https://example.org/2"/></entry></feed>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Daily</title><language>fr</language>
<item><title>Un</title><link>https://example.org/1</link><pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate>
<description>Texte.</description></item></channel></rss>"""


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def articles(reads: Iterator[Read]) -> list[Incoming]:
    return [read for read in reads if isinstance(read, Incoming)]


def test_a_front_matter_is_no_part_of_a_markdown_text(tmp_path: Path) -> None:
    source = '---\ntitle: "A: b"\nauthor: Ana\nlang: en\ndate: 2026-01-02\n---\n\n# Heading\n\n---\nBody.\n'
    (found,) = articles(markdown.read(put(tmp_path, "a.md", source), OPTIONS))
    article = found.article
    assert article.text == "# Heading\n\n---\nBody.\n"
    assert (article.title, article.byline, article.language, article.date) == ("A: b", "Ana", "en", "2026-01-02")
    (found,) = articles(markdown.read(put(tmp_path, "b.md", "Intro.\n\n## Heading ##\n"), OPTIONS))
    assert (found.article.title, found.article.language) == ("Heading", "de")


def test_a_page_gives_its_article_under_its_headline(tmp_path: Path) -> None:
    path = put(tmp_path, "page", PAGE)
    assert detect(path, path.read_bytes()) == "html"
    (found,) = articles(html.read(path, OPTIONS))
    assert found.article.title == "Library opens on a barge in the old harbour"
    assert "port authority" in found.article.text
    assert "Weather" not in found.article.text
    assert found.article.byline == "Ana Ruiz"


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><img src=a></body></html>", "<p>" * 5000])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    assert all(isinstance(read, InputError) for read in html.read(put(tmp_path, "a.html", page), OPTIONS))


def test_feeds_give_the_entries_that_bring_their_text(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", ATOM)
    assert detect(path, path.read_bytes()) == "feed"
    one, two = feed.read(path, OPTIONS)
    assert isinstance(one, Incoming)
    assert isinstance(two, InputError)
    assert one.article.text == "One\n\nFirst & last.\n\nThen."
    assert (one.article.source, one.article.byline, one.article.language) == ("https://example.org/1", "Ana", "en")
    assert "https://example.org/2" in two.reason
    (rss,) = articles(feed.read(put(tmp_path, "b.rss", RSS), OPTIONS))
    assert (rss.article.date, rss.article.language, rss.article.meta) == (
        "2026-01-02T03:04:05+00:00", "fr", {"site": "Daily"},
    )  # fmt: skip


@pytest.mark.parametrize("bad", ["<rss><channel>", '<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', ""])
def test_a_bad_feed_is_refused(tmp_path: Path, bad: str) -> None:
    (read,) = feed.read(put(tmp_path, "a.rss", bad), OPTIONS)
    assert isinstance(read, InputError)


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
    assert notice.text.startswith("2 records")
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


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        else:
            self.send_response(200 if self.path == "/page" else 404)
        self.end_headers()
        if self.path == "/page":
            self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    checked = url.public_address
    monkeypatch.setattr(
        url, "public_address", lambda host, port: "127.0.0.1" if host == "site.test" else checked(host, port)
    )
    yield f"http://site.test:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_gives_the_article_of_its_page(site: str, tmp_path: Path) -> None:
    path = put(tmp_path, "list.urls", f"{site}/moved\n\n{site}/gone\n")
    assert detect(path, path.read_bytes()) == "url"
    found, refused = url.read(path, OPTIONS)
    assert isinstance(found, Incoming)
    assert (found.article.source, found.line) == (f"{site}/page", 1)
    assert isinstance(refused, InputError)
    assert "404" in refused.reason


@pytest.mark.parametrize(("path", "said"), [("/inside", "private network"), ("/round", "redirections")])
def test_a_redirection_is_checked_like_an_address(site: str, path: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        url.fetch(f"{site}{path}")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.1.2.3/", "http://169.254.169.254/",
        "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://2130706433/", "ftp://example.org/", "file:///etc/passwd",
        "http://", "http://example.org:99999/", "http://[::1", "http://nowhere.invalid/",
    ],
)  # fmt: skip
def test_what_is_not_public_is_never_fetched(address: str) -> None:
    with pytest.raises(InputError):
        url.fetch(address)
