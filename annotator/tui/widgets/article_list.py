"""The list of articles: a line each, read from the project page by page, so that a million cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.storage.queue import Entry
from annotator.tui.lines import fit
from annotator.tui.visible import visible

PAGE = 100
_SIGNS = {
    "new": ("○", "$text-muted", "new"),
    "open": ("◐", "$warning", "begun"),
    "returned": ("↩", "$error", "returned"),
    "finished": ("●", "$success", "finished"),
    "approved": ("★", "$success", "approved"),
    "skipped": ("–", "$text-muted", "skipped"),
}

Pages = Callable[[int, int], Sequence[Entry]]


class ArticleList(ScrollView, can_focus=True):
    """Shows `count` entries that `pages(offset, limit)` gives; `cursor` is the highlighted line."""

    cursor = reactive(0, repaint=False)

    @dataclass
    class Opened(Message):
        """A line was chosen with the mouse."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._pages: Pages = lambda _offset, _limit: ()
        self._cache: dict[int, Sequence[Entry]] = {}
        self._count = 0

    def show(self, pages: Pages, count: int, cursor: int) -> None:
        """Show a list anew, with the cursor on a line."""
        self._pages, self._count = pages, count
        self._cache.clear()
        self.virtual_size = Size(0, count)
        self.cursor = max(0, min(cursor, count - 1))
        self.call_after_refresh(self._reveal)
        self.refresh()

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self._entry(self.cursor)

    def _entry(self, line: int) -> Entry | None:
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
        entry = self._entry(line)
        if entry is None:
            return Strip.blank(width, self.rich_style)
        return Strip(_line(entry, line == self.cursor, width).render_segments(self.visual_style)).adjust_cell_length(
            width, self.rich_style
        )

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a line; open it if it was there already."""
        line = event.y + self.scroll_offset.y
        entry = self._entry(line)
        if entry and line == self.cursor:
            self.post_message(self.Opened(entry.key))
        elif entry:
            self.cursor = line


def _line(entry: Entry, here: bool, width: int) -> Content:  # noqa: FBT001 - said by its name
    sign, colour, word = _SIGNS.get(entry.status, ("?", "$text", entry.status))
    left = entry.undecided if entry.status == "open" else entry.suggestions
    facts = f"{entry.spans:>5} spans  {left:>5} {'to do' if entry.status == 'open' else 'hints'}  {word:<9}"
    if entry.status in ("finished", "approved", "skipped"):
        facts = f"{entry.spans:>5} spans  {'':>11}  {word:<9}"
    if entry.status == "new":
        facts = f"{left:>5} suggested {'':>9} {word:<9}" if left else f"{'':>25} {word:<9}"
    facts = facts.rjust(36) if width >= 72 else f" {word}"
    flag = " ⚑" if entry.flagged else ""
    title = visible(entry.title) or "(no title)"
    room = width - 6 - cell_len(facts) - cell_len(flag)
    title = set_cell_size(fit(title, room), room)
    style = "bold " if here else ""
    text = Content.assemble(
        ("  ▸ " if here else "    ", "bold $accent"),
        (f"{sign} ", f"{style}{colour}"),
        (title, "bold" if here else ("$text-muted" if entry.status in ("finished", "approved", "skipped") else "")),
        (flag, "bold $warning"),
        (facts, "$text-muted"),
    )
    return text.stylize("on $panel") if here else text
