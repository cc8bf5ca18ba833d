from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.teams import act, finish, project, put

from annotator.domain.decisions import Added, Finished, Returned, Skipped
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.project.assign import assign
from annotator.services.project.deal import deal
from annotator.services.project.next_article import next_for
from annotator.storage.queries import queue
from annotator.storage.queries.assignments import HOLD, lease, loads, release
from annotator.storage.queries.counts import put_away
from annotator.storage.store import Store

TEAM = ["ana", "ben", "cid"]
LATER = datetime.now(UTC) + 2 * HOLD


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "team.db") as opened:
        yield opened


@pytest.fixture
def keys(store: Store) -> list[str]:
    return [put(store, f"Article {number} .") for number in range(10)]


def holders(store: Store) -> dict[str, list[str]]:
    rows = store.conn.execute("SELECT key, annotator FROM assignments JOIN articles ON id = article ORDER BY annotator")
    found: dict[str, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return found


def walk(store: Store, name: str) -> list[str]:
    """The articles that somebody comes to, finishing one after the other."""
    found = []
    while key := next_for(store, name):
        act(store, key, name, Finished())
        with store.write():
            queue.advance(store, name)
        found.append(key)
    return found


@given(st.integers(0, 25), st.integers(1, 4), st.none() | st.floats(0, 1), st.data())
@settings(max_examples=25)
def test_the_deal_is_even_and_as_wide_as_asked(
    tmp_path_factory: pytest.TempPathFactory, articles: int, team: int, overlap: float | None, data: st.DataObject
) -> None:
    names = ["ana", "ben", "cid", "dot"][:team]
    per_article = data.draw(st.none() | st.integers(1, team))
    with project(tmp_path_factory.mktemp("deal") / "p.db") as store:
        keys = {put(store, f"Article {number} .") for number in range(articles)}
        report = assign(store, names, per_article=per_article, overlap=overlap, seed=3)
        found = holders(store)
        assert found.keys() == keys
        sizes = Counter(len(who) for who in found.values())
        several = articles if overlap is None else round(overlap * articles)
        many = per_article or (1 if overlap is None else team)
        assert sizes == Counter({many: several}) + Counter({1: articles - several})
        assert report.overlapping == (several if many > 1 else 0)
        assert max(report.given.values()) - min(report.given.values()) <= 1
        assert sum(report.given.values()) == several * many + articles - several


def test_what_several_have_begun_is_theirs_and_counted_so(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        for number in range(3):
            finish(store, put(store, f"Article {number} ."), {"ana": [], "ben": []} if number else {})
        report = assign(store, ["ana", "ben"], per_article=1)
        assert (report.articles, report.overlapping, sum(report.given.values())) == (3, 2, 5)


def test_the_same_seed_deals_the_same(tmp_path: Path) -> None:
    found = []
    for number, seed in enumerate((1, 1, 2)):
        with project(tmp_path / f"{number}.db") as store:
            for article in range(20):
                put(store, f"Article {article} .")
            assign(store, TEAM, overlap=0.2, seed=seed)
            found.append(holders(store))
    assert found[0] == found[1] != found[2]


def test_everyone_is_led_through_their_own_articles(store: Store, keys: list[str]) -> None:
    assign(store, TEAM, overlap=0.2)
    given = holders(store)
    for name in TEAM:
        assert walk(store, name) == [key for key in keys if name in given[key]]
    assert next_for(store, "dora") is None
    late = put(store, "A late one .")
    assert next_for(store, "dora") == late
    assert {name: done for name, (_, done) in loads(store).items()} == assigned(given)


def assigned(given: dict[str, list[str]]) -> dict[str, int]:
    return dict(Counter(name for who in given.values() for name in who))


def test_what_was_begun_stays_with_who_began_it(store: Store, keys: list[str]) -> None:
    finish(store, keys[0], {"ana": [], "ben": []})
    act(store, keys[1], "cid", Added(Span(0, 7, "PER")))
    assign(store, TEAM)
    assert holders(store)[keys[0]] == ["ana", "ben"]
    assert holders(store)[keys[1]] == ["cid"]
    assert sorted(len(walk(store, name)) for name in TEAM) == [3, 3, 3]


def test_a_second_deal_is_of_what_is_new_unless_asked(store: Store, keys: list[str]) -> None:
    assign(store, ["ana"])
    assert assign(store, ["ben"]).articles == 0
    new = put(store, "New .")
    assert assign(store, ["ben"]).given == {"ben": 1}
    assert holders(store)[new] == ["ben"]
    finish(store, keys[0], {"ana": []})
    assert assign(store, ["ben"], again=True).articles == 10
    assert holders(store)[keys[0]] == ["ana"]
    assert assigned(holders(store)) == {"ana": 1, "ben": 10}
    assert len(walk(store, "ben")) == 10


def test_who_begins_an_article_while_it_is_dealt_out_anew_keeps_it(
    store: Store, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(store, ["ana", "ben"])
    put_away(store, [keys[9]], archived=True)
    mine = next(key for key, names in holders(store).items() if names == ["ana"] and key != keys[9])

    def dealt(*args: Any, **options: Any) -> Iterator[Any]:
        act(store, mine, "ana", Added(Span(0, 7, "PER")))
        return deal(*args, **options)

    monkeypatch.setattr("annotator.services.project.assign.dealt", dealt)
    assign(store, ["cid"], again=True)
    assert holders(store) == {**{key: ["cid"] for key in keys[:9]}, mine: ["ana"]}


def test_an_article_that_was_brought_back_is_offered_again(store: Store, keys: list[str]) -> None:
    put_away(store, [keys[0]], archived=True)
    assert walk(store, "ana") == keys[1:]
    put_away(store, [keys[0]], archived=False)
    assert next_for(store, "ana") == keys[0]


def test_a_returned_article_comes_first(store: Store, keys: list[str]) -> None:
    assign(store, ["ana"])
    finish(store, keys[4], {"ana": []})
    act(store, keys[4], "ana", Returned("Again, please."))
    assert next_for(store, "ana") == keys[4]


def test_of_shared_articles_each_takes_another(store: Store, keys: list[str]) -> None:
    assert assign(store).shared == 10
    assert (next_for(store, "ana"), next_for(store, "ben")) == (keys[0], keys[1])
    assert next_for(store, "ana") == keys[0]
    act(store, keys[0], "ana", Finished())
    assert next_for(store, "ana", keys[0]) == keys[2]
    act(store, keys[1], "ben", Skipped())
    assert next_for(store, "ben", keys[1]) == keys[3]
    together = {*walk(store, "ana"), *walk(store, "cid")}
    assert together == {*keys} - {keys[0], keys[1], keys[3]}
    assert next_for(store, "dora") is None


def test_two_are_enough_for_two(store: Store, keys: list[str]) -> None:
    assign(store, per_article=2)
    assert [next_for(store, name) for name in TEAM] == [keys[0], keys[0], keys[1]]


def test_a_lease_runs_out_and_can_be_given_back(store: Store, keys: list[str]) -> None:
    assign(store)
    assert lease(store, keys[0], "ana")
    assert not lease(store, keys[0], "ben")
    assert lease(store, keys[0], "ben", LATER)
    release(store, keys[0], "ben")
    release(store, keys[0], "ben")
    assert lease(store, keys[0], "cid", LATER)


def test_deciding_holds_an_article_and_what_one_began_stays_open_to_one(store: Store, keys: list[str]) -> None:
    assign(store)
    act(store, keys[0], "ana", Added(Span(0, 7, "PER")))
    assert not lease(store, keys[0], "ben")
    assert lease(store, keys[0], "ben", LATER)
    assert next_for(store, "ana") == keys[0]


@pytest.mark.parametrize(
    ("names", "options", "words"),
    [
        (["gold"], {}, "made by review"),
        (["ana", " "], {}, "is not blank"),
        (["ana"], {"overlap": 1.5}, "not 150%"),
        ([], {"overlap": 0.5}, "needs names"),
        (["ana", "ana"], {"per_article": 2}, "2 annotators an article cannot be had from 1"),
        ([], {"per_article": 0}, "0 annotators"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(
    store: Store, keys: list[str], names: list[str], options: dict[str, Any], words: str
) -> None:
    with pytest.raises(AnnotatorError, match=words):
        assign(store, names, **options)
    assert holders(store) == {}


def test_a_dry_run_tells_what_dealing_again_would_do_and_does_nothing(store: Store, keys: list[str]) -> None:
    assign(store, TEAM)
    act(store, keys[0], holders(store)[keys[0]][0], Finished())
    before, done = holders(store), list(store.conn.execute("SELECT * FROM deals"))
    found = assign(store, ["ana", "ben"], again=True, dry_run=True)
    assert (holders(store), list(store.conn.execute("SELECT * FROM deals"))) == (before, done)
    assert found.articles == sum(found.taken.values()) == 9
    assert found.as_json()["taken"] == dict(found.taken)
    assert assign(store, ["ana", "ben"], again=True) == found
    assert assign(store, again=True, dry_run=True).shared == 9
    assert not assign(store, ["ana"], dry_run=True).articles
