"""The strings that a layer treats differently, the worst first; `enter` shows the places of one."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.content import Content

from annotator.domain.decisions import GOLD
from annotator.domain.text.pattern import of_words
from annotator.plural import counted
from annotator.services.finding.asked import Sought
from annotator.services.finding.inconsistent import Treatment, Treatments
from annotator.storage.store import Store
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.screens.lens.facts import layer_word
from annotator.tui.screens.lens.lines import string_line
from annotator.tui.screens.lens.listing import LensList, empty
from annotator.tui.screens.lens.screen import LensScreen


class StringsScreen(LensList):
    """Strings under several labels, or labelled here and not there, in one layer."""

    SCOPE: ClassVar[Scope] = "strings"
    BINDINGS = bindings("strings")

    def __init__(self, store: Store, user: str, layer: str, *, blind: bool = False) -> None:
        super().__init__(store, user, layer, blind=blind)
        self._strings: list[Treatment] = []
        self._treatments = Treatments(store, layer)
        self._seen = 0

    def on_screen_resume(self) -> None:
        """Count anew where something was decided since."""
        seen = self.store.last_decision
        if seen != self._seen:
            self._seen, self._treatments = seen, Treatments(self.store, self.whose)
            self.begin()

    def read(self, seconds: float) -> bool:
        """Go on counting; the strings are listed when all are."""
        more = self._treatments.read(seconds)
        if not more:
            self._strings = self._treatments.inconsistent()
        return more

    def about(self) -> str:
        """Whose strings these are."""
        return f"strings treated differently in {layer_word(self.whose)}"

    def facts(self) -> str:
        """How many there are, of how many."""
        one = self._treatments
        if self.reading:
            return f"Comparing: {one.articles:,} of {counted(one.of, 'article')}."
        found = f"{len(self._strings):,} of {counted(one.labelled, 'string')} in {counted(one.of, 'finished article')}"
        return f"{found}. / finds any other words."

    def show_rows(self, row: int) -> None:
        """Show the strings."""
        colours, kept = self.colours(), self.kept
        kept.wear(colours)

        def draw(number: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
            one = self._strings[number]
            return [kept.line((number, width, here), one, partial(string_line, one, colours, width, here=here))]

        nothing = "" if self.reading or self._strings else "No string is treated differently here."
        self.rows.show([empty(nothing), Content("")], len(self._strings), draw, row)

    def applies(self, verb: str) -> bool:
        """A string is opened where there is one, or may be one yet."""
        return verb != "open" or self.reading or bool(self._strings)

    def refuse(self, _verb: str) -> None:
        """Say that there is none."""
        self.say("There is no string here: / finds any words.")

    def action_open(self) -> None:
        """Show the places of the string."""
        self.read_all()
        if not self._strings:
            self.refuse("open")
        elif self.is_active and self.rows.cursor is not None:
            self._look(of_words(self._strings[self.rows.cursor].string))

    def action_search(self) -> None:
        """Find any words, or ask a question."""
        self.ask(self._look)

    def _look(self, what: Sought) -> None:
        strings = [one.string for one in self._strings]
        self.app.push_screen(LensScreen(self.store, self.user, self.whose, what, blind=self.blind, strings=strings))

    def action_next_layer(self) -> None:
        """Look at gold, or at one's own layer."""
        self.whose = self.user if self.whose == GOLD else GOLD
        self._treatments, self._strings = Treatments(self.store, self.whose), []
        self.begin()
