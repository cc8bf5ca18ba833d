"""What two registers of people come to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.team.names import Entry, Register, Same

NAMES = st.sampled_from(["ana", "ANA", "ben", "cem"])
TIMES = st.sampled_from(["1", "2", "3", "4", "5"])
ENTRIES = st.builds(Entry, NAMES, st.sampled_from(["annotator", "lead"]), st.sampled_from(["", "A1", "A2"]), TIMES)
PAIRS = st.builds(Same, NAMES, NAMES, TIMES).filter(lambda one: one.old != one.new)
REGISTERS = st.builds(
    lambda entries, same: Register().saying(*entries, same=same),
    st.lists(ENTRIES, max_size=4),
    st.lists(PAIRS, max_size=4),
)


@given(REGISTERS, REGISTERS, REGISTERS)
def test_joining_knows_no_sides_and_no_order(one: Register, two: Register, three: Register) -> None:
    assert one.joined(two) == two.joined(one)
    assert one.joined(two).joined(three) == one.joined(two.joined(three))
    assert one.joined(one) == one


@given(REGISTERS, REGISTERS)
def test_a_former_name_leads_to_a_name_and_no_further_and_no_merge_parts_a_person(one: Register, two: Register) -> None:
    both = one.joined(two)
    names, who = both.former(), both.who()
    assert all(who(old) == new != old and new not in names for old, new in names.items())
    assert all(who(old) == who(new) for said in (one, two) for old, new in said.same)


def test_the_name_that_was_said_last_is_used() -> None:
    said = Register().saying(same=[Same("a", "b", "1"), Same("b", "c", "2")])
    assert said.former() == {"a": "c", "b": "c"}
    assert said.saying(same=[Same("c", "a", "3")]).former() == {"b": "a", "c": "a"}
    assert said.joined(Register().saying(same=[Same("a", "d", "3")])).former() == {"a": "d", "b": "d", "c": "d"}


def test_a_pseudonym_is_one_person_s() -> None:
    said = Register().saying(Entry("a", pseudonym="A1"), Entry("c", pseudonym="A1"), same=[Same("a", "c", "1")])
    assert said.who()("A1") == "c"
    assert said.saying(Entry("d", pseudonym="A1")).who()("A1") == "A1"
    assert said.saying(Entry("A1")).who()("A1") == "A1"
    assert Register().saying(Entry("a", pseudonym="gold")).who()("gold") == "gold"
