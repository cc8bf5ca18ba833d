from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import act, finish, project, put

from annotator.domain.decisions import Added, Finished, Removed
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.corrections import corrections, figures
from annotator.services.reviewing import ReviewSession

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME, OSLO = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG"), Span(23, 27, "LOC")


def test_own_against_gold_with_the_reason(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": [ADA, BOB, ACME], "ben": [ADA, BOB.labelled("ORG"), ACME]})
        assert corrections(store, key, "ben") == []
        session = ReviewSession(store, key, "rita")
        session.comment("Bob is a person.")
        session.take(1)
        session.move(ADA.start)
        session.label("LOC")
        session.move(ACME.start)
        session.none()
        session.move(OSLO.start)
        session.label("LOC")
        found = corrections(store, key, "ben")
        assert [(one.own, one.gold, one.by, one.reasons, one.done) for one in found] == [
            ((ADA,), (ADA.labelled("LOC"),), "rita", (), False),
            ((BOB.labelled("ORG"),), (BOB,), "rita", ("Bob is a person.",), False),
            ((ACME,), (), "rita", (), False),
            ((), (OSLO,), "rita", (), False),
        ]
        assert [one.start for one in corrections(store, key, "ana")] == [ADA.start, ACME.start, OSLO.start]
        session.give_back("ben", "Four places.")
        act(store, key, "ben", Removed(BOB.labelled("ORG")), Added(BOB), Removed(ACME), Finished())
        assert [one.done for one in corrections(store, key, "ben")] == [False, True, True, False]


def test_figures_against_approved_gold(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": [ADA, BOB], "ben": [ADA]})
        with pytest.raises(AnnotatorError, match="gold"):
            figures(store, "ana")
        session = ReviewSession(store, key, "rita")
        session.take(1)
        session.approve()
        assert figures(store, "ana")["f1_exact"] == 1.0
        assert figures(store, "ben")["f1_exact"] == 2 / 3
