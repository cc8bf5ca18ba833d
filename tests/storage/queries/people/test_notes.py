"""All notes of a project: what stands, once, the latest first, with what it is about."""

from __future__ import annotations

from pathlib import Path

from support.projects import at_work, project

from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.counts import put_away
from annotator.storage.queries.people.notes import notes, quoted


def test_comments_flags_and_returns_that_stand_are_listed_the_latest_first(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        ana = at_work(store, key)
        ana.comment("A team?", Span(0, 8, "PERSON"))
        ana.comment("No, a person.", Span(0, 8, "PERSON"), ana.layer.comments[0].id)
        ana.flag()
        ana.comment("gone")
        ana.undo()
        ana.finish("accept")
        review = ReviewSession(store, key, "rita")
        review.move(0)
        review.comment("See page 3.")
        review.give_back("ana", "again")
        assert [(one.kind, one.by, one.layer, one.words) for one in notes(store, "ana")] == [
            ("return", "rita", "ana", "again"),
            ("comment", "rita", "ana", "See page 3."),
            ("flag", "ana", "ana", ""),
            ("comment", "ana", "ana", "No, a person."),
        ]
        assert [one.layer for one in notes(store, "rita") if one.words == "See page 3."] == ["gold"]
        assert [quoted(store, one) for one in notes(store, "rita")] == ["", "Ana Ruiz", "", "Ana Ruiz"]
        assert [one.asks for one in notes(store, "rita")] == [False, False, False, True]
        at_work(store, key).flag()
        assert [one.kind for one in notes(store, "ana")] == ["return", "comment", "comment"]
        put_away(store, [key], archived=True)
        assert notes(store, "ana") == []
