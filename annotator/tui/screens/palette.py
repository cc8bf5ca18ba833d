"""The command palette, in the house style: a box of one line an action, and its own keys in the place of the footer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from annotator.tui.lines.parts import keys_line
from annotator.tui.screens.common.dismiss_once import DismissOnce
from annotator.tui.terminal.steady_palette import SteadyPalette
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.text_line import Harmless

_ANSWERS = (("↑ ↓", "choose"), ("enter", "do it"), ("esc", "back"))


class Palette(SteadyPalette, DismissOnce[None]):
    """The command palette, left once; what is typed or pasted there is shown harmless."""

    CSS = """
    Palette {
        & > Vertical { width: 120; max-width: 90%; margin-top: 3; background: $surface; }
        & #--input { border: round $primary; background: $surface; padding: 0 1; }
        & #--input.--list-visible { border-bottom: none; }
        & CommandInput, & CommandInput:focus { border: none; height: 1; padding: 0; }
        & SearchIcon { display: none; }
        & CommandList, & CommandList:focus {
            border: round $primary; border-top: none; background: $surface; padding: 0 1; max-height: 60vh;
            scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & CommandList > .option-list--option { padding: 0; text-style: none; }
        & #answers { dock: bottom; background: $background; }
    }
    """

    def compose(self) -> ComposeResult:
        """The box, and the keys that answer."""
        yield from super().compose()
        yield Line(id="answers")

    def on_mount(self) -> None:
        """Show harmless what is typed."""
        self.query_one(Input).highlighter = Harmless()
        self.query_one("#answers", Line).show(keys_line(_ANSWERS))
