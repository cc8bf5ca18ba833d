"""The notes: comments, flags and returns of all articles, in lists; `enter` goes to the place of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ClassVar, Literal

from textual import events, getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from annotator.domain.folded import fold
from annotator.domain.span import Span
from annotator.storage.queries.people.notes import MOST, Note, notes, quoted
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.keys.withheld import is_guest
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import footer
from annotator.tui.screens.notes.answer_keys import AnswerKeys
from annotator.tui.screens.notes.lines import note_lines
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList
from annotator.tui.widgets.text_line import TextLine

_TALL = 2
Listed = Literal["to me", "open questions", "closed", "mine", "all"]
_NOT_SHOWN: dict[bool, tuple[Listed, ...]] = {True: ("to me",), False: ("open questions", "closed")}
"""What somebody who reviews, or does not, has no list of."""
_ABOUT: dict[Listed, str] = {
    "to me": "What others wrote in your articles, answered, or gave back to you",
    "open questions": "What annotators wrote or flagged, and nobody has closed",
    "closed": "What was answered or closed, or its article approved",
    "mine": "What you wrote, flagged, gave back or answered",
    "all": "What anybody wrote, flagged or gave back",
}


class NotesScreen(AppScreen):
    """What was written to the user first, to a reviewer what annotators ask; `tab` shows the next list.

    `left` is called when one has gone back.
    """

    CSS_PATH = "notes.tcss"
    SCOPE: ClassVar[Scope] = "notes"
    BINDINGS = bindings("notes")
    AUTO_FOCUS = ""  # not the line of the filter

    rows = getters.query_one("#notes", RowList)

    def __init__(
        self, store: Store, user: str, *, reviewing: bool, blind: bool = False, left: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__()
        self._left = left
        self.store, self._user, self._reviewing, self._blind = store, user, reviewing, blind
        self._lists: dict[Listed, Callable[[Note], bool]] = {
            "open questions": lambda one: one.asks and one.by != user,
            "to me": lambda one: one.is_in("to-me", user),
            "closed": lambda one: one.is_in("closed", user),
            "mine": lambda one: one.is_in("mine", user),
            "all": lambda _one: True,
        }
        left_out = {*_NOT_SHOWN[reviewing], *(("all",) if is_guest() else ())}
        self._lists = {name: one for name, one in self._lists.items() if name not in left_out}
        self._names = list(self._lists)
        self._widest = self._names[-1]
        self._all: list[Note] = []
        self._shown: list[Note] = []
        self._list: Listed | None = None
        self._needle = ""
        self._told: tuple[str, str] | None = None
        self._answering = AnswerKeys(self, store, user, blind=blind)
        self._quote = lru_cache(maxsize=512)(lambda note: quoted(store, note))

    def compose(self) -> ComposeResult:
        """Top line, list, filter, facts, footer."""
        yield Line(id="top")
        yield RowList(id="notes", tall=_TALL)
        yield TextLine(placeholder="filter by words, names, titles · enter keeps it, esc lets it go", id="filter")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_screen_resume(self) -> None:
        """Read the notes anew: something may have been written since; the row stays."""
        self.read()

    def read(self) -> None:
        """Read the notes, and show them."""
        self._all = [one for one in notes(self.store, self._user) if any(is_in(one) for is_in in self._lists.values())]
        if self._list is None:
            self._list = next((name for name in self._names if any(map(self._lists[name], self._all))), self._widest)
        self._renew(self.rows.cursor or 0)

    def on_resize(self) -> None:
        """Fit to the width."""
        self._renew(self.rows.cursor or 0)

    def _renew(self, row: int) -> None:
        wanted = self._lists[self._list or self._widest]
        self._shown = [one for one in self._all if wanted(one) and self._needle in _searched(one)]
        self.rows.show([self._head(), Content("")], len(self._shown), self._draw, row)
        self._renew_lines()

    def _head(self) -> Content:
        """The lists with how many notes each has, the one that is shown before the others."""
        parts = []
        for name in self._names:
            style = "bold $accent" if name == self._list else "$text-muted"
            parts.append((f"{name} {sum(map(self._lists[name], self._all)):,}   ", style))
        return Content.assemble(*parts)

    def _draw(self, row: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
        note = self._shown[row]
        return note_lines(note, self._quote(note), self._user, width, here=here, blind=self._blind)

    def _renew_lines(self) -> None:
        width = self.app.size.width
        self.query_one("#top", Line).show(title_line(self.store.path.name, "notes", width))
        said = f"{_ABOUT[self._list or self._widest]}{', newest first.' if self._shown else ': there is nothing.'}"
        if len(self._all) >= MOST:
            said = f"{said} The newest {MOST:,} notes of the project are listed.".strip()
        self.say(*self._told or (said, "$text-muted"))

    def tell(self, message: str, style: str) -> None:
        """Say a word until the next key."""
        self._told = message, style
        self._renew_lines()

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts."""
        width = self.app.size.width
        foot = footer(self.acting, lambda key: self.applies(key.verb), width)
        told, below = told_above(foot, (message, style), width)
        self.query_one("#facts", Line).show(told)
        self.query_one("#keys", Line).show(below)

    # -- keys

    def receive_key(self, event: events.Key) -> bool:
        """Perform a key of the table; what was said of the one before is read."""
        self._told = None
        return super().receive_key(event)

    @property
    def receives_keys(self) -> bool:
        """Keys come here first, unless the line of the filter has the focus."""
        return not isinstance(self.focused, Input)

    @property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        return (self, self._answering, self.app)

    @property
    def here(self) -> Note | None:
        """The note under the cursor."""
        return None if self.rows.cursor is None else self._shown[self.rows.cursor]

    def applies(self, verb: str) -> bool:
        """A note can be opened and answered where there is one, and be an example where it is about words."""
        if verb == "example":
            return bool(self.here and self.here.start is not None)
        return verb not in ("open", "answer", "close") or bool(self._shown)

    def refuse(self, verb: str) -> None:
        """Say that there is no note for that."""
        self.say("It is about the whole article." if verb == "example" and self.here else "Nothing is in this list.")

    def action_open(self) -> None:
        """Open the article at the place of the note."""
        if self.is_active and (note := self.here):
            at = Span(note.start, note.end, "") if note.start is not None and note.end is not None else None
            (self.app.review if self._reviewing else self.app.annotate)(note.key, at)

    def action_go(self, rows: int) -> None:
        """Go so many rows down, or up."""
        self.rows.point((self.rows.cursor or 0) + rows)

    def action_page(self, way: int) -> None:
        """Go a page down, or up."""
        self.action_go(way * max(self.rows.size.height // _TALL - 1, 1))

    def action_next_list(self, way: int) -> None:
        """Show the next list, or the one before."""
        at = self._names.index(self._list or self._widest)
        self._list = self._names[(at + way) % len(self._names)]
        self._renew(0)

    def action_search(self) -> None:
        """Filter by what is typed."""
        self.add_class("filtering")
        self.query_one("#filter", Input).focus()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()
        self._left()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while one types."""
        self._needle = fold(message.value).casefold().strip()
        self._renew(0)

    def on_input_submitted(self) -> None:
        """Keep the filter."""
        self.set_focus(None)

    def on_key(self, event: events.Key) -> None:
        """Let the filter go with `esc`."""
        if event.key == "escape" and not self.receives_keys:
            event.stop()
            self.query_one("#filter", Input).value = ""
            self.remove_class("filtering")
            self.set_focus(None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the note that was clicked."""
        self.rows.point(message.row)
        self.action_open()


def _searched(note: Note) -> str:
    answers = " ".join(f"{one.by} {one.words}" for one in note.answers)
    return fold(f"{note.words} {note.by} {note.layer} {note.title} {note.kind} {answers}").casefold()
