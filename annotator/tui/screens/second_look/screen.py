"""The second look: one's own finished spans in their text, one by one, the label hidden; a key decides each again."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events, getters
from textual.app import ComposeResult
from textual.theme import Theme

from annotator import services
from annotator.domain.sanitise import one_line
from annotator.domain.scheme import HOT_KEYS
from annotator.errors import AnnotatorError
from annotator.services.annotating.describe import named
from annotator.services.annotating.edges import Edge, Step
from annotator.services.second_look import SecondLook, self_agreement
from annotator.storage.kept_counts.read import label_shares
from annotator.storage.queries.people.second_looks import Look
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import facts_line, footer, label_bar
from annotator.tui.screens.labels.picker import Picked
from annotator.tui.style.worn import palette_in
from annotator.tui.text.masthead import masthead
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.line import Line

_ANSWERS = frozenset(("picker", "none", "edge", "by_character"))


class SecondLookScreen(AppScreen):
    """Asks about a span; where the answer is another one than before, that is told before the next is asked about."""

    CSS_PATH = "second_look.tcss"
    SCOPE: ClassVar[Scope] = "second_look"
    BINDINGS = bindings("second_look")

    view = getters.query_one("#article", ArticleView)

    def __init__(self, store: Store, looks: SecondLook) -> None:
        """`looks` stands at its first span."""
        super().__init__()
        self.store, self.looks = store, looks
        self._told: Look | None = None
        self._done = False
        self._word, self._style = "", "$accent"
        self._by_character = False
        self._shown = ""
        self._used = label_shares(store.conn)

    def compose(self) -> ComposeResult:
        """Top line, article, label bar, facts, footer."""
        yield Line(id="top")
        yield ArticleView(id="article")
        yield Line(id="labels")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Show the first span."""
        self.app.theme_changed_signal.subscribe(self, self.wear)
        self._show()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self._renew_lines()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self._renew_lines()

    # -- what is shown

    def _show(self) -> None:
        """Show the text around the span, with no label in it."""
        session, view = self.looks.session, self.view
        if self._shown != session.key:
            self._shown = session.key
            view.display_mode = "plain"  # there are no lanes where there is no label
            view.show(session.text, lambda _start, _end: [], roles=masthead(session.article), colours={})
        start, end = self.looks.edges
        view.selection = self.looks.edges
        view.move_to(start, end=end)
        self._renew_lines()

    def _renew_lines(self) -> None:
        looks, width = self.looks, self.app.size.width
        palette = palette_in(self.app)
        scheme = looks.session.scheme
        coloured = () if self.app.no_color else scheme.labels
        colours = {label.name: palette.label(label.colour) for label in coloured}
        what = f"{looks.annotator} · second look · {looks.number:,} of {looks.of:,}"
        self.query_one("#top", Line).show(title_line(self.store.path.name, what, width))
        self.query_one("#labels", Line).show(label_bar(scheme.active(), self._used, colours, width))
        keys = footer(self.acting, lambda key: self.applies(key.verb), width)
        told, foot = told_above(keys, (self._word, self._style), width, self._asked())
        self.query_one("#facts", Line).show(told if self._word else facts_line(self._asked(), width))
        self.query_one("#keys", Line).show(foot)

    def _asked(self) -> list[tuple[str, str]]:
        if self._told or self._done:
            return []
        quote = one_line(self.looks.session.text[slice(*self.looks.edges)])
        return [("Which label? x for none ", "$text-muted"), ("▸ ", "$accent"), (quote, "bold")]

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts."""
        self._word, self._style = message, style
        self._renew_lines()

    # -- keys

    def applies(self, verb: str) -> bool:
        """A span is answered, or what was answered is told, or all is done."""
        if verb == "change":
            return self._told is not None
        if verb in _ANSWERS:
            return self._told is None and not self._done
        return verb != "undo" or bool(self.looks.taken)

    def refuse(self, verb: str) -> None:
        """Say why a key does nothing now."""
        if verb != "undo":
            self.say(self._word if self._told else "Nothing differs that could be changed.")

    def receive_key(self, event: events.Key) -> bool:
        """Answer with the key of a label, or perform what the table says."""
        if not event.character or event.character not in HOT_KEYS:
            return super().receive_key(event)
        label = self.looks.session.scheme.given_by(event.character)
        if label is None or label.kind != "span":
            self.say(f"No label of spans has the key {event.character}.", "$warning")
        elif self.applies("none"):
            self._answer(label.name)
        return True

    def action_none(self) -> None:
        """It is no span."""
        self._answer(None)

    def action_picker(self) -> None:
        """Choose the label from a list."""

        def picked(found: Picked | None) -> None:
            if found and found.what == "give":
                self._answer(found.name)
            elif found:
                self.say("Labels are made and changed where an article is labelled, not here.", "$warning")

        self.app.push_screen(screens.LabelPicker(self.looks.session.scheme, {}), picked)

    def _answer(self, label: str | None) -> None:
        look = self.looks.answer(label)
        if look.kind == "same":
            self._next(f"The same as before: {look.span.label}.")
            return
        self._told = look
        self.say(f"{self._both(look)}: c changes it, space goes on, u answers again", "$warning")

    def _both(self, look: Look) -> str:
        """What was said before and what is said now, as short as it is clear."""
        text, now = self.looks.session.text, look.answer
        if now is None or look.kind == "label":
            return f"{look.span.label} before, {now.label if now else 'no span'} now"
        return f"{named(look.span, text)} before, {named(now, text)} now"

    def action_edge(self, edge: Edge, step: Step) -> None:
        """Move an edge of the answer."""
        try:
            self.looks.move_edge(edge, step, by_character=self._by_character)
        except AnnotatorError as error:
            self.say(str(error), "$warning")
            return
        finally:
            self._by_character = False
        self._word = ""
        self._show()

    def action_by_character(self) -> None:
        """Arm one step by a character."""
        self.say("The next edge key moves one character.")
        self._by_character = True

    def action_change(self) -> None:
        """Change the layer to the answer."""
        try:
            self.looks.change()
        except AnnotatorError as error:
            self.say(f"{error} Space goes on.", "$warning")
        else:
            self._next("Changed.")

    def action_go_on(self) -> None:
        """Go on; what was not answered stays for another time."""
        self._next("" if self._told else "Left for another time.")

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.looks.take_back()
        self._told, self._done = None, False
        self.say("Taken back: answer again.")
        self._show()

    def _next(self, said: str) -> None:
        self._told, self._word, self._style = None, said, "$accent"
        if self._done or not self.looks.go_on():
            self._done = True
            own = self_agreement(self.store).get(self.looks.annotator)
            self._word = f"{said} That was all. The same as before, ever: {own or 'none'} · q goes back".strip()
        self._show()

    def action_scroll(self, way: Literal[-1, 1]) -> None:
        """Read a page further, or back."""
        view = self.view
        view.move_to(view.page_down(view.cursor) if way > 0 else view.page_up(view.cursor))

    def action_guideline(self) -> None:
        """Read what every label is for."""
        labels = services.with_examples_told(self.store, self.looks.session.scheme.labels)
        self.app.push_screen(screens.Guideline(labels, {}))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()
