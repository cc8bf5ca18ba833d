"""What a user calls a model, whichever suggester is meant: which one it is, and what that one says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from support.strangers import SHOUTING, SHOUTING_JOINS, install, joined

from annotator.errors import PluginError
from annotator.suggest.common.installed import default_model
from annotator.suggest.common.specs import languages_of, missing, modelled_by, pipeline_of, spec_of


@pytest.fixture(autouse=True)
def packages(tmp_path: Path) -> Iterator[Path]:
    install(tmp_path / "packages", "shouting", SHOUTING_JOINS, SHOUTING)
    with joined(tmp_path / "packages"):
        yield tmp_path / "packages"


def test_any_suggester_can_be_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "gate.json").touch()
    (tmp_path / "shouter").mkdir()
    (tmp_path / "a:b").mkdir()
    specs = {
        "en_core_web_sm": "spacy_ner:en_core_web_sm", "nix": "spacy_ner:nix", "": "spacy_ner:",
        "mine": "trained:mine", "trained:mine": "trained:mine", "spacy_ner:nix": "spacy_ner:nix",
        "zeroshot:folder?ORG": "zeroshot:folder?ORG", "patterns:p.jsonl": "patterns:p.jsonl",
        "shouter:ORG": "shouter:ORG", "shouter:": "shouter:", "shouter": "spacy_ner:shouter",
        "patterns": "patterns:", "a:b": "spacy_ner:a:b", "nix:ORG": "spacy_ner:nix:ORG",
    }  # fmt: skip
    assert {model: spec_of(model) for model in specs} == specs
    (tmp_path / "shouter").rmdir()
    assert spec_of("shouter") == "shouter:"
    assert [pipeline_of(spec) for spec in ("spacy_ner:a:b", "trained:mine", "shouter:ORG")] == ["a:b", "mine", None]


def test_what_is_not_there_is_said_by_the_suggester_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a:b").mkdir()
    (tmp_path / "p.jsonl").touch()
    for there in ("shouter:ORG", "shouter", "a:b", "patterns:p.jsonl", f"zeroshot:{tmp_path}?ORG"):
        assert missing(there) == ""
    sentences = {
        "nix": "There is no spaCy pipeline 'nix', installed or as a folder",
        "nix:ORG": "There is no suggester 'nix'. There are: ",
        "shouter:org": "The shouter cannot hear 'org'; say it louder.",
        "patterns": "There is no pattern file ''.",
        "patterns:nix": "There is no pattern file 'nix'.",
        "zeroshot:nix?ORG": "There is no model folder 'nix'",
        "trained:nix": "'nix' is no folder that `annotator train` has made.",
    }
    for model, sentence in sentences.items():
        assert missing(model).startswith(sentence)


def test_languages_are_those_of_all_models_or_any(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "german")
    german = spec_of(str(tmp_path / "german"))
    assert languages_of(["shouter:ORG"]) == ("en",)
    assert languages_of(["shouter:LAW", german, "shouter:ORG"]) == ("de", "en", "fr")
    assert languages_of(["shouter:LAW", "patterns:p.jsonl"]) == ()
    assert languages_of(["nix:ORG"]) == ()


def test_one_that_fails_when_it_is_asked_is_told_and_is_for_no_language_in_particular(packages: Path) -> None:
    source = "def missing(spec): return 1 / 0\ndef languages(spec): return 1 / 0"
    install(packages, "odd", {"suggest": {"odd": "odd_specs"}}, ("odd_specs", source))
    with joined(packages):
        with pytest.raises(PluginError, match="The suggester 'odd' failed: division by zero"):
            missing("odd:x")
        assert languages_of(["odd:x"]) == ()


@pytest.mark.parametrize(
    ("sources", "models", "done"),
    [
        ([], [], False),
        (["import", "memory", "patterns", "near:spacy:a-1", "gpt-4"], [], False),
        (["spacy:a-1"], [], True),
        (["trained:mine-1"], [], True),
        (["zeroshot:a"], [], True),
        (["shouter:org-2.0"], [], True),
        (["trained:mine-1"], ["nix"], True),
        (["spacy:a-1"], ["shouter:ORG"], False),
        (["shouter:org-2.0"], ["nix"], False),
        (["shouter:org-2.0", "spacy:a-1"], ["nix", "shouter:ORG"], True),
        (["shouters"], ["shouter:ORG"], False),
    ],
)
def test_an_article_wants_the_models_that_are_named_or_else_any(
    sources: list[str], models: list[str], *, done: bool
) -> None:
    assert modelled_by(sources, models) is done


def test_the_default_model_is_a_pipeline() -> None:
    model = default_model()
    assert model is None or spec_of(model) == f"spacy_ner:{model}"
