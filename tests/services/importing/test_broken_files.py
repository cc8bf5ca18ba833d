"""One broken file spoils no other: it is refused with its name and the reason, whatever its format makes of it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank

from annotator.formats.common import detect
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

ROOT = Path(__file__).parents[3]
GOOD = "Nothing is wrong with this one."

_ITEM = "<item><title>t</title><description>Some words.</description>{}</item>"
_FEED = "<rss><channel>{}</channel></rss>"
_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nA page of words."


def _record(*headers: bytes, body: bytes = _PAGE, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    lines = (b"WARC/1.0", b"WARC-Type: response", *headers, b"Content-Length: %d" % size)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body + b"\r\n\r\n"


_TARGET = b"WARC-Target-URI: http://a.example/"

BROKEN: dict[str, tuple[str, bytes, list[str], int]] = {
    "a short row": ("a.csv", b"key,text,start,end,label\nk1,hello world,0\n", ["a.csv:2"], 0),
    "a row without end": ("a.csv", b"key,text,start,label,end\nk1,hello world,0,ORG,\n", ["a.csv:2"], 0),
    "short rows that lack nothing": ("a.csv", b"text,label,source\nhello,x\nthere\n", [], 2),
    "a date beyond all dates": (
        "a.rss",
        _FEED.format(_ITEM.format(f"<pubDate>Mon, 01 Jan {'9' * 30} 00:00:00 +0000</pubDate>")).encode(),
        [],
        1,
    ),
    "an encoding that is none": (
        "a.rss",
        b'<?xml version="1.0" encoding="UTF-1"?>' + _FEED.format(_ITEM.format("")).encode(),
        ["a.rss"],
        0,
    ),
    "a record without address": ("a.warc", _record() + _record(_TARGET), [], 1),
    "a length beyond all lengths": ("a.warc", _record(_TARGET, length=10**30) + _record(_TARGET), ["a.warc:1"], 0),
    "a status that is none": (
        "a.warc",
        _record(_TARGET, body=b"HTTP/1.1 2\r\n\r\n") + _record(_TARGET, body=b"\xff\xfe\r\n") + _record(_TARGET),
        ["a.warc:2"],
        1,
    ),
    "an address that is none": ("a.urls", b"http://[::1\n", ["a.urls"], 0),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "p.db") as store:
        yield store


def added(store: Store, folder: Path) -> AddReport:
    """What adding a folder reports, which has a good file at its beginning and end."""
    for name in ("0.txt", "zzz.txt"):
        (folder / name).write_text(f"{GOOD} {name}")
    report = add(store, [str(folder)], AddOptions(as_name="ana"))
    texts = {row[0] for row in store.conn.execute("SELECT text FROM texts")}
    assert {f"{GOOD} 0.txt", f"{GOOD} zzz.txt"} <= texts
    return report


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_refused_and_the_rest_is_stored(store: Store, tmp_path: Path, what: str) -> None:
    name, content, places, good = BROKEN[what]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    report = added(store, folder)
    refused = [str(one) for one in report.refused]
    assert len(refused) == len(places)
    assert all(place in one for place, one in zip(places, refused, strict=True))
    assert report.added == 2 + good
    assert check_up(store).sound


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_names_that_are_not_utf8_are_stored_and_told_with_a_sign(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    inner = os.fsencode(folder) + b"/d\xe9"
    os.makedirs(inner)  # noqa: PTH103 - bytes
    contents = {
        b"caf\xe9.txt": b"A plain text.",
        b"caf\xe9.html": b"<html><body><p>A page with enough words in it to be one.</p></body></html>",
        b"caf\xe9.md": b"# A title\n\nWords.",
        b"caf\xe9.jsonl": b'{"text": "A line."}\n{"text": 3}\n',
        b"caf\xe9.csv": b"text,label\nA row,x\n",
    }
    for name, content in contents.items():
        Path(os.fsdecode(inner + b"/" + name)).write_bytes(content)
    report = added(store, folder)
    assert report.added == 2 + 5
    assert [one.file.endswith("d\ufffd/caf\ufffd.jsonl") for one in report.refused] == [True]
    json.dumps(report.as_json()).encode()
    sources = {row[0] for row in store.conn.execute("SELECT source FROM articles")}
    assert {"caf\ufffd.txt", "caf\ufffd.md"} <= sources


class Failing:
    """A reader that fails in a way of its own, in mid-file."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(self, *_: object) -> Iterator[Any]:
        yield from ()
        raise self.error


@pytest.mark.parametrize(
    "error",
    [KeyError("x"), AttributeError("y"), RecursionError(), MemoryError(), OverflowError("z"), ZeroDivisionError()],
)
@pytest.mark.parametrize("part", ["read", "sniff"])
def test_whatever_a_reader_raises_costs_its_own_file_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, part: str
) -> None:
    csv = detect.load("csv")
    monkeypatch.setattr(csv, "read", Failing(error))
    if part == "sniff":
        monkeypatch.setattr(csv, "sniff", lambda *_: next(Failing(error)()))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text("text\nhello\n")
    report = added(store, folder)
    assert [one.file for one in report.refused] == [str(folder / "a.csv")]
    assert "The format csv failed on it" in report.refused[0].reason


def test_a_bomb_is_refused_before_it_goes_off(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.spacy").write_bytes(zlib.compress(bytes(200_000_000), 9))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = added(store, folder)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    assert "far more than any DocBin" in report.refused[0].reason


def test_links_that_lead_out_of_a_folder_are_not_followed_unless_they_are_named(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("It is nobody's business.")
    (folder / "a.txt").symlink_to("../secret.txt")
    (folder / "b.txt").symlink_to("0.txt")
    report = added(store, folder)
    assert (report.added, report.known) == (2, 1)
    assert [one for one in report.notices if "1 link that leads out" in one]
    assert add(store, [str(folder / "a.txt")], AddOptions()).added == 1


def test_the_library_of_archives_prints_nothing_of_what_is_in_them(
    store: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.warc").write_bytes(_record(_TARGET) + b"\x1b]0;owned\x07 between\r\n" + _record(_TARGET))
    added(store, folder)
    assert capfd.readouterr().err == ""


_DOCTYPE = '<!DOCTYPE rss [<!ENTITY e "expanded">]>' + _FEED.format(_ITEM.format("<link>&e;</link>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_a_document_type_is_refused_in_whatever_encoding(store: Store, tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    declared = "" if encoding == "utf-8" else f'<?xml version="1.0" encoding="{encoding[:6]}"?>'
    (folder / "a.rss").write_bytes((declared + _DOCTYPE).encode(encoding))
    detect_as = AddOptions(format="feed")
    report = add(store, [str(folder / "a.rss")], detect_as)
    assert (report.added, len(report.refused)) == (0, 1)


def test_a_type_system_beside_a_file_is_looked_at_too(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("dkpro.xmi", "dkpro-typesystem.xml"):
        shutil.copy(ROOT / "tests" / "formats" / "files" / "uima" / name, folder)
    assert added(store, folder).refused == []
    system = folder / "dkpro-typesystem.xml"
    data = system.read_bytes()
    at = data.index(b"?>") + 2
    system.write_bytes(data[:at] + b'<!DOCTYPE x [<!ENTITY e "expanded">]>' + data[at:])
    refused = added(store, folder).refused
    assert refused
    assert all("its type system declares a document type" in one.reason for one in refused)
