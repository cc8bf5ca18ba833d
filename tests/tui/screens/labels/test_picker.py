"""The label picker: what was given lately stands first, a digit takes it, and no digit hides what it could mean."""

from __future__ import annotations

from annotator.domain.scheme import Label, Scheme
from annotator.tui.screens.labels.picker import LabelPicker, lately, nearly, numbered

LABELS = (Label("ORG", "O"), Label("SHIP"), Label("3rd party"), Label("PORT", "2"), Label("SEA"))


def test_what_was_given_lately_stands_first_and_what_has_no_key_before_the_rest() -> None:
    names = [label.name for label in lately(LABELS, ["ORG", "SEA", "gone", "SHIP"])]
    assert names == ["SEA", "SHIP", "ORG", "3rd party", "PORT"]


def test_a_digit_that_begins_a_name_or_is_a_hot_key_is_typed() -> None:
    assert {digit: label.name for digit, label in numbered(LABELS).items()} == {
        "1": "ORG", "4": "SHIP", "5": "3rd party", "6": "PORT", "7": "SEA",
    }  # fmt: skip


def test_where_each_digit_is_a_hot_key_they_take_the_labels_that_have_none() -> None:
    keyed = tuple(Label(f"L{key}", key) for key in "123456789")
    assert ("1-9", "give one of these") not in LabelPicker(Scheme(labels=keyed), {}).answers()
    without = Label("SHIP"), Label("3rd"), Label("SEA")
    assert numbered((*without[:1], *keyed, *without[1:])) == dict(zip("124", without, strict=True))


def test_labels_of_nearly_the_name_are_those_that_a_slip_may_have_meant() -> None:
    assert [label.name for label in nearly(LABELS, " shpi")] == ["SHIP"]
    assert nearly(LABELS, "vessel") == []
