"""Splits: near duplicates stay together, nothing moves when articles are added."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.domain.article import Article
from annotator.errors import AnnotatorError
from annotator.services.split import Ratio, sides
from annotator.storage.store import Store

WORDS = [f"word{number}" for number in range(2000)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "news.db") as opened:
        yield opened


def texts(count: int, seed: int) -> list[str]:
    chooser = random.Random(seed)  # noqa: S311 - texts to split, not secrets
    return [" ".join(chooser.choices(WORDS, k=80)) for _ in range(count)]


def put(store: Store, given: list[str], begin: int = 0) -> list[str]:
    articles = [Article.of(text) for text in given]
    with store.write():
        for number, article in enumerate(articles, begin):
            store.add_article(article, f"2026-01-01T00:00:{number:06d}Z")
    return [article.key for article in articles]


@pytest.mark.parametrize("text", ["80", "a/b", "80/10/5/5", "-1/2", "0/0", "nan/1", "inf/1", ""])
def test_a_ratio_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(AnnotatorError, match="80/10/10"):
        Ratio.parse(text)


@given(st.integers(), st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_side_hangs_on_key_and_seed_alone(seed: int, key: str) -> None:
    ratio = Ratio.parse("80/10/10")
    assert ratio.side(key, seed) == Ratio((0.8, 0.1, 0.1)).side(key, seed)
    assert ratio.side(key, seed) in ratio.names


def test_the_shares_come_out(store: Store) -> None:
    keys = put(store, texts(600, 1))
    side = sides(store, Ratio.parse("80/10/10"), seed=3)
    counts = {name: sum(side(key) == name for key in keys) for name in ("train", "dev", "test")}
    assert 430 < counts["train"] < 530
    assert all(30 < counts[name] < 95 for name in ("dev", "test"))
    assert sides(store, Ratio.parse("0/0/1"), seed=3)(keys[0]) == "test"


def test_near_duplicates_are_on_one_side_and_others_are_free(store: Store) -> None:
    originals = texts(40, 2)
    copies = [f"UPDATE: {text} More to come." for text in originals]
    first, second = put(store, originals), put(store, copies, 100)
    side = sides(store, Ratio.parse("50/50"), seed=0)
    assert all(side(one) == side(two) for one, two in zip(first, second, strict=True))
    assert len({side(key) for key in first}) == 2


def test_nothing_moves_when_articles_are_added(store: Store) -> None:
    originals = texts(60, 4)
    keys = put(store, originals)
    before = sides(store, Ratio.parse("50/25/25"), seed=1)
    was = {key: before(key) for key in keys}
    bridges = [f"{one} {two}" for one, two in zip(originals[:20], originals[20:40], strict=True)]
    put(store, [*bridges, *texts(60, 5)], 1000)
    after = sides(store, Ratio.parse("50/25/25"), seed=1)
    assert {key: after(key) for key in keys} == was
