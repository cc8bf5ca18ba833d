"""The order in which articles come to a reviewer, and the sample of those that one annotator has finished."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.corpus import corpus
from support.teams import finish, project, put

from annotator.config import REVIEW_ORDERS
from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.ordering import disputed_in_order
from annotator.services.reviewing.queue import ReviewQueue
from annotator.services.reviewing.sampling import approve_left_out, in_sample, sample
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import statuses
from annotator.storage.store import Store

ONE = {"ana": "[Ed|PERSON] met Bo in Ur", "ben": "Ed met Bo in Ur", "cem": "Ed met Bo in Ur"}
TWO = {"ana": "[Al|ORG] saw [Oz|GPE]", "ben": "[Al|PERSON] saw [Oz|ORG]", "cem": "[Al|ORG] saw [Oz|GPE]"}
SAME = {"ana": "[Io|GPE] shone", "ben": "[Io|GPE] shone", "cem": "[Io|GPE] shone"}
THREE = {"ana": "[Jo|ORG] [Su|PERSON] [Li|GPE]", "ben": "Jo [Su|PERSON] [Li|GPE]", "cem": "Jo Su Li"}


@pytest.fixture
def four(tmp_path: Path) -> tuple[Store, list[str]]:
    return corpus(tmp_path / "p.db", ONE, TWO, SAME, THREE)


@pytest.mark.parametrize(
    ("order", "turn", "groups"),
    [
        ("worst", [3, 1, 0], ["", "", ""]),
        ("label", [3, 1, 0], ["ORG", "ORG", "PERSON"]),
        ("kind", [3, 0, 1], ["missed", "missed", "label"]),
        ("pair", [1, 0, 3], ["ana, ben", "ana, ben", "ana, cem"]),
    ],
)
def test_those_disputed_alike_come_together_the_worst_first(
    four: tuple[Store, list[str]], order: str, turn: list[int], groups: list[str]
) -> None:
    store, keys = four
    found = disputed_in_order(store, order)
    assert [keys.index(key) for key in found] == turn
    assert list(found.values()) == groups


def test_the_queue_goes_on_in_its_order_and_ends_with_what_all_agree_on(four: tuple[Store, list[str]]) -> None:
    store, keys = four
    queue = ReviewQueue(store, "worst")
    assert queue.next() == keys[3]
    assert queue.next(keys[3]) == keys[1]
    assert queue.next(keys[0]) == keys[3]
    assert (queue.neighbour(keys[1], back=False), queue.neighbour(keys[3], back=True)) == (keys[0], None)
    assert queue.neighbour(keys[2], back=False) == keys[3]
    session = ReviewSession(store, keys[3], "rosa")
    while session.open:
        session.take(1)
    session.approve()
    assert queue.next(keys[0]) == keys[1]
    assert [queue.reordered("file").next(key) for key in keys] == [keys[1], keys[0], keys[0], keys[0]]


SAID: dict[str, list[Span]] = {
    "": [],
    "PER": [Span(0, 3, "PER")],
    "ORG": [Span(0, 3, "ORG")],
    "L": [Span(0, 7, "ORG")],
}


@given(
    st.lists(st.tuples(*[st.sampled_from([*SAID, None])] * 3), min_size=1, max_size=6),
    st.sampled_from([order for order in REVIEW_ORDERS if order != "file"]),
)
def test_every_order_has_each_disputed_article_once(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str | None, ...]], order: str
) -> None:
    with project(tmp_path_factory.mktemp("order") / "p.db") as store:
        keys = [put(store, f"Ada met Bob {number} .") for number in range(len(said))]
        for key, labels in zip(keys, said, strict=True):
            named = zip(("ana", "ben", "cid"), labels, strict=True)
            finish(store, key, {name: SAID[label] for name, label in named if label is not None})
        disputed = [key for key in keys if ReviewCursor(store, key).open]
        found = disputed_in_order(store, order)
        assert sorted(found) == sorted(disputed)
        queue, seen, at = ReviewQueue(store, order), list[str](), None
        for _ in disputed:
            at = queue.next(at)
            assert at
            seen.append(at)
        assert seen == list(found)


def test_a_sample_is_stable_grows_and_what_it_leaves_out_is_told_and_approved_when_asked(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "p.db", *({"ana": f"[Ed|PERSON] {number}"} for number in range(60)), SAME)
    few, more = sample(store, 20), sample(store, 50)
    assert 4 <= len(few.chosen) <= 22
    assert {*few.chosen} < {*more.chosen}
    assert {*few.chosen, *few.left_out} == {*keys[:60]}
    assert sample(store, 100).told == ""
    assert f"{len(few.left_out)} of one annotator are out of the sample" in few.told
    queue, seen, at = ReviewQueue(store, "file", 20), list[str](), None
    while (at := queue.next(at)) and at not in seen:
        seen.append(at)
        ReviewSession(store, at, "rosa").approve()
    assert seen == [keys[60], *few.chosen]
    assert [*approve_left_out(store, "rosa", 20)] == list(few.left_out)
    assert {statuses(store, key)[GOLD] for key in keys} == {"approved"}
    assert sample(store, 20).told == ""


@given(st.text(), st.integers(1, 99))
def test_whoever_is_in_a_sample_is_in_every_larger_one(key: str, percent: int) -> None:
    assert in_sample(key, 100)
    assert in_sample(key, percent + 1) >= in_sample(key, percent)
