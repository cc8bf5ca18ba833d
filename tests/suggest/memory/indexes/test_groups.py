"""Groups hold what a dict of sets holds, and little for a group of one."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.memory.indexes.groups import Groups

KEYS, VALUES = st.integers(0, 2), st.integers(0, 12)


@given(st.lists(st.tuples(st.sampled_from([*["add"] * 9, *["discard"] * 3, "pop"]), KEYS, VALUES), max_size=100))
def test_groups_are_a_dict_of_sets(steps: list[tuple[str, int, int]]) -> None:
    groups, sets = Groups[int, int](), dict[int, set[int]]()
    for what, key, value in steps:
        if what == "add":
            groups.add(key, value)
            sets.setdefault(key, set()).add(value)
        elif what == "discard":
            groups.discard(key, value)
            sets.get(key, set()).discard(value)
        else:
            assert set(groups.pop(key)) == sets.pop(key, set())
        assert {key: set(groups[key]) for key in groups} == {key: found for key, found in sets.items() if found}
        assert all(len(groups[key]) == len(found) for key, found in sets.items())


def test_a_group_of_one_takes_a_place_in_a_dict_and_no_more() -> None:
    tracemalloc.start()
    groups = Groups[int, int]()
    for number in range(10_000, 20_000):
        groups.add(number, number)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < 10_000 * 100
