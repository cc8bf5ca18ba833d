"""The way from the spans to the other tasks of the scheme, and back."""

from __future__ import annotations

from annotator import services
from annotator.domain.claims.scheme import Task as TaskName
from annotator.tui import screens
from annotator.tui.screens.annotate.base import AnnotateBase


class TaskKey:
    """Opens the screen of claims over the article."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen

    def action_next_task(self) -> None:
        """Go on to the first task of the scheme behind that of the spans."""
        self.begin()

    def begin(self, task: TaskName = "names") -> None:
        """Be at a task; at the first one, if it is not there, which is said."""
        screen = self._screen
        if not services.tasks_of(screen.session.scheme.claims):
            screen.call_after_refresh(screen.say, "The scheme has no task but that of the spans.")
            return
        screen.keep_place()
        shown = screens.ClaimsScreen(
            screen.store, screen.user, screen.session.key, task, display=screen.app.settings.display, left=self._back
        )
        screen.app.push_screen(shown)
        if task not in ("names", *services.tasks_of(screen.session.scheme.claims)):
            shown.call_after_refresh(shown.say, f"The scheme has no task {task}: this is the first it has.", "$warning")

    def _back(self, key: str, finish: bool) -> None:  # noqa: FBT001 - said by its name
        """Show the article as it is now, where one stood, and finish it, if that was asked for."""
        screen = self._screen
        screen.load(key)
        screen.show_article()
        if finish:
            screen.perform("finish")
