import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.common.precision import worth, worths


def test_the_interval_of_a_published_example() -> None:
    """Newcombe (1998), table I: 15 of 148 and 81 of 263, Wilson's score interval without continuity correction."""
    low, high = worth(81, 263).low, worth(81, 263).high
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert (round(worth(15, 148).low, 4), round(worth(15, 148).high, 4)) == (0.0624, 0.1605)


def test_nothing_decided_leaves_everything_open() -> None:
    nothing = worth(0, 0)
    assert (nothing.precision, nothing.low, nothing.high) == (None, 0.0, 1.0)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_share_lies_in_its_interval(right: int, more: int) -> None:
    found = worth(right, right + more)
    assert found.precision is not None
    assert 0 <= found.low <= found.precision <= found.high <= 1


def test_more_right_than_decided_is_refused() -> None:
    with pytest.raises(ValueError, match="3 right of 2"):
        worth(3, 2)


def test_worths_add_up_by_source_and_label() -> None:
    found = worths([("m", "ORG", True, 3), ("m", "ORG", False, 1), ("m", "LOC", False, 2)])["m"]
    assert (found["ORG"].right, found["ORG"].decided) == (3, 4)
    assert (found["LOC"].right, found["LOC"].decided) == (0, 2)
    assert (found[""].right, found[""].decided) == (3, 6)
