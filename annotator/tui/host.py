"""The app as its screens know it: what each may ask of it, and what it tells each of them.

The app stands above the screens it shows, so a screen knows it as a `Host` and never imports it.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal

from textual import getters
from textual.screen import Screen

from annotator.config import Settings
from annotator.domain.span import Span
from annotator.tui.keys.table import Scope
from annotator.tui.terminal.key_queue import KeyQueueApp


class Host(KeyQueueApp):
    """An app over one open project; articles are named by their keys."""

    settings: Settings
    keys: dict[str, str]
    """The key map in force: the keys of each action, by its id."""
    tour: bool
    """Whether the next useful key is shown until it was used once."""

    @abstractmethod
    def next_article(self, after: str | None = None) -> str | None:
        """The next article to work on, in the order the user asked for; None where all are done."""

    @abstractmethod
    def annotate(self, key: str) -> None:
        """Open an article in the annotate screen."""

    @abstractmethod
    def review(self, key: str, at: Span | None = None) -> None:
        """Open an article in the review screen, at a span if one is given."""

    @abstractmethod
    def agree(self) -> None:
        """Show how far annotators agree."""

    @abstractmethod
    def dashboard(self) -> None:
        """Show how the project stands."""

    @abstractmethod
    def leave(self) -> None:
        """From a screen back to the one before it, or to the library."""

    @abstractmethod
    def want_suggestions(self, key: str) -> None:
        """Have the article suggested if nobody has been over it, and the next few after it."""

    @abstractmethod
    def awaits(self, key: str) -> bool:
        """Whether suggestions for an article are on their way."""

    @abstractmethod
    def remember(self, name: Literal["theme", "display"], choice: str) -> None:
        """Begin with this choice the next time."""


class AppScreen(Screen[None]):
    """A screen of the app that is no question over another one."""

    SCOPE: ClassVar[Scope]
    """Which keys of the table act here."""
    app = getters.app(Host)

    def suggestions_came(self, key: str) -> None:
        """New suggestions of an article are stored."""

    def suggestions_failed(self, sentence: str) -> None:
        """Why there are no suggestions, or why they come late."""
