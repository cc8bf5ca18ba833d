from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.domain.sanitise import visible
from annotator.tui.lines.message import message_lines, with_news
from annotator.tui.lines.parts import Parts

FOCUS = [("▸ ", "green"), ("Halvik", "bold"), ("  GPE ", "bold green")]


def line(parts: Parts) -> str:
    return "".join(text for text, _ in parts).strip()


@given(st.text(min_size=1), st.integers(20, 160))
def test_all_of_a_message_that_two_lines_can_hold_is_said(message: str, width: int) -> None:
    first, rest = message_lines((message, "$accent"), [FOCUS], width)
    assert all(sum(cell_len(text) for text, _ in parts) <= width for parts in (first, rest))
    if cell_len(visible(message)) <= width - 4:
        assert rest == ()
        assert line(first).startswith(visible(message).strip())
    elif cell_len(visible(message)) <= 1.5 * (width - 6) and " " not in message:
        assert line(first) + line(rest) == visible(message).strip()


def test_a_message_breaks_between_words() -> None:
    first, rest = message_lines(("No label of the scheme has that key.", "$warning"), [FOCUS], 24)
    assert (line(first), line(rest)) == ("No label of the", "scheme has that key.")


def test_news_stand_behind_what_was_said_where_both_have_room() -> None:
    assert with_news("", "No model is for Klingon.", 40) == "No model is for Klingon."
    assert (
        with_news("It is in Klingon now.", "No model is for that.", 40) == "It is in Klingon now. No model is for that."
    )
    assert with_news("It is in Klingon now.", "No model is for that.", 24) == "No model is for that."
    assert with_news("No model is for that.", "No model is for that.", 80) == "No model is for that."


def test_what_stands_beside_a_message_is_whole_or_not_there() -> None:
    folded = [("3 folded: e shows them", "$text-muted")]
    assert (
        line(message_lines(("Undone.", ""), [FOCUS, folded], 80)[0])
        == "Undone.  │  ▸ Halvik  GPE   │  3 folded: e shows them"
    )
    assert line(message_lines(("Undone.", ""), [FOCUS, folded], 50)[0]) == "Undone.  │  ▸ Halvik  GPE"
    assert line(message_lines(("Undone.", ""), [FOCUS, folded], 24)[0]) == "Undone."
