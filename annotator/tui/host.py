"""The app as its screens know it: what each may ask of it, what it tells each of them, and how keys reach them.

The app stands above the screens it shows, so a screen knows it as a `Host` and never imports it.

A key that is typed is given to the screen on top, which looks it up in the table of keys and carries it out; where
something is still under way it waits in a line for that (`terminal.key_queue`). Textual's own way, from the focused
widget up through all bindings, is left to what that way is for: a line of text that has the focus edits itself, and
only what it leaves is a key of the screen; the boxes of dialogs and the palette choose among their options. What is
chosen in the palette, and what such a binding leads to, is performed by the same table. The mouse sends messages.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import events, getters
from textual.screen import Screen

from annotator.config import Remembered, Settings
from annotator.domain.sanitise import visible
from annotator.domain.span import Span
from annotator.tui.keys.number import NOT_COUNTED, Number
from annotator.tui.keys.table import ASKING, WITHHELD, Key, Scope, acting_in
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.terminal.key_queue import KeyQueueApp

if TYPE_CHECKING:
    from annotator.services.reviewing.queue import ReviewQueue
    from annotator.services.worklists.route import Route


class WorkBeside(Protocol):
    """Long work beside the app, one piece at a time."""

    @property
    def running(self) -> str:
        """What is under way and how far it is, or ""."""

    @property
    def review_queue(self) -> ReviewQueue:
        """The articles that wait for a reviewer, as the settings order them, or as they were ordered since."""

    def order_review(self, order: str) -> ReviewQueue:
        """The same in another order, from now on."""

    def stop(self) -> None:
        """Ask whether that is to be stopped."""

    def work_on(self, verb: str, keys: Sequence[str]) -> None:
        """Let a verb, `suggest` or `export`, work on some articles."""


class Host(KeyQueueApp):
    """An app over one open project; articles are named by their keys."""

    settings: Settings
    keys: dict[str, str]
    """The key map in force: the keys of each action, by its id."""
    following: Path | None = None
    """The project that is to be opened in place of this one when the app is left."""
    blind: bool
    """Whether a review hides who said what."""
    in_step: str = ""
    """What stands behind the project's name where it is kept in step with others: how far it is."""
    route: Route | None = None
    """The list of places that is gone through, where articles come from one."""
    onward: Callable[[], str | None] | None = None
    """Gives the next article of the list that one was opened from, where the library was asked for some."""
    tour: bool
    """Whether the next useful key is shown until it was used once."""

    def listed_at(self, key: str) -> Span | None:
        """Where one stands in an article on the way through a list; None where one is not, or in another one."""
        return self.route.at(key) if self.route else None

    @abstractmethod
    def next_article(self, after: str | None = None) -> str | None:
        """The next article to work on, in the order the user asked for; None where all are done."""

    @abstractmethod
    def annotate(self, key: str, at: Span | None = None) -> None:
        """Open an article in the annotate screen, at a stretch of its text if one is given."""

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
    def notes(self, *, reviewing: bool, left: Callable[[], None] = lambda: None) -> None:
        """Show what people wrote about articles, for who annotates or reviews; `left` is called when they come back."""

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
    def unread(self, key: str) -> bool:
        """Whether a model is still to read an article, so that it may get suggestions."""

    @abstractmethod
    def told_beside(self, key: str) -> str:
        """What is to be said beside the sources of an article: that no model is for its language, what some took."""

    @abstractmethod
    def remember(self, name: Remembered, choice: str | tuple[str, ...]) -> None:
        """Begin with this choice the next time."""

    @property
    @abstractmethod
    def parts(self) -> Sequence[object]:
        """Who beside the app has methods `action_<verb>` for keys that act everywhere."""

    @property
    @abstractmethod
    def shown_theme(self) -> str:
        """The theme on the screen, as settings name it."""

    @abstractmethod
    def try_settings(self, settings: Settings) -> None:
        """Let other settings hold, as far as that can be at once."""

    @property
    @abstractmethod
    def beside(self) -> WorkBeside:
        """What works beside the app."""


