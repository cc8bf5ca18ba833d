"""Row ids by those of another project behave like a dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.maintenance.row_ids import RowIds

NUMBER = st.integers(-(2**63), 2**63 - 1)


@given(st.dictionaries(NUMBER, NUMBER), st.dictionaries(NUMBER, NUMBER), st.lists(NUMBER))
def test_row_ids_are_a_dictionary(known: dict[int, int], more: dict[int, int], asked: list[int]) -> None:
    ids = RowIds(sorted(known.items()))
    for theirs, ours in more.items():
        ids[theirs] = ours
    expected = known | more
    assert len(ids) == len(expected)
    for theirs in (*expected, *asked):
        if theirs in expected:
            assert ids[theirs] == expected[theirs]
        else:
            with pytest.raises(KeyError):
                ids[theirs]
