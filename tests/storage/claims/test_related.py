"""The relations of a layer in the articles of late."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from support.claiming import HPA, LUND, PORT, SPANS, TEXT, TOWN, decided, made

from annotator.domain.article import Article
from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Added, Claimed, Refused
from annotator.storage.claims.related import related_lately


def test_the_latest_relations_are_given_by_article_with_the_entities_of_their_ends(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db")
    heads, based = Relation(LUND, "head_of", HPA), Relation(PORT, "based_in", TOWN)
    with closing(store):
        decided(store, key, [Claimed(Same(HPA, PORT)), Claimed(heads), Claimed(based), Refused(heads.turned)])
        keys = [key]
        for number in range(3):
            article = Article.of(f"{TEXT} {number}")
            with store.write():
                store.add_article(article, "2026-01-01T00:00:00.000000Z")
            keys.append(article.key)
            decided(store, article.key, [*map(Added, SPANS), *([Claimed(heads)] if number else [])])
        conn = store.conn
        latest, first = related_lately(conn, "ana", keys[2], 9)
        assert [(one.relation, one.entities) for one in latest] == [(heads, ("", ""))]
        entity = store.layer(key, "ana").layer.members[PORT].entity
        assert sorted((one.relation.label, one.entities) for one in first) == [
            ("based_in", (entity, "")),
            ("head_of", ("", entity)),
        ]
        assert [len(some) for some in related_lately(conn, "ana", key, 9)] == [1, 1]
        assert [len(some) for some in related_lately(conn, "ana", key, 1)] == [1]
        assert related_lately(conn, "ben", key, 9) == []
