"""What an entity is called."""

from __future__ import annotations

import pytest

from annotator.domain.span import Span
from annotator.services.claiming.called import best_named


@pytest.mark.parametrize(
    ("mentions", "called"),
    [
        (("Tor Lund", "Lund", "the head of the whole authority"), "Tor Lund"),
        (("the Prime Minister’s Office Spokesperson", "Tor Lund", "Lund"), "Tor Lund"),
        (("UNHCRAGENCY", "Refugees"), "Refugees"),
        (("HPA", "the authority"), "HPA"),
        (("she", "the leader of it"), "the leader of it"),
        (("he", "him"), "him"),
        (("Lund", "Sund"), "Lund"),
    ],
)
def test_the_longest_of_the_best_names_is_what_it_is_called(mentions: tuple[str, ...], called: str) -> None:
    text, spans = "", list[Span]()
    for words in mentions:
        spans.append(Span(len(text), len(text) + len(words), "X"))
        text += f"{words} "
    for order in (spans, spans[::-1]):
        assert best_named(order, text).quote(text) == called


def test_a_span_of_blanks_has_a_name_too() -> None:
    assert best_named([Span(0, 2, "X")], "  ") == Span(0, 2, "X")
