"""Cells that hold a list, in the ways in which JSON, Python and numpy show one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.common.records.columns.list_cells import list_in, looks_like_list


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('["a", "b c"]', ["a", "b c"]),
        ("['a', 'b']", ["a", "b"]),
        ("['a' 'b']", ["a", "b"]),
        ("['it''s']", ["its"]),
        ("[\"it's\" 'b c'\n 'd']", ["it's", "b c", "d"]),
        ("[1 0 -2]", [1, 0, -2]),
        ("[0.5 1.]", [0.5, 1.0]),
        ("[nan 'a']", [None, "a"]),
        ("array(['a', 'b'], dtype=object)", ["a", "b"]),
        ("[{'start': 0, 'end': 1}\n {'start': 2, 'end': 3}]", [{"start": 0, "end": 1}, {"start": 2, "end": 3}]),
        ("[('a', 1)]", [["a", 1]]),
        ("{'a': 1}", {"a": 1}),
        ("[]", []),
    ],
)
def test_a_list_is_read_however_it_is_shown(cell: str, value: Any) -> None:
    assert looks_like_list(cell)
    assert list_in(cell, "x") == value


@pytest.mark.parametrize(
    "cell", ["['a'", "[Sport]", "[nan]", "[01 2]", "[x for x in y]", "['a' ... 'b']", "[1 __import__]"]
)
def test_what_is_no_list_is_refused_with_the_name_of_its_column(cell: str) -> None:
    with pytest.raises(InputError, match="'tags'"):
        list_in(cell, "tags")


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"])), min_size=2))
def test_texts_that_numpy_shows_are_those_it_was_given(texts: list[str]) -> None:
    assert list_in(f"[{' '.join(map(repr, texts))}]", "x") == texts
