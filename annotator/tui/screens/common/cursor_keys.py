"""The keys that move the cursor and draw a selection, the same in every screen that shows an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from annotator.domain.tokens import sentences
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.tui.widgets.article_view import ArticleView

Way = Literal[-1, 1]


class CursorKeys:
    """Moves over `session`, a desk, as `view` shows it; `settle` of the screen shows where one is then."""

    if TYPE_CHECKING:

        @property
        def session(self) -> ArticleCursor:
            """Where one stands, and in what text."""

        @property
        def view(self) -> ArticleView:
            """The article on the screen."""

        def settle(self, *, gentle: bool = False) -> None:
            """Show what a key did."""

    def action_word(self, way: Way) -> None:
        """Move by a token."""
        self._go(self._word(way))

    def action_row(self, way: Way) -> None:
        """Move by a row, keeping the column."""
        self._go(self._row(way))

    def action_sentence(self, way: Way) -> None:
        """Move by a sentence."""
        text, at = self.session.text, self.session.cursor
        for first, last in _lines(text, at, way):
            starts = [first + start for start, _ in sentences(text[first:last])]
            if there := [start for start in starts if (start - at) * way > 0]:
                self._go(there[0] if way > 0 else there[-1])
                return
        self._go(at if way > 0 else 0)

    def action_grapheme(self, way: Way) -> None:
        """Move by a character as people see it."""
        flow = self.view.flow
        at = self.session.cursor
        self._go(flow.grapheme_after(at) if way > 0 else flow.grapheme_before(at))

    def action_row_edge(self, edge: Literal["start", "end"]) -> None:
        """Move to an end of the row."""
        at = self.session.cursor
        self._go(self.view.row_start(at) if edge == "start" else self.view.row_end(at))

    def action_page(self, way: Way) -> None:
        """Move by a page."""
        at = self.session.cursor
        self._go(self.view.page_down(at) if way > 0 else self.view.page_up(at))

    def action_text_edge(self, edge: Literal["start", "end"]) -> None:
        """Move to an end of the article."""
        if edge == "start":
            self._go(0)
        else:
            last = self.session.tokens.previous(len(self.session.text))
            self._go(last[0] if last else 0)

    def _word(self, way: Way) -> int:
        tokens, at = self.session.tokens, self.session.cursor
        found = tokens.next(at) if way > 0 else tokens.previous(at)
        return found[0] if found else at

    def _row(self, way: Way) -> int:
        at = self.session.cursor
        return self.view.offset_down(at) if way > 0 else self.view.offset_up(at)

    def _go(self, offset: int) -> None:
        session = self.session
        anchor = self._anchor if session.selection else None
        session.move(offset)
        if anchor is not None:
            self._select(anchor, offset)
        self.settle(gentle=True)

    # -- the selection: from the token of the anchor to the token of the cursor

    _anchor = 0

    def action_select(self) -> None:
        """Begin a selection at the cursor, or let it go."""
        if self.session.selection:
            self.session.selection = None
        else:
            self._anchor = self.session.cursor
            self._select(self._anchor, self._anchor)
        self.settle()

    def action_extend_word(self, way: Way) -> None:
        """Select a token more."""
        self._extend(self._word(way))

    def action_extend_row(self, way: Way) -> None:
        """Select a row more."""
        self._extend(self._row(way))

    def _extend(self, offset: int) -> None:
        if not self.session.selection:
            self._anchor = self.session.cursor
        self.session.move(offset)
        self._select(self._anchor, offset)
        self.settle(gentle=True)

    def _select(self, anchor: int, offset: int) -> None:
        tokens = self.session.tokens
        first, last = min(anchor, offset), max(anchor, offset)
        inside = tokens.within(first, last + 1)
        self.session.selection = (inside[0][0], inside[-1][1]) if inside else None

    def select(self, start: int, end: int) -> None:
        """Select a stretch as if drawn from its start: the cursor is on its last token."""
        inside = self.session.tokens.within(start, end)
        self.session.move(inside[-1][0] if inside else start)
        self.session.focus = None
        self.session.selection = (start, end)
        self._anchor = start
        self.settle()

    def action_let_go(self) -> None:
        """Let go of the selection."""
        self.session.selection = None
        self.settle()

    # -- the mouse

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        """Put the cursor where it was clicked."""
        self.session.selection = None
        self.session.move(message.offset, focus=message.span)
        self.settle(gentle=True)

    def on_article_view_dragged(self, message: ArticleView.Dragged) -> None:
        """Select by token from where the button went down to where the mouse is."""
        self._anchor = message.start_offset
        self.session.move(message.end_offset)
        self._select(message.start_offset, message.end_offset)
        self.settle(gentle=True)


def _lines(text: str, offset: int, way: Way) -> Iterator[tuple[int, int]]:
    """The lines of a text as `[start, end)`, from the one at an offset on to the end or back to the start."""
    first = text.rfind("\n", 0, offset) + 1
    last = text.find("\n", offset) % (len(text) + 1)  # -1, none, is the end
    while True:
        yield first, last
        if (way > 0 and last >= len(text)) or (way < 0 and first == 0):
            return
        if way > 0:
            first, last = last + 1, text.find("\n", last + 1) % (len(text) + 1)
        else:
            first, last = text.rfind("\n", 0, first - 1) + 1, first - 1
