"""Who did what, as the card of a data set tells it."""

from __future__ import annotations

from pathlib import Path

from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.releases.work import who_worked


def test_what_was_taken_back_reviewed_nothing(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        for number in range(2):
            key = put(store, f"Rome, {number}")
            finish(store, key, {"ana": [Span(0, 4, "LOC")], "ben": [Span(0, 4, "PER")]})
            for who in ("lea", "rosa"):
                session = ReviewSession(store, key, who)
                session.take(1)
                if who == "lea":
                    session.undo()
        assert {one.name: one.reviewed for one in who_worked(store)} == {"ana": 0, "ben": 0, "lea": 0, "rosa": 2}
