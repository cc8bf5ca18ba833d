"""The list of articles: a line each, read from the project page by page, so that a million cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.tui.lines.library_lines import LibraryEntry, article_line

PAGE = 100

Pages = Callable[[int, int], Sequence[LibraryEntry]]


class ArticleList(ScrollView, can_focus=True):
    """Shows `count` articles that `pages(offset, limit)` gives; `cursor` is the highlighted line."""

    cursor = reactive(0, repaint=False)

    @dataclass
    class Opened(Message):
        """A line was chosen with the mouse."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._pages: Pages = lambda _offset, _limit: ()
        self._cache: dict[int, Sequence[LibraryEntry]] = {}
        self._count = 0
        self.columns: tuple[str, ...] = ()
        self.marked: set[str] = set()
        """The keys of the articles that are marked."""

    def show(self, pages: Pages, count: int, cursor: int) -> None:
        """Show a list anew, with the cursor on a line."""
        self._pages, self._count = pages, count
        self._cache.clear()
        self.virtual_size = Size(0, count)
        self.cursor = max(0, min(cursor, count - 1))
        self.call_after_refresh(self._reveal)
        self.refresh()

    def lengthen(self, count: int) -> None:
        """Show as many articles of the same list."""
        self._count = count
        self.virtual_size = Size(0, count)

    @property
    def row(self) -> LibraryEntry | None:
        """The article under the cursor."""
        return self._row(self.cursor)

    def _row(self, line: int) -> LibraryEntry | None:
        if not 0 <= line < self._count:
            return None
        page = line // PAGE
        if page not in self._cache:
            if len(self._cache) > 20:
                self._cache.clear()
            self._cache[page] = self._pages(page * PAGE, PAGE)
        rows = self._cache[page]
        return rows[line % PAGE] if line % PAGE < len(rows) else None

    def go(self, lines: int) -> None:
        """Move the cursor by some lines."""
        self.cursor = max(0, min(self.cursor + lines, self._count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two lines and bring the new one into view."""
        for line in (before, after):
            self.refresh(Region(0, line - self.scroll_offset.y, self.size.width, 1))
        self._reveal()

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif height and self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        line, width = y + self.scroll_offset.y, self.size.width
        row = self._row(line)
        if row is None:
            return Strip.blank(width, self.rich_style)
        content = article_line(
            row,
            self.scrollable_content_region.width,
            here=line == self.cursor,
            marked=row.entry.key in self.marked,
            columns=self.columns,
        )
        return Strip(content.render_segments(self.visual_style)).adjust_cell_length(width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a line; open it if it was there already."""
        line = event.y + self.scroll_offset.y
        row = self._row(line)
        if row and line == self.cursor:
            self.post_message(self.Opened(row.entry.key))
        elif row:
            self.cursor = line
