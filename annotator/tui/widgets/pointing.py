"""The mouse over a text: clicks and drags become messages about offsets, the wheel scrolls."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from textual import events
from textual.message import Message

from annotator.domain.span import Span
from annotator.tui.widgets.canvas import Canvas

_WHEEL = 3  # lines a notch


class Pointing(Canvas):
    """A widget of text that can be pointed at; cells and lines are those of its content."""

    @dataclass
    class Clicked(Message, namespace="article_view"):
        """The text was clicked at `offset`; `span` is the one whose lane was clicked, if it was a lane."""

        offset: int
        span: Span | None = None

    @dataclass
    class Dragged(Message, namespace="article_view"):
        """The mouse was drawn from the code point at one offset to the one at another, before or behind it."""

        start_offset: int
        end_offset: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._pressed: tuple[int, Span | None] | None = None
        self._drawn_to: int | None = None

    @abstractmethod
    def offset_at(self, x: int, y: int) -> int | None:
        """The code point at a cell; None where there is no text on that line."""

    @abstractmethod
    def span_at(self, x: int, y: int) -> Span | None:
        """The span whose name or line is drawn at a cell."""

    @abstractmethod
    def scroll_lines(self, lines: int) -> None:
        """Move the window by so many lines."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a click or a drag."""
        at = event.get_content_offset(self)
        offset = self.offset_at(*at) if at else None
        if offset is not None and at is not None:
            self._pressed, self._drawn_to = (offset, self.span_at(*at)), None
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the selection on."""
        if self._pressed is None:
            return
        x, y = event.x, min(max(event.y, 0), self.content_size.height - 1)
        if y != event.y:
            self.scroll_lines(event.y - y)
        offset = self.offset_at(x, y)
        if offset is not None and offset != (self._pressed[0] if self._drawn_to is None else self._drawn_to):
            self._drawn_to = offset
            self.post_message(self.Dragged(self._pressed[0], offset))

    def on_mouse_up(self) -> None:
        """Tell of a click, if it was none of a drag."""
        self.release_mouse()
        if self._pressed is not None and self._drawn_to is None:
            self.post_message(self.Clicked(*self._pressed))
        self._pressed = None

    def on_click(self, event: events.Click) -> None:
        """The second click of two is a drag within one word."""
        at = event.get_content_offset(self)
        offset = self.offset_at(*at) if at and event.chain == 2 else None
        if offset is not None:
            self.post_message(self.Dragged(offset, offset))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on."""
        event.stop()
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self.scroll_lines(-_WHEEL)
