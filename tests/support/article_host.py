"""An app that shows one article and nothing else, and keeps what it is asked and told."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from annotator.tui.style.themes import THEMES
from annotator.tui.text.marks import Mark
from annotator.tui.widgets.article_view import ArticleView

LINE = "Leaders of the Harbour Workers’ Union said in 東京 on Tuesday they would meet officials of the Ministry. "
TEXT = "Port unions in Valdora agree\n\n" + "\n\n".join(f"{number} {LINE}{LINE}" for number in range(40))


class Host(App[None]):
    def __init__(self, text: str = TEXT) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "annotator-dark"
        self.text = text
        self.marks: list[Mark] = []
        self.told: list[Any] = []
        self.asked: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_mount(self) -> None:
        self.view.show(self.text, self.touching, roles=[(0, 28, "title")], colours={"ORG": "magenta"})
        self.begin()

    def begin(self) -> None:
        """What happens before the first layout."""

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def touching(self, start: int, end: int) -> list[Mark]:
        self.asked.append((start, end))
        marks = sorted(self.marks, key=lambda mark: mark.span)
        return [mark for mark in marks[: bisect_left([m.span.start for m in marks], end)] if mark.span.end > start]

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        self.told.append(message)

    def on_article_view_dragged(self, message: ArticleView.Dragged) -> None:
        self.told.append(message)

    def screen_text(self) -> list[str]:
        return [self.view.render_line(y).text for y in range(self.view.size.height)]


class Recorder:
    """What a view asks to be repainted."""

    def __init__(self, view: ArticleView, monkeypatch: pytest.MonkeyPatch) -> None:
        self.regions: list[Region] = []
        original = view.refresh

        def refresh(*regions: Region, **how: bool) -> ArticleView:
            self.regions += regions or [view.size.region]
            return original(*regions, **how)

        monkeypatch.setattr(view, "refresh", refresh)
