"""The screen of claims: one article, one task of the scheme, its questions answered with one or two keys each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from annotator.domain.claims.values import Attribute, Relation
from annotator.domain.guideline.claims import entries_of
from annotator.domain.scheme import Label
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.screens.claims.around import Around
from annotator.tui.screens.claims.base import ClaimsBase
from annotator.tui.screens.claims.task_keys import MORE, TaskKeys
from annotator.tui.screens.common.article_keys import ArticleKeys
from annotator.tui.screens.common.cursor_keys import CursorKeys
from annotator.tui.screens.common.go_to import GoToKeys
from annotator.tui.screens.common.search import SearchKeys
from annotator.tui.screens.labels.guide_keys import GuideKeys
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.version_list import VersionList

_OF_ONE_TASK = ("turn", "follow")
_AGAIN = "esc again: back to the spans."


class ClaimsScreen(ClaimsBase):
    """One article before one annotator at one task, put together from its parts."""

    CSS_PATH = "claims.tcss"
    SCOPE: ClassVar[Scope] = "claims"
    BINDINGS = bindings("claims")
    _leaving = False

    @cached_property
    def keys_of_task(self) -> TaskKeys:
        """The keys that answer."""
        return TaskKeys(self)

    @cached_property
    def around(self) -> Around:
        """What stands around the article."""
        return Around(self)

    def renew_lines(self) -> None:
        """Top line, panel, bar, facts and footer as they are now."""
        self.around.show()

    @cached_property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        common = (
            ArticleKeys(self),
            GuideKeys(self, besides=self._guide),
            CursorKeys(self),
            SearchKeys(self),
            GoToKeys(self),
        )
        return (self, self.keys_of_task, *common, self.app)

    def _guide(self) -> tuple[Sequence[Label], str]:
        """What the task is about, and the relation or attribute of the line that keys are about."""
        line = self.line()
        claim = line.claim if line else None
        name = claim.label if isinstance(claim, Relation) else claim.name if isinstance(claim, Attribute) else ""
        return entries_of(self.session.scheme.claims, self.at_task.name), name

    def compose(self) -> ComposeResult:
        """Top line; the article with the claims of the focus below it; the task's bar, facts, footer."""
        yield Line(id="top")
        with Horizontal(id="middle"), Vertical(id="reading"):
            yield ArticleView(id="article")
            yield VersionList(id="lines")
        yield Line(id="tour")
        yield Line(id="labels")
        yield Line(id="facts")
        yield Line(id="keys")

    # -- keys

    def receive_key(self, event: events.Key) -> bool:
        """Take a hot key of the task or the number of a line; else do what the table says."""
        self._leaving = self._leaving and event.key == "escape"
        free = not (self.number.begun or self.work.under_way)
        typed = event.character or ""
        hot = free and typed.isascii() and typed.isalnum() and self._hot(typed)
        return hot or super().receive_key(event)

    def _hot(self, typed: str) -> bool:
        """Whether what was typed is a hot key of the task, or the number of a line."""
        keys = self.at_task.keys(self.focus_held())
        if found := next((key for key in keys if key.key == typed), None):
            self.keys_of_task.press(found.name)
        elif typed in "123456789":
            self.keys_of_task.choose(int(typed))
        elif typed.isupper():
            named = next((key.name for key in self.at_task.keys(None) if key.key == typed), "")
            if named and self.focus_held():
                self.keys_of_task.press(named)
            else:
                self.say(f"Nothing of this task has the key {typed}.", "$warning")
        else:
            return False
        return True

    def applies(self, verb: str) -> bool:
        """Whether a verb would do something: some are of one task alone."""
        if verb == "press":
            return any(key.key.isupper() for key in self.at_task.keys(self.focus_held()))
        if verb == "more":
            return not self.at_task.verbs().keys().isdisjoint(MORE) and self.focus_held() is not None
        return verb not in _OF_ONE_TASK or (verb in self.at_task.verbs() and self.line() is not None)

    def refuse(self, verb: str) -> None:
        """Say that nothing is there to be turned or followed."""
        said = "+ is for letters that wait, in this task." if verb == "more" else f"Nothing is here to {verb}."
        self.say(said, "$warning")

    def action_next_task(self) -> None:
        """Go on to the next task; behind the last one, back to the spans."""
        tasks = list(self.tasks)
        at = tasks.index(self.at_task.name) + 1
        if at >= len(tasks):
            self.leave()
            return
        self.set_task(tasks[at])
        self.touch(0, len(self.session.text))
        self.fit()
        said = self.message
        self.refresh_view()
        self.say(*said)

    def action_let_go(self) -> None:
        """Let go of the line that was chosen; twice, go back to the spans."""
        if self._leaving:
            self.leave()
            return
        self.chosen = None
        self._leaving = True
        self.refresh_view()
        self.say(_AGAIN)

    def action_back(self) -> None:
        """Back to the spans."""
        self.leave()

    def action_finish(self) -> None:
        """Back to the spans, and finish the article there."""
        self.leave(finish=True)

    # -- what it is told

    def on_article_view_dragged(self, message: ArticleView.Dragged) -> None:
        """Nothing is selected here: the cursor goes there."""
        self.session.move(message.end_offset)
        self.refresh_view(gentle=True)

    def project_changed(self) -> None:
        """Show the article as it is now."""
        self.open_article(self.session.key)

    def on_version_list_chosen(self, message: VersionList.Chosen) -> None:
        """Take the line that was clicked."""
        self.keys_of_task.choose(message.number)
