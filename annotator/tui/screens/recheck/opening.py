"""The way into a worklist."""

from __future__ import annotations

from annotator import services
from annotator.errors import AnnotatorError
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import AppScreen, Host
from annotator.tui.screens.recheck.screen import RecheckScreen


def go_through(app: Host, store: Store, user: str, name: str = "") -> None:
    """Show a list, the oldest in which the user has something left if none is named, or say that there is none."""
    try:
        walk = services.walk_of(store, user, name)
    except AnnotatorError as error:
        _say(app, store, user, str(error))
        return
    app.push_screen(RecheckScreen(walk, blind=app.blind or store.scheme().blind))


def _say(app: Host, store: Store, user: str, sentence: str) -> None:
    """Say it on the screen that is shown; in the library where none is yet."""
    if isinstance(app.screen, AppScreen):
        app.screen.say(sentence, "$warning")
    else:
        app.push_screen(screens.LibraryScreen(store, user, sentence))
