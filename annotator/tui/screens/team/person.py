"""The articles of one person, from the board: what is left first, or what is farthest from gold; enter opens one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from annotator.domain.sanitise import visible
from annotator.domain.text.moments import local_time
from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.services.reporting.drift import Course, drift
from annotator.services.reporting.my_day import clock
from annotator.services.team.board.board import Member
from annotator.services.team.measured import may_see
from annotator.storage.queries.team.articles_of import MOST, ArticleOf, articles_of
from annotator.storage.store import Store
from annotator.storage.team.hidden import is_any
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import column, figure, title_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import Part, cut, footer
from annotator.tui.screens.common.counting import Counting
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList

Order = Literal["left first", "farthest from gold first", "longest first"]
_STATUSES = ("returned", "open", "new", "skipped", "finished")
_COLOURS = {"returned": "$error", "open": "$warning", "new": "", "finished": "$success", "skipped": "$text-muted"}
_ORDERS: dict[Order, Callable[[ArticleOf], tuple[float, ...]]] = {
    "left first": lambda one: (_STATUSES.index(one.status) if one.status in _STATUSES else len(_STATUSES),),
    "farthest from gold first": lambda one: (2.0 if (f1 := _f1(one)) is None else f1,),
    "longest first": lambda one: (-one.seconds,),
}
_WIDE = 60
_WEEKS = 5
_MONTH = len("2026-")  # where month and day begin in a date


class PersonScreen(AppScreen):
    """One person's articles, in an order; `tab` shows the next order."""

    CSS_PATH = "team.tcss"
    SCOPE: ClassVar[Scope] = "person"
    BINDINGS = bindings("person")
    AUTO_FOCUS = ""

    rows = getters.query_one("#articles", RowList)

    def __init__(self, store: Store, user: str, person: Member) -> None:
        super().__init__()
        self.course: Course | None = None
        self._counting = Counting(self, store, self._drift, self._drifted, at_once=0)
        self.store, self.user, self.person = store, user, person
        hidden = is_any(store.conn) and may_see(store, user)
        self._course_head = f"   F1 to gold{', hidden too,' * hidden} by week"
        self.order: Order = "left first"
        self.listed: list[ArticleOf] = []

    def compose(self) -> ComposeResult:
        """Top line, articles, facts, footer."""
        yield Line(id="top")
        yield Line(id="course")
        yield RowList(id="articles")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_screen_resume(self) -> None:
        """Read the articles anew: one may have been opened."""
        self.listed = articles_of(self.store, self.person.name)
        self._renew(self.rows.cursor or 0)
        self._counting.begin()

    def on_screen_suspend(self) -> None:
        """Count no further: nobody sees it."""
        self._counting.end()

    def on_unmount(self) -> None:
        """The same."""
        self._counting.end()

    def _drift(self, store: Store) -> Course:
        """How near to gold they were week by week; what is hidden counts for who may see it."""
        name = self.person.name
        try:
            return drift(store, [name], also_hidden=may_see(store, self.user))[name].gold
        except AnnotatorError:  # they have finished nothing yet
            return Course()

    def _drifted(self, course: Course) -> None:
        self.course = course
        self._renew(self.rows.cursor or 0)

    def on_resize(self) -> None:
        """Fit to the width."""
        self._renew(self.rows.cursor or 0)

    def _renew(self, row: int) -> None:
        self.listed.sort(key=_ORDERS[self.order])
        width = self.app.size.width
        self.rows.show([_head(width - 2)], len(self.listed), self._draw, row)
        self.query_one("#top", Line).show(
            title_line(self.store.path.name, f"{visible(self.person.name)} · {self.order}", width)
        )
        self.query_one("#course", Line).show(tuple(cut(_course(self.course, self._course_head), width - 2)))
        number = counted(len(self.listed), "article")
        more = f", the first {MOST:,}" if len(self.listed) == MOST else ""
        self.say(f"{number} given or begun{more}, {self.person.left:,} left", "$text-muted")

    def _draw(self, row: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
        return [_line(self.listed[row], width, here=here)]

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts."""
        width = self.app.size.width
        above, below = told_above(
            footer(self.acting, lambda key: self.applies(key.verb), width), (message, style), width
        )
        self.query_one("#facts", Line).show(above)
        self.query_one("#keys", Line).show(below)

    def applies(self, verb: str) -> bool:
        """An article can be opened where there is one."""
        return verb != "open" or bool(self.listed)

    def refuse(self, _verb: str) -> None:
        """Say that there is none."""
        self.say("No article is theirs.")

    def action_open(self) -> None:
        """Review the article, or label it where nobody is done with it."""
        one = self.listed[self.rows.cursor or 0]
        (self.app.review if one.status in ("finished", "returned") else self.app.annotate)(one.key)

    def action_next_order(self, way: int) -> None:
        """Show the articles in the next order, or in the one before."""
        orders = list(_ORDERS)
        self.order = orders[(orders.index(self.order) + way) % len(orders)]
        self._renew(0)

    def action_go(self, rows: int) -> None:
        """Go so many rows down, or up."""
        self.rows.point((self.rows.cursor or 0) + rows)

    def action_page(self, way: int) -> None:
        """Go a page down, or up."""
        self.action_go(way * max(self.rows.size.height - 2, 1))

    def action_back(self) -> None:
        """Back to the board."""
        self.app.leave()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Put the cursor on the row that was clicked."""
        self.rows.point(message.row)


def _f1(one: ArticleOf) -> float | None:
    return one.gold.f1().value if one.gold else None


def _course(course: Course | None, head: str) -> list[Part]:
    """F1 to gold week by week, the last weeks last, and whether the last one fell."""
    if course is None:
        return [(f"{head}: is being counted", "$text-muted")]
    if not course.points:
        return [(f"{head}: nothing that was finished by hand is approved yet", "$text-muted")]
    parts: list[Part] = [(f"{head}  ", "$text-muted")]
    for one in course.points[-_WEEKS:]:
        parts += [(f" {one.period[_MONTH:] or 'undated'} ", "$text-muted"), (f"{figure(one.f1).strip()} ", "bold")]
    return [*parts, *([("  fell", "$error")] if course.fell else [])]


def _head(width: int) -> Content:
    about = f"{'time':>9}{'F1 to gold':>12}  {'last worked on':<16}" if width >= _WIDE else f"{'F1':>8}"
    room = max(width - 3 - 10 - len(about), 8)
    return Content.styled(f"   {'article':<{room}}{'state':>10}{about}", "$text-muted")


def _line(one: ArticleOf, width: int, *, here: bool) -> Content:
    """An article: its title, how far it is, what it took, how near to gold it is."""
    wide, f1 = width >= _WIDE, figure(_f1(one)).strip() if one.gold else "–"
    took = clock(one.seconds) if one.seconds else "–"
    about = f"{took:>9}{f1:>12}  {local_time(one.at) if one.at else '':<16}" if wide else f"{f1:>8}"
    room = max(width - 3 - 10 - len(about), 8)
    parts: list[Part] = [
        (f" {'▸' if here else ' '} ", "bold $accent"),
        (column(one.title or "(no title)", room), "bold" if here else ""),
        (f"{one.status:>10}", _COLOURS.get(one.status, "")),
        (about, "$text-muted"),
    ]
    return Content.assemble(*cut(parts, width))
