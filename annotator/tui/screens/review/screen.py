"""The review screen: what annotators disagree on, walked through and settled with one key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from annotator.domain.scheme import HOT_KEYS
from annotator.services.annotating.stored_cursor import Change
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.screens.common.article_keys import ArticleKeys
from annotator.tui.screens.common.cursor_keys import CursorKeys
from annotator.tui.screens.common.go_to import GoToKeys
from annotator.tui.screens.common.search import SearchKeys
from annotator.tui.screens.labels.guide_keys import GuideKeys
from annotator.tui.screens.labels.label_keys import LabelKeys
from annotator.tui.screens.review.approval import ApprovalKeys
from annotator.tui.screens.review.base import ReviewBase
from annotator.tui.screens.review.claim_keys import ClaimKeys
from annotator.tui.screens.review.rules import ReviewRules
from annotator.tui.screens.review.ruling_keys import RulingKeys
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.conflict_list import ConflictList
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList
from annotator.tui.widgets.version_list import VersionList

_NUMBERS = "123456789"
OF_CLAIMS = frozenset({"next_task", "point"})
"""The verbs that there are only where the scheme has claims."""


class ReviewScreen(ReviewBase):
    """One article before one reviewer, put together from its parts."""

    CSS_PATH = "review.tcss"
    SCOPE: ClassVar[Scope] = "review"
    BINDINGS = bindings("review")
    COMMANDS = {ReviewRules}  # noqa: RUF012 - textual's declaration
    LABEL_KEYS = HOT_KEYS.rstrip("0123456789")  # digits are versions

    @cached_property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        labels = (LabelKeys(self), GuideKeys(self, blind=self.blind))
        common = (ArticleKeys(self), *labels, CursorKeys(self), SearchKeys(self), GoToKeys(self))
        return (RulingKeys(self), self._claims, self._approval, *common, self, self.app)

    @property
    def without(self) -> frozenset[str]:
        """Where the scheme has no claims there is nothing but spans to review."""
        return frozenset() if self.session.scheme.claims else OF_CLAIMS

    @cached_property
    def _claims(self) -> ClaimKeys:
        return ClaimKeys(self)

    @cached_property
    def _approval(self) -> ApprovalKeys:
        return ApprovalKeys(self)

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

    def receive_key(self, event: events.Key) -> bool:
        """Take the version of a number; else give a label, or perform what the table says."""
        free = not (self.number.begun or self.work.under_way)
        number = free and event.character and event.character in _NUMBERS
        if number:
            self.rule(int(event.character or 0))
        if not number and free and self.session.task != "names" and (event.character or "0") in self.LABEL_KEYS:
            self._claims.relate(event.character or "")
            return True
        return bool(number) or super().receive_key(event)

    def act(self, verb: Callable[[], Change]) -> bool:
        """Carry out a verb; where that settles the last conflict and approves the article, the next one is opened."""
        session = self.session
        session.approves, session.approved = self.app.settings.approve_settled, ""
        done = super().act(verb)
        if done and session.approved:
            self._approval.go_on(session.approved)
        return done

    def project_changed(self) -> None:
        """Show the article as it is now."""
        self.open_article(self.session.key)

    def rule(self, number: int) -> None:
        """Take the version of a number."""
        self.act(lambda: self.session.take(number))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Go to a conflict of the list."""
        self.session.stand_in(self.session.conflicts[message.row])
        self.refresh_view()

    def on_version_list_chosen(self, message: VersionList.Chosen) -> None:
        """Take the version that was clicked."""
        self.rule(message.number)
