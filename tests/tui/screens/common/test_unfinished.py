"""What is still to be done before an article is finished, in words."""

from __future__ import annotations

import pytest

from annotator.tui.screens.common.unfinished import Unfinished


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Ada"], "1 name looks unlabelled: “Ada”."),
        (["Ada", "Bo\nYe", "Ada"], "3 names look unlabelled: “Ada” (2), “Bo Ye”."),
        ([*"ABCDE", "D"], "6 names look unlabelled: “A”, “B”, “C” and 3 more."),
        (["A" * 50], f"1 name looks unlabelled: “{'A' * 29}…”."),
    ],
)
def test_the_first_names_are_told_and_how_many_more_there_are(names: list[str], said: str) -> None:
    assert list(Unfinished(0, 0, names).sentences()) == [said]


@pytest.mark.parametrize(
    ("unfinished", "keys"),
    [
        (Unfinished(2, 0), ["a", "x", "esc"]),
        (Unfinished(2, 0, ["Ada"]), ["a", "x", "f", "esc"]),
        (Unfinished(0, 0, ["Ada"]), ["enter", "f", "esc"]),
        (Unfinished(0, 0, unread=True), ["enter", "esc"]),
    ],
)
def test_only_keys_that_do_something_are_offered(unfinished: Unfinished, keys: list[str]) -> None:
    assert [key for key, _ in unfinished.answers()] == keys
