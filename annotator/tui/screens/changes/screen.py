"""The screen of changes: one row for each, with the text around; `enter` opens the article at the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar, Literal

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from annotator.domain.decisions import GOLD
from annotator.domain.sanitise import visible
from annotator.errors import WrongUsage
from annotator.plural import counted
from annotator.services.exporting.tag_diff import TagDiff, tag_diff
from annotator.storage.store import Store
from annotator.storage.tags.tags import tags
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import fit, footer
from annotator.tui.screens.changes.choice import NOW, Between, Changed, Filter, Side, counts_told
from annotator.tui.screens.changes.lines import change_lines
from annotator.tui.screens.common.counting import Counting
from annotator.tui.style.worn import palette_in
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList

_WHOSE = ("", GOLD, "all")
_TOLD = {"": "gold, else yours", GOLD: "gold", "all": "every layer"}
_KEY = 12  # signs of an article's key
_AT_ONCE = 2_000
"""Up to so many decisions are folded twice before anybody notices."""
NONE_YET = "There is no tag yet to compare with: ctrl+p, then Tag, names this state."


class ChangesScreen(AppScreen):
    """What differs between two tags, or a tag and now; `blind` says of nobody else's layer whose it is."""

    SCOPE: ClassVar[Scope] = "changes"
    BINDINGS = bindings("changes")
    CSS_PATH = "changes.tcss"
    AUTO_FOCUS = ""

    rows = getters.query_one("#rows", RowList)

    def __init__(self, store: Store, user: str, *, blind: bool = False) -> None:
        super().__init__()
        self.store, self.user, self.blind = store, user, blind
        there = tags(store)
        changed = bool(there) and store.last_decision > there[-1].last
        self.between = Between([one.name for one in there], changed=changed) if there else None
        self.filter, self.diff = Filter(), TagDiff("", "")
        self._every: Sequence[Changed] = ()
        self._whose, self._at, self._waits = 0, -1, True
        self._told: tuple[str, str] = ("", "")
        self.counting = Counting(self, store, self._compare, self._show, at_once=_AT_ONCE)
        self._article = lru_cache(maxsize=64)(store.article)

    def compose(self) -> ComposeResult:
        """Top line, list, facts, footer."""
        yield Line(id="top")
        yield RowList(id="rows", tall=2)
        yield Line(id="facts")
        yield Line(id="keys")

    # -- comparing

    def on_screen_resume(self) -> None:
        """Compare with now anew, where something was decided meanwhile."""
        if self._at < 0 or (self.between and self.between.until == NOW and self._at != self.store.last_decision):
            self._begin()

    def on_screen_suspend(self) -> None:
        """Compare no further: nobody sees it."""
        self.counting.end()

    def on_unmount(self) -> None:
        """The same."""
        self.counting.end()

    def _begin(self) -> None:
        self._at, self._waits = self.store.last_decision, True
        if not self.between:
            self._show(TagDiff("", ""))
        elif not self.counting.begin():
            self.renew()

    def _compare(self, store: Store) -> TagDiff:
        if not self.between:
            return TagDiff("", "")
        try:
            return tag_diff(store, self.between.since, self.between.until, layer=_WHOSE[self._whose], mine=self.user)
        except WrongUsage:  # a tag that was taken away meanwhile
            return TagDiff("", "")

    def _show(self, found: TagDiff) -> None:
        self.diff, self._waits = found, False
        self._every = [*found.changes, *(found.claims or ())]
        self.renew()

    # -- what is shown

    @property
    def shown(self) -> Sequence[Changed]:
        """The changes that are listed."""
        return self.filter.shown(self._every)

    def about(self) -> str:
        """What the top line says."""
        between = self.between.told if self.between else ""
        return f"changes {between} · {_TOLD[_WHOSE[self._whose]]}{self.filter.told}"

    @property
    def _what(self) -> str:
        return "layer" if _WHOSE[self._whose] == "all" else "article"

    def head(self) -> str:
        """How many changes there are of each kind, or why none is listed."""
        if not self.between:
            return NONE_YET
        if self._waits:
            return "What differs is being looked for."
        every, shown = self._every, self.shown
        some = f"{len(shown):,} of " if len(shown) < len(every) else ""
        kinds = f": {counts_told(every)}" if every else ""
        return f"{some}{counted(len(every), 'change')}{kinds} · {counted(self.diff.articles, self._what)}"

    def facts(self) -> str:
        """Where the change under the cursor is, and what was not compared."""
        diff, row, told = self.diff, self.rows.cursor, []
        if row is not None and self.shown:
            one = self.shown[row]
            told.append(f"{row + 1:,} of {len(self.shown):,} · {one.article[:_KEY]}:{one.change.place.start}")
        for (articles, spans), where in ((diff.only_before, diff.before), (diff.only_after, diff.after or "now")):
            if articles:
                told.append(f"only {where}: {counted(articles, self._what)}, {counted(spans, 'span')}")
        if diff.article_labels:
            told.append(f"article labels differ in {diff.article_labels:,}")
        return " · ".join(told)

    def colours(self) -> Mapping[str, str]:
        """The colour of each label, by name."""
        if self.app.no_color:
            return {}
        palette = palette_in(self.app)
        return {label.name: palette.label(label.colour) for label in self.store.scheme().labels}

    def on_resize(self) -> None:
        """Fit to the width."""
        self.renew()

    def renew(self, row: int | None = None) -> None:
        """Show what there is now, the cursor on a row, or where it was."""
        shown, colours = self.shown, self.colours()

        def draw(number: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
            one = shown[number]
            whose = one.layer if not self.blind or one.layer in (GOLD, self.user) else "somebody"
            return change_lines(one, self._article(one.article), colours, width, whose=whose, here=here)

        at = row if row is not None else self.rows.cursor or 0
        head = fit(f"  {visible(self.head())}", max(self.app.size.width - 2, 4))
        self.rows.show([Content.styled(head, "$text-muted")], len(shown), draw, at)
        self._renew_lines()

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts, until the next key."""
        self._told = message, style
        self._renew_lines()

    def _renew_lines(self) -> None:
        width = self.app.size.width
        self.query_one("#top", Line).show(title_line(self.store.path.name, self.about(), width))
        told = self._told if self._told[0] else (fit(self.facts(), max(width - 4, 4)), "$text-muted")
        above, below = told_above(footer(self.acting, lambda key: self.applies(key.verb), width), told, width)
        self.query_one("#facts", Line).show(above)
        self.query_one("#keys", Line).show(below)
        self._told = "", ""

    # -- keys

    def applies(self, verb: str) -> bool:
        """A change is opened, and others like it shown, where there is one."""
        return verb not in ("open", "alike") or bool(self.shown)

    def refuse(self, verb: str) -> None:  # noqa: ARG002 - there is one reason
        """Say why a key does nothing now."""
        self.say("There is no change here.", "$warning")

    def action_go(self, rows: int) -> None:
        """Go so many rows down, or up."""
        self.rows.point((self.rows.cursor or 0) + rows)
        self._renew_lines()

    def action_page(self, way: int) -> None:
        """Go a page down, or up."""
        self.action_go(way * max(self.rows.size.height // 2 - 1, 1))

    def action_edge(self, which: Literal["first", "last"]) -> None:
        """Go to the first change, or the last."""
        self.action_go((0 if which == "first" else self.rows.rows) - (self.rows.cursor or 0))

    def action_open(self) -> None:
        """Open the article at the change: one's own layer to label on, any other one in review."""
        one = self.shown[self.rows.cursor or 0]
        (self.app.annotate if one.layer == self.user else self.app.review)(one.article, one.change.place)

    def action_next_kind(self, way: int) -> None:
        """Show only changes of the next kind, or of the one before."""
        self.filter.next_kind(self._every, way)
        self.renew(0)

    def action_alike(self) -> None:
        """Show only changes of the same labels, or all again."""
        one = self.shown[self.rows.cursor or 0]
        self.filter.alike(one)
        self.renew(list(self.shown).index(one))

    def action_state(self, side: Side, way: int) -> None:
        """Compare with an earlier tag, or a later one."""
        if not self.between or not self.between.move(side, way):
            self.say(f"There is no {'later' if way > 0 else 'earlier'} state to compare." if self.between else NONE_YET)
            return
        self._begin()

    def action_whose(self) -> None:
        """Compare gold, every layer, or what an export would write."""
        self._whose = (self._whose + 1) % len(_WHOSE)
        self._begin()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Put the cursor on the row that was clicked; open it if it was there already."""
        if message.row == self.rows.cursor:
            self.action_open()
        else:
            self.action_go(message.row - (self.rows.cursor or 0))
