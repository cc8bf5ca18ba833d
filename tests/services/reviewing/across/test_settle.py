"""Settling across articles: one step, one undo, what is left and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.corpus import corpus

from annotator.domain.decisions import GOLD, Added
from annotator.domain.disagreement.votes import NO_VOTES, Quota
from annotator.domain.span import Span
from annotator.services.annotating.session import AnnotationSession
from annotator.services.finding.take_back import take_back
from annotator.services.project.merge import merge
from annotator.services.reviewing.across.plan import IN_THE_WAY, NOT_ASKED, Asked, Plan, plan
from annotator.services.reviewing.across.settle import CHANGED, Settled, settle
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.review_queue import waiting
from annotator.storage.queries.reviewing.settlings import last_settling, returned
from annotator.storage.store import Store

TWO_THIRDS = Asked(Quota.of("2/3"))
ONE = {"ana": "[Ed|PERSON] met [Bo|ORG]", "ben": "[Ed|PERSON] met [Bo|ORG]", "cem": "[Ed|PERSON] met Bo"}
TWO = {"ana": "[Al|ORG] ran", "ben": "[Al|PERSON] ran", "cem": "Al ran"}
THREE = {"ana": "[Oz|GPE]!", "ben": "Oz!", "cem": "Oz!"}


def gold(store: Store, key: str) -> set[Span]:
    return set(store.layer(key, GOLD).layer.spans)


def settled(store: Store, asked: Asked = TWO_THIRDS, *, approve: bool = True) -> tuple[Plan, Settled]:
    found = plan(store, asked)
    return found, settle(store, found.proposals, "rosa", choice="vote", note="by vote", approve=approve)


@pytest.fixture
def three(tmp_path: Path) -> tuple[Store, list[str]]:
    return corpus(tmp_path / "a.db", ONE, TWO, THREE)


def test_one_step_over_articles_one_note_and_one_undo(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    found, done = settled(store)
    assert (found.articles, len(found.proposals), +found.left) == (3, 2, {NO_VOTES: 1})
    assert (done.conflicts, done.articles, done.approved, +done.left) == (2, 2, 2, {})
    assert [gold(store, key) for key in keys] == [{Span(0, 2, "PERSON"), Span(7, 9, "ORG")}, set(), set()]
    assert [store.layer(key, GOLD).layer.status for key in keys] == ["approved", "open", "approved"]
    assert [len(store.layer(key, GOLD).layer.comments) for key in keys] == [1, 0, 0]
    assert [one.key for one in waiting(store)] == [keys[1]]
    assert store.last_step("rosa") == (done.step, keys[0], GOLD)
    assert last_settling(store, "rosa", ["vote"]) == done.step
    assert last_settling(store, "rosa", ["weight"]) is last_settling(store, "ana", ["vote"]) is None
    assert not list(examine(store))

    assert take_back(store, "rosa", done.step).articles == 2
    assert [gold(store, key) for key in keys] == [set(), set(), set()]
    assert [one.key for one in waiting(store)] == keys
    assert last_settling(store, "rosa", ["vote"]) is None
    assert not list(examine(store))
    assert take_back(store, "rosa", done.step, redo=True).articles == 2
    assert gold(store, keys[0]) == {Span(0, 2, "PERSON"), Span(7, 9, "ORG")}
    assert not list(examine(store))


def test_only_what_is_asked_for(three: tuple[Store, list[str]]) -> None:
    store, _ = three
    for asked, number in (
        (Asked(Quota.of("2/3"), kinds=frozenset({"missed"}), labels=frozenset({"ORG"})), 1),
        (Asked(Quota.of("2/3"), labels=frozenset({"ORG", "GPE"})), 2),
        (Asked(Quota.of("2/3"), chosen=lambda desk, _: desk.text.startswith("Oz")), 1),
        (Asked(Quota.of("2/3"), kinds=frozenset({"label"})), 0),
        (Asked(Quota.of("1/3")), 3),
        (Asked(Quota.of("1/3"), break_ties=False), 2),
        (Asked(Quota.of("2/3"), or_nothing=True), 3),
    ):
        found = plan(store, asked)
        assert len(found.proposals) == number
        assert sum(found.left.values()) == 3 - number
    assert plan(store, Asked(Quota.of("2/3"), kinds=frozenset({"both"}))).left == {NOT_ASKED: 3}


def test_a_setting_leaves_the_approval_to_the_reviewer(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    _, done = settled(store, approve=False)
    assert (done.conflicts, done.approved) == (2, 0)
    assert store.layer(keys[0], GOLD).layer.status == "open"


def test_what_somebody_did_meanwhile_stands(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    found = plan(store, TWO_THIRDS)
    ReviewSession(store, keys[0], "rita").none()
    AnnotationSession(store, keys[2], "ben").reopen()
    done = settle(store, found.proposals, "rosa", choice="vote")
    assert (done.conflicts, +done.left) == (0, {CHANGED: 2})
    assert done.step == ""
    assert gold(store, keys[0]) == {Span(0, 2, "PERSON")}


def test_a_span_of_gold_never_gives_way(tmp_path: Path) -> None:
    store, (key,) = corpus(tmp_path / "a.db", {"ana": "[Ed Bo|ORG]", "ben": "[Ed Bo|ORG]", "cem": "Ed Bo"})
    desk = ReviewSession(store, key, "rosa")
    desk.conflict = None
    desk._do([Added(Span(0, 2, "PERSON"))])
    found, done = settled(store)
    assert (done.conflicts, found.left) == (0, {IN_THE_WAY: 1})
    assert gold(store, key) == {Span(0, 2, "PERSON")}


def test_own_work_and_returned_articles_are_told(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    ReviewSession(store, keys[2], "rosa").give_back("ana", "look again")
    found = plan(store, TWO_THIRDS)
    done = settle(store, found.proposals, "ana", choice="vote")
    assert (done.conflicts, done.own, returned(store)) == (1, 1, 1)
    assert "You labelled 1 article of these yourself." in done.told


def test_what_all_agree_on_stays_gold_where_a_reviewer_was_after_it(three: tuple[Store, list[str]]) -> None:
    store, keys = three
    _, done = settled(store)
    ReviewSession(store, keys[0], "rita").comment("seen")
    take_back(store, "rosa", done.step)
    desk = ReviewCursor(store, keys[0])
    assert len(desk.open) == 1
    assert gold(store, keys[0]) == {one.span for one in desk.gold()}
    assert not list(examine(store))


def test_a_step_of_a_copy_stays_one_step(three: tuple[Store, list[str]], tmp_path: Path) -> None:
    store, keys = three
    _, done = settled(store)
    with Store.create(tmp_path / "b.db") as other:
        merge(other, store.path)
        rows = "SELECT step, count(DISTINCT article) FROM decisions WHERE bulk AND action = 'ruled' GROUP BY step"
        assert other.conn.execute(rows).fetchall() == [(done.step, 2)]
        assert gold(other, keys[0]) == gold(store, keys[0])
        assert not list(examine(other))


WORDS = st.lists(st.sampled_from(["[Ed|A]", "Ed", "[Ed|B]", "[Ed Bo|A]", "Ed Bo", "[Bo|B]"]), min_size=1, max_size=4)


@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=3),
    st.lists(st.sampled_from(["1/3", "2/3", "100 %"]), min_size=1, max_size=3),
)
def test_any_settlings_are_taken_back_one_by_one(said: Sequence[Sequence[list[str]]], quotas: list[str]) -> None:
    with TemporaryDirectory() as folder:
        articles = [same_text(number, layers) for number, layers in enumerate(said)]
        store, keys = corpus(Path(folder) / "a.db", *articles)
        with store:
            states, steps = [[gold(store, key) for key in keys]], []
            for quota in quotas:
                _, done = settled(store, Asked(Quota.of(quota)))
                if done.step:
                    steps.append(done.step)
                    states.append([gold(store, key) for key in keys])
                    assert all(gold(store, key) >= {one.span for one in ReviewCursor(store, key).gold()}
                               for key in keys if store.layer(key, GOLD).layer.rulings)  # fmt: skip
                assert not list(examine(store))
            for step in reversed(steps):
                assert [gold(store, key) for key in keys] == states.pop()
                take_back(store, "rosa", step)
                assert not list(examine(store))
            assert [gold(store, key) for key in keys] == states[0]


def same_text(number: int, layers: Sequence[list[str]]) -> dict[str, str]:
    """The layers whose words make the same text, behind the number."""
    marked = [f"{number} {' '.join(words)}" for words in layers]
    plain = ["".join(part.split("|")[0] if "|" in part else part for part in one.replace("[", "]").split("]"))
             for one in marked]  # fmt: skip
    return {name: one for name, one, text in zip(("ana", "ben", "cem"), marked, plain, strict=True) if text == plain[0]}


def test_the_scheme_that_allows_overlap_lets_both_hold(tmp_path: Path) -> None:
    store, (key,) = corpus(tmp_path / "a.db", {"ana": "[Ed Bo|ORG]", "ben": "[Ed|PERSON] Bo"})
    save_scheme(store, replace(store.scheme(), overlap="any"))
    settled(store, Asked(Quota.of("1/2")))
    assert gold(store, key) == {Span(0, 5, "ORG"), Span(0, 2, "PERSON")}
