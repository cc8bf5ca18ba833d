"""Hints: letters over the text; typing them chooses what they are on. The page stays as it is underneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_lowercase

from textual import events
from textual.screen import ModalScreen

from annotator.domain.span import Span
from annotator.tui.screens.common.dismiss_once import DismissOnce
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.widgets.article_view import ArticleView


class Hints(ModalScreen[None], DismissOnce[None], DirectKeys):
    """Waits for the letters of one of `spans`; tells `narrow` what fits after each, `chosen` the span.

    A letter that fits nothing is told to `astray`, and the hints stay, or the next one would be a key. Another key
    that fits nothing leaves them with None, and is given to `otherwise`, if there is one; so is a letter in `but`.
    A click in the `view` chooses the shortest span that is there, or what that stands for in `places`, or leaves them.
    """

    DEFAULT_CSS = "Hints { background: transparent; }"

    def __init__(
        self,
        spans: Mapping[str, Span],
        narrow: Callable[[Mapping[str, Span]], None],
        chosen: Callable[[Span | None], None],
        otherwise: Callable[[events.Key], bool] | None = None,
        *,
        astray: Callable[[str], None],
        view: ArticleView,
        places: Mapping[Span, Span] | None = None,
        but: str = "",
    ) -> None:
        super().__init__()
        self.spans, self._narrow, self._chosen, self._otherwise = spans, narrow, chosen, otherwise
        self._astray, self._letters = astray, frozenset(ascii_lowercase).difference(but)
        self._typed, self._view = "", view
        self._places = {span: span for span in spans.values()} if places is None else places

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take what is clicked."""
        x, y = event.screen_x - self._view.region.x, event.screen_y - self._view.region.y
        at = self._view.offset_at(x, y)
        there = (span for span in self._places if at is not None and span.start <= at < span.end)
        found = min(there, key=len, default=None)
        self._leave(self._places[found] if found else None)

    def receive_key(self, event: events.Key) -> bool:
        """Take a letter; `backspace` takes it back, what is no letter leaves."""
        typed = self._typed[:-1] if event.key == "backspace" else self._typed + (event.character or "\0")
        fitting = {letters: span for letters, span in self.spans.items() if letters.startswith(typed)}
        if not fitting and event.character in self._letters:
            self._astray(typed)
            return True
        if not fitting or (event.key == "backspace" and not self._typed):
            self._leave(None)
            return self._otherwise is None or self._otherwise(event)
        if typed in fitting:
            self._leave(fitting[typed])
        else:
            self._typed = typed
            self._narrow({letters[len(typed) :]: span for letters, span in fitting.items()})
        return True

    def _leave(self, span: Span | None) -> None:
        self.dismiss()
        self._chosen(span)
