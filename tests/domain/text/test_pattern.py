"""What is looked for: words as one sees them, on the borders of words, and expressions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.folded import fold
from annotator.domain.text.pattern import of_expression, of_words
from annotator.errors import WrongUsage


def quotes(string: str, text: str, *, any_case: bool = False, whole: bool = True) -> list[str]:
    found = of_words(string, any_case=any_case, whole=whole).places(text)
    return [text[start:end] for start, end in found]


def test_white_space_and_invisible_characters_are_as_one_sees_them() -> None:
    assert quotes("United States", "the United\n  States, the Uni\u00adted\u00a0States") == [
        "United\n  States",
        "Uni\u00adted\u00a0States",
    ]
    assert quotes(" São  Paulo ", "in Sa\u0303o Paulo") == ["Sa\u0303o Paulo"]


def test_it_begins_and_ends_where_words_do() -> None:
    text = "Rome, Romeo, (Rome) prerome Rome_1 Rome-born Rome's Rome2"
    assert len(quotes("Rome", text)) == 4
    assert len(quotes("rome", text, any_case=True, whole=False)) == 8
    assert quotes("$4", "US$4 and $40") == ["$4"]
    assert quotes("की", "दिल्ली की सड़क") == ["की"]
    assert quotes("सड", "दिल्ली की सड़क") == []


def test_scripts_without_spaces_have_no_borders() -> None:
    assert quotes("东京", "他在东京大学学习") == ["东京"]


def test_case_counts_unless_it_is_said() -> None:
    assert quotes("ferry", "Ferry ferry FERRY") == ["ferry"]
    assert quotes("ferry", "Ferry ferry FERRY", any_case=True) == ["Ferry", "ferry", "FERRY"]


def test_expressions_and_what_is_none() -> None:
    text = "Acme Ltd. and Bolt Ltd"
    assert [text[start:end] for start, end in of_expression(r"\w+ Ltd\.?").places(text)] == ["Acme Ltd.", "Bolt Ltd"]
    assert list(of_expression("x*").places(text)) == []
    with pytest.raises(WrongUsage, match="is no regular expression"):
        of_expression("(a")
    for nothing in ("", " \n", "\u00ad"):
        with pytest.raises(WrongUsage, match="nothing to look for"):
            of_words(nothing)


@given(st.text("ab \n\u00ad", max_size=30), st.text("ab ", min_size=1, max_size=4))
def test_what_is_found_is_the_same_words(text: str, string: str) -> None:
    if not fold(string.strip()):
        return
    places = list(of_words(string, whole=False).places(text))
    assert all(fold(text[start:end]) == fold(string.strip()) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert bool(places) or fold(string.strip()) not in fold(text)
