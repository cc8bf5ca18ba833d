from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import act, finish, project, put

from annotator.domain.decisions import Added, Finished
from annotator.domain.span import Span
from annotator.services.reviewing.progress import review_progress
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.counts import put_away
from annotator.storage.queries.review_state import Review, ReviewCounts, review_counts, reviews
from annotator.storage.store import Store

ADA, BOB, ORG = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(8, 11, "ORG")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


def test_where_review_stands(store: Store) -> None:
    keys = [put(store, f"Ada met Bob {number} .") for number in range(6)]
    for key in keys[:5]:
        finish(store, key, {"ana": [ADA, BOB], "ben": [ORG]})
    approved, returned, begun, ready, changed, new = keys
    for key in (approved, changed):
        session = ReviewSession(store, key, "eva")
        session.take(1)
        session.take(1)
        session.approve()
    act(store, changed, "ana", Added(Span(4, 7, "LOC")))
    for key in (returned, begun):
        ReviewSession(store, key, "eva").take(1)
    ReviewSession(store, returned, "eva").give_back("ben")
    both = ("ana", "ben")
    assert reviews(store, keys) == {
        approved: Review("approved", both),
        returned: Review("open", ("ana",), ("ben",)),
        begun: Review("open", both),
        ready: Review("", both),
        changed: Review("approved", both, (), changed=True),
        new: Review(),
    }
    assert review_counts(store) == ReviewCounts(approved=2, returned=1, begun=1)
    assert [review_progress(store, key) for key in (approved, begun, ready, new)] == [(2, 2), (1, 2), (0, 2), (0, 0)]
    act(store, returned, "ben", Finished())
    put_away(store, [approved], archived=True)
    assert review_counts(store) == ReviewCounts(approved=1, returned=0, begun=2)
