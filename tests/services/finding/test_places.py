"""Every place of words, and what each layer and the models say there."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from support.corpus import corpus

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD
from annotator.domain.text.pattern import of_expression, of_words
from annotator.services.finding.places import ALL, Place, find, find_label, outliers, pages
from annotator.services.finding.whose import layer_meant
from annotator.storage.maintenance import word_index
from annotator.storage.queries.finding import texts as queries
from annotator.storage.queries.finding.texts import texts
from annotator.storage.store import Store

ANA = "[Caloi|ORG] of [Luigi Caloi|PERSON] sold Caloi to [Casa Caloi|ORG]"
BEN = "[Caloi|PERSON] of Luigi [Caloi|PERSON] sold [Caloi to|ORG] Casa Caloi"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store, keys = corpus(tmp_path / "a.db", {"ana": ANA, "ben": BEN}, {"ana": "Nothing here"}, {"ben": "A [Caloi|ORG]"})
    with store.write():
        store.add_suggestions(keys[0], "m-1", [(0, 5, "GPE", 0.3), (0, 5, "ORG", 0.9)])
        store.add_suggestions(keys[0], "near:m-1", [(26, 31, "ORG", 0.1)])
    return store


def said(places: list[Place], layer: str) -> list[str]:
    return [place.said(layer).short for place in places]


def with_words(store: Store, *words: str) -> list[int]:
    return [one.number for some in texts(store, words) for one in some]


def test_each_place_with_what_everybody_says(store: Store) -> None:
    places = list(find(store, of_words("Caloi")))
    assert [place.article.title for place in places] == ["Article 0"] * 4 + ["Article 2"]
    assert said(places, "ana") == ["ORG", "(PERSON)", "·", "(ORG)", "–"]
    assert [place.said("ana").name for place in places[2:]] == ["nothing", "longer", "not begun"]
    assert said(places, "ben") == ["PERSON", "PERSON", "(ORG)", "·", "ORG"]
    assert places[0].suggested == ("ORG", "GPE")
    assert not any(place.suggested for place in places[1:])
    assert places[2].as_json(4) == {
        "article": places[2].article.key, "start": 26, "end": 31, "quote": "Caloi", "before": "old ", "after": " to ",
        "layers": {"ana": None, "ben": None}, "inside": {"ben": "ORG"}, "suggested": None,
    }  # fmt: skip


def test_a_span_across_the_edges_is_told_apart(store: Store) -> None:
    (place, *_) = find(store, of_words("sold Caloi"))
    assert (place.said("ben").name, place.said("ben").short) == ("other edges", "~ORG")


def test_many_places_of_one_article_say_what_few_say(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "b.db", {"ana": "[Bo|PERSON] Bo [of Bo|ORG] " * 20, "ben": "Bo Bo of Bo " * 20})
    places = list(find(store, of_words("Bo")))
    assert said(places, "ana") == ["PERSON", "·", "(ORG)"] * 20
    assert said(places, "ben") == ["·"] * 60


def test_places_of_a_label(store: Store) -> None:
    assert [place.quote for place in find_label(store, "PERSON")] == ["Caloi", "Luigi Caloi", "Caloi"]
    assert [place.quote for place in find_label(store, "PERSON", "ana")] == ["Luigi Caloi"]


def test_outliers_are_those_said_otherwise_of_than_most(store: Store) -> None:
    places = list(find(store, of_words("Caloi")))
    assert said(outliers(places, "ben"), "ben") == ["·", "ORG"]
    assert outliers([], ALL) == []


def test_articles_that_were_put_away_are_left_out(store: Store) -> None:
    with store.write() as connection:
        connection.execute("UPDATE articles SET archived = 1 WHERE title = 'Article 2'")
    assert len(list(find(store, of_words("Caloi")))) == 4


def test_a_large_project_has_an_index_that_changes_no_answer(store: Store) -> None:
    patterns = [of_words("Caloi"), of_words("casa caloi", any_case=True), of_words("Casa  Caloi"), of_words("$"),
                of_expression("C.l")]  # fmt: skip
    before = [list(find(store, one)) for one in patterns]
    with patch.object(word_index, "_WORTH_IT", 2):
        assert [list(find(store, one)) for one in patterns] == before
        assert with_words(store, "caloi", "casa") == [1]
        added = Article.of("Cal\u00adoi in a wrapped\nCasa Caloi", title="New")
        with store.write():
            store.add_article(added, "2026-02-01T00:00:00.000000Z")
        assert [place.article.title for place in find(store, of_words("Casa Caloi"))] == ["Article 0", "New"]
        assert len(list(find(store, of_words("Caloi")))) == 7
        assert with_words(store, "caloi") == [1, 3, 4]


def test_pages_come_while_words_are_indexed_and_while_nothing_is_found(store: Store) -> None:
    heard: list[tuple[int, int]] = []
    with patch.object(word_index, "_WORTH_IT", 2):
        found = pages(store, of_words("Caloi"), lambda done, of: heard.append((done, of)))
        assert list(next(found)) == []
        assert heard == [(3, 3)]
        assert len(list(next(found))) == 5
    with patch.object(queries, "_FIRST", 1), patch.object(queries, "_AT_ONCE", 1):
        assert [len(list(page)) for page in pages(store, of_words("Nothing", whole=False))] == [0, 1, 0]


def test_a_project_that_can_only_be_read_is_read_through(store: Store) -> None:
    store.conn.execute("PRAGMA query_only = ON")
    with patch.object(word_index, "_WORTH_IT", 2):
        assert len(list(find(store, of_words("Caloi")))) == 5
    assert not store.conn.execute("SELECT 1 FROM sqlite_master WHERE name LIKE 'word_index%'").fetchone()


def test_whose_layer_is_meant(store: Store) -> None:
    assert layer_meant(store, "", "ana") == "ana"
    assert layer_meant(store, "", "eve") == ALL
    assert layer_meant(store, "ben", "ana") == "ben"
    with store.write() as connection:
        connection.execute("INSERT INTO layers (article, layer, status) VALUES (1, 'gold', 'approved')")
    assert layer_meant(store, "", "ana") == GOLD
