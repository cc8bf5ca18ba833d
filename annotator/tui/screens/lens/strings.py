"""The strings that a layer treats differently, the worst first; `enter` shows the places of one."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import ClassVar, NamedTuple, Self

from textual.content import Content

from annotator.domain.decisions import GOLD
from annotator.domain.text.pattern import of_words
from annotator.errors import WrongUsage
from annotator.plural import counted
from annotator.services.finding.asked import Sought
from annotator.services.finding.inconsistent import Treatment, Treatments
from annotator.services.finding.set_aside import treatment_of, turn_aside
from annotator.storage.store import Store
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.screens.lens.facts import layer_word
from annotator.tui.screens.lens.lines import string_line
from annotator.tui.screens.lens.listing import LensList, empty
from annotator.tui.screens.lens.screen import LensScreen


class _Turned(NamedTuple):
    """A string that was set aside, or listed again, and the reason that it is set aside for."""

    string: str
    why: str

    @classmethod
    def now(cls, one: Treatment) -> Self:
        """The same of a string as it is now."""
        return cls(one.string, one.aside.why if one.aside else "")


class StringsScreen(LensList):
    """Strings under several labels, or labelled here and not there, in one layer."""

    SCOPE: ClassVar[Scope] = "strings"
    BINDINGS = bindings("strings")

    def __init__(self, store: Store, user: str, layer: str, *, blind: bool = False) -> None:
        super().__init__(store, user, layer, blind=blind)
        self._strings: list[Treatment] = []
        self._treatments = Treatments(store, layer)
        self._seen = 0
        self._aside = False
        self._turned: list[_Turned] = []
        self._undone: list[_Turned] = []

    def on_screen_resume(self) -> None:
        """Count anew where something was decided since."""
        seen = self.store.last_decision
        if seen != self._seen:
            self._seen, self._treatments = seen, Treatments(self.store, self.whose)
            self.begin()
        else:
            self._list()

    def read(self, seconds: float) -> bool:
        """Go on counting; the strings are listed when all are."""
        more = self._treatments.read(seconds)
        if not more:
            self._strings = self._listed()
        return more

    def _listed(self) -> list[Treatment]:
        return self._treatments.set_aside() if self._aside else self._treatments.inconsistent()

    def _list(self) -> None:
        """List the strings as they are set aside now."""
        if not self.reading:
            self._strings = self._listed()
            self.renew()

    def about(self) -> str:
        """Whose strings these are."""
        return f"strings treated differently in {layer_word(self.whose)}"

    def facts(self) -> str:
        """How many there are, of how many."""
        one = self._treatments
        if self.reading:
            return f"Comparing: {one.articles:,} of {counted(one.of, 'article')}."
        if self._aside:
            return f"{counted(len(self._strings), 'string')} set aside as right. s lists one again, z shows the others."
        found = f"{len(self._strings):,} of {counted(one.labelled, 'string')} in {counted(one.of, 'finished article')}"
        aside = len(one.set_aside())
        return f"{found}{f', {aside:,} more set aside' if aside else ''}. / finds any other words."

    def show_rows(self, row: int) -> None:
        """Show the strings."""
        colours, kept = self.colours(), self.kept
        kept.wear(colours)

        def draw(number: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
            one = self._strings[number]
            line = partial(string_line, one, colours, width, here=here)
            return [kept.line((number, width, here, one.aside), one, line)]

        none = "No string is set aside here." if self._aside else "No string is treated differently here."
        nothing = "" if self.reading or self._strings else none
        self.rows.show([empty(nothing)], len(self._strings), draw, row)

    def applies(self, verb: str) -> bool:
        """A string is opened or set aside where there is one, or may be one yet."""
        if verb in ("undo", "redo"):
            return bool(self._last if verb == "undo" else self._undone)
        return verb not in ("open", "set_aside") or self.reading or bool(self._strings)

    def refuse(self, verb: str) -> None:
        """Say why a key does nothing now."""
        turns = {"undo": "You have set no string aside here.", "redo": "There is nothing to bring back here."}
        self.say(turns.get(verb, "There is no string here: / finds any words."))

    def action_open(self) -> None:
        """Show the places of the string."""
        self.read_all()
        if not self._strings:
            self.refuse("open")
        elif self.is_active and self.rows.cursor is not None:
            self._look(of_words(self._strings[self.rows.cursor].string))

    def action_set_aside(self) -> None:
        """Set the string aside, or list it again."""
        self.read_all()
        if self._strings and self.rows.cursor is not None:
            one = self._strings[self.rows.cursor]
            self._undone.clear()
            self._turned.append(_Turned.now(one))
            self._turn(one)
        else:
            self.refuse("set_aside")

    @property
    def _last(self) -> _Turned | None:
        """What was done last: here, else of what this person has set aside before, the last."""
        if self._turned:
            return self._turned[-1]
        mine = [(one.aside.at, one) for one in self._treatments.set_aside() if one.aside and one.aside.by == self.user]
        return _Turned.now(max(mine, key=itemgetter(0))[1]) if mine else None

    def action_undo(self) -> None:
        """Take that back."""
        self.read_all()
        if last := self._last:
            self._again(last, self._turned, self._undone)

    def action_redo(self) -> None:
        """Do what was taken back again."""
        self.read_all()
        self._again(self._undone[-1], self._undone, self._turned)

    def _again(self, what: _Turned, before: list[_Turned], after: list[_Turned]) -> None:
        """Turn a string that was turned, which is on the list `before` or on none, and goes on the one `after`."""
        del before[-1:]
        try:
            one = treatment_of(self._treatments, what.string)
        except WrongUsage as error:
            self.say(str(error), "$warning")
        else:
            after.append(what)
            self._turn(one, what.why)

    def _turn(self, one: Treatment, why: str = "") -> None:
        told = turn_aside(self.store, self.whose, one, by=self.user, why=why)
        self._list()
        self.say(told)

    def action_aside(self) -> None:
        """Show the strings that were set aside, or the others again."""
        self.read_all()
        self._aside = not self._aside
        self._list()

    def action_search(self) -> None:
        """Find any words, or ask a question."""
        self.ask(self._look)

    def _look(self, what: Sought) -> None:
        screen = LensScreen(self.store, self.user, self.whose, what, blind=self.blind, strings=self._strings)
        self.app.push_screen(screen)

    def action_next_layer(self) -> None:
        """Look at gold, or at one's own layer."""
        self.whose = self.user if self.whose == GOLD else GOLD
        self._treatments, self._strings = Treatments(self.store, self.whose), []
        self._turned, self._undone = [], []
        self.begin()
