"""Going through a worklist: one answer a place, undone in one step, in finished articles that stay finished."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.teams import act, finish, project, put

from annotator.domain.decisions import (
    GOLD,
    Added,
    Approved,
    Rejected,
    Relabelled,
)
from annotator.domain.span import Span
from annotator.domain.text.pattern import of_words
from annotator.errors import DecisionError, NothingToUndo
from annotator.progress import to_the_end as do
from annotator.services.finding.places import find
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, changing, splitting
from annotator.services.project.merge import merge
from annotator.services.project.scheme_history.log import undoing
from annotator.services.worklists.answers import is_there
from annotator.services.worklists.begin import NothingToSee, walk_of
from annotator.services.worklists.lists import known_list, places_shown, save_found, told
from annotator.services.worklists.recheck import Asked, to_see
from annotator.services.worklists.told import Told
from annotator.services.worklists.walk import Walk
from annotator.storage.maintenance import short_writes
from annotator.storage.store import Store

FIRST, SECOND = "Ada of Rome met Bo in Rome.", "Rome fell. Ada wept."
ADA, ROME, BO, ROME_AGAIN = Span(0, 3, "PER"), Span(7, 11, "SITE"), Span(16, 18, "PER"), Span(22, 26, "SITE")


class Clock:
    """A clock that goes on a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db", labels=("PER", "FIRM", "SITE")) as store:
        finish(store, put(store, FIRST), {"ana": [ADA, ROME, BO, ROME_AGAIN], "ben": [ADA]})
        finish(store, put(store, SECOND), {"ana": [Span(0, 4, "SITE"), Span(11, 14, "PER")]})
        yield store


def walk(store: Store, *labels: str, layer: str = "ana", who: str = "ana", suggested: str = "") -> Walk:
    made, _ = to_see(store, Asked(labels, suggested=suggested, layers=(layer,))).save(store, "list", who)
    return Walk(store, made.list, who, clock=Clock())


def actions(store: Store) -> list[str]:
    rows = store.conn.execute("SELECT action FROM decisions WHERE seq > 10 ORDER BY seq")
    return [row[0] for row in rows]


