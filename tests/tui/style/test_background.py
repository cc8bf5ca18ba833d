from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.style.background import answers, split, told


@pytest.mark.parametrize(
    ("answer", "dark"),
    [
        ("\x1b]11;rgb:0000/0000/0000\x07", True),
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", False),
        ("\x1b]11;rgb:f/f/e\x07", False),
        ("\x1b]11;rgb:00/2b/36\x07", True),
        ("\x1b]11;rgba:fdfd/f6f6/e3e3/ffff\x07", False),
        ("\x1b]10;rgb:ffff/ffff/ffff\x07", None),
        ("\x1b]11;rgb:ffff/ffff", None),
    ],
)
def test_an_answer_says_dark_or_light_and_what_was_typed_around_it_is_kept(answer: str, dark: bool | None) -> None:
    assert told(f"x{answer}y") == ("xy" if dark is not None else f"x{answer}y", dark)


@given(st.text())
def test_nothing_that_is_typed_is_lost(typed: str) -> None:
    assert "".join(split(typed)) == typed


def test_who_would_show_the_question_is_not_asked() -> None:
    assert not any(map(answers, ("", "dumb", "linux")))
    assert all(map(answers, ("xterm-256color", "tmux-256color", "screen")))
