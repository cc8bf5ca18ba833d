"""What reads which article: models for its language, else lists of names, else nothing, and all of it said."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from support.blank import blank

from annotator.domain.article import Article
from annotator.errors import ModelError
from annotator.services.suggesting import by_language
from annotator.services.suggesting.ask_models import ask_each, by_specs
from annotator.services.suggesting.by_language import (
    lists_notice,
    nothing_notice,
    reading_notices,
    suggest_by_language,
)
from annotator.storage.store import Store
from annotator.suggest.common import specs
from annotator.suggest.common.specs import language_of_most, listed_in, specs_for

WHEN = "2026-01-01T00:00:00.000Z"


@pytest.fixture(autouse=True)
def _pipelines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("fr", "sv"):
        nlp = spacy.blank(language)
        nlp.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Åsa"}])
        nlp.to_disk(tmp_path / language)
    have_models(monkeypatch, lambda code: str(tmp_path / code) if code in ("fr", "sv") else None)


def have_models(monkeypatch: pytest.MonkeyPatch, found: Callable[[str], str | None]) -> None:
    """Let these be the models that are installed, by language."""
    for module in (by_language, specs):
        monkeypatch.setattr(module, "default_model", found)


def project(folder: Path, *languages: str, text: str = "Åsa") -> Store:
    store = blank(folder / "p.db")
    with store.write():
        for number, language in enumerate(languages):
            store.add_article(Article.of(f"{text} {number}", language=language), WHEN)
    return store


def sources(store: Store) -> list[list[str]]:
    keys = [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    return [sorted({one.partition("-")[0] for one in store.suggested_by(key)}) for key in keys]


def test_the_model_is_for_most_of_the_articles_of_those_languages_that_have_one() -> None:
    assert language_of_most(Counter({"de": 9, "fr": 2, "sv": 1, "": 30})) == "fr"
    assert language_of_most({"de": 1}) == "en"


def test_what_an_earlier_default_suggested_stays_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with project(tmp_path, "sv", "fr") as store:
        assert suggest_by_language(store).beside == []
        better = spacy.blank("sv")
        better.meta["name"] = "better"
        better.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Åsa"}])
        better.to_disk(tmp_path / "better")
        found = {"sv": str(tmp_path / "better"), "fr": str(tmp_path / "fr")}
        have_models(monkeypatch, found.get)
        report = suggest_by_language(store)
        assert (report.articles, report.beside) == (1, ["spacy:sv_pipeline-0.0.0"])
        assert sources(store) == [["spacy:sv_better", "spacy:sv_pipeline"], ["spacy:fr_pipeline"]]
        assert suggest_by_language(store).beside == []
    assert reading_notices(report) == [
        "What spacy:sv_pipeline-0.0.0 suggested stays, and votes where both read an article; `m` switches one off."
    ]


def test_each_article_has_the_model_of_its_language(tmp_path: Path) -> None:
    with project(tmp_path, "sv", "fr", "fr", "", "de", "tlh") as store:
        report = suggest_by_language(store)
        assert sources(store) == [["spacy:sv_pipeline"], *[["spacy:fr_pipeline"]] * 3, ["gazetteer:de"], []]
        assert (report.articles, report.foreign, report.lists) == (5, {"tlh": 1}, {"de": 1})
        assert suggest_by_language(store).articles == 0
        assert suggest_by_language(store, redo=True).articles == 5


def test_without_lists_what_no_model_is_for_is_passed_over(tmp_path: Path) -> None:
    with project(tmp_path, "sv", "de", "de") as store:
        report = suggest_by_language(store, lists=False)
        assert (report.articles, report.foreign, report.lists) == (1, {"de": 2}, {})


def test_models_of_the_settings_read_what_is_in_their_language_and_lists_the_rest(tmp_path: Path) -> None:
    models = [str(tmp_path / "fr"), str(tmp_path / "sv")]
    assert specs_for("fr-CA", models) == (f"spacy_ner:{models[0]}",)
    assert specs_for("", models) == tuple(f"spacy_ner:{model}" for model in models)
    assert specs_for("deu", models) == specs_for("de-AT", models) == ("gazetteer:de",)
    with project(tmp_path, "fr", "de") as store:
        suggest_by_language(store, models)
        assert sources(store) == [["spacy:fr_pipeline"], ["gazetteer:de"]]


def test_articles_that_lists_were_over_are_read_by_a_model_that_comes_later(tmp_path: Path) -> None:
    with project(tmp_path, "de") as store:
        suggest_by_language(store)
        nlp = spacy.blank("de")
        nlp.add_pipe("entity_ruler")
        nlp.to_disk(tmp_path / "de")
        assert suggest_by_language(store, [str(tmp_path / "de")]).articles == 1


def test_where_nothing_is_for_any_article_one_line_says_so(tmp_path: Path) -> None:
    with project(tmp_path, "tlh") as store, pytest.raises(ModelError, match="No model is installed"):
        suggest_by_language(store)
    assert suggest_by_language(blank(tmp_path / "empty.db")).articles == 0


def test_what_was_read_by_lists_or_by_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listed_in(("gazetteer:de",)) == "de"
    assert listed_in(("spacy_ner:x", "gazetteer:de")) == ""
    assert lists_notice("de", 1).startswith("1 article in German was read by lists of names. No model for German is")
    have_models(monkeypatch, lambda code: f"{code}_model")
    assert lists_notice("de", 1).endswith("None of your `models` is for that, though de_model is installed.")
    assert nothing_notice({"tlh": 1, "": 1}).startswith("2 articles in Klingon, no known language were passed over")


def test_articles_without_a_project_are_asked_for_in_the_same_way(tmp_path: Path) -> None:
    articles = [
        Article.of(f"Åsa, Berlin {number}", language=code) for number, code in enumerate(["de", "sv", "de", "tlh"])
    ]
    groups = by_specs(articles)
    assert list(groups) == [("gazetteer:de",), (f"spacy_ner:{tmp_path / 'sv'}",), ()]
    answers = ask_each(groups)
    assert [[len(answer.spans) for answer in answers[article.key]] for article in articles] == [[1], [1], [1], []]
