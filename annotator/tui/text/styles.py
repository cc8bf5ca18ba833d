"""Which style what is drawn has: colours of the palette, and attributes that tell states apart without them.

Sixteen colours have no tints, so decided spans are bold there and whatever lies over the text is
reversed; without colours open ones are underlined too. A *layer* lies over the text: the
selection, search hits, the cursor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rich.style import Style

from annotator.tui.style.palette import Palette, blend
from annotator.tui.style.worn import Depth, fitted
from annotator.tui.text.marks import Mark

Role = Literal["text", "title", "byline", "sign"]
Overlay = Literal["", "selection", "find", "found", "cursor"]

_LINES = {"decided": "━", "auto": "━", "open": "┄", "version": "╍", "rejected": "─"}


class Styles:
    """The styles of one theme for labels of given colours (label name -> colour name)."""

    def __init__(self, palette: Palette, colours: Mapping[str, str], depth: Depth = "full") -> None:
        self.palette = fitted(palette, depth)
        self.colours, self.depth, self._rich = colours, depth, depth in ("full", "indexed")
        self.plain = Style(color=palette.text, bgcolor=palette.page)
        self.aside = self.plain + Style(color=palette.dim)
        self.hint = self._block(palette.hint, "bold")
        self.mark = self.plain + self._style("", self.palette.cursor)
        self._texts: dict[tuple[object, ...], Style] = {}
        self._lanes: dict[tuple[object, ...], Style] = {}

    def text(self, role: Role, mark: Mark | None, layer: Overlay, *, focused: bool) -> Style:
        """The style of a stretch of text: its role, the mark on top, and what lies over it."""
        key = (role, layer, focused, mark and (mark.state, mark.weak, mark.span.label))
        style = self._texts.get(key)
        if style is None:
            style = self._role(role) + self._mark(mark, focused=focused) + self._layer(layer, focused=focused)
            self._texts[key] = style
        return style

    def lane(self, mark: Mark, *, focused: bool) -> Style:
        """The style of a mark's name and line in a lane, and of its tag in compact display."""
        key = (mark.state, mark.weak, mark.span.label, focused)
        style = self._lanes.get(key)
        if style is None:
            style = self._lanes[key] = self.plain + self._lane(mark, focused=focused)
        return style

    def blanks_look_plain(self, style: Style | None) -> bool:
        """Whether a blank in that style looks like one of the page."""
        return (
            style is not None
            and style.bgcolor == self.plain.bgcolor
            and not (style.underline or style.strike or style.reverse)
        )

    @staticmethod
    def line(mark: Mark) -> str:
        """The character that a mark's line is made of: solid where it holds, dotted where it is only suggested."""
        return _LINES[mark.state]

    def _role(self, role: Role) -> Style:
        match role:
            case "title":
                return self.plain + Style(bold=True)
            case "byline":
                return self.plain + Style(color=self.palette.dim, italic=True)
            case "sign":
                return self.aside
            case "text":
                return self.plain

    def _mark(self, mark: Mark | None, *, focused: bool) -> Style:
        if mark is None:
            return Style.null()
        name = self.colours.get(mark.span.label, "")
        colour = self.palette.label(name)
        if focused:
            return self._block(colour, "bold strike" if mark.state == "rejected" else "bold")
        match mark.state:
            case "decided" | "auto":
                return self._style(self._low("bold"), colour, self.palette.tinted(name))
            case "open" if mark.weak:
                return self._style(f"not bold italic {self._mono('dim underline')}", self.palette.paled(name))
            case "open":
                return self._style(f"not italic {self._mono('underline')}", colour)
            case "version":
                return self._style(f"underline {self._mono('bold')}", colour)
            case "rejected":
                return self._style(f"strike {self._mono('dim')}", self.palette.dim)

    def _layer(self, layer: Overlay, *, focused: bool) -> Style:
        if layer == "cursor" and focused:
            return Style.parse("underline")
        if layer and not self._rich:
            return Style.parse(
                "bold underline" if layer == "find" else "bold reverse" if layer == "found" else "reverse"
            )
        match layer:
            case "selection":
                return self._style("", self.palette.text, self.palette.selection)
            case "find":
                return self._style("", self.palette.text, self.palette.find)
            case "found":
                return self.hint
            case "cursor":
                return Style(bgcolor=self.palette.cursor, underline=True)
            case "":
                return Style.null()

    def _lane(self, mark: Mark, *, focused: bool) -> Style:
        colour = self.palette.label(self.colours.get(mark.span.label, ""))
        if focused:
            return self._block(colour, "bold strike" if mark.state == "rejected" else "bold")
        match mark.state:
            case "decided" | "auto" | "version":
                return self._style(self._low("bold"), colour)
            case "open" if mark.weak:
                return self._style(f"italic {self._mono('dim')}", blend(colour, self.palette.page, self.palette.pale))
            case "open":
                return self._style("", blend(colour, self.palette.page, self.palette.pale / 2))
            case "rejected":
                return self._style("strike", self.palette.dim)

    def _low(self, attribute: str) -> str:
        return "" if self._rich else attribute

    def _mono(self, attribute: str) -> str:
        return attribute if self.depth == "mono" else ""

    def _style(self, attributes: str, colour: str, ground: str | None = None) -> Style:
        style = Style.parse(attributes)
        if self.depth == "mono":
            return style
        return style + Style(color=colour, bgcolor=ground if self._rich else None)

    def _block(self, ground: str, attributes: str) -> Style:
        """A filled block; without colours, the page reversed."""
        if self.depth == "mono":
            return Style.parse(f"reverse not italic {attributes}")
        light = self.palette.text if ground == self.palette.hint and not self.palette.dark else self.palette.page
        return Style.parse(f"not italic {attributes}") + Style(color=light, bgcolor=ground)
