"""Which line breaks have wrapped a sentence, and which have not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from support.strategies import texts

from annotator.domain.text.wraps import unwrapped, wraps

NEWS = (
    "Storm closes the port\n\n"
    "Maersk said on Monday that three ships cannot leave Denmark, and that nobody knows when they will. The mayor of "
    "the town, Ana Ruiz, asked people to stay at home until Wednesday. She had met the Prime Minister before.\n\n"
    "Nobody was hurt. In Sweden the storm took roofs and trees; trains stood still between Gothenburg and Malmö."
)


def wrapped(text: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(part, width, break_on_hyphens=False) for part in text.split("\n\n"))


@pytest.mark.parametrize("width", [24, 40, 66, 72, 80, 100])
def test_a_text_that_was_wrapped_runs_on(width: int) -> None:
    assert unwrapped(wrapped(NEWS, width)) == NEWS


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel\nEmmanuel Macron\nOlaf Scholz\nThe President of the United States",
        "Storm hits Bergen\nOslo is without power, said the mayor of the city, who had met the ministers before.",
        "Who are they?\nMuch of the debate was about identity.\nI asked her afterwards.\nShe did not know.",
        "Apples and pears and plums:\n- three of them\n- two of them\n1. and more\n> said he",
        "Name\tTown\nAngela\tParis\n\nname\ttown",
        f"{'Long lines of a paragraph each. ' * 9}\nAnother one begins\n{'and goes on for as long. ' * 9}",
        NEWS,
    ],
)
def test_what_is_no_wrap_stays(text: str) -> None:
    assert unwrapped(text) == text


def test_short_lines_of_one_sentence_run_on() -> None:
    lines = ["Yesterday the chancellor Angela", "Merkel met the mayor of New", "York, and Barack", "Obama left."]
    assert unwrapped("\n".join(("Wrapped", "", *lines))) == f"Wrapped\n\n{' '.join(lines)}"


@given(texts)
def test_a_wrap_is_a_line_feed_and_nothing_else_changes(text: str) -> None:
    flat = unwrapped(text)
    assert len(flat) == len(text)
    assert {at for at, sign in enumerate(text) if sign != flat[at]} == wraps(text)
    assert all(text[at] == "\n" and flat[at] == " " for at in wraps(text))
