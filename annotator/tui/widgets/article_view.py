"""The article as a page to read and label: the view.

What it is given, all offsets being code points, half-open:

    show(text, marks, roles=, colours=)             an article; `marks(start, end)` is asked row by row
    touch(start, end)                               marks changed there: look again, repaint what differs
    focus_mark, selection                           assign them
    show_hints(letters), show_finds(ranges, found)  letters over the text; search hits, one of them current
    move_to(offset, end=, reveal=, gentle=)         the cursor, over `[offset, end)`; `gentle` scrolls row
                                                    by row (arrow keys), else well into the window
    display_mode                                    "lanes", "sparse", "compact" or "plain"
    scroll_anchor                                   the offset of the top row: assign it to come back

What it answers: `flow` (rows, grapheme steps), `row_start`, `row_end`, `offset_up`, `offset_down`,
`page_up`, `page_down` (the wished column is kept until another `move_to`), `offset_at(x, y)`. What
it tells: `Clicked`, `Dragged`. It changes nothing by itself except what part of the article is seen.
How it is painted is said in `painting`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from annotator.domain.span import Span, Stretch
from annotator.tui.text.page import Display, Page, Pull
from annotator.tui.text.rows import Column, Flow
from annotator.tui.text.styles import Role
from annotator.tui.widgets.painting import Painting
from annotator.tui.widgets.pointing import Pointing


class ArticleView(Pointing, Painting, can_focus=True):
    """One article, its marks and its cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "ArticleView { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._top: int | None = None
        self._reveal_later = False
        self._column = Column()
        self._keep_line: int | None = None

    # -- what it is given

    def show(
        self, text: str, marks: Pull, *, roles: Sequence[tuple[int, int, Role]] = (), colours: Mapping[str, str]
    ) -> None:
        """Show an article from its beginning; `roles` are title and byline, `colours` label names to colour names."""
        display = self._page.display
        self._page = Page(text, marks, roles, colours)
        self._page.set_display(display)
        self.colours, self._page_styles, self._top = colours, None, None
        self._fit()

    def touch(self, start: int, end: int) -> None:
        """Marks changed in `[start, end)`."""
        self._page.forget(start, end)
        self._repaint()

    def touch_each(self, spans: Collection[Span]) -> None:
        """The marks of these spans changed, wherever they are: many cost no more than those in the window."""
        start, end = self.window
        seen = [span for span in spans if span.start < end and span.end > start]
        for span in seen:
            self._page.forget(span.start, span.end)
        if len(seen) < len(spans):
            self._page.forget(0, start)
            self._page.forget(end, len(self._page.text))
        if seen:
            self._repaint()

    @property
    def flow(self) -> Flow:
        """The rows of the article as they are wrapped now."""
        return self._page.flow

    @property
    def cursor(self) -> int:
        """Where the cursor is."""
        return self._page.cursor[0]

    def move_to(self, offset: int, *, end: int | None = None, reveal: bool = True, gentle: bool = False) -> None:
        """Put the cursor over `[offset, end)` (one grapheme without `end`), and bring it into the window.

        Where it stays and is seen, the window does, too, however near to its edge that is.
        """
        self._column.moved()
        stays = offset == self.cursor
        self._page.set_cursor(offset, self.flow.grapheme_after(offset) if end is None else end)
        y, self._keep_line = self._keep_line, None
        self._reveal_later = reveal and not self._fitted
        if reveal and self._fitted:
            if y is None:
                self._page.reveal(offset, gentle=gentle, at_edge=stays)
            else:
                self._page.keep_at(offset, y)
        self._repaint()

    @property
    def focus_mark(self) -> Span | None:
        """The focused span, painted as one filled block."""
        return self._page.focus

    @focus_mark.setter
    def focus_mark(self, span: Span | None) -> None:
        if span != self._page.focus:
            self._page.set_focus(span)
            self._repaint()

    @property
    def selection(self) -> Stretch | None:
        """The selected range."""
        return self._page.selection

    @selection.setter
    def selection(self, selection: Stretch | None) -> None:
        if selection != self._page.selection:
            self._page.set_selection(selection)
            self._repaint()

    def show_finds(self, finds: Sequence[Stretch], found: Stretch | None = None) -> None:
        """Highlight ranges (in order, not overlapping), and one of them before all others; none with `()`."""
        self._page.set_finds(finds, found)
        self._repaint()

    def show_hints(self, hints: Mapping[int, str]) -> None:
        """Write letters over the text, by offset; none with `{}`."""
        self._page.set_hints(hints)
        self._repaint()

    @property
    def display_mode(self) -> Display:
        """Lanes under each row or only where needed, compact tags behind the spans, or plain colours."""
        return self._page.display

    @display_mode.setter
    def display_mode(self, display: Display) -> None:
        if display != self._page.display:
            self._page.set_display(display)
            self._fit()

    @property
    def scroll_anchor(self) -> int:
        """The offset of the first row of the window."""
        return self._page.top if self._top is None else self._top

    @scroll_anchor.setter
    def scroll_anchor(self, offset: int) -> None:
        self._top = None if self._fitted else offset
        self._page.show_at_top(offset)
        self._repaint()

    # -- what it answers

    @property
    def window(self) -> Stretch:
        """The stretch of text whose rows are in the window."""
        rows = [line[0] for line in self._page.lines if line is not None]
        return (rows[0].start, rows[-1].end) if rows else (0, 0)

    def row_start(self, offset: int) -> int:
        """The beginning of the row of an offset."""
        return self.flow.row_at(offset).start

    def row_end(self, offset: int) -> int:
        """The last grapheme of the row of an offset that is not blank."""
        row = self.flow.row_at(offset)
        return row.offset(row.cell(row.start + len(row.shown.rstrip())) - 1)

    def offset_down(self, offset: int) -> int:
        """What lies a row below, in the wished column; the same offset on the last row."""
        return self._column.walk(self.flow, offset, 1)

    def offset_up(self, offset: int) -> int:
        """What lies a row above, in the wished column; the same offset on the first row."""
        return self._column.walk(self.flow, offset, -1)

    def page_down(self, offset: int) -> int:
        """What lies a page below; the next `move_to` shows it where `offset` is shown now."""
        return self._paged(offset, 1)

    def page_up(self, offset: int) -> int:
        """What lies a page above; the next `move_to` shows it where `offset` is shown now."""
        return self._paged(offset, -1)

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point at a cell of the window; None where there is no text on that line."""
        line = self._page.lines[y] if 0 <= y < len(self._page.lines) else None
        return None if line is None else self._page.look(line[0]).offset(x - self._page.left)

    def span_at(self, x: int, y: int) -> Span | None:
        """The span whose name or line is drawn at a cell of a lane."""
        line, cell = self._page.lines[y], x - self._page.left
        if line is None or line[1] == 0:
            return None
        lanes = self._page.look(line[0]).lanes
        return next((piece.mark.span for piece in lanes[line[1] - 1] if piece.start <= cell < piece.stop), None)

    def scroll_lines(self, lines: int) -> None:
        """Move the window by so many lines; the cursor stays where it is in the text."""
        self._page.scroll(lines)
        self._repaint()

    def _paged(self, offset: int, way: int) -> int:
        rows = len({line[0].start for line in self._page.lines if line is not None})
        self._keep_line = self._page.line_at(offset)
        return self._column.walk(self.flow, offset, way * max(rows - 2, 1))

    # -- the window

    def on_resize(self) -> None:
        """Wrap the text anew."""
        self._fit()

    def _fit(self) -> None:
        width, height = self.content_size
        self._fitted = width > 0 and height > 0
        if self._fitted:
            self._page.fit(width, height)
            if self._top is not None:
                self._page.show_at_top(self._top)
            elif self._reveal_later:
                self._page.reveal(self.cursor, gentle=False)
            self._top, self._reveal_later = None, False
        self._forget_picture()
