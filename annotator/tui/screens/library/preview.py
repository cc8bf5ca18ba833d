"""The article under the cursor beside the list, where there is room; read once the keys rest."""

from __future__ import annotations

from textual.widgets import Static

from annotator.domain.undecided import is_open, offered
from annotator.storage.source_settings import hidden
from annotator.storage.suggested.voted import voted_suggestions
from annotator.tui.lines.preview import LIMIT, preview
from annotator.tui.screens.library.base import LibraryBase
from annotator.tui.style.worn import palette_in
from annotator.tui.terminal.debounce import Debounce

ROOM = 120
"""From so many cells on there is room for it."""
_REST = 0.15  # seconds


class PreviewKeys:
    """Shows the article, or hides it."""

    def __init__(self, screen: LibraryBase) -> None:
        self._screen = screen
        self._on = True
        self._shown: tuple[str, int, str] | None = None
        self._rest = Debounce(screen, _REST, self._show)

    def follow(self) -> None:
        """Show the article under the cursor once the keys rest."""
        self._rest.ask()

    def fit(self) -> None:
        """Show it where there is room."""
        self._screen.set_class(self._on and self._screen.app.size.width >= ROOM, "wide")
        self.follow()

    def action_preview(self) -> None:
        """Show or hide it."""
        if self._screen.app.size.width < ROOM:
            self._screen.say(f"A preview needs a terminal of {ROOM} columns.", "$warning")
            return
        self._on = not self._on
        self.fit()

    def _show(self) -> None:
        screen = self._screen
        row = screen.articles.row
        if not screen.has_class("wide"):
            return
        key = row.entry.key if row else ""
        state = screen.store.layer(key, screen.annotator) if key else None
        seen = (key, state.revision if state else 0, screen.app.theme)
        pane = screen.query_one("#preview", Static)
        if state is None:
            pane.update("")
        elif seen != self._shown:
            store, scheme, app = screen.store, screen.store.scheme(), screen.app
            palette = palette_in(app)
            found = offered(voted_suggestions(store, key, 0, LIMIT)[0], scheme, hidden(store))
            pane.update(
                preview(
                    store.article(key),
                    [held.span for held in state.layer.sorted_held()],
                    [span for span in found if is_open(span, state.layer, scheme)],
                    {label.name: palette.label(label.colour) for label in scheme.labels},
                )
            )
        self._shown = seen
