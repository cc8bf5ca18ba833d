"""The keys that lead to the labels: to give one from a list, to make one, to change one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator import services
from annotator.errors import AnnotatorError
from annotator.storage.queries.recent import recent_labels
from annotator.tui import screens
from annotator.tui.screens.common.article_screen import ArticleScreen, take_labels
from annotator.tui.text.session_marks import labels_used

if TYPE_CHECKING:
    from annotator.tui.screens.labels.label_form import Changes
    from annotator.tui.screens.labels.picker import Picked


class LabelKeys:
    """Opens the picker over an article, and does what was chosen there."""

    def __init__(self, screen: ArticleScreen) -> None:
        self._screen = screen

    def action_picker(self) -> None:
        """Choose the label from a list; one that is missing is made and given."""
        screen = self._screen
        used = labels_used(screen.session)
        often = sorted((name for name, share in used.items() if share), key=used.__getitem__, reverse=True)
        recent = list(dict.fromkeys([*recent_labels(screen.store, screen.user), *often]))
        screen.app.push_screen(screens.LabelPicker(screen.session.scheme, screen.colours, recent), self._give)

    def action_labels(self) -> None:
        """Choose the label that is to be changed; one that is missing is made."""
        screen = self._screen
        screen.app.push_screen(screens.LabelPicker(screen.session.scheme, screen.colours, changing=True), self._make)

    def _give(self, picked: Picked | None) -> None:
        screen = self._screen
        if picked is None:
            return
        if picked.what == "change":
            self._change(picked.name)
        elif picked.what == "give":
            screen.give(picked.name)
            if key := screen.session.scheme.known(picked.name).key:
                screen.say(f"{screen.message[0]} The key {key} gives {picked.name}.".strip(), screen.message[1])
        elif said := self._made(picked.name):
            screen.give(picked.name)
            screen.show_labels_of_now(f"{said} u takes back the span, not the label.")

    def _make(self, picked: Picked | None) -> None:
        if picked is None:
            return
        if picked.what == "make":
            if not (said := self._made(picked.name)):
                return
            self._screen.show_labels_of_now(said)
        self._change(picked.name)

    def _made(self, name: str) -> str:
        """Make a label; gives what is to be said, or "" where it could not be made, which is said."""
        try:
            said = services.make_label(self._screen.store, name, self._screen.user)
        except AnnotatorError as error:
            self._screen.say(str(error), "$warning")
            return ""
        take_labels(self._screen)
        return said

    def _change(self, name: str) -> None:
        scheme = self._screen.store.scheme()
        label = scheme.label(name)
        if label is None:
            self._screen.say(f"There is no label {name} any more.", "$warning")
            return
        _, *behind = scheme.names()[scheme.names().index(label.name) :]
        form = screens.LabelForm(label, behind[0] if behind else "", partial(self._changed, label.name))
        self._screen.app.push_screen(form)

    def _changed(self, name: str, changes: Changes) -> str:
        """Change a label; gives why that cannot be, or ""."""
        screen = self._screen
        try:
            said = services.change_label(screen.store, name, by=screen.user, **changes)
        except AnnotatorError as error:
            return str(error)
        take_labels(screen)
        screen.show_labels_of_now(said)
        return ""