def held(store: Store, who: str = "ana") -> list[list[Span]]:
    keys = [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    return [sorted(store.layer(key, who).layer.held) for key in keys]


def test_one_answer_a_place_and_all_of_them_undone(store: Store) -> None:
    before, revision = held(store), store.last_decision
    here = walk(store, "SITE", "PER")
    assert (here.total, here.seen, here.quote) == (6, 0, "Ada")
    do(here.stay())
    assert (here.quote, here.seen) == ("Rome", 1)
    do(here.label("FIRM"))
    do(here.none())
    assert here.quote == "Rome"
    assert (here.suggested, here.decided) == ("FIRM", {"FIRM": 1})
    here.move_edge("left", -1)
    do(here.label("FIRM"))
    here.move_edge("right", 1)
    do(here.stay())
    assert here.suggested == ""
    do(here.label("PER"))
    assert here.done
    assert actions(store) == ["confirmed", "relabelled", "removed", "relabelled", "resized", "resized", "confirmed"]
    assert held(store) == [
        [ADA, ROME.labelled("FIRM"), Span(19, 26, "FIRM")],
        [Span(0, 9, "SITE"), Span(11, 14, "PER")],
    ]
    assert all(
        store.layer(key, "ana").layer.status == "finished" for (key,) in store.conn.execute("SELECT key FROM articles")
    )
    assert check_up(store).sound
    again = Walk(store, here.list, "ana")
    assert again.done
    for left in range(1, 7):
        do(again.undo())
        assert again.total - again.seen == left
    assert again.quote == "Ada"
    assert held(store) == before
    with pytest.raises(NothingToUndo):
        do(again.undo())
    assert (check_up(store).sound, store.last_decision > revision) == (True, True)


def test_what_an_answer_has_swallowed_is_asked_about_again_once_all_is_undone(store: Store) -> None:
    here = walk(store, "SITE", "PER")
    do(here.stay())
    do(here.stay())
    here.later()
    here.move_edge("left", -1)
    here.move_edge("left", -1)
    for _ in range(3):
        do(here.stay())
    assert (here.done, here.changed) == (True, 1)
    for _ in range(5):
        do(here.undo())
    assert here.seen == 0


def test_all_with_the_same_words_are_answered_as_one_step(store: Store) -> None:
    here = walk(store, "SITE")
    assert len(here.alike) == 3
    told = do(here.label("FIRM", alike=True))
    assert (told.done, told.refused, here.done) == (3, 0, True)
    assert {span.label for spans in held(store) for span in spans} == {"PER", "FIRM"}
    do(here.undo())
    assert (here.seen, here.quote, len(here.alike)) == (0, "Rome", 3)


def test_what_cannot_stand_there_is_told_and_what_was_put_off_comes_last(store: Store) -> None:
    here = walk(store, "SITE", "PER")
    here.later()
    assert here.quote == "Rome"
    here.move_edge("left", -1)
    here.move_edge("left", -1)
    assert do(here.stay()).done == 1
    assert held(store)[0][0] == Span(0, 11, "SITE")
    for _ in range(4):
        do(here.stay())
    assert (here.done, here.changed) == (True, 1)


def test_who_was_slower_is_told_and_what_was_changed_elsewhere_is_passed_over(store: Store) -> None:
    here = walk(store, "SITE", "PER")
    key = here.place.article
    act(store, key, "ana", Relabelled(ROME, "FIRM"))
    with pytest.raises(DecisionError, match="Somebody else"):
        do(here.stay())
    assert here.quote == "Ada"
    do(here.stay())
    assert (here.quote, here.changed) == ("Bo", 1)
    act(store, key, "ana", Rejected(BO))
    with pytest.raises(DecisionError, match="Somebody else"):
        do(here.stay())
    assert (here.place.span, here.changed) == (ROME_AGAIN, 2)


def test_what_is_suggested_is_taken_or_refused(store: Store) -> None:
    keys = [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    with store.write():
        store.add_suggestions(keys[0], "patterns", [(12, 15, "FIRM", 0.5), (19, 21, "FIRM", None)])
        store.add_suggestions(keys[1], "patterns", [(5, 9, "FIRM", 0.5)])
    here = walk(store, suggested="FIRM")
    assert (here.quote, here.suggested, here.total) == ("met", "FIRM", 3)
    do(here.stay())
    do(here.none())
    do(here.label("PER"))
    assert actions(store) == ["accepted", "rejected", "relabelled"]
    assert Span(12, 15, "FIRM") in held(store)[0]
    assert Span(5, 9, "PER") in held(store)[1]
    do(here.undo())
    assert (here.quote, here.suggested) == ("fell", "FIRM")


def test_gold_is_gone_through_with_what_others_say(store: Store) -> None:
    key = store.conn.execute("SELECT key FROM articles ORDER BY id").fetchone()[0]
    act(store, key, GOLD, Added(ADA), Added(ROME), Approved())
    here = walk(store, "PER", "SITE", layer=GOLD, who="rosa")
    assert (here.total, Told(here).said_by()) == (2, {"ana": "PER", "ben": "PER"})
    do(here.stay())
    assert Told(here).said_by() == {"ana": "SITE", "ben": "·"}
    do(here.label("FIRM"))
    layer = store.layer(key, GOLD).layer
    assert layer.status == "approved"
    assert ROME.labelled("FIRM") in layer.held
    assert held(store)[0] == [ADA, ROME, BO, ROME_AGAIN]
    assert {row[0] for row in store.conn.execute("SELECT by FROM decisions WHERE layer = 'gold' AND seq > 13")} <= {
        "rosa",
        GOLD,
    }
    do(here.undo())
    do(here.undo())
    assert ROME in store.layer(key, GOLD).layer.held
    assert check_up(store).sound


def test_a_label_that_was_changed_again_is_asked_about_again(store: Store) -> None:
    here = walk(store, "PER")
    while not here.done:
        do(here.stay())
    assert to_see(store, Asked(("PER",), layers=("ana",))).rows
    carry_out(store, changing(store, "PER", description="People."))
    assert len(to_see(store, Asked(("PER",), layers=("ana",))).rows) == 3
    again = walk(store, "PER")
    assert again.done


def test_a_label_that_was_split_is_chosen_anew_with_what_patterns_and_answers_suggest(store: Store) -> None:
    keys = [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    carry_out(store, splitting(store, "SITE", ["CITY", "RIVER"]))
    with store.write():
        store.add_suggestions(keys[0], "spacy:x", [(7, 11, "RIVER", 0.9), (7, 11, "FIRM", 1.0)])
        store.add_suggestions(keys[0], "patterns", [(7, 11, "CITY", None)])
    here = walk(store, "SITE")
    assert (here.into, here.total, here.suggested) == (["CITY", "RIVER"], 3, "CITY")
    do(here.label("RIVER"))
    assert here.suggested == "RIVER"
    do(here.stay())
    assert here.suggested == "RIVER"
    carry_out(store, undoing(store))
    assert to_see(store, Asked(("SITE",))).save(store, "other", "ana")[0].list.about.get("into") is None


KEYS: tuple[Callable[[Walk], object], ...] = (
    lambda here: do(here.stay()),
    lambda here: do(here.label("FIRM")),
    lambda here: do(here.label("PER", alike=True)),
    lambda here: do(here.none()),
    lambda here: do(here.none(alike=True)),
    lambda here: here.move_edge("right", 1),
    lambda here: here.move_edge("left", -1),
    lambda here: here.later(),
    lambda here: do(here.undo()),
)


@given(st.lists(st.sampled_from(KEYS), max_size=14))
def test_whatever_is_answered_the_project_is_sound_and_undo_takes_all_back(
    tmp_path_factory: pytest.TempPathFactory, keys: list[Callable[[Walk], object]]
) -> None:
    with project(tmp_path_factory.mktemp("p") / "p.db", labels=("PER", "FIRM", "SITE")) as store:
        finish(store, put(store, FIRST), {"ana": [ADA, ROME, BO, ROME_AGAIN]})
        finish(store, put(store, SECOND), {"ana": [Span(0, 4, "SITE"), Span(11, 14, "PER")]})
        before, here = held(store), walk(store, "SITE", "PER")
        for key in keys:
            with suppress(DecisionError):
                key(here)
            assert here.done or is_there(here.desk, here.place)
        assert check_up(store).sound
        with suppress(NothingToUndo):
            while True:
                do(here.undo())
        assert held(store) == before
        assert here.seen == 0
        assert check_up(store).sound


def test_a_place_where_nothing_is_said_is_left_so_or_gets_a_label(store: Store) -> None:
    made, _ = save_found(store, "met", find(store, of_words("met")), layer="ana", by="ana")
    revision = store.last_decision
    here = Walk(store, made.list, "ana")
    do(here.stay())
    assert (here.done, store.last_decision) == (True, revision)
    assert do(here.undo()) == "Taken back: nothing was decided."
    do(here.none())
    do(here.undo())
    do(here.label("FIRM"))
    assert Span(12, 15, "FIRM") in held(store)[0]
    do(here.undo())
    assert (here.seen, Span(12, 15, "FIRM") in held(store)[0]) == (0, False)


def test_what_the_same_words_were_given_is_taken_before_what_was_listed(store: Store) -> None:
    keys = [row[0] for row in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    text = "met and met"
    keys.append(put(store, text))
    finish(store, keys[-1], {"ana": []})
    with store.write():
        store.add_suggestions(keys[-1], "patterns", [(0, 3, "FIRM", None), (8, 11, "FIRM", None)])
    here = walk(store, suggested="FIRM")
    do(here.label("SITE"))
    assert here.suggested == "SITE"
    do(here.stay())
    assert held(store)[2] == [Span(0, 3, "SITE"), Span(8, 11, "SITE")]


def test_what_others_were_asked_on_the_same_list_is_not_told(store: Store) -> None:
    to_see(store, Asked(("PER",), layers=("ana", "ben"))).save(store, "list", "lea")
    ana = Walk(store, known_list(store, "list"), "ana")
    do(ana.label("FIRM", alike=True))
    ben = Walk(store, known_list(store, "list"), "ben")
    assert (ben.quote, ben.suggested, ben.decided) == ("Ada", "", {})


def test_copies_that_were_gone_through_apart_come_to_the_same_in_either_order(store: Store, tmp_path: Path) -> None:
    to_see(store, Asked(("PER", "SITE"), layers=("ana", "ben"))).save(store, "list", "lea")
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for who, answer in (("ana", "FIRM"), ("ben", "SITE")):
        shutil.copy(store.path, tmp_path / f"{who}.db")
        with Store.open(tmp_path / f"{who}.db") as copy:
            here = Walk(copy, known_list(copy, "list"), who)
            do(here.stay())
            while not here.done:
                do(here.label(answer))
    found = []
    for order in (("ana", "ben"), ("ben", "ana")):
        target = tmp_path / f"{order[0]}-first.db"
        shutil.copy(store.path, target)
        with Store.open(target) as one:
            for who in order:
                merge(one, tmp_path / f"{who}.db")
            told_now = told(one, "list")
            found.append((held(one, "ana"), held(one, "ben"), places_shown(one, "list"), told_now.seen))
            assert (told_now.seen, told_now.places) == (7, 7)
            assert check_up(one).sound
            with pytest.raises(NothingToSee):
                walk_of(one, "ana")
    assert found[0] == found[1]


def test_what_was_taken_back_is_brought_back_in_order(store: Store) -> None:
    before = held(store)
    save_found(store, "again", find(store, of_words("fell")), layer="ana", by="ana")
    here = walk(store, "PER", "SITE")
    do(here.label("FIRM", alike=True))
    do(here.none())
    after, seen = held(store), here.seen
    assert [do(here.undo()) for _ in range(2)] == ["Taken back in 1 article.", "Taken back in 2 articles."]
    assert (held(store), here.seen) == (before, 0)
    assert [do(here.undo(redo=True)) for _ in range(2)] == ["Brought back in 2 articles.", "Brought back in 1 article."]
    assert (held(store), here.seen) == (after, seen)
    with pytest.raises(NothingToUndo, match="brought back"):
        do(here.undo(redo=True))
    do(here.undo())
    do(here.stay())
    with pytest.raises(NothingToUndo):
        do(here.undo(redo=True))
    assert check_up(store).sound


def test_an_answer_that_decides_nothing_is_brought_back_too(store: Store) -> None:
    made, _ = save_found(store, "words", find(store, of_words("met")), layer="ana", by="ana")
    save_found(store, "words", find(store, of_words("fell")), layer="ana", by="ana")
    here = Walk(store, made.list, "ana")
    do(here.stay())
    do(here.label("FIRM"))
    assert here.done
    do(here.undo())
    assert do(here.undo()) == "Taken back: nothing was decided."
    assert do(here.undo(redo=True)) == "Brought back: nothing was decided."
    assert (here.seen, here.quote) == (1, "fell")
    do(here.undo(redo=True))
    assert here.done
    do(here.undo())
    do(here.stay())
    with pytest.raises(NothingToUndo, match="brought back"):
        do(here.undo(redo=True))


def test_an_answer_for_many_is_given_in_parts_and_can_be_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_writes, "_AIM", 0.0)
    with project(tmp_path / "p.db", labels=("PER", "FIRM")) as store:
        for number in range(40):
            finish(store, put(store, f"Ada {number}"), {"ana": [ADA]})
        here = walk(store, "PER")
        work = here.label("FIRM", alike=True)
        done, of = next(work)
        assert (0 < done < 40, of) == (True, 40)
        work.close()
        assert (here.seen, here.total) == (done, 40)
        assert sum(span.label == "FIRM" for spans in held(store) for span in spans) == done
        do(here.undo())
        assert here.seen == 0
        assert {span.label for spans in held(store) for span in spans} == {"PER"}
        do(here.label("FIRM", alike=True))
        half = here.undo()
        back, _ = next(half)
        half.close()
        assert (0 < back < 40, here.seen) == (True, 40 - back)
        assert do(here.undo()) == f"Taken back in {40 - back} articles."
        assert here.seen == 0
        assert do(here.stay(alike=True)).done == 40
        assert check_up(store).sound
