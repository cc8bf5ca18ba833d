"""A reviewer settles two published annotations of the same articles; the newer one is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.shared import DATA
from support.teams import finish, project, put

from annotator.domain.decisions import GOLD, Ruled
from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import next_to_review, waiting

FILE = DATA / "multi" / "gum_news_revisions.jsonl"
OLD, NEW = "gum-V8.0.0", "gum-V11.1.0+"


@pytest.mark.skipif(not FILE.exists(), reason="the revisions are not here")
def test_the_newer_revision_becomes_gold_at_one_key_a_conflict(tmp_path: Path) -> None:
    documents = [json.loads(line) for line in FILE.read_text().splitlines()]
    labels = sorted({one["label"] for doc in documents for spans in doc["annotations"].values() for one in spans})
    newer: dict[str, list[Span]] = {}
    with project(tmp_path / "gum.db", overlap="any", labels=labels) as store:
        for document in documents:
            layers = {
                name: {Span(one["start"], one["end"], one["label"]) for one in document["annotations"][name]}
                for name in (OLD, NEW)
            }
            key = put(store, document["text"])
            finish(store, key, layers)
            newer[key] = sorted(layers[NEW])
        keys = conflicts = 0
        while waits := next_to_review(store):
            session = ReviewSession(store, waits, "rita")
            conflicts += len(session.conflicts)
            while session.open:
                (mine,) = (one.number for one in session.choices() if NEW in one.annotators)
                session.take(mine)
                keys += 1
            session.approve()
        assert conflicts > 10
        assert keys == conflicts
        assert waiting(store) == []
        for key, spans in newer.items():
            assert list(store.layer(key, GOLD).layer.spans) == spans
            ruled = [(one.by, one.event.choice) for one in store.decisions(key, GOLD) if isinstance(one.event, Ruled)]
            assert {by for by, choice in ruled if choice != "agreed"} <= {"rita"}
            assert {choice for _, choice in ruled} <= {NEW, "agreed"}
