"""The verb of the board."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from support.claiming import LUND, PORT, SPANS, TOWN, decided, made
from support.commands import Run, document

from annotator.domain.claims.values import Relation
from annotator.domain.decisions import GOLD, Added, Approved, Claimed, Finished
from annotator.services.team.board.board import board
from annotator.services.team.board.words import of_spans

TEXTS = ["Rain fell on Orlow.", "Lena Fischer sings.", "Mira Ellison left Norland.", "A bridge is old."]


def test_the_board_tells_who_has_what_and_what_is_not_known(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in TEXTS))
    run("add", "in.jsonl")
    assert run("team").stdout.startswith("Nobody has begun, and nothing is dealt out yet")
    run("round", "new", "pilot", "--articles", "2", "--to", "ana,ben", "--per-article", "2", "--as", "lea")
    said = run("team", "--as", "lea").stdout
    assert [line.split()[:4] for line in said.split("\n")[1:3]] == [["ana", "2", "0", "2"], ["ben", "2", "0", "2"]]
    assert "ana has finished nothing yet: 2 articles left.\n" in said
    assert "2 articles are dealt to nobody: whoever comes may label them.\n" in said
    assert "Approved: 0 of 2. To settle: no conflict is open.\n" in said
    assert "2 articles are dealt to nobody" in run("stats").stdout
    assert "2 articles are dealt to nobody" in run("people").stdout
    found = document(run("team", "--json"))
    assert (found["articles"], found["undealt"], found["left"], found["to_review"]) == (4, 2, 4, 2)
    assert found["people"]["ana"]["done_by"] is None
    assert found["people"]["ana"]["unknown"] == "has finished nothing yet"
    assert found["to_settle"] == {"by_vote": 0, "by_hand": 0, "articles": 0}
    rows = list(csv.DictReader(run("team", "--csv").stdout.splitlines()))
    assert [(row["name"], row["given"], row["left"], row["f1_gold"]) for row in rows] == [
        ("ana", "2", "2", ""),
        ("ben", "2", "2", ""),
    ]
    assert "Say one" in run("team", "--csv", "--json", code=2).stderr


def test_a_team_without_articles_is_told_what_brings_some(run: Run) -> None:
    run("labels", "add", "TEAM")
    assert "There are no articles yet" in run("team").stderr


def test_the_board_tells_how_near_to_gold_claims_are(run: Run, tmp_path: Path) -> None:
    store, key = made(tmp_path / "annotator.db")
    related, turned = Claimed(Relation(LUND, "head_of", PORT)), Claimed(Relation(PORT, "based_in", TOWN))
    with store:
        decided(store, key, [related, Finished()])
        assert "claims to gold" not in run("team").stdout
        decided(store, key, [*map(Added, SPANS), related, turned, Approved()], GOLD)
        found = board(store, date(2026, 1, 1))
        assert of_spans(found) == "F1 and hidden gold are of spans; `annotator team` has claims against gold."
    said = run("team").stdout
    assert ["claims", "to", "gold", "relations", "F1"] in [line.split() for line in said.split("\n")]
    assert ["ana", "0.67"] in [line.split() for line in said.split("\n")]
    near = document(run("team", "--json"))["people"]["ana"]["claims_to_gold"]["relations_f1"]
    assert (near["value"], near["n"]) == (pytest.approx(2 / 3), 3)
    (row,) = csv.DictReader(run("team", "--csv").stdout.splitlines())
    assert float(row["relations_f1"]) == pytest.approx(2 / 3)
    assert row["links_f1"] == ""
