"""The key that puts the places of the lens on a list, to go through them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.domain.sanitise import visible
from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.services.finding.places import Place
from annotator.services.worklists.lists import save_found
from annotator.tui import screens
from annotator.tui.lines.parts import BACK
from annotator.tui.screens.lens.listing import LensList


class ListKeys:
    """Puts what is `chosen` on a list that is asked for by its name; one that is there grows."""

    def __init__(self, screen: LensList, chosen: Callable[[], Sequence[Place]]) -> None:
        self._screen, self._chosen = screen, chosen

    def action_list(self) -> None:
        """Ask for the name, and do it."""
        self._screen.read_all()
        places = self._chosen()
        title = f"Put {counted(len(places), 'place')} on which list?"
        prompt = screens.TextPrompt(title, "a name", (("enter", "put them on it"), BACK))
        self._screen.app.push_screen(prompt, lambda name: self._put(name, places))

    def _put(self, name: str | None, places: Sequence[Place]) -> None:
        screen = self._screen
        if not name:
            return
        try:
            made, new = save_found(screen.store, name, places, layer=screen.whose, by=screen.user)
        except AnnotatorError as error:
            screen.say(str(error), "$warning")
            return
        left = counted(made.places - made.seen, "place")
        screen.say(
            f"On the list “{visible(made.list.name)}”: {new:,} new, {left} to see: r in the library goes through it."
        )
