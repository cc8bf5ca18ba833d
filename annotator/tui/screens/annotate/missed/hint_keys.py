"""The keys that show letters over the text: on likely spans, on every word, on what is there already.

Typing the letters selects the span or word, or goes to it. Those next to the cursor get one letter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from functools import partial

from textual import events

from annotator import services
from annotator.domain.span import Span
from annotator.tui import screens
from annotator.tui.keys.table import sign
from annotator.tui.lines.parts import keys_line
from annotator.tui.screens.annotate.base import AnnotateBase

_SELECT, _GO = "select what is under the letters", "go to what is under the letters"
_WORDS = "Type the letters of a word to select it;"
_NEIGHBOURS = "edge keys take in its neighbours."
_SIGNS = "Type the letters of a word, or of what is lit, to select it;"
_SECOND = "A label key adds the word; the letters of another one select up to that."
_FEW = 250


def lettered(
    places: Mapping[Span, int],
    cursor: int,
    last: Container[Span] = (),
    but: str = "",
    first: Container[Span] = (),
    *,
    before: Mapping[str, Span] | None = None,
) -> dict[str, Span]:
    """Letters for spans shown at offsets, but for some; the short ones for the `first`, then next to the cursor.

    The `last` have the long ones. Where some are first, no more than `_FEW` have letters: of so few, each of the first
    has a short one. Where most had letters `before`, they keep them: one may have read them already.
    """
    near = sorted(places, key=lambda span: (span not in first, span in last, abs(places[span] - cursor)))
    stay = {letters: span for letters, span in (before or {}).items() if span in places}
    if before and len(near) <= len(before) and len(near) < 2 * len(stay):
        free = sorted(before.keys() - stay.keys(), key=lambda letters: (len(letters), letters))
        new = set(stay.values())
        return stay | dict(zip(free, (span for span in near if span not in new), strict=False))
    letters = services.hint_letters(min(len(places), _FEW) if first else len(places), but)
    return dict(zip(letters, near, strict=False))


class HintKeys:
    """Finds what letters are for in the window; each kind of places is offered as spans, bare ones without a label."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen
        self._likely: tuple[str, Mapping[str, Span]] = "", {}
        """The article, and the letters that its likely spans had last."""
        self._there: tuple[str, Mapping[str, Span]] = "", {}
        """The same of its spans and suggestions."""

    def action_hints(self) -> None:
        """Show letters on likely spans that are not covered yet, or on every word where there are none.

        Where words have no spaces between them, they are on likely spans and on words at once.
        """
        screen, session = self._screen, self._screen.session
        start, end = screen.view.window
        near = [(one.span.start, one.span.end) for one in screen.store.suggestions(session.key, start, end, near=True)]
        found = [Span(*stretch, "") for stretch in services.candidates_in(session, start, end, near)]
        if not found:
            self._offer_words()
            return
        if services.is_mostly_unspaced(session, start, end):
            self._offer_words(found)
            return
        said = f"Type letters to select, then a label key adds; {self._signs()} puts letters on every word."
        before = self._likely[1] if self._likely[0] == session.key else None
        places = {one: one.start for one in found}
        numbers = [one for one in found if services.is_number(one.quote(session.text))]
        if numbers and any(services.is_number(held.quote(session.text)) for held in session.layer.held):
            numbers = []  # they are labelled here
        otherwise = self._otherwise(self._offer_words)
        hints = self._offer(places, said, self._select, otherwise, lit=found, last=numbers, before=before)
        self._likely = session.key, hints

    def action_span_hints(self) -> None:
        """Show letters on the spans and suggestions in the window."""
        session, taken = self._screen.session, set[int]()
        places: dict[Span, int] = {}
        start, end = self._screen.view.window
        for span in session.spans(start, end):
            starts = [max(span.start, start), *(first for first, _ in session.tokens.within(span.start, span.end))]
            places[span] = next((one for one in starts if one not in taken), starts[0])
            taken.add(places[span])
        if places:
            before = self._there[1] if self._there[0] == session.key else None
            hints = self._offer(places, "Type the letters to go there.", self._go_to, does=_GO, before=before)
            self._there = session.key, hints
        else:
            self._screen.say("There is no span on this page.")

    # -- words

    def _signs(self) -> str:
        return " ".join(map(sign, self._own_keys()))

    def _own_keys(self) -> list[str]:
        return [name for key in self._screen.acting if key.verb == "hints" for name in key.names]

    def _otherwise(self, again: Callable[[], object]) -> Callable[[events.Key], bool]:
        """What is done with a key that is no letter: `again` for that of the hints, a line of text is opened."""

        def receive(event: events.Key) -> bool:
            if event.key in self._own_keys():
                again()
                return True
            return not self._screen.opens_line(event) or self._screen.receive_key(event)

        return receive

    def _offer_words(self, likely: Collection[Span] = (), *, others: bool = False) -> None:
        """Show letters on words, or on the likely span they are in; likely spans are lit.

        Pressed again, on the `others`: words that had no room for letters, those within likely spans, and the parts of
        words with hyphens.
        """
        session = self._screen.session
        words, second = self._words(), self._words(between=True)
        second |= {word: at for word, at in words.items() if any(map(word.overlaps, likely))}
        shown = second if others else {word: at for word, at in words.items() if word not in second}
        small = {word for word in shown if not services.is_likely(session, word.start, word.end)}
        lit = () if others else likely
        shown |= {one: one.start for one in lit}
        if not shown:
            self._screen.say("There is no word on this page.")
            return
        if services.is_mostly_unspaced(session, *self._screen.view.window):
            said = f"{_SIGNS} {self._signs()}: the words between."
        else:
            there = "whole words" if others else "parts of words with hyphens"
            said = f"{_WORDS} {self._signs()}: {there}." if second else f"{_WORDS} {_NEIGHBOURS}"
        again = self._otherwise(lambda: self._offer_words(likely, others=bool(second) and not others))
        hints: dict[str, Span] = {}
        first = partial(self._first_word, words=shown, before=hints)
        hints |= self._offer(shown, said, first, again, lit=lit, last=small)

    def _words(self, *, between: bool = False) -> dict[Span, int]:
        found = services.words_in(self._screen.session, *self._screen.view.window, between=between)
        return {Span(*stretch, ""): stretch[0] for stretch in found}

    def _first_word(self, word: Span, words: Mapping[Span, int], before: Mapping[str, Span]) -> None:
        """Select a word, and with the letters of another one all up to that; any other key is for the selection.

        Words keep the letters they had `before`. But the signs right behind a word without a space have the first
        letters, in order, whatever word begins there.
        """
        self._select(word)
        behind = [Span(*stretch, "") for stretch in services.signs_behind(self._screen.session, word.end)]
        begun = {one.start for one in behind}
        others = {one: at for one, at in words.items() if one != word and at not in begun}
        others |= {one: one.start for one in behind}

        def select(other: Span) -> None:
            self._select(Span(min(word.start, other.start), max(word.end, other.end), ""))

        if others:
            kept = None if behind else before
            self._offer(others, _SECOND, select, self._screen.receive_key, first=behind, before=kept)

    # -- any places

    def _select(self, span: Span) -> None:
        self._screen.session.select_stretch(span.start, span.end)
        self._screen.refresh_view()

    def _go_to(self, span: Span) -> None:
        self._screen.session.go_to(span)
        self._screen.refresh_view()

    def _offer(
        self,
        places: Mapping[Span, int],
        said: str,
        chosen: Callable[[Span], None],
        otherwise: Callable[[events.Key], bool] | None = None,
        *,
        does: str = _SELECT,
        lit: Collection[Span] = (),
        first: Container[Span] = (),
        last: Container[Span] = (),
        before: Mapping[str, Span] | None = None,
    ) -> Mapping[str, Span]:
        """Show letters at offsets, some spans `lit`; gives a span to `chosen`, another key to `otherwise`.

        Gives the letters of each.
        """
        screen, but = self._screen, "".join(self._own_keys())
        hints = lettered(places, screen.session.cursor, last, but, first, before=before)
        if far := len(places) - len(hints):
            said = f"{said} {far} far from the cursor {'has' if far == 1 else 'have'} none."

        def show(hints: Mapping[str, Span]) -> None:
            screen.view.show_hints({places[span]: letters for letters, span in hints.items()})
            screen.view.show_finds(sorted((span.start, span.end) for span in hints.values() if span in lit))
            screen.only_keys = keys_line((("a-z", does), ("esc", "back")))
            screen.say(said)

        def leave(span: Span | None) -> None:
            screen.only_keys = None
            screen.view.show_hints({})
            screen.view.show_finds(())
            if span:
                chosen(span)
            else:
                screen.refresh_view()

        def astray(typed: str) -> None:
            screen.say(f"There are no letters {typed}.", "$warning")

        show(hints)
        screen.app.push_screen(screens.Hints(hints, show, leave, otherwise, astray=astray, view=screen.view, but=but))
        return hints
