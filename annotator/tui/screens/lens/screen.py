"""The lens: every place of a string, what each layer says there, and one fix for those that are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.content import Content

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.domain.text.pattern import Pattern, of_words
from annotator.plural import counted
from annotator.services.finding.asked import Sought, again
from annotator.services.finding.inconsistent import Treatment
from annotator.services.finding.lens import Lens
from annotator.storage.queries.documents import layer_names
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.screens.labels.label_given import LabelGiven
from annotator.tui.screens.lens.around_place import AroundPlace
from annotator.tui.screens.lens.facts import about, facts, layer_word
from annotator.tui.screens.lens.lines import columns, head, place_line
from annotator.tui.screens.lens.list_keys import ListKeys
from annotator.tui.screens.lens.listing import LensList
from annotator.tui.screens.lens.string_keys import StringKeys
from annotator.tui.screens.long_work import LongWork

_WHY = (("enter", "do it; without words, for no reason said"), ("esc", "leave it"))
_WHY_NOT = {
    "string": "There is no list of strings to go on in: & in the library shows those treated differently.",
    "only string": "This is the only string that is treated differently.",
    "set_aside": "Only a string that is treated differently can be set aside: & in the library lists them.",
    "odd": "No place is treated otherwise than most.",
}
_AT_PLACES = frozenset(("label", "open", "mark", "mark_group", "mark_all", "none", "picker", "list"))
_NO_LABEL = ""


class LensScreen(LensList):
    """The places of a pattern; `strings` are those that one came from, of which it is one, for the way to the next.

    `left` is called when one has gone back.
    """

    SCOPE: ClassVar[Scope] = "lens"
    BINDINGS = bindings("lens")

    around = getters.query_one("#around", AroundPlace)

    def __init__(
        self,
        store: Store,
        user: str,
        layer: str,
        pattern: Sought,
        *,
        blind: bool = False,
        strings: Sequence[Treatment] = (),
        left: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(store, user, layer, blind=blind)
        self._proposing, self._left = False, left
        self._any_case = self._parts = False
        self.lens, self.work = Lens(store, user, layer, pattern), LongWork(self, self.renew)
        self.strings = StringKeys(self, strings, lambda: self.lens, lambda words: self._seek_so(of_words(words)))
        self._labels = LabelGiven(self, store.scheme, self._give)
        self.beside = (ListKeys(self, lambda: self.lens.chosen), self.strings, self._labels)

    def on_mount(self) -> None:
        """Begin to read."""
        self.begin()

    def on_unmount(self) -> None:
        """Leave no work behind."""
        self.work.stop()

    def on_screen_resume(self) -> None:
        """See anew what is said in the article that one comes back from."""
        if self.lens.hits and self.rows.cursor is not None:
            self.lens.read_again({self.lens.hits[self.rows.cursor].article})
            self.renew()

    def _seek(self, what: Sought) -> None:
        """Look at the places of something else."""
        self.lens = Lens(self.store, self.user, self.whose, what, self.lens)
        self._proposing = False
        self.heard()
        self.show_rows(0)
        self.begin()

    # -- what is shown

    def read(self, seconds: float) -> bool:
        """Go on finding."""
        return self.lens.read(seconds)

    def about(self) -> str:
        """The string, how it is looked for, and the how many-th it is of those one came from."""
        return about(self.lens, any_case=self._any_case, parts=self._parts) + self.strings.about

    def facts(self) -> str:
        """How many places there are, and what the layer says of them; or of those marked, what can be done."""
        return facts(self.lens, self.whose, self.app.size.width - 4, proposing=self._proposing, reading=self.reading)

    def _names(self, *, models: bool) -> list[str]:
        others = [] if self.blind else [name for name in layer_names(self.store) if name != self.whose]
        return columns([self.whose, *others], self.app.size.width, models=models)

    def show_rows(self, row: int) -> None:
        """Show the places."""
        lens, colours, kept, models = self.lens, self.colours(), self.kept, self.lens.models
        names = self._names(models=models)
        kept.wear((names, colours, models))

        def draw(number: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
            place, marked = lens.place(number), number in lens.marked
            line = partial(place_line, place, names, colours, width, models=models, here=here, marked=marked)
            return [kept.line((number, width, here, marked), place, line)]

        self.rows.show([head(names, self.rows.room, models=models)], len(lens.hits), draw, row)

    def below(self) -> ComposeResult:
        """The place under the cursor, in its article."""
        yield AroundPlace(id="around")

    def show_cursor(self) -> None:
        """Show more of the article around the place under the cursor."""
        self.around.show(self.lens, self.rows.cursor, self.colours())

    def has_read(self) -> None:
        """Of a string treated differently, begin at a place treated otherwise than most, if one stands at the first."""
        if not self.rows.cursor and self.strings.at is not None:
            self.rows.cursor = self.lens.odd(-1) or 0

    # -- keys

    def applies(self, verb: str) -> bool:
        """A place is marked, opened, changed where there is one; to the next string, where one came from a list."""
        if verb == "string":
            return self.strings.many > 1
        if verb == "set_aside":
            return self.strings.at is not None
        if verb == "odd":
            return self.lens.differs
        return verb not in _AT_PLACES or bool(self.lens.hits)

    def refuse(self, verb: str) -> None:
        """Say why a key does nothing now."""
        why = "only string" if verb == "string" and self.strings.many else verb
        self.say(_WHY_NOT.get(why, "There is no place here."))

    def receive_key(self, event: events.Key) -> bool:
        """Give the label of a key, or perform what the table says; nothing else while much is being done."""
        if self.work.takes(event.key):
            return True
        self.heard()
        taken = self._labels.takes(event)
        if not taken:
            taken = super().receive_key(event)
            if self.is_current:
                self.lens.passed_over = None
        return taken

    def action_open(self) -> None:
        """Open the article at the place."""
        if self.is_active and self.rows.cursor is not None:
            place = self.lens.place(self.rows.cursor)
            at = Span(place.start, place.end, "")
            (self.app.review if self.whose == GOLD else self.app.annotate)(place.article.key, at)

    def action_back(self) -> None:
        """Back to where one came from."""
        super().action_back()
        self._left()

    def action_mark(self) -> None:
        """Mark the place, or let it go, and go down."""
        row = self.rows.cursor or 0
        self.lens.mark(row)
        self.show_rows(row + 1)
        self._renew_lines()

    def action_mark_group(self) -> None:
        """Mark all places of which the layer says the same."""
        self.read_all()
        self.lens.mark_group(self.rows.cursor or 0)
        self.renew()

    def action_mark_all(self) -> None:
        """Mark all places, or let all go."""
        self.read_all()
        self.lens.mark_all()
        self.renew()

    def action_odd(self, way: int) -> None:
        """Go to the next place that is treated otherwise than most, or to the one before."""
        here = self.rows.cursor or 0
        odd = self.lens.odd(here, way)
        if odd is not None and odd != here:
            self.action_go(odd - here)
        else:
            self.say("This is the only place that is treated otherwise than most.")

    def action_propose(self) -> None:
        """Propose the next label instead of deciding, or decide again."""
        self._proposing = not self._proposing
        self.renew()

    def action_none(self) -> None:
        """Let no span stand at these places."""
        if self._proposing:
            self.say("Only a label can be proposed: > decides again.", "$warning")
        else:
            self._give(_NO_LABEL)

    def _give(self, label: str) -> None:
        """Give a label (or none) to what is marked, else to the place under the cursor; of many it is asked why."""
        if not self.lens.hits:
            self.refuse("label")
            return
        numbers = sorted(self.lens.marked) or [self.rows.cursor or 0]
        again, self.lens.passed_over = self.lens.passed_over, None
        if again and again.label == label:
            self.work.begin(self.lens.fixing(again.numbers, label, again.reason, replacing=True))
        elif self._proposing:
            self.work.begin(self.lens.proposing(numbers, label), " > decides again.")
        elif len(numbers) == 1:
            self.work.begin(self.lens.fixing(numbers, label))
        else:
            what = f"{label or 'No span'} at {counted(len(numbers), 'place')} in {layer_word(self.whose)}. Why?"
            prompt = screens.TextPrompt(what, "a reason, noted once", _WHY)
            self.app.push_screen(prompt, lambda why: self._answered(numbers, label, why))

    def _answered(self, numbers: Sequence[int], label: str, why: str | None) -> None:
        if why is not None:
            self.work.begin(self.lens.fixing(numbers, label, why.strip()))

    def action_undo(self) -> None:
        """Take back the last fix that was made here."""
        self.work.begin(self.lens.turning(), then="the same key goes on")

    def action_redo(self) -> None:
        """Bring it back."""
        self.work.begin(self.lens.turning(redo=True), then="the same key goes on")

    def action_search(self) -> None:
        """Look for another string, or ask another question."""
        asked = self.lens.pattern
        self.ask(self._seek_so, "" if isinstance(asked, Pattern) else asked.words)

    def action_any_case(self) -> None:
        """Let case count, or not."""
        self._any_case = not self._any_case
        self._look_again("Capital letters or small ones." if self._any_case else "Case counts again.")

    def action_parts(self) -> None:
        """Find parts of words too, or not."""
        self._parts = not self._parts
        self._look_again("Parts of words too." if self._parts else "Whole words alone.")

    def _look_again(self, said: str) -> None:
        self._seek_so(self.lens.pattern)
        self.say(said)

    def _seek_so(self, what: Sought) -> None:
        """Look at the places of something, with case and parts as they are set."""
        self._seek(again(self.store, what, any_case=self._any_case, whole=not self._parts))

    def action_next_layer(self) -> None:
        """Look at gold, or at one's own layer."""
        self.whose = self.user if self.whose == GOLD else GOLD
        self._seek_so(self.lens.pattern)
