"""An article put in another language: what was proposed for the old one goes, decisions stay."""

import shutil
from pathlib import Path

import pytest
from support.blank import blank
from support.teams import act

from annotator.domain.article import Article
from annotator.domain.decisions import Accepted
from annotator.domain.span import Span
from annotator.errors import ProjectError, WrongUsage
from annotator.services.project.articles import language_notice, put_in_language
from annotator.services.project.merge import merge
from annotator.storage.maintenance.doctor import examine
from annotator.storage.store import NEAR, Store

TEXT = "Åsa bor i Malmö och arbetar i Lund."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = blank(tmp_path / "p.db")
    with made.write():
        made.add_article(Article.of(TEXT, language="en"), "2026-01-01T00:00:00.000Z")
        key = Article.of(TEXT).key
        made.add_suggestions(key, "spacy:en_core_web_sm-3.8.0", [(0, 3, "ORG", 0.5), (10, 15, "ORG", 0.4)])
        made.add_suggestions(key, f"{NEAR}spacy:en_core_web_sm-3.8.0", [(30, 34, "ORG", 0.1)])
        made.add_suggestions(key, "patterns", [(30, 34, "GPE", None)])
    act(made, key, "ana", Accepted(Span(0, 3, "ORG")))
    return made


def test_models_read_it_anew_and_what_was_decided_stays(store: Store) -> None:
    with store:
        key = Article.of(TEXT).key
        assert put_in_language(store, [key[:6]], "Swedish") == (1, 2)
        assert store.article(key).language == "sv"
        assert [one.sources for one in store.suggestions(key)] == [("patterns",)]
        assert store.suggested_by(key) == {"patterns"}
        assert [span.label for span in store.layer(key, "ana").layer.spans] == ["ORG"]
        assert put_in_language(store, [key], "sv") == (0, 0)
        assert list(examine(store)) == []


def test_two_copies_in_two_languages_are_told(store: Store, tmp_path: Path) -> None:
    key = Article.of(TEXT).key
    store.close()
    shutil.copy(store.path, tmp_path / "other.db")
    with Store.open(store.path) as ours:
        put_in_language(ours, [key], "sv")
        assert merge(ours, tmp_path / "other.db").absorbed.languages == [key]
        assert list(examine(ours)) == []


def test_what_is_no_language_or_no_article_changes_nothing(store: Store) -> None:
    with store:
        key = Article.of(TEXT).key
        with pytest.raises(WrongUsage, match=r"'swedisch' is no language. Did you mean sv"):
            put_in_language(store, [key], "swedisch")
        with pytest.raises(ProjectError):
            put_in_language(store, [key, "zz"], "sv")
        assert store.article(key).language == "en"


def test_what_was_done_is_said() -> None:
    assert language_notice(1, 1, "sv") == "1 article is in Swedish now; 1 suggestion for another language went."
    assert language_notice(2, 0, "Swedish") == "2 articles are in Swedish now."
    assert language_notice(1, 0, "") == "1 article is in no known language now."
    assert language_notice(0, 0, "sv") == "Nothing changed: it was in Swedish before."
