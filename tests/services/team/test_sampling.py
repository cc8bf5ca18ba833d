"""Which articles a round takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.services.team.sampling import sample

STRATA = st.dictionaries(st.sampled_from("abc"), st.integers(1, 9), min_size=1).map(
    lambda sizes: {name: [10 * "abc".index(name) + number for number in range(size)] for name, size in sizes.items()}
)


def test_each_stratum_gives_its_part_in_order() -> None:
    strata = {"news": [1, 2, 3, 4, 5, 6], "blog": [11, 12, 13]}
    assert sample(strata, 3, lambda one: one) == ({"blog": [11], "news": [1, 2]}, 0)


def test_near_duplicates_are_kept_apart_as_far_as_there_are_others() -> None:
    groups = {1: 1, 2: 1, 3: 1, 4: 4}
    assert sample({"": [1, 2, 3, 4]}, 2, groups.__getitem__) == ({"": [1, 4]}, 0)
    assert sample({"": [1, 2, 3, 4]}, 3, groups.__getitem__) == ({"": [1, 4, 2]}, 1)
    assert sample({"a": [1, 2], "b": [4, 5, 6]}, 3, {**groups, 5: 1, 6: 6}.__getitem__) == ({"a": [1], "b": [4, 6]}, 0)


@given(STRATA, st.integers(1, 30), st.integers(1, 5))
def test_it_is_as_many_as_there_are_and_none_twice(strata: dict[str, list[int]], number: int, groups: int) -> None:
    taken, alike = sample(strata, number, lambda one: one % groups)
    every = [one for some in taken.values() for one in some]
    assert len(every) == len(set(every)) == min(number, sum(map(len, strata.values())))
    assert all(set(some) <= set(strata[name]) for name, some in taken.items())
    assert alike == len(every) - len({one % groups for one in every})
