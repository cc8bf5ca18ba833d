"""Hostile text from end to end: stored as it came, labelled with exact offsets, and harmless to the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.hostile import (
    ATTACKS,
    added,
    assert_exact,
    assert_exported_and_added_again,
    harmless_controls,
    labelled_in_the_app,
    slipped,
    write_files,
)  # fmt: skip
from support.news import news_project
from support.pty import controls, residue

from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return harmless_controls(tmp_path_factory.mktemp("usual"))


def test_attacks_are_shown_as_signs_and_labelled_exactly(tmp_path: Path, usual: set[str]) -> None:
    path, name, label = tmp_path / "attacks.db", "[31man[/b]a", "L\x1b]0;x\x07[red]\u202e"
    news_project(path, ATTACKS)
    with Store.open(path) as store:
        save_scheme(store, store.scheme().with_label(label, key="Z"))
    raw = labelled_in_the_app(path, ATTACKS, name, "Z")
    assert slipped(raw) == set()
    assert controls(raw) <= usual
    shown = residue(raw)
    assert "␛[31mred␛[0m the screen" in shown
    assert "[31man[/b]a" in shown
    assert "L␛]0;x␇[red]⇄" in shown
    assert "[@click=app.quit()]here" in shown
    assert_exact(path, ATTACKS, name)


def test_every_hostile_file_is_added_or_refused_in_a_sentence_and_can_be_labelled(
    tmp_path: Path, usual: set[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = tmp_path / "hostile.db"
    texts = added(path, write_files(folder))
    assert sum("nothing else was to be seen" in text for text in texts) == len(ATTACKS)
    raw = labelled_in_the_app(path, texts)
    assert slipped(raw) == set()
    assert controls(raw) <= usual
    assert_exact(path, texts)


def test_hostile_texts_survive_add_label_export_add(tmp_path: Path) -> None:
    assert_exported_and_added_again(tmp_path, ATTACKS)
