"""Settling by vote and by weight on published annotations of several systems and of a crowd."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.blank import blank
from support.shared import DATA

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.competence import Ballot, competences
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


CROWD = DATA / "multi/btc_e_crowd.jsonl"


def judged(label: str) -> list[tuple[dict[str, set[Span]], set[Span], list[Span]]]:
    """Of each tweet what five workers marked, what most of them did, and its words as spans."""
    found = []
    for line in CROWD.read_text().splitlines():
        document = json.loads(line)
        said = document["judgments"].get(label, {})
        layers = {who: {Span(one["start"], one["end"], label) for one in spans} for who, spans in said.items()}
        held = Counter(span for spans in layers.values() for span in spans)
        words = [Span(*word.span(), label) for word in re.finditer(r"\S+", document["text"])]
        found.append((layers, {span for span, number in held.items() if 2 * number > len(layers)}, words))
    return found


@pytest.mark.parametrize("label", ["PER", "LOC", "ORG"])
def test_two_careless_workers_more_in_a_crowd_are_given_no_weight(label: str) -> None:
    chance, cast, items = random.Random(3), Counter[Ballot](), []  # noqa: S311 - no secret
    for layers, right, words in judged(label):
        careless = {
            f"careless {number}": {one for one in words if chance.random() < 0.12}
            | {one for one in sorted(right) if chance.random() < 0.3}
            for number in range(2)
        }
        every = layers | careless
        for span in sorted({span for spans in every.values() for span in spans}):
            held = frozenset(who for who, spans in every.items() if span in spans)
            ballot = Ballot(held, frozenset(every) - held)
            cast[ballot] += 1
            items.append((ballot, span in right))
    weighed = {who: one.weight for who, one in competences(cast).items()}
    assert max(weighed[f"careless {number}"] for number in range(2)) < 0.2
    heads = f1_of(items, dict.fromkeys(weighed, 1.0))
    assert f1_of(items, weighed) >= heads + 0.15


def f1_of(items: list[tuple[Ballot, bool]], counts: Mapping[str, float]) -> float:
    """F1 of what two thirds of the votes hold against what is right."""
    quota = Quota.of("2/3")
    votes = [(sum(counts[who] for who in ballot.held), ballot, right) for ballot, right in items]
    taken = [right for number, one, right in votes if quota.met(number, number + sum(counts[w] for w in one.missing))]
    return 2 * sum(taken) / (len(taken) + sum(right for _, _, right in votes))
