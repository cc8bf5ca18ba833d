"""The review screen: what annotators disagree on, walked through and settled with one key each."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.theme import Theme
from textual.widgets import Static

from annotator.domain.decisions import GOLD
from annotator.domain.scheme import HOT_KEYS
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.review_availability import refusal
from annotator.tui.keys.table import Scope
from annotator.tui.screens.common.cursor_keys import CursorKeys
from annotator.tui.screens.common.picker import LabelPicker
from annotator.tui.screens.common.search import Searching
from annotator.tui.screens.common.text_prompt import Ask
from annotator.tui.screens.review.approval import Closing
from annotator.tui.screens.review.rules import ReviewRules
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.conflict_list import ConflictList
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList
from annotator.tui.widgets.version_list import VersionList

_NEXT_DISPLAY: dict[str, Literal["lanes", "compact", "plain"]] = {
    "lanes": "compact",
    "compact": "plain",
    "plain": "lanes",
}


class ReviewScreen(Closing, CursorKeys, Searching):
    """One article before a reviewer; it opens the next one itself."""

    CSS_PATH = "review.tcss"
    SCOPE: ClassVar[Scope] = "review"
    BINDINGS = bindings("review")
    COMMANDS = {ReviewRules}  # noqa: RUF012 - textual's declaration

    def compose(self) -> ComposeResult:
        """Top line; the article with the versions below it, the list beside it; label bar, facts, footer."""
        yield Line(id="top")
        with Horizontal(id="middle"):
            with Vertical(id="reading"):
                yield ArticleView(id="article")
                yield VersionList(id="versions")
            with Vertical(id="side"):
                yield ConflictList(id="conflicts")
                yield Static(markup=False, id="agreement")
        yield Line(id="labels")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Show the article."""
        self.app.theme_changed_signal.subscribe(self, self.wear)
        self.view.display_mode = self.display_wished
        self.view.focus()
        self.show_article()

    def on_resize(self) -> None:
        """Fit the lists and lines to the new size."""
        self.fit()
        self.renew_lines()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self.fit()
        self.renew_lines()

    def on_unmount(self) -> None:
        """Keep the place."""
        self.keep_place()

    def applies(self, verb: str) -> bool:
        """Whether a verb would do something now."""
        return not refusal(self.session, verb)

    def refuse(self, verb: str) -> None:
        """Say why a verb would do nothing now."""
        self.settle()
        self.say(refusal(self.session, verb), "$warning")

    # -- keys that rule

    @property
    def receives_keys(self) -> bool:
        """Keys come here first while the article has the focus."""
        return self.focused is None or self.focused is self.view

    def receive_key(self, event: events.Key) -> bool:
        """Take the version of a number, give the label of a letter, or perform what the table says."""
        key = event.character
        if key and key in "123456789":
            self.rule(int(key))
        elif key and key in HOT_KEYS and not key.isdigit():
            label = self.session.scheme.by_key(key)
            if label is None:
                self.say(f"No label has the key {key}.", "$warning")
            else:
                self.give(label.name)
        else:
            return super().receive_key(event)
        return True

    def rule(self, number: int) -> None:
        """Take the version of a number."""
        self.act(lambda: self.session.take(number))

    def give(self, name: str) -> None:
        """Give a label: a version of one's own, or a gold span."""
        self.act(lambda: self.session.label(name))

    def action_majority(self) -> None:
        """Take the majority's version."""
        self.act(self.session.majority)

    def action_both(self) -> None:
        """Keep all versions."""
        self.act(self.session.both)

    def action_none(self) -> None:
        """Rule that nobody is right."""
        self.act(self.session.none)

    def action_edge(self, edge: Literal["left", "right"], step: Literal[-1, 1]) -> None:
        """Move an edge: a version of one's own."""
        by_character = self.by_character
        self.act(lambda: self.session.resize(edge, step, by_character=by_character))

    def action_by_character(self) -> None:
        """Arm one step by a character."""
        self.say("The next edge key moves one character.")
        self.by_character = True

    def action_picker(self) -> None:
        """Choose the label from a list."""

        def chosen(name: str | None) -> None:
            if name:
                self.give(name)

        self.app.push_screen(LabelPicker(self.session.scheme.active(), self.colours), chosen)

    def action_comment(self) -> None:
        """Say why."""
        session = self.session
        stretch = session.conflict or session.focus
        about = f"about “{session.text[stretch.start : stretch.end]}”" if stretch else "about the article"

        def written(text: str | None) -> None:
            if text and text.strip():
                self.act(lambda: session.comment(text))

        self.app.push_screen(Ask(f"Why? {about}"), written)

    def action_undo(self) -> None:
        """Take back one's last ruling, wherever it was."""
        self._back_and_forth(redo=False)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._back_and_forth(redo=True)

    def _back_and_forth(self, *, redo: bool) -> None:
        found = self.store.last_step(self.reviewer, undone=redo)
        if found and found[2] == self.reviewer != GOLD:
            self.say("Your last action was in your own layer: u takes it back where you annotate.", "$warning")
            return
        if found and found[1] != self.session.key:
            self.open_article(found[1])
        self.act(lambda: self.session.undo(redo=redo))

    # -- going

    def action_next_article(self) -> None:
        """Open the next article that somebody has finished."""
        self.open_neighbour(back=False)

    def action_previous_article(self) -> None:
        """Open the previous article that somebody has finished."""
        self.open_neighbour(back=True)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.keep_place()
        self.app.leave()

    def action_next(self) -> None:
        """Go to the next open conflict."""
        self._jump(self.session.next_open(), "No conflict is open: s approves.")

    def action_previous(self) -> None:
        """Go to the previous open conflict."""
        self._jump(self.session.next_open(back=True), "No conflict is open: s approves.")

    def action_next_span(self) -> None:
        """Go to the next conflict or gold span."""
        self._jump(self.session.next_stop(), "There is nothing further on.")

    def action_previous_span(self) -> None:
        """Go to the previous conflict or gold span."""
        self._jump(self.session.next_stop(back=True), "There is nothing further back.")

    def _jump(self, found: bool, otherwise: str) -> None:  # noqa: FBT001 - said by its name
        self.settle()
        if not found:
            self.say(otherwise)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Go to a conflict of the list."""
        self.session.stand_in(self.session.conflicts[message.row])
        self.settle()

    def on_version_list_chosen(self, message: VersionList.Chosen) -> None:
        """Take the version that was clicked."""
        self.rule(message.number)

    # -- what is shown

    def action_side_list(self) -> None:
        """Show or hide the list of conflicts."""
        self._listed = not self.side.display
        self.fit()
        self.renew_lines()

    def action_display(self) -> None:
        """Cycle lanes, compact, plain."""
        self.view.display_mode = _NEXT_DISPLAY[self.view.display_mode]
        self.app.remember("display", self.view.display_mode)
        self.settle()
        self.say(f"Display: {self.view.display_mode}.")

    def action_rejected(self) -> None:
        """Show or hide the versions that were not taken."""
        session = self.session
        session.show_rejected = not session.show_rejected
        self.view.touch(0, len(session.text))
        self.settle()
        self.say(f"Versions that were not taken are {'shown' if session.show_rejected else 'hidden'}.")
