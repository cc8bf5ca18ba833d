"""Second looks: which spans are chosen, and that they come along wherever words on articles go."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.teams import act, finish, project, put

from annotator.domain.decisions import Accepted, Added, Finished, Imported
from annotator.domain.span import Span
from annotator.services.project.doctor import check_up
from annotator.services.project.merge import merge
from annotator.storage.last_words import look_word, read_look
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.people.second_looks import Kind, Look, drop_look, looks, save_look, to_look_at
from annotator.storage.store import Store

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME, OSLO = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG"), Span(23, 27, "LOC")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


def keep(store: Store, who: str, look: Look) -> None:
    with store.write():
        save_look(store, who, look)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (ACME, "same"),
        (ACME.labelled("LOC"), "label"),
        (Span(15, 27, "ORG"), "edges"),
        (Span(15, 27, "LOC"), "both"),
        (None, "none"),
    ],
)
def test_in_what_an_answer_differs(answer: Span | None, kind: Kind) -> None:
    assert Look("k", ACME, answer).kind == kind


def test_what_somebody_decided_in_finished_articles_is_chosen_once(store: Store) -> None:
    later, first, unfinished = (put(store, f"{TEXT} {number}") for number in range(3))
    finish(store, first, {"ana": [ADA, BOB], "ben": [OSLO]})
    act(store, later, "ana", Imported(ADA), Accepted(ACME, "memory", 1.0, auto=True), Added(OSLO), Finished())
    act(store, unfinished, "ana", Added(ADA))
    assert to_look_at(store, "ana", 100) == [(first, ADA), (first, BOB), (later, OSLO)]
    keep(store, "ana", Look(first, BOB, None))
    assert to_look_at(store, "ana", 100) == [(first, ADA), (later, OSLO)]
    assert to_look_at(store, "ana", 0) == []
    with store.write():
        drop_look(store, "ana", Look(first, BOB, None))
    assert len(to_look_at(store, "ana", 100)) == 3


def test_the_same_few_are_chosen_each_time(store: Store) -> None:
    for number in range(200):
        finish(store, put(store, f"{TEXT} {number}"), {"ana": [ADA, BOB, ACME, OSLO], "ben": [ADA]})
    five = to_look_at(store, "ana", 5)
    assert 15 < len(five) < 70
    assert five == to_look_at(store, "ana", 5)
    assert set(five) < set(to_look_at(store, "ana", 20))
    assert {key for key, span in five if span == ADA} != {key for key, _ in to_look_at(store, "ben", 5)}


def test_labels_have_their_names_of_now_and_the_last_look_at_a_span_counts(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"a na": [ACME]})
    keep(store, "a na", Look(key, ACME, None))
    time.sleep(0.002)  # the clock of words has milliseconds
    keep(store, "a na", Look(key, ACME, ACME))
    save_scheme(store, store.scheme().renamed("ORG", "FIRM"))
    firm = ACME.labelled("FIRM")
    assert looks(store) == {"a na": [Look(key, firm, firm)]}


def test_merges_bring_them_along_and_the_doctor_finds_nothing_wrong(store: Store, tmp_path: Path) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": [ACME]})
    keep(store, "ana", Look(key, ACME, ACME.labelled("LOC")))
    with project(tmp_path / "q.db") as other:
        said = merge(other, store.path)
        assert looks(other) == looks(store)
        assert merge(other, store.path)
        assert looks(other) == looks(store)
        assert check_up(other).sound
        assert "look:" not in str(said)
    assert check_up(store).sound


@given(st.text(max_size=8), st.integers(0, 9), st.integers(1, 9), st.text(max_size=5), st.booleans())
def test_any_name_and_label_is_read_as_it_was_written(
    who: str, start: int, length: int, label: str, none: bool
) -> None:
    span = Span(start, start + length, label)
    answer = None if none else span.resized(start, start + length + 1)
    assert read_look(look_word(who, span, answer)) == (who, span, answer)


def test_what_makes_no_sense_is_left_out(store: Store) -> None:
    key = put(store, TEXT)
    keep(store, "ana", Look(key, ACME, None))
    with store.write():
        store.conn.execute("INSERT INTO last_words SELECT id, 'look:[3]', 0, 'x' FROM articles")
    assert looks(store) == {"ana": [Look(key, ACME, None)]}
