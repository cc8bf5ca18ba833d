"""The user's settings: one TOML file, and beside it what was chosen in the app."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from annotator.config import Remembered, Settings, load, remember
from annotator.errors import ConfigError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine" / "config.toml"
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(path))
    return path


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_all_is_as_it_comes(file: Path) -> None:
    assert load() == Settings()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("theme = 'pink'", "theme is one of dark, "),
        ("colour = 'red'", "'colour', which is no setting. There are: theme, "),
        ("memory = 1", "memory makes no sense as 1"),
        ("goal = '20 hours'", "goal makes no sense as '20 hours'. It is so many articles, words or spans"),
        ("goal = 20", "goal makes no sense as 20"),
        ("second_look = 0", "second_look makes no sense as 0. It is a whole number from 1 to 100"),
        ("review_sample = 101", "review_sample makes no sense as 101. It is a whole number from 1 to 100"),
        ("review_order = 'best'", "review_order is one of file, worst, label, kind, pair"),
        ("approve_settled = 'no'", "approve_settled makes no sense as 'no'"),
        ("second_look = true", "second_look makes no sense as True"),
        ("theme =", "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(file: Path, text: str, reason: str) -> None:
    written(file, text)
    with pytest.raises(ConfigError) as refused:
        load()
    assert reason in str(refused.value)
    assert str(file) in str(refused.value)


def test_what_makes_sense_holds(file: Path) -> None:
    written(file, "approve_settled = false\nreview_order = 'worst'\nreview_sample = 20\nmemory = false")
    assert load() == Settings(approve_settled=False, review_order="worst", review_sample=20, memory=False)


def test_what_was_chosen_in_the_app_is_there_the_next_time_unless_the_file_sets_it(file: Path) -> None:
    remember("theme", "light-contrast")
    remember("display", "compact")
    assert (load().theme, load().display) == ("light-contrast", "compact")
    written(file, "theme = 'dark'")
    assert (load().theme, load().display) == ("dark", "compact")


@pytest.mark.parametrize("text", ["", "[1]", '{"theme": "pink", "display": 3}', "\x00"])
def test_choices_that_cannot_be_read_are_forgotten(file: Path, text: str) -> None:
    written(file.with_name("chosen.json"), text)
    assert load() == Settings()


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = written(tmp_path / "file" / "config.toml", "")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(in_the_way / "config.toml"))
    remember("theme", "light")
    assert list(in_the_way.parent.iterdir()) == [in_the_way]


@pytest.mark.parametrize(
    ("name", "choice"),
    [("theme", "light"), ("display", "plain"), ("library_order", "-length"), ("library_columns", ("date", "by"))],
)
def test_what_was_chosen_in_the_app_holds_the_next_time(
    name: Remembered, choice: str | tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "config.toml"))
    remember(name, choice)
    assert getattr(load(), name) == choice
    assert name in get_args(Remembered)


def test_columns_are_set_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('library_columns = ["date", "agreement"]\n', encoding="utf-8")
    assert load(path).library_columns == ("date", "agreement")
    for wrong in ('["dates"]', "[1]", "[[]]", '"date"'):
        path.write_text(f"library_columns = {wrong}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match="library_columns"):
            load(path)
