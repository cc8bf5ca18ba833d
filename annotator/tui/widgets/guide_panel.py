"""The guideline beside the text, to scroll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.containers import VerticalScroll

from annotator.domain.scheme import Label
from annotator.tui.text.page import GUIDE
from annotator.tui.widgets.guideline_text import GuidelineText


class GuidePanel(VerticalScroll, can_focus=False):
    """The entries of all labels, one of them before all."""

    DEFAULT_CSS = f"""GuidePanel {{
        width: {GUIDE}; padding: 1 1 0 1; border-left: solid $panel; background: $background;
        scrollbar-size-vertical: 1;
    }}"""

    def __init__(self) -> None:
        self._text = GuidelineText()
        super().__init__(self._text, id="guide")

    def show(self, labels: Sequence[Label], colours: Mapping[str, str], first: str, below: str) -> None:
        """Show the entries from the top, that of the label `first` before all, `below` it what else is known."""
        self._text.show(labels, colours, first, below)
        self.scroll_home(animate=False)
