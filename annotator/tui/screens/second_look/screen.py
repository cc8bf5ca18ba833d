"""The second look: one's own finished spans in their text, one by one, the label hidden; a key decides each again."""

from __future__ import annotations

from typing import ClassVar

from annotator.domain.sanitise import one_line
from annotator.domain.scheme import Scheme
from annotator.errors import AnnotatorError
from annotator.services.annotating.describe import named
from annotator.services.annotating.edges import Edge, Step
from annotator.services.second_look import SecondLook, self_agreement
from annotator.storage.kept_counts.read import label_shares
from annotator.storage.queries.people.second_looks import Look
from annotator.storage.store import Store
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import facts_line, footer, label_bar
from annotator.tui.screens.asking.screen import AskingScreen
from annotator.tui.style.worn import label_colours
from annotator.tui.text.masthead import masthead

_ANSWERS = frozenset(("picker", "none", "edge", "by_character"))


class SecondLookScreen(AskingScreen):
    """Asks about a span; where the answer is another one than before, that is told before the next is asked about."""

    CSS_PATH = "second_look.tcss"
    SCOPE: ClassVar[Scope] = "second_look"
    BINDINGS = bindings("second_look")

    def __init__(self, store: Store, looks: SecondLook) -> None:
        """`looks` stands at its first span."""
        super().__init__(store)
        self.looks = looks
        self._told: Look | None = None
        self._done = False
        self._shown = ""
        self._used = label_shares(store.conn)

    # -- what is shown

    @property
    def scheme(self) -> Scheme:
        """The labels that can be given."""
        return self.looks.session.scheme

    def show_place(self) -> None:
        """Show the text around the span, with no label in it."""
        session, view = self.looks.session, self.view
        if self._shown != session.key:
            self._shown = session.key
            view.display_mode = "plain"  # there are no lanes where there is no label
            view.show(session.text, lambda _start, _end: [], roles=masthead(session.article), colours={})
        start, end = self.looks.edges
        view.selection = self.looks.edges
        view.move_to(start, end=end)

    def renew_lines(self) -> None:
        """Show the lines."""
        looks, width = self.looks, self.app.size.width
        what = f"{looks.annotator} · second look · {looks.number:,} of {looks.of:,}"
        self.line("top").show(title_line(self.store.path.name, what, width))
        self.line("labels").show(
            label_bar(self.scheme.active(), self._used, label_colours(self.app, self.scheme), width)
        )
        keys = footer(self.acting, lambda key: self.applies(key.verb), width)
        told, foot = told_above(keys, (self.word, self.style), width, self._asked())
        self.line("facts").show(told if self.word else facts_line(self._asked(), width))
        self.line("keys").show(foot)

    def _asked(self) -> list[tuple[str, str]]:
        if self._told or self._done:
            return []
        quote = one_line(self.looks.session.text[slice(*self.looks.edges)])
        return [("Which label? x for none ", "$text-muted"), ("▸ ", "$accent"), (quote, "bold")]

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
            self.say(self.word if self._told else "Nothing differs that could be changed.")

    def action_none(self) -> None:
        """It is no span."""
        self._answer(None)

    def give(self, label: str) -> None:
        """Answer with a label."""
        if self.applies("none"):
            self._answer(label)

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

    def move_edge(self, edge: Edge, step: Step, *, by_character: bool) -> None:
        """Move an edge of the answer."""
        self.looks.move_edge(edge, step, by_character=by_character)

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
        self.show_next("Taken back: answer again.")

    def _next(self, said: str) -> None:
        self._told = None
        if self._done or not self.looks.go_on():
            self._done = True
            own = self_agreement(self.store).get(self.looks.annotator)
            said = f"{said} That was all. The same as before, ever: {own or 'none'} · q goes back".strip()
        self.show_next(said)
