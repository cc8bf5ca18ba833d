"""Questions answered and closed: what is told of them, what takes it back, and where it goes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.projects import at_work, project

from annotator.domain.span import Span
from annotator.errors import DecisionError, NothingToUndo, WrongUsage
from annotator.services.project.doctor import check_up
from annotator.services.project.merge import merge
from annotator.services.reviewing.session import ReviewSession
from annotator.services.team.packages import collect, handout
from annotator.services.team.questions import answer, close, named, turn
from annotator.storage.queries.people.notes import Note, notes
from annotator.storage.queries.people.questions import question_counts, questions, remarks, unseen_answers
from annotator.storage.store import Store


def asked(store: Store, who: str = "lea") -> list[Note]:
    return [one for one in notes(store, who) if one.asks]


def counted(store: Store) -> int:
    return question_counts(store)["ana"]["questions"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).comment("A team or a club?", Span(0, 8, "PERSON"))
    return tmp_path / "p.db"


def test_an_answer_closes_a_question_and_a_word_of_who_asked_opens_it_again(place: Path) -> None:
    with Store.open(place) as store:
        (one,) = asked(store)
        assert (one.words, counted(store), unseen_answers(store, "ana")) == ("A team or a club?", 1, 0)
        assert answer(store, one, "lea", " A club. ") == "Answered, and closed."
        assert (asked(store), counted(store), unseen_answers(store, "ana")) == ([], 0, 1)
        (one,) = notes(store, "ana")
        assert [(other.by, other.words, other.closes) for other in one.answers] == [("lea", "A club.", True)]
        assert [(other.by, other.text) for other in remarks(store, one.key)] == [
            ("ana", "A team or a club?"),
            ("lea", "A club."),
        ]
        assert questions(store, one.key) == []
        assert [other.text for other in store.layer(one.key, "ana").layer.comments] == ["A team or a club?", "A club."]
        assert answer(store, one, "ana", "Even in line 3?") == "Said, and open again."
        assert (len(asked(store)), counted(store)) == (1, 1)
        assert close(store, asked(store)[0], "lea") == "Closed."
        assert close(store, notes(store, "lea")[0], "lea") == "Open again."
        assert check_up(store).sound
        with pytest.raises(DecisionError, match="needs words"):
            answer(store, one, "lea", " ")


def test_an_answer_is_taken_back_and_brought_back(place: Path) -> None:
    with Store.open(place) as store:
        (one,) = asked(store)
        with pytest.raises(NothingToUndo, match="no answer"):
            turn(store, "ana")
        answer(store, one, "lea", "A club.")
        assert turn(store, "lea") == "The answer is taken back."
        assert (len(asked(store)), unseen_answers(store, "ana")) == (1, 0)
        assert turn(store, "lea", redo=True) == "The answer is back."
        assert asked(store) == []
        with pytest.raises(NothingToUndo, match="no answer"):
            turn(store, "lea", redo=True)


def test_a_flag_asks_by_itself_where_nothing_was_written(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        ana = at_work(store, key)
        ana.flag()
        (one,) = asked(store)
        assert (one.kind, counted(store)) == ("flag", 1)
        close(store, one, "lea")
        assert (asked(store), counted(store)) == ([], 0)
        at_work(store, key).comment("Which one?")
        assert [one.kind for one in asked(store)] == ["comment"]
        answer(store, asked(store)[0], "lea", "The first.")
        assert (asked(store), counted(store)) == ([], 0)
        ana = at_work(store, key)
        ana.flag()
        ana.flag()
        assert (asked(store), counted(store)) == ([], 0)


def test_answers_go_with_packages_and_merges(place: Path, tmp_path: Path) -> None:
    with Store.open(place) as store:
        shutil.copy(place, tmp_path / "copy.db")
        answer(store, asked(store)[0], "lea", "A club.")
        handout(store, "ana", tmp_path / "ana.db")
    with Store.open(tmp_path / "ana.db") as package:
        assert unseen_answers(package, "ana") == 1
        (one,) = notes(package, "ana")
        assert [(other.by, other.words) for other in one.answers] == [("A2", "A club.")]
        answer(package, one, "ana", "Always?")
    with Store.open(place) as store:
        collect(store, tmp_path / "ana.db", by="lea")
        (one,) = asked(store)
        assert [(other.by, other.words, other.closes) for other in one.answers] == [
            ("lea", "A club.", True),
            ("ana", "Always?", False),
        ]
    with Store.open(tmp_path / "copy.db") as copy:
        merge(copy, place)
        assert [one.words for one in asked(copy)[0].answers] == ["A club.", "Always?"]
        assert check_up(copy).sound


def test_an_approval_closes_what_was_asked_before_it_and_nothing_later(place: Path) -> None:
    with Store.open(place) as store:
        (one,) = asked(store)
        at_work(store, one.key).finish("accept")
        ReviewSession(store, one.key, "rita").approve()
        assert (asked(store), counted(store)) == ([], 0)
        at_work(store, one.key).comment("And this one?")
        assert ([other.words for other in asked(store)], counted(store)) == (["And this one?"], 1)


def test_a_note_is_named_by_either_end_of_its_id(place: Path) -> None:
    with Store.open(place) as store:
        (one,) = asked(store)
        assert named(store, "lea", one.id[-6:]) == named(store, "lea", one.id[:12]) == one
        for wrong in ("", "zzz"):
            with pytest.raises(WrongUsage, match="note"):
                named(store, "lea", wrong)
