"""What annotators ask: a comment counts while it stands, an article while its gold is not approved."""

from __future__ import annotations

from pathlib import Path

from support.projects import at_work, project

from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.counts import articles
from annotator.storage.queries.people.questions import Remark, question_counts, remarks


def test_a_comment_that_was_undone_does_not_stand_until_it_is_redone(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        ana = at_work(store, key)
        ana.comment("A team or a club?", Span(0, 8, "PERSON"))
        assert remarks(store, key) == [Remark("ana", "ana", "A team or a club?", 0, 8)]
        ana.undo()
        assert remarks(store, key) == []
        assert list(articles(store, about=["commented"])) == []
        ana.undo(redo=True)
        ana.comment("And this?")
        assert [(one.text, one.start) for one in remarks(store, key)] == [("A team or a club?", 0), ("And this?", None)]
        assert question_counts(store) == {"ana": {"flags": 0, "comments": 2, "questions": 1}}


def test_a_comment_says_what_it_was_changed_to_and_one_taken_back_asks_nothing(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        ana = at_work(store, key)
        ana.comment("A team?")
        (comment,) = ana.layer.comments
        ana.comment("A club?", None, comment.id)
        assert [one.text for one in remarks(store, key)] == ["A club?"]
        ana.comment("", None, comment.id)
        assert remarks(store, key) == []
        assert question_counts(store) == {}
        ana.undo()
        assert [one.text for one in remarks(store, key)] == ["A club?"]
        ana.undo()
        assert [one.text for one in remarks(store, key)] == ["A team?"]
        assert store.layer(key, "ana").layer.comments == [comment]


def test_what_a_reviewer_writes_is_no_question_and_approval_closes_one(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        for name in ("ana", "ben"):
            at_work(store, key, name).finish("accept")
        review = ReviewSession(store, key, "rita")
        review.comment("See the titles.")
        assert list(articles(store, about=["flagged", "commented"])) == []
        assert "questions" not in {name for name, row in question_counts(store).items() if row["questions"]}
        at_work(store, key, "ben").flag()
        assert [row.flagged for row in articles(store, about=["flagged"])] == [("ben",)]
        assert question_counts(store)["ben"] == {"flags": 1, "comments": 0, "questions": 1}
        ReviewSession(store, key, "rita").approve()
        assert question_counts(store)["ben"] == {"flags": 1, "comments": 0, "questions": 0}
