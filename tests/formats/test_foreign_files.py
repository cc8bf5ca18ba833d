"""Files as other tools write them, in `files/FORMAT/`: each is told by its content and means what stands beside it.

Beside `NAME` stands `NAME.read.txt`: what a reader must make of it, in the words of `support.described`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.described import described
from support.foreign_files import ELSEWHERE, FILES, PACKED, PAGES, file_of, name_of
from support.formats import BOTH, FORMATS, LACKING, assert_same_when_read_again, documents_of

from annotator.domain.document import Incoming
from annotator.formats.base import ReadOptions
from annotator.formats.common.detect import HEAD, detect

WITH_SPANS = [page for page in PAGES if "⟦" in page.read_text(encoding="utf-8")]


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
    folders = (folder for folder in FILES.iterdir() if folder.name not in LACKING)
    every = {path for folder in folders for path in folder.rglob("*") if path.is_file()} - set(PAGES)
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
