"""What is suggested of spans, in meta: no export has it before somebody takes it, and each says that it is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.formats import WRITERS, written

from annotator.domain.article import Article
from annotator.domain.claims.said import ClaimsMade, claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation
from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens

TEXT = "Ada met Bo in Rome."
ADA, BO, ROME = Span(0, 3, "PER"), Span(8, 10, "PER"), Span(14, 18, "PER")
MET, LINK, OLD = Relation(ADA, "met", BO), Link(BO, "wiki", "Q7"), Attribute(ADA, "age", "old")
HOW = Standing("d1", "ana", "2026-01-01T00:00:00.000Z")
META: dict[str, Any] = {
    "relations": [
        {"head": [0, 3, "PER"], "label": "met", "tail": [8, 10, "PER"], "suggested": True},
        {"head": [0, 3, "PER"], "label": "met", "tail": [14, 18, "LOC"], "suggested": True},
    ],
    "entities": [{"spans": [[0, 3, "PER"], [14, 18, "PER"]], "suggested": True}],
    "links": [{"span": [8, 10, "PER"], "base": "wiki", "entry": "Q7", "suggested": True}],
    "attributes": [{"span": [0, 3, "PER"], "name": "age", "value": "old", "suggested": True}],
}


def left_out(name: str, claims: ClaimsMade, folder: Path) -> list[str]:
    held = [Held(one, by="ana") for one in (ADA, BO, ROME)]
    plain = Document(Article.of(TEXT, meta=META), "ana", "finished", held, tokens=list(OwnTokens(TEXT)), tokenizer=OWN)
    _, lost = written(name, [replace(plain, claims=claims)], folder)
    return sorted(entry.what.removeprefix("Its suggested ") for entry in lost if "suggested" in entry.what)


def made(*claims: Claim) -> dict[Claim, Standing]:
    return dict.fromkeys(claims, HOW)


@pytest.mark.parametrize("name", sorted({*WRITERS} - {"jsonl"}))
def test_what_was_neither_taken_nor_refused_is_counted(name: str, tmp_path: Path) -> None:
    rest = "that it neither took nor refused were left out."
    of = "attributes", "entities", "links", "relations"
    assert left_out(name, claims_made({}, {}, {}), tmp_path) == [f"{kind} (1) {rest}" for kind in of]


@pytest.mark.parametrize("name", ["brat", "doccano", "jsonl"])
def test_what_was_taken_or_refused_is_not(name: str, tmp_path: Path) -> None:
    one = replace(HOW, entity="e1")
    assert left_out(name, claims_made(made(MET, OLD), {ADA: one, ROME: one}, made(LINK)), tmp_path) == []
