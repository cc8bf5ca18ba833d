"""Settling by vote and by weight on published annotations of several systems, against their published gold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.blank import blank
from support.shared import DATA

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.votes import Quota
from annotator.domain.span import Span
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.finding.take_back import take_back
from annotator.services.importing.add import AddOptions, add
from annotator.services.reviewing.across.plan import Asked, plan
from annotator.services.reviewing.across.settle import Settled, settle
from annotator.services.reviewing.across.weights import weights
from annotator.services.reviewing.queue import approve_undisputed
from annotator.storage.maintenance.doctor import examine
from annotator.storage.store import Store

WNUT = DATA / "multi/wnut17_7systems.jsonl"
pytestmark = pytest.mark.skipif(not WNUT.exists(), reason="needs the shared data")


@pytest.fixture
def systems(tmp_path: Path) -> tuple[Store, dict[str, set[Span]]]:
    """A project of seven systems and, by article, what their gold says."""
    known, lines = {}, []
    for line in WNUT.read_text().splitlines():
        document = json.loads(line)
        known[document["text"]] = {Span(one["start"], one["end"], one["label"]) for one in document.pop("entities")}
        lines.append(json.dumps(document))
    (tmp_path / "w.jsonl").write_text("\n".join(lines))
    store = blank(tmp_path / "w.db")
    assert add(store, [str(tmp_path / "w.jsonl")], AddOptions()).refused == []
    assert len(list(approve_undisputed(store, "rosa"))) == 300 - 182
    return store, {key: known[store.article(key).text] for (key,) in store.conn.execute("SELECT key FROM articles")}


def settled(store: Store, share: str, weighed: Mapping[str, float] | None = None) -> Settled:
    found = plan(store, Asked(Quota.of(share), weights=weighed, or_nothing=True))
    return settle(store, found.proposals, "rosa", choice="vote")


def scored(store: Store, known: dict[str, set[Span]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the gold of the project, rounded."""
    right = made = there = 0
    for key, wanted in known.items():
        gold = set(store.layer(key, GOLD).layer.spans)
        right, made, there = right + len(gold & wanted), made + len(gold), there + len(wanted)
    return round(right / made, 3), round(right / there, 3), round(2 * right / (made + there), 3)


def test_votes_against_gold_in_one_step_and_back_to_the_same_bytes(
    systems: tuple[Store, dict[str, set[Span]]], tmp_path: Path
) -> None:
    store, known = systems
    export(store, ExportOptions(out=tmp_path / "before.jsonl"))
    figures = []
    for votes in range(1, 6):
        done = settled(store, f"{votes}/7")
        assert (done.conflicts, done.articles, done.approved, +done.left) == (254, 182, 182, {})
        figures.append(scored(store, known))
        assert take_back(store, "rosa", done.step).articles == 182
    assert [f1 for _, _, f1 in figures] == [0.465, 0.532, 0.548, 0.528, 0.466]
    assert figures[0][:2] == (0.420, 0.521)
    assert figures[2][:2] == (0.724, 0.441)
    export(store, ExportOptions(out=tmp_path / "after.jsonl"))
    assert (tmp_path / "before.jsonl").read_bytes() == (tmp_path / "after.jsonl").read_bytes()
    assert not list(examine(store))


def test_weights_do_better_than_heads(systems: tuple[Store, dict[str, set[Span]]]) -> None:
    store, known = systems
    figures = []
    weighed = weights(store).counts
    for share, by in (
        ("3/7", None),
        ("3/7", weighed),
        ("1/7", None),
        ("1/7", weighed),
        ("1/2", None),
        ("1/2", weighed),
    ):
        done = settled(store, share, by)
        figures.append(scored(store, known)[2])
        take_back(store, "rosa", done.step)
    assert figures == [0.548, 0.550, 0.465, 0.505, 0.528, 0.528]
