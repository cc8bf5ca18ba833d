"""Splits: near duplicates stay together, nothing moves when articles are added."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Approved, Event, Finished, Reopened, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, WrongUsage
from annotator.services.split import LABEL, Ratio, sides
from annotator.services.stratified import allotted
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


def decide_in(store: Store, text: str, events: list[Event], layer: str = "ana") -> None:
    key = Article.of(text).key
    with store.write():
        state = store.layer(key, layer)
        decisions = decide(events, layer=layer, by="ana")
        step_all(state.layer, decisions)
        store.append(key, text, decisions, state.layer, revision=state.revision)


def finish(store: Store, some: list[str]) -> None:
    """Have every fifth article have a rare label, and all a common one."""
    for number, text in enumerate(some):
        rare = [Added(Span(0, 4, "EVENT"))] if number % 5 == 0 else []
        decide_in(store, text, [*rare, Added(Span(5, 9, "ORG")), Finished()])


def balance(store: Store, some: list[str], side: Callable[[str], str]) -> dict[str, tuple[int, int]]:
    """How many articles are on each side, and how many of those with the rare label."""
    found = {name: [side(Article.of(text).key) == name for text in some] for name in ("train", "dev", "test")}
    return {name: (sum(there), sum(there[::5])) for name, there in found.items()}


def test_each_side_has_its_share_of_each_label_and_nothing_moves_later(store: Store) -> None:
    some, ratio = texts(100, 6), Ratio.parse("60/20/20")
    put(store, some)
    finish(store, some)
    side = sides(store, ratio, 1, LABEL)
    there = balance(store, some, side)
    assert all(abs(there[name][0] - most) <= 3 for name, most in (("train", 60), ("dev", 20), ("test", 20)))
    assert all(abs(there[name][1] - most) <= 1 for name, most in (("train", 12), ("dev", 4), ("test", 4)))
    was = {text: side(Article.of(text).key) for text in some}
    assert was != {text: sides(store, ratio, 2, LABEL)(Article.of(text).key) for text in some}
    late = texts(30, 7)
    put(store, [*late, f"{some[0]} More to come."], -100)
    decide_in(store, some[1], [Reopened(), Added(Span(10, 14, "EVENT")), Finished()])
    decide_in(store, some[2], [Added(Span(10, 14, "EVENT")), Approved()], "gold")
    finish(store, late)
    after = sides(store, ratio, 1, LABEL)
    assert {text: after(Article.of(text).key) for text in some} == was
    assert after(Article.of(f"{some[0]} More to come.").key) == was[some[0]]


def test_each_side_has_its_share_of_each_value_of_a_field(store: Store) -> None:
    some = texts(90, 8)
    for number, text in enumerate(some):
        article = Article.of(text, meta={"genre": ["news", "voyage", ""][number % 3]})
        with store.write():
            store.add_article(article, f"2026-01-01T00:00:{number:06d}Z")
    side = sides(store, Ratio.parse("80/20"), 0, "meta.genre")
    for begin in range(3):
        assert 22 <= sum(side(Article.of(text).key) == "train" for text in some[begin::3]) <= 26
    with pytest.raises(WrongUsage, match=r"No article has 'meta.gnre'. Did you mean meta.genre\?"):
        sides(store, Ratio.parse("80/20"), 0, "meta.gnre")


@given(
    st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(1, 5)), max_size=40),
    st.lists(st.integers(0, 5), min_size=1, max_size=4).filter(any),
    st.integers(0, 3),
)
def test_what_comes_later_moves_nothing_and_no_part_without_a_share_gets_anything(
    brings: list[dict[str, int]], shares: list[int], seed: int
) -> None:
    things = [(str(number), one) for number, one in enumerate(brings)]
    found = allotted(things, shares, seed)
    assert all(shares[part] for part in found.values())
    half = allotted(things[: len(things) // 2], shares, seed)
    assert half.items() <= found.items()
