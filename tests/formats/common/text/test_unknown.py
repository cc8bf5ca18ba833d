"""Files that no format reads: refused with what they are, never taken for an article of markup."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from annotator.formats.common.text.unknown import container, refusal
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.storage.store import Store


def adding(path: Path, **options: str) -> AddReport:
    with Store.create(path.parent / "p.db") as store:
        return add(store, [str(path)], AddOptions(**options))  # type: ignore[arg-type]


def zipped(*names: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "application/epub+zip" if name == "mimetype" else "x")
    return held.getvalue()


PACKED = [
    (zipped("word/document.xml"), "Word document: save it as"),
    (zipped("xl/workbook.xml"), "Excel workbook: save it as"),
    (zipped("mimetype", "a"), "EPUB book"),
    (b"\x28\xb5\x2f\xfd" + bytes(90), "Zstandard file: unpack"),
    (b"%PDF-1.7\n", "a PDF: save it as"),
    (b"{\\rtf1\\ansi Ada}", "rich text"),
    (b"SQLite format 3\x00" + bytes(90), "SQLite database"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
]


@pytest.mark.parametrize(("data", "said"), PACKED, ids=[said for _, said in PACKED])
@pytest.mark.parametrize("name", ["a", "a.txt", "a.json", "a.md", "a.csv", "a.bin"])
def test_what_holds_no_text_as_it_is_is_called_by_its_name(data: bytes, said: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (refused,) = adding(path).refused
    assert said in refused.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xml", '<?xml version="1.0"?>\n<TEI><text/></TEI>\n'),
        ("a.py", "import sys\n"),
        ("a.yaml", "name: x\n- a\n"),
        ("a.eml", "From: a\nSubject: b\n\nAda.\n"),
        ("a.tsv", "Ada\tB-PER\tx\n"),
        ("a.log", "one line\n"),
        ("a", "<TEI>\n"),
        ("a", "one\ttwo\n"),
    ],
)
def test_what_no_format_knows_is_refused_with_its_first_line_and_the_ways_on(
    name: str, text: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (refused,) = adding(path).refused
    assert "No format knows it" in refused.reason
    assert repr(text.split("\n", maxsplit=1)[0]) in refused.reason
    assert "`--format NAME`" in refused.reason
    assert "`--format text`" in refused.reason
    (tmp_path / "again").mkdir()
    assert adding(path.rename(tmp_path / "again" / name), format="text").added == 1


@pytest.mark.parametrize("name", ["README", "article", "a.txt"])
def test_prose_without_a_telling_name_is_an_article(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("Ada Brook met Lin Ode.\n", encoding="utf-8")
    assert adding(path).added == 1


def test_text_is_no_container() -> None:
    assert container(b"PKs are people.") == ""
    assert container("Ördög".encode()) == ""
    assert container(b"") == ""


@pytest.mark.parametrize(
    ("head", "way"),
    [
        (b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0">', "inline=persName"),
        (b"<tei:TEI version='1'>", "inline=persName"),
        (b'<GateDocument version="3">', "inline XML"),
        (b"<deIdi2b2>\n<TEXT>Ada</TEXT>", '"spans"'),
        (b"<NAF version='v3'>", "CoNLL"),
        (b'<alto xmlns="x">', "plain text"),
    ],
)
def test_xml_of_a_known_tool_names_the_way_on(head: bytes, way: str) -> None:
    assert way in refusal(head)
