"""A label given to places of a list: by its own key, or chosen among all. Nothing is changed of the labels here."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from annotator.domain.scheme import HOT_KEYS, Scheme
from annotator.tui import screens
from annotator.tui.host import AppScreen
from annotator.tui.screens.labels.picker import Picked
from annotator.tui.style.worn import label_colours


class LabelGiven:
    """The keys of a screen that give a label; `give` is called with its name."""

    def __init__(self, screen: AppScreen, scheme: Callable[[], Scheme], give: Callable[[str], None]) -> None:
        self._screen, self._scheme, self._give = screen, scheme, give

    def takes(self, event: events.Key) -> bool:
        """Whether it is the key of labels; the label is given then, or it is said that there is none."""
        if not event.character or event.character not in HOT_KEYS:
            return False
        label = self._scheme().given_by(event.character)
        if label is None or label.kind != "span":
            self._screen.say(f"No label of spans has the key {event.character}.", "$warning")
        else:
            self._give(label.name)
        return True

    def action_picker(self) -> None:
        """Choose the label from a list."""

        def picked(found: Picked | None) -> None:
            if found and found.what == "give":
                self._give(found.name)
            elif found:
                self._screen.say("Labels are made and changed where an article is labelled, not here.", "$warning")

        scheme = self._scheme()
        self._screen.app.push_screen(screens.LabelPicker(scheme, label_colours(self._screen.app, scheme)), picked)
