"""The keys that move the cursor and draw a selection, the same in every screen of an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from annotator.domain.text.sentences import sentences
from annotator.tui.screens.common.article_screen import ArticleScreen

Way = Literal[-1, 1]
_REACH = 4_000
"""How far, in code points, a paragraph is read to see where its sentences end."""


class CursorKeys:
    """Moves over the text of a screen's session, by rows and pages as its view shows them."""

    def __init__(self, screen: ArticleScreen) -> None:
        self._screen = screen

    def action_word(self, way: Way) -> None:
        """Move by a token."""
        self._go(self._word(way))

    def action_row(self, way: Way) -> None:
        """Move by a row, keeping the column."""
        self._go(self._row(way))

    def action_sentence(self, way: Way) -> None:
        """Move by a sentence."""
        text, at = self._screen.session.text, self._at
        for first, last in _stretches(text, at, way):
            starts = [first + start for start, _ in sentences(text[first:last])]
            if there := [start for start in starts if (start - at) * way > 0]:
                self._go(there[0] if way > 0 else there[-1])
                return
        self._go(at if way > 0 else 0)

    def action_grapheme(self, way: Way) -> None:
        """Move by a character as people see it."""
        flow = self._screen.view.flow
        self._go(flow.grapheme_after(self._at) if way > 0 else flow.grapheme_before(self._at))

    def action_row_edge(self, edge: Literal["start", "end"]) -> None:
        """Move to an end of the row."""
        view = self._screen.view
        self._go(view.row_start(self._at) if edge == "start" else view.row_end(self._at))

    def action_page(self, way: Way) -> None:
        """Move by a page."""
        view = self._screen.view
        self._go(view.page_down(self._at) if way > 0 else view.page_up(self._at))

    def action_text_edge(self, edge: Literal["start", "end"]) -> None:
        """Move to an end of the article."""
        session = self._screen.session
        last = session.tokens.previous(len(session.text)) if edge == "end" else None
        self._go(last[0] if last else 0)

    def action_select(self) -> None:
        """Begin a selection with the span under the cursor, else with the word; or let it go."""
        session = self._screen.session
        if session.selection and session.loose:
            session.hold_selection()
        elif session.selection:
            session.selection = None
        elif session.focus:
            session.select_span(session.focus)
        else:
            session.select(self._at, self._at)
        self._screen.refresh_view()

    def action_extend_word(self, way: Way) -> None:
        """Select a token more."""
        self._screen.session.hold_selection()
        self._extend(self._word(way))

    def action_extend_row(self, way: Way) -> None:
        """Select a row more."""
        self._screen.session.hold_selection()
        self._extend(self._row(way))

    def action_let_go(self) -> None:
        """Let go of the selection, and of what was just added."""
        self._screen.session.let_go()
        self._screen.refresh_view()

    @property
    def _at(self) -> int:
        return self._screen.session.cursor

    def _word(self, way: Way) -> int:
        tokens = self._screen.session.tokens
        found = tokens.next(self._at) if way > 0 else tokens.previous(self._at)
        return found[0] if found else self._at

    def _row(self, way: Way) -> int:
        view = self._screen.view
        return view.offset_down(self._at) if way > 0 else view.offset_up(self._at)

    def _go(self, offset: int) -> None:
        """Put the cursor at an offset, a selection that was drawn with it."""
        session = self._screen.session
        if session.selection and not session.loose:
            self._extend(offset)
        else:
            session.selection = None
            session.move(offset)
            self._screen.refresh_view(gentle=True)

    def _extend(self, offset: int) -> None:
        self._screen.session.extend(offset)
        self._screen.refresh_view(gentle=True)


def _stretches(text: str, offset: int, way: Way) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text as `[start, end)`, from the one at an offset on to the end or back to the start.

    Long ones come in parts of whole lines.
    """
    first, last = _begin(text, offset), _end(text, offset)
    while True:
        yield first, last
        if (way > 0 and last >= len(text)) or (way < 0 and first == 0):
            return
        if way > 0:
            first, last = last + 1, _end(text, last + 1)
        else:
            first, last = _begin(text, first - 1), first - 1


def _begin(text: str, offset: int) -> int:
    """Where the paragraph of an offset begins, or a line some way before."""
    near = max(0, offset - _REACH)
    if (blank := text.rfind("\n\n", near, offset)) >= 0:
        return blank + 2
    if near == 0:
        return 0
    line = text.find("\n", near, offset)
    return (line if line >= 0 else text.rfind("\n", 0, offset)) + 1


def _end(text: str, offset: int) -> int:
    """Where the paragraph of an offset ends, or a line some way behind."""
    near = offset + _REACH
    if (blank := text.find("\n\n", offset, near)) >= 0:
        return blank
    if near >= len(text):
        return len(text)
    line = text.rfind("\n", offset, near)
    return line if line >= 0 else text.find("\n", near) % (len(text) + 1)  # -1, none, is the end
