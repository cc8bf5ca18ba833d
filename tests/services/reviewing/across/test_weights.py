"""Weights of annotators, from gold or from one another."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpus import corpus

from annotator.domain.disagreement.votes import NO_VOTES, Quota
from annotator.domain.span import Span
from annotator.errors import WrongUsage
from annotator.services.reviewing.across.plan import Asked, plan
from annotator.services.reviewing.across.settle import settle
from annotator.services.reviewing.across.weights import weights
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.team.hidden import HiddenGold, hide

RIGHT, WRONG = "[Ed|PERSON] met Bo, number {}", "Ed met [Bo|PERSON], number {}"


def test_two_without_gold_tell_nobody_who_is_right(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "a.db", *({"ana": RIGHT.format(n), "ben": WRONG.format(n)} for n in range(4)))
    with pytest.raises(WrongUsage, match="takes gold, or spans in articles that three"):
        weights(store)
    for key in keys[:2]:
        desk = ReviewSession(store, key, "rosa")
        desk.take(1)
        desk.take(1)
        desk.approve()
    found = weights(store)
    assert (found.known, found.spans) == (4, 8)
    assert found.of["ana"].weight > 0.8
    assert found.of["ben"].weight == 0
    assert "gold says of 4" in found.told
    done = plan(store, Asked(Quota.of("2/3"), weights=found.counts))
    assert {one.outcome.version for one in done.proposals} == {
        (),
        tuple(ReviewSession(store, keys[2], "r").conflicts[0].spans),
    }


def test_hidden_gold_measures_too_what_is_missed_and_what_is_more(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "a.db", {"ana": RIGHT.format(1)}, {"ben": WRONG.format(2)}, {"cem": "Ed met Bo"})
    with store.write() as conn:
        hide(
            conn,
            [HiddenGold(store.article_id(key), "r", (Span(0, 2, "PERSON"),), whole=True) for key in keys],
            "2026-01-01",
        )
    found = weights(store)
    assert (found.known, found.spans, found.hidden) == (4, 4, True)
    assert found.of["ana"].weight > found.of["ben"].weight
    assert found.of["ben"].found == found.of["cem"].found < found.of["ana"].found


def test_whoever_weighs_nothing_leaves_all_or_nothing(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "a.db", {"ana": RIGHT.format(1), "ben": WRONG.format(1)})
    nobody = {"ana": 0.0, "ben": 0.0}
    assert plan(store, Asked(Quota.of("1/2"), weights=nobody)).left == {NO_VOTES: 2}
    found = plan(store, Asked(Quota.of("1/2"), weights=nobody, or_nothing=True))
    assert [(one.outcome.version, one.votes) for one in found.proposals] == [((), "0 %"), ((), "0 %")]


def test_gold_by_vote_is_none_to_measure_by(tmp_path: Path) -> None:
    said = {"ana": RIGHT, "ben": RIGHT, "cem": WRONG}
    store, _ = corpus(tmp_path / "a.db", *({who: one.format(n) for who, one in said.items()} for n in range(3)))
    before = weights(store)
    assert (before.known, before.spans) == (0, 6)
    assert before.of["ana"].weight == before.of["ben"].weight > before.of["cem"].weight
    found = plan(store, Asked(Quota.of("2/3")))
    assert settle(store, found.proposals, "rosa", choice="vote").approved == 3
    assert weights(store) == before
