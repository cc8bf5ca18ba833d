"""The board of the team: a person a row, below them what is open and when all will be done."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from annotator.plural import counted
from annotator.services.reporting.my_day import day_of
from annotator.services.reviewing.across.plan import plan
from annotator.services.team.board.board import Board, Member, board
from annotator.services.team.board.to_settle import ToSettle, asked, told
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import footer
from annotator.tui.screens.common.counting import WAITING, Counting
from annotator.tui.screens.team.lines import board_lines, head_line, member_line
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList

_NOBODY = "Nobody has begun, and nothing is dealt out yet: g deals out."


class TeamScreen(AppScreen):
    """Everybody's figures; the open conflicts are counted while one reads."""

    CSS_PATH = "team.tcss"
    SCOPE: ClassVar[Scope] = "team"
    BINDINGS = bindings("team")
    AUTO_FOCUS = ""

    rows = getters.query_one("#people", RowList)

    def __init__(self, store: Store, user: str) -> None:
        super().__init__()
        self.store, self.user = store, user
        self.board: Board | None = None
        self.settling: ToSettle | None = None
        self._counting = Counting(self, store, self._count, self._show)
        self._settling = Counting(self, store, lambda some: told(plan(some, asked())), self._show_settling, at_once=0)

    def compose(self) -> ComposeResult:
        """Top line, people, what is open, facts, footer."""
        yield Line(id="top")
        yield RowList(id="people")
        yield Static(markup=False, id="below")
        yield Line(id="facts")
        yield Line(id="keys")

    def _count(self, store: Store) -> Board:
        return board(store, day_of("today"), self.user)

    def on_screen_resume(self) -> None:
        """Count anew: something may have been decided since."""
        if not self._counting.begin():
            self._renew()
        self._settling.begin()

    def on_screen_suspend(self) -> None:
        """Count no further: nobody sees it."""
        self._counting.end()
        self._settling.end()

    def on_unmount(self) -> None:
        """The same."""
        self.on_screen_suspend()

    def _show(self, found: Board) -> None:
        self.board = found
        self._renew()

    def _show_settling(self, found: ToSettle) -> None:
        self.settling = found
        self._renew()

    def on_resize(self) -> None:
        """Fit to the width."""
        self._renew()

    @property
    def here(self) -> Member | None:
        """The person under the cursor."""
        people = self.board.people if self.board else ()
        return people[self.rows.cursor or 0] if people else None

    def _renew(self) -> None:
        found, width = self.board, self.app.size.width
        room = width - 2
        people = found.people if found else ()

        none = [Content.styled(f"  {_NOBODY if found else WAITING}", "$text-muted")]
        self.rows.show([head_line(room)] if people else none, len(people), self._draw, self.rows.cursor or 0)
        self.rows.styles.height = min(len(people) + 1, max(self.app.size.height // 2 - 3, 4))
        self._renew_lines()

    def _draw(self, row: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
        return [member_line(self.board.people[row], self.board, width, here=here)] if self.board else []

    def _renew_lines(self) -> None:
        found, width = self.board, self.app.size.width
        about = "team"
        if found:
            about = " · ".join(part for part in ("team", found.round and f"last round {found.round}") if part)
            self.query_one("#below", Static).update(board_lines(found, self.settling, self.here, width - 2))
        self.query_one("#top", Line).show(title_line(self.store.path.name, about, width))
        self.say(f"{counted(found.articles, 'article')}, {found.left:,} to label" if found else "", "$text-muted")

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts."""
        width = self.app.size.width
        above, below = told_above(
            footer(self.acting, lambda key: self.applies(key.verb), width), (message, style), width
        )
        self.query_one("#facts", Line).show(above)
        self.query_one("#keys", Line).show(below)

    # -- keys

    def applies(self, verb: str) -> bool:
        """A person can be looked at where there is one."""
        return verb != "open" or self.here is not None

    def refuse(self, _verb: str) -> None:
        """Say that there is nobody."""
        self.say(_NOBODY if self.board else WAITING)

    def action_open(self) -> None:
        """Show the articles of the person."""
        if (one := self.here) and self.board:
            self.app.push_screen(screens.PersonScreen(self.store, self.user, one))

    def action_go(self, rows: int) -> None:
        """Go so many rows down, or up."""
        self.rows.point((self.rows.cursor or 0) + rows)
        self._renew_lines()

    def action_agree(self) -> None:
        """Show how far annotators agree."""
        self.app.agree()

    def action_notes(self) -> None:
        """Show what annotators ask."""
        self.app.notes(reviewing=True)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Put the cursor on the row that was clicked."""
        self.action_go(message.row - (self.rows.cursor or 0))
