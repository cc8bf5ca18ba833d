"""What names were linked to, over the articles of a layer."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from support.claiming import LUND, SPANS, TEXT, UHW, UNION, decided, made

from annotator.domain.article import Article
from annotator.domain.claims.values import Link, Same
from annotator.domain.decisions import Added, Claimed, Refused
from annotator.storage.claims.linked import LinkedName, called_in, linked_names


def test_every_name_of_an_entity_is_linked_as_often_as_articles_say_so(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db")
    with closing(store):
        union = Claimed(Link(UNION, "b", "K1", "Workers"))
        decided(store, key, [Claimed(Same(UHW, UNION)), union, Claimed(Link(LUND, "b", ""))])
        for number in range(2):
            article = Article.of(f"{TEXT} {number}")
            with store.write():
                store.add_article(article, "2026-01-01T00:00:00.000000Z")
            decided(store, article.key, [*map(Added, SPANS), union, Refused(Link(UHW, "b", "K2", "Nurses"))])
        names = ["UHW", "Tor Lund", "Union of Harbour Workers", "HPA"]
        found = sorted(linked_names(store.conn, "ana", names))
        assert found == [
            LinkedName("Tor Lund", "b", "", "", 1, 0),
            LinkedName("UHW", "b", "K1", "Workers", 1, 0),
            LinkedName("UHW", "b", "K2", "Nurses", 0, 2),
            LinkedName("Union of Harbour Workers", "b", "K1", "Workers", 3, 0),
        ]
        here = store.article_id(key)
        assert [one.taken for one in sorted(linked_names(store.conn, "ana", names, here))] == [0, 2]
        assert [one.name for one in linked_names(store.conn, "ana", ["Tor Lund", "x"])] == ["Tor Lund"]
        assert called_in(store.conn, "ana", "b") == {"K1": "Workers"}
        assert [*linked_names(store.conn, "ben", names)] == []
