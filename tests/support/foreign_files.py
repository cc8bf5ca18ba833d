"""Files as other tools write them, in `formats/files/FORMAT/`, each with a page beside it: `NAME.read.txt`.

Where a file is packed, it is made here by its own tool and has only its page there.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import spacy
from spacy.tokens import DocBin
from spacy.training import biluo_tags_to_spans
from support.formats import LACKING
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FILES = Path(__file__).parents[1] / "formats" / "files"
PAGE = ".read.txt"
PAGES = sorted(page for page in FILES.rglob(f"*{PAGE}") if page.relative_to(FILES).parts[0] not in LACKING)
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
