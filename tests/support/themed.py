"""An app in the project's colours, for a widget that is tested by itself."""

from __future__ import annotations

from textual.app import App

from annotator.tui.style.themes import THEMES


class Themed(App[None]):
    """Knows the project's themes, and wears the dark one."""

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "annotator-dark"
