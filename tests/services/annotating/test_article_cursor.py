"""A selection: from the token where it was begun to the token of the cursor, whichever comes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.layer import Layer
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens
from annotator.services.annotating.article_cursor import ArticleCursor

TEXT = "Ana-Lucía met  HWU, in Valdora."
OFFSETS = st.integers(0, len(TEXT) - 1)


def cursor_in(text: str = TEXT) -> ArticleCursor:
    labels = (Label("ORG", "O", "blue"),)
    return ArticleCursor(Article.of(text), Scheme(labels), OwnTokens(text), Layer(len(text)))


@given(OFFSETS, st.lists(OFFSETS, min_size=1, max_size=4))
def test_wherever_it_is_drawn_to_it_holds_the_tokens_from_its_beginning_to_there(begun: int, drawn: list[int]) -> None:
    cursor = cursor_in()
    cursor.select(begun, begun)
    for offset in drawn:
        began_at = begun if cursor.selection else cursor.cursor
        cursor.extend(offset)
        inside = cursor.tokens.within(min(began_at, offset), max(began_at, offset) + 1)
        assert cursor.selection == ((inside[0][0], inside[-1][1]) if inside else None)
        assert cursor.cursor == offset
        begun = began_at


def test_without_a_selection_it_begins_at_the_cursor() -> None:
    cursor = cursor_in()
    cursor.move(TEXT.index("met"))
    cursor.extend(TEXT.index("HWU"))
    assert TEXT[slice(*cursor.selected())] == "met  HWU"
    cursor.extend(0)
    assert TEXT[slice(*cursor.selected())] == "Ana-Lucía met"


def test_a_stretch_is_selected_as_it_is_and_drawn_on_from_its_start() -> None:
    cursor = cursor_in()
    start, end = TEXT.index("HWU"), TEXT.index("HWU") + len("HWU, in")
    cursor.proposals.put("test", [Suggestion(Span(start, start + 3, "ORG"), "test", 0.5)])
    cursor.select_stretch(start, end)
    assert (cursor.selection, cursor.cursor, cursor.focus) == ((start, end), TEXT.index("in"), None)
    cursor.extend(TEXT.index("Valdora"))
    assert TEXT[slice(*cursor.selected())] == "HWU, in Valdora"
