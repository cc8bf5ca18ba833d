"""Where letters stand on spans, and what they light up."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.tui.screens.claims.places import places_of, united

TEXT = "Bank of the Port of Halvik"
BANK, WHOLE, PORT = Span(0, 4, "ORG"), Span(0, 26, "ORG"), Span(12, 26, "ORG")
EVERY = (0, len(TEXT))


def test_letters_stand_at_the_beginning_and_do_not_lie_over_each_other() -> None:
    assert places_of([("a", PORT)], EVERY, TEXT) == {12: "a"}
    assert places_of([("a", WHOLE), ("s", BANK)], EVERY, TEXT) == {0: "s", 25: "a"}
    assert places_of([("a", WHOLE), ("a", PORT), ("s", BANK)], EVERY, TEXT) == {0: "s", 12: "a", 25: "a"}


def test_what_begins_above_the_window_has_them_at_its_edge() -> None:
    assert places_of([("a", WHOLE), ("s", BANK)], (6, 20), TEXT) == {6: "a"}


def test_letters_never_stand_inside_a_character_of_several_signs() -> None:
    text = "e\u0301e\u0301"
    assert places_of([("a", Span(0, 4, "X")), ("s", Span(0, 2, "X"))], (0, 4), text) == {0: "s", 2: "a"}


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda one: Span(one[0], one[0] + one[1], "X"))


@given(st.lists(SPANS, max_size=12, unique=True))
def test_each_stands_on_its_span_or_nowhere_and_each_alone(spans: list[Span]) -> None:
    on = [(chr(97 + number), span) for number, span in enumerate(spans)]
    for at, letter in places_of(on, EVERY, TEXT).items():
        assert dict(on)[letter].start <= at < dict(on)[letter].end
    stretches = united(spans)
    assert {at for start, end in stretches for at in range(start, end)} == {
        at for span in spans for at in range(span.start, span.end)
    }
    assert all(before[1] <= after[0] for before, after in pairwise(stretches))
