"""Files as other tools write them, in `files/FORMAT/`: each is told by its content and means what stands beside it.

Beside `NAME` stands `NAME.read.txt`: what a reader must make of it, in the words of `support.described`. Where a file
is packed, it is made here by its own tool and has only its page there.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy
from spacy.tokens import DocBin
from spacy.training import biluo_tags_to_spans
from support.described import described
from support.formats import BOTH, FORMATS, assert_same_when_read_again, documents_of
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from annotator.domain.document import Incoming
from annotator.formats.base import ReadOptions
from annotator.formats.common.detect import HEAD, detect

FILES = Path(__file__).with_name("files")
PAGE = ".read.txt"
PAGES = sorted(FILES.rglob(f"*{PAGE}"))
WITH_SPANS = [page for page in PAGES if "⟦" in page.read_text(encoding="utf-8")]
ELSEWHERE = {"url"}
"""What must ask a server; it has one in `test_url`."""


def docbin() -> bytes:
    nlp = spacy.blank("en")
    first, second = nlp("😀 Ada Berg met Bo in Norsund."), nlp("Rain fell.")
    first.ents = biluo_tags_to_spans(first, ["O", "B-PER", "L-PER", "O", "U-PER", "O", "U-LOC", "O"])
    first.spans["sc"] = [first.char_span(2, 17, "CLAUSE")]
    second.cats = {"WEATHER": 0.9, "SPORT": 0.1}
    data: bytes = DocBin(docs=[first, second], store_user_data=True).to_bytes()
    return data


def crawl() -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "a crawler"}))
    page = (FILES / "html" / "news.html").read_bytes()
    for name, status, kind, body in (
        ("ferry", "200 OK", "text/html; charset=utf-8", page),
        ("gone", "404 Not Found", "text/html", b"<p>Gone.</p>"),
        ("robots.txt", "200 OK", "text/plain", b"Rain in Norsund\n\nIt rained.\n"),
        ("ferry.png", "200 OK", "image/png", b"\x89PNG"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        address, payload = f"https://example.org/{name}", io.BytesIO(body)
        record = writer.create_warc_record(address, "response", payload=payload, http_headers=headers)
        writer.write_record(record)
    return out.getvalue()


def export() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        packed.write(FILES / "uima/dkpro.xmi", "ana.xmi")
        packed.write(FILES / "uima/dkpro-typesystem.xml", "TypeSystem.xml")
    return out.getvalue()


def dataset() -> bytes:
    tags = {"feature": {"names": ["O", "B-PER", "I-PER"], "_type": "ClassLabel"}, "_type": "Sequence"}
    rows = [
        {"id": "0", "tokens": ["Ada", "Berg", "sang"], "ner_tags": [1, 2, 0]},
        {"id": "1", "tokens": ["Bo"], "ner_tags": [1]},
    ]
    info = {"huggingface": json.dumps({"info": {"features": {"ner_tags": tags}}})}
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows).replace_schema_metadata(info), out)
    return out.getvalue()


PACKED: dict[str, Callable[[], bytes]] = {
    "docbin/spacy.spacy": docbin,
    "inception/webanno1export.zip": export,
    "parquet/hub.parquet": dataset,
    "warc/crawl.warc.gz": crawl,
}


def file_of(page: Path, folder: Path) -> Path:
    """The file that a page is about; packed ones are made in `folder`."""
    name = name_of(page)
    if name not in PACKED:
        return FILES / name
    path = folder / name
    path.parent.mkdir()
    path.write_bytes(PACKED[name]())
    return path


def name_of(page: Path) -> str:
    return page.relative_to(FILES).as_posix().removesuffix(PAGE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_foreign_file_means_what_is_written_beside_it(page: Path, tmp_path: Path) -> None:
    path = file_of(page, tmp_path)
    assert detect(path, path.read_bytes()[:HEAD]) == page.parent.name
    reads = FORMATS[page.parent.name].read(path, ReadOptions())
    assert described(reads) == page.read_bytes().decode()


SPELT_SMALL = {"inception/webanno1export.zip", "uima/dkpro.xmi"}
"""Files whose names mean something to their tools: an export of a user, a type system."""


@pytest.mark.parametrize("page", [page for page in WITH_SPANS if name_of(page) not in SPELT_SMALL], ids=name_of)
def test_a_file_may_be_named_in_capitals(page: Path, tmp_path: Path) -> None:
    path, name = file_of(page, tmp_path), page.parent.name
    (folder := tmp_path / "capitals").mkdir()
    for one in {path, *path.parent.glob(f"{path.name.partition('.')[0]}.*")} - set(PAGES):
        shutil.copy(one, folder / one.name.upper())
    path = folder / path.name.upper()
    assert detect(path, path.read_bytes()[:HEAD]) == name
    found = described(FORMATS[name].read(path, ReadOptions()))
    assert found.count("⟦") == page.read_text(encoding="utf-8").count("⟦")


@pytest.mark.parametrize("page", [page for page in WITH_SPANS if page.parent.name in BOTH], ids=name_of)
def test_what_was_read_is_the_same_when_written_and_read_again(page: Path, tmp_path: Path) -> None:
    name = page.parent.name
    documents = documents_of(FORMATS[name].read(file_of(page, tmp_path), ReadOptions()))
    folder = tmp_path / "out"
    folder.mkdir()
    assert_same_when_read_again(name, documents, folder)


def test_every_format_that_can_be_read_has_files_of_others() -> None:
    readable = {name for name, module in FORMATS.items() if hasattr(module, "read")}
    assert {page.parent.name for page in PAGES} == readable - ELSEWHERE


def test_every_file_has_its_page_or_belongs_to_one_that_has() -> None:
    every = {path for path in FILES.rglob("*") if path.is_file()} - set(PAGES)
    described_ones = {FILES / name_of(page) for page in PAGES if name_of(page) not in PACKED}
    beside = {
        companion
        for path in described_ones
        if hasattr(module := FORMATS[path.parent.name], "companions")
        for companion in module.companions(path)
    }
    assert described_ones <= every
    assert every - described_ones <= beside


def test_files_that_count_in_utf16_are_read_when_that_is_said() -> None:
    (first, second) = FORMATS["label_studio"].read(FILES / "label_studio/version1.json", ReadOptions(offsets="utf16"))
    assert isinstance(first, Incoming)
    assert isinstance(second, Incoming)
    assert [span.quote(first.article.text) for span in first.layers[""].spans] == ["Ada"]
    assert [span.quote(second.article.text) for span in second.layers[""].spans] == ["Ada", "Ada"]
