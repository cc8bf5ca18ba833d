"""Which names are taken for nearly one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.team.near_names import nearly


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("ANA", "ana"),
        ("Zoë", "zoe"),
        ("jose.garcia", "José Garcia"),
        ("anotator", "annotator"),
        ("mraia", "maria"),
        ("marie", "maria"),
        ("maria1", "maria 1"),
        ("ゆき ", "ゆき"),
    ],
)
def test_a_slip_or_another_way_to_write_it_is_nearly_the_name(name: str, known: str) -> None:
    assert nearly(name, ["ben", known]) == known
    assert nearly(known, [name]) == name


@pytest.mark.parametrize(
    ("name", "known"),
    [("ana", "ann"), ("ann1", "ann2"), ("annotator1", "annotator2"), ("maria", "mario rossi"), ("A", "B"), ("!", "?")],
)
def test_other_people_are_other_people(name: str, known: str) -> None:
    assert nearly(name, [known]) == ""


@given(st.text(max_size=9), st.lists(st.text(max_size=9), max_size=4))
def test_it_is_one_of_the_known_and_never_the_name_itself(name: str, known: list[str]) -> None:
    found = nearly(name, known)
    assert found == "" or found in known
    assert name not in known or found == ""
