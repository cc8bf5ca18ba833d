"""A review of one article: conflicts and their versions, rules, gold, approval and return."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpus import corpus
from support.disputed import ACME, ADA, ADA_ONLY, ANA, BEN, BOB, PARIS, TEXT, THE_ACME, gold_on_disk
from support.teams import act, finish, project, put
from support.troubles import locked

from annotator.domain.decisions import GOLD, Added, Finished, Removed, Ruled
from annotator.domain.gold import settle
from annotator.domain.span import Span, Stretch
from annotator.errors import DecisionError, NothingToUndo, ProjectError
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import next_to_review, statuses, waiting
from annotator.storage.store import Store


def test_only_conflicts_are_walked_and_each_costs_one_key(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    assert [one.kind for one in session.conflicts] == ["boundary", "boundary", "label"]
    assert [(one.number, one.spans, one.annotators) for one in session.choices()] == [
        (1, (ADA,), ("ana",)),
        (2, (ADA_ONLY,), ("ben",)),
    ]
    assert session.progress == (0, 3)
    session.take(1)
    assert session.conflict == session.conflicts[1]
    session.take(2)
    change = session.take(1)
    assert change.message == "All 3 conflicts are settled: s approves."
    assert gold_on_disk(store, key) == [ADA, ACME, PARIS, BOB]
    session.approve()
    assert statuses(store, key)[GOLD] == "approved"
    assert [one.choice for one in session.gold()] == ["ana", "ben", "agreed", "ana"]


def test_what_all_agree_on_is_gold_from_the_first_step_on(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    assert [one.span for one in session.gold()] == [PARIS]
    assert gold_on_disk(store, key) == []
    session.none()
    assert gold_on_disk(store, key) == [PARIS]
    assert [(one.by, getattr(one.event, "choice", "")) for one in store.decisions(key, GOLD)] == [
        (GOLD, "agreed"),
        ("rita", "none"),
    ]


def test_a_version_of_ones_own(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.label("ORG")
    assert session.conflict == session.conflicts[1]
    session.resize("left", -1)
    session.resize("right", 1)
    assert session.conflict == session.conflicts[1]
    assert gold_on_disk(store, key) == [ADA.labelled("ORG"), Span(13, 31, "ORG"), PARIS]
    session.label("LOC")
    assert session.conflict == session.conflicts[1]
    assert Span(13, 31, "LOC") in session.layer.spans


def test_a_selection_makes_the_version_and_a_second_one_stands_beside_it(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.selection = (0, 3)
    session.label("PER")
    session.stand_in(session.conflicts[0])
    session.selection = (4, 12)
    session.label("LOC")
    assert gold_on_disk(store, key) == [ADA_ONLY, Span(4, 12, "LOC"), PARIS]


def test_an_own_version_puts_out_what_may_not_stand_beside_it(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.stand_in(session.conflicts[1])
    session.selection = (17, 40)
    session.label("ORG")
    assert gold_on_disk(store, key) == [Span(17, 40, "ORG")]
    session.undo()
    assert gold_on_disk(store, key) == [PARIS]
    assert session.conflict == session.conflicts[1]
    session.undo(redo=True)
    assert gold_on_disk(store, key) == [Span(17, 40, "ORG")]
    assert [one.span for one in session.gold()] == [Span(17, 40, "ORG")]


def test_majority_both_and_the_words_when_there_is_none(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    with pytest.raises(DecisionError, match="majority"):
        session.majority()
    with pytest.raises(DecisionError, match="overlap"):
        session.both()
    with pytest.raises(DecisionError, match="2 versions"):
        session.take(3)
    assert session.open == list(session.conflicts)
    finish(store, key, {"cid": [ADA, THE_ACME, BOB]})
    three = ReviewSession(store, key, "rita")
    assert [one.kind for one in three.conflicts] == ["boundary", "boundary", "missed", "label"]
    three.majority()
    assert ADA in three.layer.spans
    three.stand_in(three.conflicts[2])
    three.both()
    assert PARIS in three.layer.spans


def test_nesting_lets_both_stand(tmp_path: Path) -> None:
    with project(tmp_path / "nested.db", overlap="nested") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": [ADA], "ben": [ADA_ONLY]})
        session = ReviewSession(store, key, "rita")
        session.both()
        assert gold_on_disk(store, key) == [ADA_ONLY, ADA]


def test_what_is_taken_back_is_named(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.stand_in(session.conflicts[0])
    quote = session.text[session.conflicts[0].start : session.conflicts[0].end]
    session.take(1)
    assert session.undo().message == f"Taken back: the ruling on “{quote}”."
    assert session.undo(redo=True).message == f"Brought back: the ruling on “{quote}”."
    session.settle_all(session.preview_of("ana"))
    session.approve()
    assert session.undo().message == "Taken back: approving the article."


def test_bulk_rules_are_previewed_and_are_one_step(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    (found,) = session.preview("without-article")
    assert found == (session.conflicts[1], (ACME,), "without-article")
    session.settle_all([found])
    assert ACME in session.layer.spans
    session.settle_all(session.preview_of("ana"))
    assert session.open == []
    assert gold_on_disk(store, key) == [ADA, ACME, PARIS, BOB]
    session.undo()
    assert len(session.open) == 2
    assert [one.bulk for one in store.decisions(key, GOLD) if isinstance(one.event, Ruled)] == [True] * 4
    assert "no open conflict" in session.settle_all([]).message


def test_the_rules_for_boundaries_and_missed_spans(store: Store, key: str) -> None:
    finish(store, key, {"cid": [ADA, ACME, BOB]})
    session = ReviewSession(store, key, "rita")

    def previewed(rule: str) -> list[object]:
        return [version for _, version, _ in session.preview(rule)]

    assert previewed("shorter") == [(ADA_ONLY,), (ACME,)]
    assert previewed("longer") == [(ADA,), (THE_ACME,)]
    assert previewed("keep-missed") == [(PARIS,)]
    assert previewed("drop-missed") == [()]
    assert previewed("majority") == [(ADA,), (ACME,), (PARIS,), (BOB,)]


def test_off_a_conflict_the_reviewer_has_the_last_word(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.move(PARIS.start)
    assert (session.conflict, session.focus) == (None, PARIS)
    session.label("ORG")
    assert session.focus == PARIS.labelled("ORG")
    session.move(56)
    session.label("LOC")
    assert gold_on_disk(store, key) == [PARIS.labelled("ORG"), Span(54, 60, "LOC")]
    session.move(PARIS.start)
    session.none()
    session.move(56)
    session.none()
    assert gold_on_disk(store, key) == []
    again = ReviewSession(store, key, "rita")
    assert [one.span for one in again.gold()] == []
    assert again.unwritten == []


def test_one_annotator_alone(tmp_path: Path) -> None:
    with project(tmp_path / "alone.db") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": ANA})
        assert next_to_review(store) is None
        assert next_to_review(store, least=1) == key
        session = ReviewSession(store, key, "rita")
        assert (session.conflicts, [one.span for one in session.gold()]) == ((), ANA)
        session.move(THE_ACME.start)
        session.resize("left", 1)
        assert session.focus == ACME
        session.approve()
        assert gold_on_disk(store, key) == [ADA, ACME, PARIS, BOB]
        assert store.layer(key, GOLD).layer.held[ACME].decided == "resized"
        assert next_to_review(store, least=1) is None


def test_approval_waits_for_the_last_conflict(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    with pytest.raises(DecisionError, match="3 conflicts are still open"):
        session.approve()
    empty = put(store, "Nobody was here.")
    with pytest.raises(DecisionError, match="Nobody"):
        ReviewSession(store, empty, "rita").approve()


def test_returning_takes_the_comments_along(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.comment("The whole name, please.")
    session.give_back("ben", "See my comment.")
    layer = store.layer(key, "ben").layer
    assert (layer.status, layer.returned) == ("returned", "See my comment.")
    assert [(one.text, one.span, one.by) for one in layer.comments] == [("The whole name, please.", ADA, "rita")]
    said = [(who, one.text) for who, one in session.comments(session.conflicts[0])]
    assert said == [("rita", "The whole name, please.")]
    assert len(session.conflicts) == 3
    assert waiting(store) == []
    act(store, key, "ben", Removed(ADA_ONLY), Added(ADA), Finished())
    assert [one.key for one in waiting(store)] == [key]
    assert len(ReviewSession(store, key, "rita").conflicts) == 2
    with pytest.raises(DecisionError, match="dora"):
        session.give_back("dora")


def test_a_return_can_be_undone(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita")
    session.give_back("ben")
    session.undo()
    assert statuses(store, key)["ben"] == "finished"
    session.undo(redo=True)
    assert statuses(store, key)["ben"] == "returned"


def test_undo_is_the_reviewers_own(store: Store, key: str) -> None:
    ReviewSession(store, key, "rita").take(1)
    other = ReviewSession(store, key, "sam")
    with pytest.raises(NothingToUndo):
        other.undo()
    ReviewSession(store, key, "rita").undo()
    with pytest.raises(NothingToUndo):
        ReviewSession(store, key, "rita").undo()


def test_blind_names_are_letters_that_tell_nothing(store: Store, key: str) -> None:
    session = ReviewSession(store, key, "rita", blind=True)
    assert sorted(session.shown.values()) == ["A", "B"]
    names = {name for one in session.choices() for name in one.annotators}
    assert names == {"A", "B"}
    orders = {tuple(ReviewSession(store, other, "rita", blind=True).shown) for other in _more(store)}
    assert orders == {("ana", "ben"), ("ben", "ana")}


def _more(store: Store) -> list[str]:
    keys = [put(store, f"{TEXT}{number}") for number in range(12)]
    for key in keys:
        finish(store, key, {"ana": [ADA], "ben": []})
    return keys


keys = st.lists(st.sampled_from(["1", "2", "x", "tab", "u", "r", "P", "O", "[", "]", "sel", "off", "s"]), max_size=12)


@settings(max_examples=25)
@given(keys)
def test_whatever_is_pressed_gold_on_disk_is_what_review_comes_to(
    tmp_path_factory: pytest.TempPathFactory, pressed: list[str]
) -> None:
    with project(tmp_path_factory.mktemp("review") / "p.db") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": ANA, "ben": BEN, "cid": [ADA, ACME, BOB]})
        session = ReviewSession(store, key, "rita")
        for one in pressed:
            try:
                _press(session, one)
            except (DecisionError, NothingToUndo):
                continue
            assert settle(session.alignment, session.layer, session.scheme.allows) == []
            assert [one.span for one in session.gold()] == list(session.layer.spans)
            again = ReviewSession(store, key, "rita")
            assert again.layer == session.layer
            assert again.settled.keys() == session.settled.keys()
        if store.decisions(key, GOLD):
            assert gold_on_disk(store, key) == list(session.layer.spans)


def _press(session: ReviewSession, key: str) -> None:
    if key in "12":
        session.take(int(key))
    elif key == "x":
        session.none()
    elif key == "tab":
        session.next_conflict()
    elif key in "ur":
        session.undo(redo=key == "r")
    elif key in "PO":
        session.label({"P": "PER", "O": "ORG"}[key])
    elif key in "[]":
        session.resize("left" if key == "[" else "right", 1)
    elif key == "sel":
        session.selection = (17, 40)
        session.label("LOC")
    elif key == "off":
        session.move(PARIS.start)
    else:
        session.approve()


REFUSED: dict[str, Callable[[ReviewSession], object]] = {
    "take": lambda session: session.take(1),
    "none": ReviewSession.none,
    "label": lambda session: session.label("ORG"),
    "resize": lambda session: session.resize("right", 1),
    "comment": lambda session: session.comment("why"),
    "undo": ReviewSession.undo,
}


@pytest.mark.parametrize("selection", [None, (17, 40)], ids=["focused", "selected"])
@pytest.mark.parametrize("place", [1, None], ids=["in a conflict", "on gold"])
def test_who_is_refused_stands_where_they_stood(
    store: Store, key: str, selection: Stretch | None, place: int | None
) -> None:
    store.conn.execute("PRAGMA busy_timeout = 20")
    session = ReviewSession(store, key, "rita")
    session.take(1)
    if place is None:
        session.go_to(PARIS)
    else:
        session.stand_in(session.conflicts[place])
    session.selection = selection
    stood = session.cursor, session.focus, session.selection, session.conflict, dict(session.layer.held)
    verbs = {"label": REFUSED["label"], "undo": REFUSED["undo"]} if selection or place is None else REFUSED
    for name, verb in verbs.items():
        with locked(store), pytest.raises(ProjectError):
            verb(session)
        now = session.cursor, session.focus, session.selection, session.conflict, dict(session.layer.held)
        assert now == stood, name


def test_what_gives_way_to_a_correction_of_gold_is_told_and_undo_stands_at_what_was_corrected(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "p.db", {"gold": "the [Nova Scotia|GPE] [House|ORG] sat"})
    session = ReviewSession(store, keys[0], "rita")
    house = Span(16, 21, "ORG")
    session.move(16, focus=house)
    assert session.resize("left", -1).message == "Replaced: GPE on “Nova Scotia”."
    session.undo()
    assert session.focus == house
    session.resize("left", -1)
    assert session.resize("left", -1).message == ""
    assert session.focused().quote(session.text) == "Nova Scotia House"
    store.close()
