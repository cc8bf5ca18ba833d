"""Golden samples and the page of formats; `UPDATE_SAMPLES=1 pytest` on this file writes them anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from support.exports_page import page
from support.samples import sample_documents

from annotator import plugins
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.errors import PluginError
from annotator.formats.base import ReadOptions, WriteOptions
from annotator.formats.common.loss_account import write_counted

EXPORTS = Path(__file__).parents[2] / "exports"
UPDATE = bool(os.environ.get("UPDATE_SAMPLES"))
PACKED = ".spacy"
"""Compressed files, whose bytes hang on the version of zlib, are compared by what they hold."""


def _writers() -> list[str]:
    found = []
    for name in plugins.names("formats"):
        try:
            if hasattr(plugins.load("formats", name), "write"):
                found.append(name)
        except PluginError:
            continue
    return found


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", _writers())
def test_a_format_writes_its_golden_sample_byte_for_byte(name: str, tmp_path: Path) -> None:
    module = plugins.load("formats", name)
    out = tmp_path / name / ("sample" if module.FOLDER else f"sample{module.SUFFIXES[0]}")
    out.parent.mkdir()
    write_counted(module, sample_documents(), out, WriteOptions(DEFAULT_SCHEME, rejected=True))
    sample = EXPORTS / "samples" / name
    if UPDATE:
        shutil.rmtree(sample, ignore_errors=True)
        shutil.copytree(out.parent, sample)
    want, got = _files(sample), _files(out.parent)
    assert want.keys() == got.keys()
    for path in want:
        if path.endswith(PACKED):
            held = [list(module.read(folder / path, ReadOptions())) for folder in (sample, out.parent)]
            assert held[0] == held[1], path
        else:
            assert got[path] == want[path], path


def test_the_page_about_exports_is_what_the_formats_declare() -> None:
    made = page(plugins.names("formats"))
    place = EXPORTS / "README.md"
    if UPDATE:
        place.write_text(made, encoding="utf-8")
    assert place.read_text(encoding="utf-8") == made
