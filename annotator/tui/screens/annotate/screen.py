"""The annotate screen: one article, its suggestions and spans, and every key that acts on them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from inspect import iscoroutinefunction
from typing import ClassVar

from textual import events
from textual.actions import parse
from textual.app import ComposeResult
from textual.theme import Theme

from annotator.domain.scheme import HOT_KEYS
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope, in_scope
from annotator.tui.screens.annotate.decision_keys import Verdicts
from annotator.tui.screens.annotate.find_keys import Looking
from annotator.tui.screens.annotate.span_keys import Going
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.canvas import Row
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.span_list import SpanList


class AnnotateScreen(Verdicts, Looking, Going, DirectKeys):
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
        """A label's own key, what the side list is told, or a verb done at once; everything else is a binding."""
        if self.spans.listens and self.take_for_list(event):
            return True
        if self.spans.typing:
            return False
        if not event.character or event.character not in HOT_KEYS:
            return self._do_at_once(event.key)
        label = self.session.scheme.by_key(event.character)
        if label is None:
            self.say(f"No label has the key {event.character}.", "$warning")
        else:
            self.give(label.name)
        return True

    def _do_at_once(self, key: str) -> bool:
        """Do what a key is bound to, without the search through all bindings; False where it may not be done so."""
        action, verb = self._verbs.get(key, ("", None))
        if verb is None or not self.applies(action):
            return False
        verb()
        return True

    @cached_property
    def _verbs(self) -> dict[str, tuple[str, Callable[[], None]]]:
        """The keys of this screen as the user has mapped them: the action, and the method that does it and returns."""
        verbs: dict[str, tuple[str, Callable[[], None]]] = {}
        for key in in_scope("annotate", self.app.keys):
            _, name, arguments = parse(key.action)
            method = getattr(self, f"action_{name}", None)
            if method and not iscoroutinefunction(method):
                verbs |= dict.fromkeys(key.names, (name, partial(method, *arguments)))
        return verbs

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - textual's signature
        """Whether a key would do something now: footer, palette and keys all ask here."""
        return self.applies(action)
