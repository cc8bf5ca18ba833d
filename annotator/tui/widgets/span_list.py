"""The side list: spans and suggestions with state, label and score, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.domain.span import Span
from annotator.tui.lines import fit
from annotator.tui.marks import Mark
from annotator.tui.visible import visible

_SIGNS = {"decided": "●", "auto": "⊙", "open": "○", "rejected": "✗", "version": "◇"}
_STYLES = {"open": "$text-muted", "rejected": "strike $text-muted"}
_LABEL = 9


class SpanList(ScrollView):
    """Shows marks, the focused one highlighted; a click chooses one."""

    DEFAULT_CSS = """
    SpanList { width: 34; height: 1fr; border-left: solid $panel; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Chosen(Message):
        """A span was chosen."""

        span: Span

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._text = ""
        self._marks: Sequence[Mark] = ()
        self._focus: Span | None = None
        self._colours: Mapping[str, str] = {}

    def show(self, text: str, marks: Sequence[Mark], focus: Span | None, colours: Mapping[str, str]) -> None:
        """Show these marks of a text, with the focused one in view."""
        self._text, self._marks, self._focus, self._colours = text, marks, focus, colours
        self.virtual_size = Size(0, len(marks) + 2)
        if focus:
            line = bisect_left(marks, focus, key=lambda mark: mark.span) + 2
            top, height = self.scroll_offset.y, self.size.height
            if height and not top <= line < top + height:
                self.scroll_to(y=max(0, line - height // 2), animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The head, an empty line, then a line a mark."""
        line, width = y + self.scroll_offset.y, self.size.width
        if line == 0:
            content = Content.assemble(("spans", "bold"), (f"  {len(self._marks)}", "$text-muted"))
        elif 2 <= line < len(self._marks) + 2:
            content = self._line(self._marks[line - 2], width)
        else:
            return Strip.blank(width, self.rich_style)
        return Strip(content.render_segments(self.visual_style)).adjust_cell_length(width, self.rich_style)

    def _line(self, mark: Mark, width: int) -> Content:
        here = mark.span == self._focus
        colour = self._colours.get(mark.span.label, "$text")
        score = f"{mark.score:.2f}".lstrip("0") if mark.score is not None and mark.state == "open" else ""
        label = set_cell_size(fit(visible(mark.span.label), _LABEL), _LABEL)
        room = width - _LABEL - 8
        quote = fit(visible(mark.span.quote(self._text).replace("\n", " ")), room)
        style = {"decided": "", "auto": "", "open": "$text-muted", "rejected": "strike $text-muted"}.get(mark.state, "")
        line = Content.assemble(
            ("▸ " if here else f"{_SIGNS[mark.state]} ", f"bold {colour}"),
            (
                quote + " " * (room - cell_len(quote)),
                style,
            ),
            (f" {label}", colour),
            (f"{score:>4}", "$text-muted"),
        )
        return line.stylize("on $panel") if here else line

    def on_click(self, event: events.Click) -> None:
        """Choose the span of a line."""
        line = event.y + self.scroll_offset.y - 2
        if 0 <= line < len(self._marks):
            self.post_message(self.Chosen(self._marks[line].span))
