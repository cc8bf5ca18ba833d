"""The keys that show one's own work, wherever one is: what one has done today, a second look at it, lists of places."""

from __future__ import annotations

from annotator import services
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import AppScreen, Host


class OwnWork:
    """Opens the screens of one's own work over the one that is shown."""

    def __init__(self, app: Host, store: Store, annotator: str) -> None:
        self._app, self._store, self._annotator = app, store, annotator

    def action_my_day(self) -> None:
        """Show what the user has done today."""
        if not isinstance(self._app.screen, screens.MyDayScreen):
            self._app.push_screen(screens.MyDayScreen(self._store, self._annotator))

    def action_second_look(self) -> None:
        """Let the user decide some of their finished spans again."""
        if not isinstance(self._app.screen, screens.SecondLookScreen):
            self.look_again()

    def action_recheck(self) -> None:
        """Go through a list of places to be seen again."""
        if not isinstance(self._app.screen, screens.RecheckScreen):
            screens.go_through(self._app, self._store, self._annotator)

    def look_again(self) -> None:
        """The same, or say that there is none: in the library where nothing is shown yet."""
        app, looks = self._app, services.SecondLook(self._store, self._annotator, self._app.settings.second_look)
        if looks.go_on():
            app.push_screen(screens.SecondLookScreen(self._store, looks))
        elif isinstance(app.screen, AppScreen):
            app.screen.say(services.NOTHING_TO_LOOK_AT, "$warning")
        else:
            app.push_screen(screens.LibraryScreen(self._store, self._annotator, services.NOTHING_TO_LOOK_AT))
