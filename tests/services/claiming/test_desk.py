"""What a task is told of an article, and how a step of one is carried out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.claiming import HPA, LUND, PORT, SOL, UHW, made

from annotator.domain.claims.values import Link, Relation, Same
from annotator.domain.decisions import Claimed
from annotator.errors import DecisionError
from annotator.services.claiming.question import Step, sign_of
from annotator.services.claiming.session import ClaimingSession

HEADS = Relation(LUND, "head_of", PORT)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClaimingSession]:
    store, key = made(tmp_path / "p.db")
    with store:
        yield ClaimingSession(store, key, "ana")


def test_it_tells_what_is_claimed_of_a_span(session: ClaimingSession) -> None:
    session.do(Step((Claimed(Same(HPA, PORT)), Claimed(Link(PORT, "base", "Q1")), Claimed(HEADS))))
    desk = session.desk()
    assert desk.mentions(HPA) == [PORT, HPA]
    assert desk.called(HPA) == "Halvik Port Authority"
    assert desk.link(HPA) == Link(PORT, "base", "Q1")
    assert desk.relations(LUND) == desk.relations(PORT) == [HEADS]
    assert [sign_of(HEADS, LUND), sign_of(HEADS, PORT)] == ["→", "←"]


def test_a_step_says_what_it_did_and_on_which_spans_it_rests(session: ClaimingSession) -> None:
    change = session.do(Step((Claimed(HEADS),), "Drawn.", focus=LUND))
    assert (change.message, session.focus, set(session.resting)) == ("Drawn.", LUND, {LUND, PORT})
    session.undo()
    assert not session.desk().relations(LUND)


def test_a_step_without_events_goes_where_it_says(session: ClaimingSession) -> None:
    assert session.do(Step((), "Nothing.", focus=SOL)).message == "Nothing."
    assert session.focus == SOL


def test_a_step_that_is_illegal_changes_nothing(session: ClaimingSession) -> None:
    session.do(Step((), focus=UHW))
    with pytest.raises(DecisionError):
        session.do(Step((Claimed(Relation(LUND, "head_of", LUND)),)))
    assert session.focus == UHW and not session.layer.claims
