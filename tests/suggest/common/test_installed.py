"""What a model is for is told without loading it; what an article's language surely is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from annotator.suggest.common.installed import default_model, is_foreign, is_there, language_of


def test_the_language_of_a_pipeline_is_what_its_meta_says(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "german")
    spacy.blank("xx").to_disk(tmp_path / "any")
    (tmp_path / "mine" / "model").mkdir(parents=True)
    (tmp_path / "mine" / "gate.json").write_text("{}")
    spacy.blank("fi").to_disk(tmp_path / "mine" / "model")
    found = [language_of(str(tmp_path / name)) for name in ("german", "any", "mine", "nix")]
    assert found == ["de", "", "fi", ""]
    assert language_of(default_model() or "") == "en"


def test_a_model_is_a_folder_or_an_installed_package(tmp_path: Path) -> None:
    assert is_there(str(tmp_path))
    assert is_there(default_model() or "")
    assert not any(map(is_there, ("nix", "", "a b", "../nix")))


@pytest.mark.parametrize("language", ["zh", "pt-BR", "JA", "de_AT", "deu"])
def test_another_language_is_foreign(language: str) -> None:
    assert is_foreign(language, ["en"])
    assert not is_foreign(language, [])
    assert not is_foreign(language, [language.lower()[:2]])


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us", "eng", "", "English", "x-unspecified", "und", "mul"])
def test_what_is_the_same_or_cannot_be_told_is_not(language: str) -> None:
    assert not is_foreign(language, ["en"])


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("no", "nb"), ("nb", "nb"), ("cmn", "zh"), ("zh_Hant", "zh"), ("German", "de"), ("ger", "de")],
)
def test_a_language_by_another_code_is_not(language: str, spoken: str) -> None:
    assert not is_foreign(language, [spoken])


@pytest.mark.parametrize(("language", "spoken"), [("est", "es"), ("fil", "fi"), ("German", "en"), ("nn", "nb")])
def test_a_code_that_only_begins_like_another_is(language: str, spoken: str) -> None:
    assert is_foreign(language, [spoken])


def test_what_is_left_of_a_model_that_was_taken_away_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en_core_web_lg" / "__pycache__").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "en_core_web_lg")
    monkeypatch.syspath_prepend(tmp_path)
    assert not is_there("en_core_web_lg")
