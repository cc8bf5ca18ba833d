"""The annotate screen: one article, its suggestions and spans, and every key that acts on them."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.theme import Theme

from annotator.domain.scheme import HOT_KEYS
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.screens.annotate.decision_keys import Verdicts
from annotator.tui.screens.annotate.find_keys import Looking
from annotator.tui.screens.annotate.span_keys import Going
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.canvas import Row
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.span_list import SpanList


class AnnotateScreen(Verdicts, Looking, Going):
    """One article before one annotator; it opens the next article itself."""

    CSS_PATH = "annotate.tcss"
    SCOPE: ClassVar[Scope] = "annotate"
    BINDINGS = bindings("annotate")
    BLANK = True  # what is on it covers it wholly

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

    def on_mount(self) -> None:
        """Show the article; what the first screen does not need is read after it is painted."""
        self.app.theme_changed_signal.subscribe(self, self.wear)
        self.view.display_mode = self.display_wished
        self.renew_tour()
        self.show_article()

    # -- keys that are labels

    @property
    def receives_keys(self) -> bool:
        """Keys come here first while the article has the focus."""
        return self.focused is None or self.focused is self.view

    def receive_key(self, event: events.Key) -> bool:
        """Give the label of a key, filter the side list, or perform what the table says."""
        if self.spans.listens and self.take_for_list(event):
            return True
        if self.spans.typing:
            return False
        if not event.character or event.character not in HOT_KEYS:
            return super().receive_key(event)
        label = self.session.scheme.by_key(event.character)
        if label is None:
            self.say(f"No label has the key {event.character}.", "$warning")
        else:
            self.give(label.name)
        return True

    def on_resize(self) -> None:
        """Fit lines and list to the new width."""
        self.fit_list()
        self.renew_labels()
        self.renew_lines()
        self.renew_list()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self.renew_labels()
        self.renew_lines()
        self.renew_list()

    def on_unmount(self) -> None:
        """Keep the place."""
        self.keep_place()
