"""Hostile texts and files that others have gathered, from end to end."""

from __future__ import annotations

import json
from pathlib import Path

from support.hostile import (
    added,
    assert_exact,
    assert_exported_and_added_again,
    harmless_controls,
    labelled_in_the_app,
    slipped,
)  # fmt: skip
from support.pty import controls
from support.shared import DATA

HOSTILE = DATA / "hostile"


def test_every_hostile_file_is_added_or_refused_in_a_sentence_and_can_be_labelled(tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    texts = added(path, [file for file in HOSTILE.rglob("*") if file.is_file()])
    raw = labelled_in_the_app(path, texts)
    assert slipped(raw) == set()
    assert controls(raw) <= harmless_controls(tmp_path)
    assert_exact(path, texts)


def test_hostile_texts_survive_add_label_export_add(tmp_path: Path) -> None:
    lines = json.loads((HOSTILE / "blns/blns.json").read_text(encoding="utf-8"))
    files = [HOSTILE / "blns/blns.txt", HOSTILE / "utf8tests/utf8tests.txt"]
    texts = [line for line in lines if line.strip()] + [path.read_bytes().decode() for path in files]
    assert_exported_and_added_again(tmp_path, texts)
