"""The label picker: what was given lately stands first, a digit takes it, and no digit hides what it could mean."""

from __future__ import annotations

from annotator.domain.scheme import Label, Scheme
from annotator.tui.screens.labels.picker import LabelPicker, digits, lately

LABELS = (Label("ORG", "O"), Label("SHIP"), Label("3rd party"), Label("PORT", "2"), Label("SEA"))


def test_what_was_given_lately_stands_first_and_what_has_no_key_before_the_rest() -> None:
    names = [label.name for label in lately(LABELS, ["ORG", "SEA", "gone", "SHIP"])]
    assert names == ["SEA", "SHIP", "ORG", "3rd party", "PORT"]


def test_a_digit_that_begins_a_name_or_is_a_hot_key_is_typed() -> None:
    assert digits(LABELS) == "1456789"


def test_no_digit_is_offered_where_each_is_a_hot_key() -> None:
    numbered = tuple(Label(f"L{key}", key) for key in "123456789")
    assert ("1-9", "give one of these") not in LabelPicker(Scheme(labels=numbered), {}).answers()
    assert ("1-9", "give one of these") in LabelPicker(Scheme(labels=LABELS), {}).answers()