class AppScreen(Screen[None], DirectKeys):
    """A screen of the app that is no question over another one."""

    SCOPE: ClassVar[Scope]
    """Which keys of the table act here."""
    app = getters.app(Host)

    # -- keys

    @property
    def parts(self) -> Sequence[object]:
        """Who has a method `action_<verb>` for each verb of the table: the first one that has it carries it out."""
        return (self, self.app)

    @cached_property
    def acting(self) -> tuple[Key, ...]:
        """The keys that act here, as the user has mapped them."""
        return acting_in(self.SCOPE, self.app.keys)

    @cached_property
    def number(self) -> Number:
        """The number that is typed before a key."""
        return Number()

    @cached_property
    def _table(self) -> Mapping[str, tuple[Key, partial[object]]]:
        """Each key and what carries it out, by its id; those of the labels are told apart by `receive_key`."""
        table = {}
        for key in self.acting:
            if not key.hot:
                method = next(
                    filter(None, (getattr(part, f"action_{key.verb}", None) for part in (*self.parts, *self.app.parts)))
                )
                table[key.id] = key, partial(method, *key.arguments)
        return table

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {name: key.id for key, _ in self._table.values() for name in key.names}

    def receive_key(self, event: events.Key) -> bool:
        """Perform a key of the table."""
        name = self._ids.get(event.key)
        there = name is not None and self._table[name][0].verb not in self.without
        if name and there:
            self.perform(name)
        elif unbound := no_key(event):
            self.say(unbound, "$warning")
        return name is not None

    def perform(self, name: str) -> None:
        """Carry out what the key of an id does, if it would do something now, as often as the number before it says."""
        key, do = self._table[name]
        for _ in range(self.number.end(key.verb)):
            if self.applies(key.verb):
                do()
            else:
                self.refuse(key.verb)
        if self.number.refused:
            self.say(NOT_COUNTED, "$warning")

    def action_perform(self, name: str) -> None:
        """The same, where Textual passed the key on."""
        self.perform(name)

    def available(self) -> Iterator[Key]:
        """The keys that would do something now, for the palette."""
        return (key for key, _ in self._table.values() if self.applies(key.verb))

    def applies(self, verb: str) -> bool:  # noqa: ARG002 - most verbs always do
        """Whether a verb would do something now: footer, palette and keys all ask here."""
        return True

    @property
    def without(self) -> frozenset[str]:
        """The verbs of the screen's keys that there are not in this project: they stand nowhere."""
        return frozenset()

    @property
    def keymap(self) -> Mapping[str, str]:
        """The key map, without what there is not here."""
        return {**self.app.keys, **{key.id: WITHHELD for key in self.acting if key.verb in self.without}}

    def refuse(self, verb: str) -> None:
        """Answer a key whose verb would do nothing now."""

    def opens_line(self, event: events.Key) -> bool:
        """Whether a key opens a line in which what is typed behind it is text."""
        name = self._ids.get(event.key)
        return name is not None and self._table[name][0].verb in ASKING

    def on_paste(self) -> None:
        """Say that no line of text took it."""
        self.say("Nothing here takes pasted text: open a line of text for it first.", "$warning")

    # -- what it is told

    def say(self, message: str, style: str = "$accent") -> None:  # noqa: ARG002 - what a line of one's own looks like
        """Say a word; over the screen, where it has no line for that."""
        self.notify(message, markup=False)

    def suggestions_came(self, key: str) -> None:
        """New suggestions of an article are stored."""

    def suggestions_failed(self, sentence: str) -> None:
        """Why there are no suggestions, or why they come late."""

    def verb_moved(self) -> None:
        """What is under way beside the app (`Host.beside`) has come further, or has ended."""

    def verb_ended(self, message: str, style: str) -> None:
        """Say what came of it."""
        self.say(message, style)

    def in_step_moved(self) -> None:
        """The project stands otherwise to its team (`Host.in_step`)."""

    def others_came(self) -> None:
        """What others of the team did was taken in."""

    def settings_changed(self) -> None:
        """Other settings hold (`Host.settings`)."""

    def project_changed(self) -> None:
        """A verb that was at work beside the app has ended."""


def no_key(event: events.Key) -> str:
    """What is said of a key that nothing is bound to; nothing of one that types nothing."""
    typed = event.character or ""
    if not event.is_printable or "+" in event.key:
        return ""
    if typed.isascii():
        return f"{typed.strip() or event.key} is no key here."
    return f"This key is {visible(typed)}: another keyboard layout?"
