"""A screen that asks about one place after the other: its text, edges that are moved, one line for what is said."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Literal

from textual import events, getters
from textual.app import ComposeResult
from textual.theme import Theme

from annotator import services
from annotator.domain.scheme import Scheme
from annotator.errors import AnnotatorError
from annotator.services.annotating.edges import Edge, Step
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import AppScreen
from annotator.tui.screens.labels.label_given import LabelGiven
from annotator.tui.style.worn import label_colours
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.line import Line


class AskingScreen(AppScreen):
    """Shows a place in its article between lines above it and below; a label's key gives that label."""

    ABOVE: Sequence[str] = ("top",)
    BELOW: Sequence[str] = ("labels", "facts", "keys")

    view = getters.query_one("#article", ArticleView)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.word, self.style = "", "$accent"
        self.labels = LabelGiven(self, lambda: self.scheme, self.give)
        self._by_character = False

    @property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        return (self, self.labels, self.app)

    def compose(self) -> ComposeResult:
        """The article between the lines."""
        yield from (Line(id=name) for name in self.ABOVE)
        yield ArticleView(id="article")
        yield from (Line(id=name) for name in self.BELOW)

    def line(self, name: str) -> Line:
        """One of the lines."""
        return self.query_one(f"#{name}", Line)

    # -- what a screen of this kind says

    @property
    @abstractmethod
    def scheme(self) -> Scheme:
        """The labels that can be given."""

    @abstractmethod
    def give(self, label: str) -> None:
        """Answer with a label."""

    @abstractmethod
    def move_edge(self, edge: Edge, step: Step, *, by_character: bool) -> None:
        """Move an edge of the answer. Raises `DecisionError` where it cannot be moved."""

    @abstractmethod
    def show_place(self) -> None:
        """Show the text around the place."""

    @abstractmethod
    def renew_lines(self) -> None:
        """Show the lines."""

    def label_now(self) -> str:
        """The label that the guideline is opened at, or ""."""
        return ""

    # -- what is shown

    def on_mount(self) -> None:
        """Show the first place."""
        self.app.theme_changed_signal.subscribe(self, self.wear)
        self.show_next("")

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self.renew_lines()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self.renew_lines()

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the lines below the article."""
        self.word, self.style, self._by_character = message, style, False
        self.renew_lines()

    def show_next(self, message: str, style: str = "$accent") -> None:
        """Show the place one stands at now, and say a word."""
        self.show_place()
        self.say(message, style)

    # -- keys

    def receive_key(self, event: events.Key) -> bool:
        """Answer with the key of a label, or perform what the table says."""
        return self.labels.takes(event) or super().receive_key(event)

    def action_edge(self, edge: Edge, step: Step) -> None:
        """Move an edge of the answer."""
        try:
            self.move_edge(edge, step, by_character=self._by_character)
        except AnnotatorError as error:
            self.say(str(error), "$warning")
        else:
            self.show_next("")

    def action_by_character(self) -> None:
        """Arm one step by a character."""
        self.say("The next edge key moves one character.")
        self._by_character = True

    def action_scroll(self, way: Literal[-1, 1]) -> None:
        """Read a page further, or back."""
        view = self.view
        view.move_to(view.page_down(view.cursor) if way > 0 else view.page_up(view.cursor))

    def action_guideline(self) -> None:
        """Read what every label is for, that of the place first."""
        labels = services.with_examples_told(self.store, self.scheme.labels)
        self.app.push_screen(screens.Guideline(labels, label_colours(self.app, self.scheme), self.label_now()))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()
