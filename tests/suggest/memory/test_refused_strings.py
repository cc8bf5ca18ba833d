"""A string that was refused is not proposed again, whatever it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from support.memories import layer_of, memory_of, said, span_of

from annotator.domain.decisions import Added, Event, Rejected, Resized
from annotator.domain.layer import Layer
from annotator.domain.scheme import Label, Scheme
from annotator.domain.suggestion import Suggestion
from annotator.suggest.memory.evidence import Fact

SCHEME = Scheme((Label("PERSON"), Label("ORG")))
GRAND: list[Fact] = [("cut", "left", "ORG", "grand", "Acme")]


def proposed(text: str, layer: Layer, *stored: Suggestion, elsewhere: Sequence[Fact] = ()) -> list[Suggestion]:
    return memory_of(text, layer, stored, SCHEME, elsewhere=elsewhere).proposed()


def test_what_a_learned_border_makes_of_a_suggestion_is_not_proposed_once_it_was_refused() -> None:
    text = "A grand Acme, a grand Acme."
    stored = [Suggestion(span_of(text, "grand Acme", "ORG", nth), "m", 0.9) for nth in (0, 1)]
    refused = span_of(text, "Acme", "ORG")
    assert said(text, proposed(text, layer_of(text), *stored, elsewhere=GRAND)) == [("Acme", "ORG")] * 2
    memory = memory_of(text, layer_of(text, Rejected(refused, "m")), stored, SCHEME, elsewhere=GRAND)
    assert memory.proposed() == []
    assert said(text, memory.folded()) == [("Acme", "ORG")] * 2


def test_a_piece_that_was_cut_off_is_not_proposed_once_it_was_refused() -> None:
    text = "On 9 May Monday, then. 9 May Monday."
    events: list[Event] = [
        Resized(span_of(text, "9 May Monday", "ORG", nth), at, at + 5, "m", 0.9) for nth, at in ((0, 3), (1, 23))
    ]
    pieces = said(text, proposed(text, layer_of(text, *events)))
    assert pieces == [("Monday", "ORG")] * 2
    assert proposed(text, layer_of(text, *events, Rejected(span_of(text, "Monday", "ORG")))) == []


def test_a_date_that_was_cut_off_a_name_is_no_piece_of_its_kind() -> None:
    text = "Acme Monday."
    cut = Resized(span_of(text, "Acme Monday", "ORG"), 0, 4, "m", 0.9)
    assert proposed(text, layer_of(text, cut)) == []


def test_a_known_string_stays_as_it_is_where_what_it_would_grow_to_was_refused() -> None:
    text = "The Acme Party. The Acme Party."
    known: list[Fact] = [("kept", "Acme", "ORG"), ("grown", "right", "ORG", "Party", "Acme")]
    assert said(text, proposed(text, layer_of(text), elsewhere=known)) == [("Acme Party", "ORG")] * 2
    layer = layer_of(text, Rejected(span_of(text, "Acme Party", "ORG")))
    assert said(text, proposed(text, layer, elsewhere=known)) == [("Acme", "ORG")] * 2


def test_a_last_name_takes_no_name_before_it_in_where_that_was_refused() -> None:
    text = "Ana Ruiz spoke. Later, Yesterday Ruiz and Yesterday Ruiz left."
    known = Added(span_of(text, "Ana Ruiz", "PERSON"))
    assert said(text, proposed(text, layer_of(text, known))) == [("Yesterday Ruiz", "PERSON")] * 2
    layer = layer_of(text, known, Rejected(span_of(text, "Yesterday Ruiz", "PERSON")))
    assert said(text, proposed(text, layer)) == [("Ruiz", "PERSON")] * 2
