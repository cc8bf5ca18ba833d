"""The annotate screen: one article, its suggestions and spans, and every key that acts on them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from annotator.services.annotating.stored_cursor import Change
from annotator.storage.store import Store
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.message import with_news
from annotator.tui.opened_article import OpenedArticle, open_article
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.screens.annotate.decision_keys import DecisionKeys
from annotator.tui.screens.annotate.jumps.jump_keys import JumpKeys
from annotator.tui.screens.annotate.jumps.task_key import TaskKey
from annotator.tui.screens.annotate.later_keys import LaterKeys
from annotator.tui.screens.annotate.learning import LiveLearning
from annotator.tui.screens.annotate.missed.hint_keys import HintKeys
from annotator.tui.screens.annotate.missed.unlabelled import UnlabelledNames
from annotator.tui.screens.annotate.repeat_keys import RepeatKeys
from annotator.tui.screens.annotate.side_list import SideList
from annotator.tui.screens.annotate.span_keys import SpanKeys
from annotator.tui.screens.annotate.view_keys import ViewKeys
from annotator.tui.screens.common.article_keys import ArticleKeys
from annotator.tui.screens.common.article_screen import take_labels
from annotator.tui.screens.common.cursor_keys import CursorKeys
from annotator.tui.screens.common.go_to import GoToKeys
from annotator.tui.screens.common.search import SearchKeys
from annotator.tui.screens.labels.guide_keys import GuideKeys
from annotator.tui.screens.labels.label_keys import LabelKeys
from annotator.tui.text.page import Display
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.canvas import Row
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.row_list import RowList
from annotator.tui.widgets.span_list import SpanList

MORE = 20_000
FIRST_PAINT = 0.06
PAUSE = 0.01
"""Seconds that the screen has for itself before what it does not need is done, and between two pieces of it."""


class AnnotateScreen(AnnotateBase):
    """One article before one annotator, put together from its parts."""

    CSS_PATH = "annotate.tcss"
    SCOPE: ClassVar[Scope] = "annotate"
    BINDINGS = bindings("annotate")
    BLANK = True  # what is on it covers it wholly

    def __init__(self, store: Store, annotator: str, opened: OpenedArticle, *, display: Display = "lanes") -> None:
        super().__init__(store, annotator, opened, display=display)
        self.learning = LiveLearning(self)
        self.side_list = SideList(self)
        self.repeat = RepeatKeys(self)
        self.jumps = JumpKeys(self)
        self.names = UnlabelledNames(self)
        self.deciding = DecisionKeys(self, self.learning, self.names)
        self.tasks = TaskKey(self)

    @cached_property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        learning, names = self.learning, self.names
        labels, article = (LabelKeys(self), GuideKeys(self)), ArticleKeys(self)
        common = (article, *labels, CursorKeys(self), SearchKeys(self), GoToKeys(self))
        deciding = (self.deciding, LaterKeys(self, self.deciding, article.action_undo))
        own = (*deciding, SpanKeys(self, learning, names), HintKeys(self), ViewKeys(self, learning))
        return (*own, self.side_list, *common, self.repeat, self.jumps, self.tasks, names, self.app)

    def compose(self) -> ComposeResult:
        """Top line, article, label bar, facts, footer."""
        with Row(id="head"):
            yield Line(id="top")
            yield Line(id="counts")
        with Row(id="middle"):
            yield ArticleView(id="article")
            yield SpanList(id="spans")
        yield Line(id="tour")
        yield Line(id="labels")
        yield Line(id="facts")
        yield Line(id="keys")

    # -- articles come and go; what the first paint does not need is done behind it

    def load(self, key: str) -> None:
        """Open an article, and let the learner look at it before anything is decided."""
        near = self.app.settings.near_misses
        at = self.app.listed_at(key)
        self.opened = open_article(self.store, self.user, key, near_misses=near, attend=self.learning.attend, at=at)
        self.side_list.begin()

    def show_article(self) -> None:
        """Put the session's article on the screen, then what is left of it."""
        super().show_article()
        if self.opened.more:
            self.set_timer(PAUSE, self._load_more)
        self.set_timer(FIRST_PAINT, self._after_first_paint)

    def _load_more(self) -> None:
        session = self.session
        start = session.loaded
        more = session.load(start + MORE)
        self.side_list.touch(start, session.loaded)
        if more:
            self.set_timer(PAUSE, self._load_more)
        else:
            self.renew()

    def _after_first_paint(self) -> None:
        self.app.want_suggestions(self.session.key)
        self.renew_lines()
        self.learning.begin()
        self.names.soon()

    def suggestions_came(self, key: str) -> None:
        """Show new suggestions if they are of the article on the screen."""
        session = self.session
        if key != session.key:
            return
        session.reload()
        if self.app.settings.near_misses:
            session.load_near_misses()
        if session.focus is None and session.cursor == 0:
            session.stand_at_first()
        self.learning.attend(session)
        self.show_again()
        self.learning.tell()
        self.deciding.ask_anew()

    def project_changed(self) -> None:
        """Go by the rules of now, and show suggestions that another program has made."""
        take_labels(self)
        self.suggestions_came(self.session.key)
        self.app.want_suggestions(self.session.key)

    def suggestions_failed(self, sentence: str) -> None:
        """Say why there are no suggestions, behind what was said since the last key."""
        self.deciding.ask_anew()
        self.say(with_news(self.message[0], sentence, self.size.width), "$warning")

    def settings_changed(self) -> None:
        """Look for the names that `tab` may stop at now, too."""
        super().settings_changed()
        self.names.soon()

    # -- one key, one frame

    @property
    def also_applies(self) -> frozenset[str]:
        """Names that look unlabelled can be gone to and passed by."""
        return self.names.verbs

    def receive_key(self, event: events.Key) -> bool:
        """Filter the side list; else give a label, or perform what the table says."""
        if self.spans.listens and self.side_list.receive_key(event):
            return True
        return not self.spans.typing and super().receive_key(event)

    def perform(self, name: str) -> None:
        """Carry out a key, and remember where that was done, and what can be done again."""
        verb = self._table[name][0].verb
        self.jumps.note(verb)
        super().perform(name)
        self.repeat.note_key(name, verb)

    def give(self, name: str) -> None:
        """Give a label, and remember it; behind a name that only looked unlabelled one goes on to the next."""
        unlabelled = self.names.here()
        super().give(name)
        self.repeat.note_label(name)
        if unlabelled:
            self.names.labelled(unlabelled)

    def refresh_view(self, change: Change | None = None, *, gentle: bool = False) -> None:
        """Show what a key did; behind it is learned from what was decided."""
        if change:
            self.pace.tick()
        super().refresh_view(change, gentle=gentle)
        self.learning.soon(decided=change is not None)
        if change:
            self.names.soon()
            self.renew_tour()

    def touch(self, start: int, end: int) -> None:
        """What is shown of `[start, end)` has changed, also in the list."""
        super().touch(start, end)
        self.side_list.touch(start, end)

    def fit(self) -> None:
        """Fit the list and the tour, too."""
        self.renew_tour()
        self.side_list.fit()
        super().fit()

    def renew(self) -> None:
        """Lines and list."""
        self.renew_lines()
        self.side_list.renew()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Go to a span of the list."""
        self.side_list.choose(message.row)
