"""How the format of a file is told: from signs that stand in each format's file, without importing it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.formats import FORMATS
from support.strangers import forget, install, joined

from annotator import plugins
from annotator.formats.common.detect import Detector, detect

NAMED = 'NAME, ABOUT, SUFFIXES, LOSES, FOLDER, EXTRA = "odd", "Odd", (".odd",), {}, False, ""\n'
SHOWS = {
    ("a.TXT", "Storm hits Bergen"): "text",
    ("a.md", "# Storm"): "markdown",
    ("a.urls", ""): "url",
    ("a", "<?xml version='1.0'?>\n<!-- a -->\n<RSS>"): "feed",
    ("a.txt", "\ufeff<!DOCTYPE html>"): "html",
    ("a.htm", "Storm"): "html",
    ("a.bin", "PAR1"): "parquet",
    ("a.spacy", "x\x9c"): "docbin",
    ("a", "WARC/1.0\r\n"): "warc",
    ("a.warc.gz", "\x1f"): "warc",
    ("a.json", '{"%TYPES": {}}'): "uima",
    ("a.xml", "<xmi:XMI>"): "uima",
    ("a", '{"%FEATURE_STRUCTURES": [], "data": 1, "annotations": []}'): "uima",
    ("a.txt", 'He wrote "%TYPES".'): "text",
    ("a", "-DOCSTART- -X- O O"): "conll",
    ("a.txt", "Rome\tB-LOC\nburns\tO\n"): "conll",
    ("a.txt", "Rome fell\n in plan B-2\nand rose.\nIt did.\n"): "text",
    ("a", '[{"data": {"text": "a"}, "annotations": []}]'): "label_studio",
    ("a.jsonl", '{"text": "a", "entities": [], "relations": []}'): "doccano",
    ("a.jsonl", '{"text": "a", "entities": [], "relations": [], "_annotator_id": "ana"}'): "jsonl",
    ("a.json", '{"column_data": "a", "column_label": []}'): "doccano",
    ("a.json", '[{"title": "A", "vertexSet": [], "sents": [["a"]]}]'): "docred",
    ("a.json", '{"id": 1, "task": {"data": {"text": "a"}}, "result": []}'): "label_studio",
    ("a.txt", '{"text": "a", "_task_hash": 1}'): "prodigy",
    ("a.json", '{"text": "a"}'): "jsonl",
    ("a.ndjson", ""): "jsonl",
    ("a.csv", "text,label\r"): "csv",
    ("a.csv", '"te\rxt",text\r\n'): "csv",
    ("a.csv", "name,label\n"): None,
    ("a.ann", ""): "brat",
    ("a.ann", "T1\tPER 0 3\tAda"): "brat",
    ("a.ann", "Ada"): None,
    ("a.txt.annotations2", "(0, 1) - PER"): "slate",
    ("a.annotations", "Ada"): None,
    ("a.tsv", "#FORMAT=WebAnno TSV 3.3\n"): "webanno_tsv",
    ("a.tsv", "\ufeff # webanno.custom.X | value\r\n#id=1"): "webanno_tsv",
    ("a.bin", "\x00\x01"): None,
}


@pytest.mark.parametrize(("name", "head"), SHOWS)
def test_a_file_shows_its_format(tmp_path: Path, name: str, head: str) -> None:
    path = tmp_path / name
    path.write_bytes(head.encode("latin-1" if head.startswith(("x", "\x1f")) else "utf-8"))
    assert detect(path, path.read_bytes()) == SHOWS[name, head]


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_read_from_the_file_is_what_it_says(name: str) -> None:
    for constant in ("SIGNS", "ORDER", "SUFFIXES"):
        assert plugins.peek("formats", name, constant) == getattr(FORMATS[name], constant, None)
    if hasattr(FORMATS[name], "read"):
        assert hasattr(FORMATS[name], "SIGNS")


@pytest.mark.parametrize(
    ("name", "head", "imported"),
    [
        ("a.txt", "Storm", set()), ("a.html", "<html>", set()), ("a.spacy", "x", set()), ("a", "PAR1", set()),
        ("a.jsonl", '{"text": "a"}', {"jsonl"}),
    ],
)  # fmt: skip
def test_no_other_format_is_imported_to_know_a_common_one(name: str, head: str, imported: set[str]) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom annotator.formats.common.detect import detect\n"
        f"assert detect(Path({name!r}), {head!r}.encode())\nprint(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    every = {f"annotator.formats.{one}" for one in plugins.built_in("formats")}
    assert every & set(ran.stdout.split()) == {f"annotator.formats.{one}" for one in imported}


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[Path]:
    with joined(tmp_path / "packages"):
        yield tmp_path / "packages"


def join(folder: Path, name: str, source: str) -> None:
    install(folder, "odd", {"formats": {name: f"odd_format_{name}"}}, (f"odd_format_{name}", source))
    forget()


READS = "def read(path, options):\n    yield from ()\n"


def test_a_strangers_format_is_asked_before_those_that_know_nearly_every_file(packages: Path) -> None:
    join(packages, "signed", f"{NAMED}{READS}SIGNS = ({{'head': '^ODD'}},)")
    assert detect(Path("a.txt"), b"ODD thing") == "signed"
    assert detect(Path("a.txt"), b"An ODD thing") == "text"


def test_it_may_sniff_itself(packages: Path) -> None:
    join(packages, "sniffing", f"{NAMED}{READS}def sniff(path, head):\n    return b'odd' in head")
    assert detect(Path("a.json"), b'{"odd": 1}') == "sniffing"
    assert detect(Path("a.json"), b'{"even": 1}') == "jsonl"


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        ("unloadable", "import nothing_of_this_name", "'unloadable' of the package odd cannot be loaded: No module"),
        ("nameless", "NAME = 'nameless'", "'nameless' cannot be used: it does not say its ABOUT, SUFFIXES, LOSES, FOL"),
        ("unsigned", f"{NAMED}SIGNS = ({{'head': '('}},)", "'unsigned' cannot be told by its signs: missing )"),
        ("failing", f"{NAMED}def sniff(path, head):\n    1 / 0", "'failing' failed to look at files: division by zero"),
    ],
)
def test_one_that_cannot_be_asked_is_passed_over_and_told(
    packages: Path, name: str, source: str, sentence: str
) -> None:
    join(packages, name, source)
    detector = Detector()
    assert [detector.detect(Path("a.txt"), b"Storm") for _ in range(3)] == ["text"] * 3
    (problem,) = detector.problems
    assert problem.startswith(f"The format {sentence}")


def test_a_table_of_webanno_whose_values_look_like_tags_is_no_conll() -> None:
    head = b"#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value\n\n\n#Text=A t\n1-1\t0-1\tA\tB-X\t\n1-2\t2-3\tt\tI-X\t\n"
    assert detect(Path("a.tsv"), head) == "webanno_tsv"
