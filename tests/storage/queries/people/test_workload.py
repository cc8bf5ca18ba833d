"""How much is whose: the count of one's own articles is that of those that the queue would ever bring."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.teams import act, project, put

from annotator.domain.decisions import Event, Finished, Flagged, Returned, Skipped
from annotator.storage.queries.assignments import give
from annotator.storage.queries.counts import put_away
from annotator.storage.queries.listing.entries import entries
from annotator.storage.queries.people.workload import Workload, undealt, workload, workloads
from annotator.storage.store import Store

TEAM = ("ana", "ben", "cid")
WORK: dict[str, tuple[Event, ...]] = {
    "begun": (Flagged(True),),
    "done": (Finished(),),
    "passed": (Skipped(),),
    "back": (Finished(), Returned("No.")),
}
who = st.sampled_from(TEAM)
articles = st.lists(
    st.tuples(st.sets(who), st.integers(0, 2), st.dictionaries(who, st.sampled_from(sorted(WORK))), st.booleans()),
    max_size=5,
)


def counted_one_by_one(store: Store, name: str, undealt: int) -> Workload:
    rows = [row.status for row in entries(store, name)]
    return Workload(len(rows) - rows.count("others"), rows.count("finished") + rows.count("skipped"), undealt)


@given(articles)
@settings(max_examples=40)
def test_one_s_own_is_what_the_queue_would_ever_bring(
    tmp_path_factory: pytest.TempPathFactory, dealt: list[tuple[set[str], int, dict[str, str], bool]]
) -> None:
    with project(tmp_path_factory.mktemp("own") / "p.db") as store:
        for number, (given_to, enough, work, away) in enumerate(dealt):
            key = put(store, f"Article {number} .")
            with store.write():
                give(store, [(key, name) for name in given_to], shared=[key] if enough else [], enough=enough or 1)
            for name, done in work.items():
                act(store, key, name, *WORK[done])
            if away:
                put_away(store, [key], archived=True)
        found, here = workloads(store, TEAM), [one for one in dealt if not one[3]]
        free = [work for given_to, enough, work, _ in here if not given_to and not enough]
        assert undealt(store) == (len(free) if len(free) < len(here) else 0)
        for name in TEAM:
            not_begun = sum(name not in work for work in free) if len(free) < len(here) else 0
            assert found[name] == workload(store, name) == counted_one_by_one(store, name, not_begun)


def test_what_is_left_is_of_one_s_own(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        keys = [put(store, f"Article {number} .") for number in range(5)]
        assert workload(store, "ana") == Workload(5, 0)
        with store.write():
            give(store, [(key, "ana") for key in keys[:3]] + [(key, "ben") for key in keys[3:]])
        act(store, keys[0], "ana", Finished())
        assert workload(store, "ana").left == 2
        assert {name: (one.given, one.done) for name, one in workloads(store, TEAM).items()} == {
            "ana": (3, 1), "ben": (2, 0), "cid": (0, 0),
        }  # fmt: skip
