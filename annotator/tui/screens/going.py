"""The keys of the annotate screen that go somewhere, and the selection."""

from __future__ import annotations

from typing import Literal

from annotator.domain.tokens import sentences
from annotator.tui.screens.workbench import Workbench
from annotator.tui.widgets.article_view import ArticleView

Way = Literal[-1, 1]


class Going(Workbench):
    """What moves cursor, focus and selection; nothing here decides."""

    def action_next(self) -> None:
        """Go to the next undecided suggestion."""
        self._jump(self.session.next_undecided(), "Nothing is undecided.")

    def action_previous(self) -> None:
        """Go to the previous undecided suggestion."""
        self._jump(self.session.next_undecided(back=True), "Nothing is undecided.")

    def action_next_span(self) -> None:
        """Go to the next span of any kind."""
        self._jump(self.session.next_span(), "There is no span further on.")

    def action_previous_span(self) -> None:
        """Go to the previous span of any kind."""
        self._jump(self.session.next_span(back=True), "There is no span further back.")

    def action_next_auto(self) -> None:
        """Go to the next string that accepted itself."""
        self._jump(self.session.next_auto(), "No string has accepted itself here.")

    def action_rival(self) -> None:
        """Focus the next rival."""
        before = self.session.focus
        if self.session.next_rival() and before and self.session.focus:
            after = self.session.focus
            self.view.touch(min(before.start, after.start), max(before.end, after.end))
        self.settle()

    def _jump(self, found: bool, otherwise: str) -> None:  # noqa: FBT001 - said by its name
        self.settle()
        if not found:
            self.say(otherwise)

    # -- the cursor

    def action_word(self, way: Way) -> None:
        """Move by a token."""
        self._go(self._word(way))

    def action_row(self, way: Way) -> None:
        """Move by a row, keeping the column."""
        self._go(self._row(way))

    def action_sentence(self, way: Way) -> None:
        """Move by a sentence."""
        starts = [start for start, _ in sentences(self.session.text)]
        at = self.session.cursor
        if way > 0:
            self._go(next((start for start in starts if start > at), at))
        else:
            self._go(max((start for start in starts if start < at), default=0))

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
