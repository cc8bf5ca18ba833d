"""What two registers of people come to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.team.names import Entry, former, joined, who_is

NAMES = st.sampled_from(["ana", "ANA", "ben", "cem"])
ENTRIES = st.builds(
    Entry,
    NAMES,
    st.sampled_from(["annotator", "lead"]),
    st.sampled_from(["", "A1", "A2"]),
    st.one_of(st.just(""), NAMES),
    st.sampled_from(["1", "2", "3"]),
)
REGISTERS = st.lists(ENTRIES, max_size=5).map(lambda some: {one.name: one for one in some})


@given(REGISTERS, REGISTERS)
def test_joining_knows_no_sides(one: dict[str, Entry], two: dict[str, Entry]) -> None:
    assert joined(one, two) == joined(two, one)
    assert joined(one, one) == one


@given(REGISTERS)
def test_a_former_name_leads_to_a_name_and_no_further(entries: dict[str, Entry]) -> None:
    names = former(entries)
    who = who_is(entries)
    for old, new in names.items():
        assert who(old) == new != old


def test_names_follow_each_other_and_pseudonyms_are_one_person_s() -> None:
    entries = {one.name: one for one in (Entry("a", now="b"), Entry("b", now="c"), Entry("c", pseudonym="A1"))}
    assert former(entries) == {"a": "c", "b": "c"}
    assert who_is(entries)("A1") == "c"
    both = {**entries, "d": Entry("d", pseudonym="A1")}
    assert who_is(both)("A1") == "A1"
