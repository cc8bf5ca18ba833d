"""The log of decisions on claims: what was claimed is told, not only the span that it rests on."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from support.claiming import HPA, LUND, PORT, decided, made

from annotator.cli._main import annotator
from annotator.domain.claims.values import Attribute, Relation, Same
from annotator.domain.decisions import Claimed, Refused, Withdrawn
from annotator.services.reporting.decision_log import decisions

HEADS = Relation(LUND, "head_of", HPA)
SAME = Same(HPA, PORT)
EVENTS = (
    Refused(SAME, "same:acronym", 0.93), Claimed(SAME, auto=True), Claimed(HEADS),
    Claimed(Attribute(HPA, "quoted", True)), Withdrawn(HEADS),
)  # fmt: skip
WORDS = [
    ("refused", "“HPA” = “Halvik Port Authority”"), ("claimed", "“HPA” = “Halvik Port Authority”"),
    ("claimed", "head_of “Tor Lund” → “HPA”"), ("claimed", "quoted: yes on “HPA”"),
    ("withdrawn", "head_of “Tor Lund” → “HPA”"),
]  # fmt: skip


def test_claims_are_told_in_words_and_as_values(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db")
    with store:
        decided(store, key, EVENTS)
        rows = [row for row in decisions(store) if row["claim"]]
        assert [(row["action"], row["claim"]["words"]) for row in rows] == WORDS
        assert rows[2]["claim"] == {
            "claim": "relation", "head": [*LUND], "label": "head_of", "tail": [*HPA], "words": WORDS[2][1],
        }  # fmt: skip
        assert [row["was"] for row in rows] == [None] * len(rows)
        assert [row["note"] for row in rows] == [None, "auto", None, None, None]
        assert rows[0]["source"] == "same:acronym"
        told = CliRunner().invoke(annotator, ["-p", str(store.path), "log", "--last", "1"]).output
        assert told.rstrip().endswith("withdrawn  head_of “Tor Lund” → “HPA”")
