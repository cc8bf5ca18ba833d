"""Letters on spans that answer a question of a task: one for each target in sight, digits for the next ones.

What stands for the same has the same letter wherever it is in sight.

`space` takes the only one there is, `<` asks the other way round, `+` lets one answer follow the other, `/` finds any
of them by its words; a hot key of the task asks another question.

Where one answer follows the other, any key that is no letter lets go of the question and is carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from textual import events

from annotator import services
from annotator.domain.folded import fold
from annotator.domain.span import Span
from annotator.services.claiming.question import Pointing, Step, Target
from annotator.tui import screens
from annotator.tui.keys.table import sign
from annotator.tui.lines.parts import Parts, keys_line
from annotator.tui.screens.claims.base import ClaimsBase
from annotator.tui.screens.claims.choice_list import ChoiceList, Row
from annotator.tui.screens.claims.places import places_of, united

_DIGITS = "123456789"


class Letters:
    """Asks a question, and gives the step of its answer to `answered`."""

    def __init__(
        self, screen: ClaimsBase, pointing: Pointing, answered: Callable[[Step], None], *, several: bool = False
    ) -> None:
        self._screen, self.pointing, self._told, self._several = screen, pointing, answered, several
        start, end = screen.view.window
        in_sight = [one for one in pointing.targets if any(span.start < end and span.end > start for span in one.spans)]
        self._out = [one for one in pointing.targets if one not in in_sight]
        letters = services.hint_letters(len(in_sight))
        self._in_sight = dict(zip(letters, in_sight, strict=False))
        self.done: Collection[Span] = ()
        self.keys = self._keys()

    @property
    def numbered(self) -> Sequence[Target]:
        """The nearest of those that are out of sight."""
        return self._out[: len(_DIGITS)]

    @property
    def more(self) -> int:
        """How many have neither a letter nor a number."""
        return len(self._out) - len(self.numbered)

    def ask(self) -> None:
        """Show the letters, and wait for an answer."""
        screen = self._screen
        screen.asked = self
        screen.light()
        spans = {letters: one.span for letters, one in self._in_sight.items() if one.span not in self.done}
        self._show(spans)
        left = [one for one in self._in_sight.values() if one.span not in self.done]
        places = {span: one.span for one in left for span in one.spans}
        hints = screens.Hints(
            spans, self._show, self._leave, self._otherwise, astray=self._astray, view=screen.view, places=places
        )
        screen.app.push_screen(hints)

    def _keys(self) -> Parts:
        asked = self.pointing
        signs = [("a-z", "one after the other" if self._several else "take it")] if self._in_sight else []
        signs += [("space", "the only one")] if asked.proposed and not self._several else []
        last = len(self.numbered)
        signs += [(f"1-{last}" if last > 1 else "1", "out of sight")] if last else []
        signs += [("/", "search")]
        signs += [(sign(self._key_of("turn")), "turn")] if asked.turned else []
        signs += [(sign(self._key_of("more")), "several")] if asked.again and not self._several else []
        return keys_line((*signs, ("esc", "done" if self._several else "let go")))

    def _key_of(self, verb: str) -> str:
        return next((name for key in self._screen.acting if key.verb == verb for name in key.names), "")

    def _show(self, spans: Mapping[str, Span]) -> None:
        screen = self._screen
        every = {one.span: one.spans for one in self._in_sight.values()}
        on = [(letters, stretch) for letters, span in spans.items() for stretch in every[span]]
        screen.view.show_hints(places_of(on, screen.view.window, screen.session.text))
        screen.view.show_finds(united(stretch for _, stretch in on))
        screen.say("")

    def _astray(self, typed: str) -> None:
        self._screen.say(f"There are no letters {typed}.", "$warning")

    def _leave(self, span: Span | None) -> None:
        screen = self._screen
        screen.asked = None
        screen.view.show_hints({})
        screen.view.show_finds(())
        target = next((one for one in self._in_sight.values() if one.span == span), None)
        if target:
            self._answered(self.pointing.pick(target))
        else:
            screen.refresh_view()

    def _otherwise(self, event: events.Key) -> bool:
        """Take a number, the only one, turn the question round, search; or leave it for a hot key of the task."""
        asked, typed = self.pointing, event.character or ""
        if typed and typed in _DIGITS[: len(self.numbered)]:
            self._numbered(self._out[int(typed) - 1])
        elif event.key == "space" and asked.proposed and not self._several:
            self._answered(asked.pick(asked.proposed))
        elif event.key == self._key_of("turn") and asked.turned:
            self._turned(asked.turned())
        elif event.key == self._key_of("turn") and asked.one_way:
            self.ask()
            self._screen.say(asked.one_way, "$warning")
        elif event.key == self._key_of("more") and asked.again:
            Letters(self._screen, asked, self._told, several=True).ask()
        elif event.key == self._key_of("search"):
            self._search()
        elif typed.isupper() or (self._several and event.key != "escape"):
            return self._screen.receive_key(event)
        elif event.key != "escape":
            self._screen.say("That was no letter: the question is let go of.", "$warning")
        return True

    def _numbered(self, target: Target) -> None:
        if target.span in self.done:
            self.ask()
            self._screen.say(f"{target.words} is done already.", "$warning")
        else:
            self._answered(self.pointing.pick(target))

    def _answered(self, step: Step) -> None:
        """Give the answer; where one follows the other, ask for the next, under the same letters and numbers."""
        self._told(step)
        if self._several and self.pointing.again:
            self.pointing = self.pointing.again()
            left = {one.span for one in self.pointing.targets}
            self.done = {one.span for one in (*self._in_sight.values(), *self._out)} - left
            if left:
                self.ask()

    def _turned(self, asked: Pointing) -> None:
        if asked.targets:
            Letters(self._screen, asked, self._told, several=self._several).ask()
        else:
            self.ask()
            self._screen.say("No span is left that could be the other end, turned round.", "$warning")

    def _search(self) -> None:
        targets = self.pointing.targets

        def rows(typed: str) -> list[Row]:
            wish = fold(typed).casefold()
            fitting = (one for one in targets if wish in fold(f"{one.words} {one.span.label}").casefold())
            return [Row(one.words, one.span.label, "", one) for one in fitting]

        def chosen(answer: tuple[object, str] | None) -> None:
            if answer and isinstance(answer[0], Target):
                self._answered(self.pointing.pick(answer[0]))

        self._screen.app.push_screen(ChoiceList(self.pointing.asked, rows), chosen)
