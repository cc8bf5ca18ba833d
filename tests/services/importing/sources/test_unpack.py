"""Packed files: what is in them is read as if it lay in a folder; nothing gets out of its place, nothing is endless."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path
from stat import S_IFLNK
from zipfile import ZipFile, ZipInfo

import pytest
from support.packed import zipped

from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.services.importing.sources import unpack
from annotator.storage.queries.counts import articles
from annotator.storage.store import Store

LINES = '{"text": "Ada met Bo.", "spans": [[0, 3, "PER"]]}\n{"text": "It rained."}\n'


def adding(path: Path, data: bytes) -> tuple[AddReport, list[str]]:
    """The report of adding a file, and the articles that are there then."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    with Store.create(path.parent.parent / "p.db") as store:
        report = add(store, [str(path)], AddOptions())
        return report, [store.article(one.key).text for one in articles(store)]


@pytest.mark.parametrize("packer", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.jsonl{}", "a.json", "a{}", "a.txt", "a.GZ"])
def test_a_packed_file_is_read_as_what_is_in_it(packer: Callable[[bytes], bytes], name: str, tmp_path: Path) -> None:
    suffix = {"gzip": ".gz", "bz2": ".bz2", "lzma": ".xz"}[packer.__module__]
    report, texts = adding(tmp_path / "in" / name.format(suffix), packer(LINES.encode()))
    assert (report.refused, report.suggestions, texts) == ([], 1, ["Ada met Bo.", "It rained."])


def test_an_archive_is_read_as_a_folder_is(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/doc.txt": "Ada met Bo.", "a/doc.ann": "T1\tPER 0 3\tAda\n", "b/doc.txt": "It rained.",
        "b/logo.png": b"\x89PNG", "__MACOSX/a/._doc.txt": "x", ".hidden/x.txt": "x",
        "c/lines.jsonl.gz": gzip.compress(LINES.encode()),
        "c/\u00fcber\u00a0uns.txt": "Bo left.",
    }  # fmt: skip
    report, texts = adding(tmp_path / "in" / "corpus.zip", zipped(files))
    assert (texts, report.suggestions) == (["Ada met Bo.", "It rained.", "Bo left."], 1)
    (refused,) = report.refused
    assert refused.file.endswith("corpus.zip/c/lines.jsonl.gz")
    assert "gzip file: unpack" in refused.reason
    assert [one for one in report.notices if "1 file that no format knows was passed over: b/logo.png" in one]


@pytest.mark.parametrize(
    "name",
    ["../../out.txt", "/etc/out.txt", "..\\out.txt", "a/../../../out.txt", "out.txt/", "a\x00b.txt", "..", "C:/x.txt"],
)
def test_names_lead_nowhere(name: str, tmp_path: Path) -> None:
    before = set(tmp_path.parent.rglob("*out.txt"))
    report, texts = adding(tmp_path / "in" / "a.zip", zipped({name: "Ada.", "fine.txt": "Bo."}))
    assert set(texts) <= {"Ada.", "Bo."}
    assert "Bo." in texts
    assert not [one for one in report.refused if "unforeseen" in one.reason]
    assert set(tmp_path.parent.rglob("*out.txt")) == before


def test_files_of_one_name_are_all_read(tmp_path: Path) -> None:
    report, texts = adding(
        tmp_path / "in" / "a.zip", zipped({"a?.txt": "Ada.", "a*.txt": "Bo.", "x.txt": "Cy.", "x.txt/y.txt": "Di."})
    )
    assert (report.refused, sorted(texts)) == ([], ["Ada.", "Bo.", "Cy.", "Di."])


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "LARGEST", 1 << 20)
    monkeypatch.setattr(unpack, "MOST", 3)
    large = b"a" * (1 << 19)
    for number, data in enumerate((
        gzip.compress(3 * large),
        zipped({"a.txt": 3 * large}),
        zipped({"a.txt": large, "b.txt": large, "c.txt": b"c"}),
        zipped({f"{number}.txt": "x" for number in range(4)}),
    )):  # fmt: skip
        (tmp_path / str(number)).mkdir()
        report, texts = adding(tmp_path / str(number) / "in" / "a.gz", data)
        (refused,) = report.refused
        assert "which is too much" in refused.reason or "3 is the most" in refused.reason
        assert texts == []


def test_what_is_broken_or_an_archive_again_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("a.txt"))
    whole = zipped({"a.txt": "Ada met Bo. " * 900})
    cases = {
        gzip.compress(LINES.encode())[:-9]: "cannot be unpacked",
        whole[: len(whole) // 2]: "cannot be unpacked",
        gzip.compress(held.getvalue()): "a tar archive: unpack",
        gzip.compress(gzip.compress(LINES.encode())): "a gzip file: unpack",
        zipped({"a.zip": whole}): "a ZIP archive: unpack",
        zipped({}): "ZIP|no file|begins with",
        zipped({"__MACOSX/x": "x"}): "no file in this archive",
    }
    for number, (data, said) in enumerate(cases.items()):
        (tmp_path / str(number)).mkdir()
        report, texts = adding(tmp_path / str(number) / "in" / "a.txt.gz", data)
        assert texts == []
        assert [one for one in report.refused for part in said.split("|") if part in one.reason], (said, report.refused)


def test_a_link_in_an_archive_is_no_text_and_that_is_said(tmp_path: Path) -> None:
    held = io.BytesIO(zipped({"fine.txt": "Bo."}))
    with ZipFile(held, "a") as archive:
        link = ZipInfo("passwd.txt")
        link.external_attr = (S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    report, texts = adding(tmp_path / "in" / "a.zip", held.getvalue())
    assert (texts, report.refused) == (["Bo."], [])
    assert [one for one in report.notices if "1 file that no format knows was passed over: passwd.txt" in one]


def test_an_archive_with_a_password_is_refused_in_plain_words(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": "Ada."}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    report, texts = adding(tmp_path / "in" / "a.zip", bytes(data))
    (refused,) = report.refused
    assert (texts, refused.reason) == ([], "It is encrypted: unpack it with its password and add what is in it.")
