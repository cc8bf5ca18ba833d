from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.spacy_models import paragraphs as module
from annotator.suggest.spacy_models.paragraphs import LONGEST, lines, paragraphs


def test_a_blank_line_ends_a_paragraph_and_a_line_break_does_not() -> None:
    text = "Title\n\nOne line\nand another.\n \t\n  Last.\n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["Title", "One line\nand another.", "Last."]


def test_each_line_is_a_piece_of_its_own_without_the_white_space_around_it() -> None:
    text = "Title\n\nOne line  \n\tand another.\n \t\n  Last.\n"
    assert [text[start:end] for start, end in lines(text)] == ["Title", "One line", "and another.", "Last."]


def test_an_overlong_paragraph_is_cut_at_white_space_or_anywhere() -> None:
    words = "word " * LONGEST
    assert all(not words[start].isspace() and end - start <= LONGEST for start, end in paragraphs(words))
    solid = "x" * (LONGEST * 2 + 5)
    assert [end - start for start, end in paragraphs(solid)] == [LONGEST, LONGEST, 5]


@pytest.mark.parametrize("cut", [paragraphs, lines])
@given(text=st.text(alphabet="ab \n\u3000", max_size=60))
def test_the_pieces_hold_all_that_is_not_white_space(
    cut: Callable[[str], Iterator[tuple[int, int]]], text: str
) -> None:
    longest, module.LONGEST = module.LONGEST, 8
    try:
        found = list(cut(text))
    finally:
        module.LONGEST = longest
    kept = "".join(text[start:end] for start, end in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(text[start:end].strip() == text[start:end] and 0 < end - start <= 8 for start, end in found)
