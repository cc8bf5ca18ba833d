import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.common.border_rule import trim


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("the White House", "White House"),
        ("The  Hague's", "Hague"),
        ("Obama’s", "Obama"),
        ("the Saints'", "Saints"),
        ("Saints’ ", "Saints"),
        (" an Apple\n", "Apple"),
        ("Theo", "Theo"),
        ("A. Smith", "A. Smith"),
        ("O'Brien", "O'Brien"),
        ("the the Band's", "Band"),
    ],
)
def test_what_does_not_belong_to_a_name_is_cut(said: str, means: str) -> None:
    text = f"« {said} »"
    start = text.index(said)
    edges = trim(text, start, start + len(said))
    assert edges is not None
    assert text[slice(*edges)] == means


@pytest.mark.parametrize("said", ["   ", "", "\n"])
def test_nothing_left_is_no_span(said: str) -> None:
    assert trim(said, 0, len(said)) is None


@given(st.text(alphabet="the a's’S \nXy'", max_size=30), st.data())
def test_trimmed_edges_lie_within_and_trim_no_further(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edges = trim(text, start, end)
    if edges is not None:
        assert start <= edges[0] < edges[1] <= end
        assert trim(text, *edges) == edges
