"""Addresses: what is fetched, from where it never is, and where it leads."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support.packed import zipped
from support.reading import OPTIONS, PAGE, put

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import url
from annotator.formats.common.detect import detect
from annotator.services.importing.add import AddOptions, add
from annotator.storage.queries.counts import articles
from annotator.storage.store import Store

FILES = {
    "/page": PAGE.encode(),
    "/tags.conll.gz?raw": gzip.compress(b"Ada B-PER\nleft O\n"),
    "/all.zip": zipped({"a/one.txt": "Bo left.", "two.jsonl": '{"text": "Cy left."}'}),
    "/paper": b"%PDF-1.7\n",
}


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
            self.send_response(200 if self.path in FILES else 404)
        self.end_headers()
        self.wfile.write(FILES.get(self.path, b""))

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


def test_what_is_packed_is_read_from_an_address(site: str, tmp_path: Path) -> None:
    addresses = [f"{site}{path}" for path in ("/tags.conll.gz?raw", "/all.zip", "/paper")]
    with Store.create(tmp_path / "p.db") as store:
        report = add(store, addresses, AddOptions())
        found = [store.article(one.key) for one in articles(store)]
    assert [(one.text, one.source) for one in found] == [
        ("Ada left", addresses[0]), ("Bo left.", addresses[1]), ("Cy left.", addresses[1]),
    ]  # fmt: skip
    (refused,) = report.refused
    assert "a PDF" in refused.reason


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
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fec0::1]/", "http://[::127.0.0.1]/",
        "http://[3fff::1]/", "http://[64:ff9b:1::1]/", "http://[2001:0:7f00:1::]/", "http://[ff02::1]/",
        "http://[64:ff9b::a01:203]/", "http://[::ffff:0:7f00:1]/",
        "http://", "http://example.org:99999/", "http://[::1", "http://nowhere.invalid/",
    ],
)  # fmt: skip
def test_what_is_not_public_is_never_fetched(address: str) -> None:
    with pytest.raises(InputError):
        url.fetch(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "2002:808:808::1"])
def test_what_is_public_may_be_fetched(address: str) -> None:
    assert url.public_address(address, 80) == address


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nx"])
def test_a_server_that_takes_for_ever_is_left(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    ended = threading.Event()

    def drip(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        connection.sendall(answer)
        while not ended.wait(0.01):
            with suppress(OSError):
                connection.sendall(b"X-Header: y\r\n" if b"\r\n\r\n" not in answer and answer else b"H")
        connection.close()

    monkeypatch.setattr(url, "public_address", lambda *_: "127.0.0.1")
    monkeypatch.setattr(url, "_WHOLE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,), daemon=True)
        thread.start()
        with pytest.raises(InputError, match=r"takes more than|cannot be fetched"):
            url.fetch(f"http://slow.test:{listener.getsockname()[1]}/")
        ended.set()
        thread.join()
