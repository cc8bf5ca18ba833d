from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.storage.queries import review_queue
from annotator.storage.queries.review_queue import next_disputed, next_to_review, waiting, waits

SAID: dict[str, list[Span]] = {"": [], "PER": [Span(0, 3, "PER")], "ORG": [Span(0, 3, "ORG")]}


@given(
    said=st.lists(st.tuples(*[st.sampled_from(list(SAID))] * 3), min_size=1, max_size=6),
    after=st.integers(-1, 5),
    nearest=st.integers(0, 3),
)
def test_the_next_article_to_review_is_the_first_that_waits_behind_another(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, ...]], after: int, nearest: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, project(tmp_path_factory.mktemp("queue") / "p.db") as store:
        patch.setattr(review_queue, "_NEAREST", nearest)
        keys = [put(store, f"Ada met Bob {number} .") for number in range(len(said))]
        for key, labels in zip(keys, said, strict=True):
            spans = {name: SAID[label] for name, label in zip(("ana", "ben", "cid"), labels, strict=True) if label}
            finish(store, key, spans)
        at = keys[after] if 0 <= after < len(keys) else None
        first = keys.index(at) + 1 if at else 0
        turn = [*range(first, len(keys)), *range(first - 1 if at else 0)]
        many = {keys[n]: [label for label in said[n] if label] for n in turn}
        for least in (1, 2):
            behind = [key for key, labels in many.items() if len(labels) >= least]
            assert next_to_review(store, at, least=least) == (behind[0] if behind else None)
        disputed = [key for key, labels in many.items() if len(set(labels)) > 1]
        assert next_disputed(store, at) == (disputed[0] if disputed else None)
        if at is None:
            assert [one.key for one in waiting(store)] == [key for key, labels in many.items() if len(labels) > 1]
            assert [key for key in keys if waits(store, key)] == [key for key, labels in many.items() if labels]
