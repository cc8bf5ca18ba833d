"""The app: opens the project, holds the theme and the key map, and knows which screen is shown.

It knows nothing of articles beyond their keys; what is done in a screen is the screen's affair.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import SystemCommand
from textual.geometry import Size
from textual.screen import Screen

from annotator import services, tui
from annotator.config import Remembered, Settings, remember
from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.span import Span
from annotator.errors import ProjectBusy, ProjectError, ProjectGone
from annotator.storage.maintenance.at_rest import AtRest
from annotator.storage.queries import queue
from annotator.storage.store import Store
from annotator.tui import screens
from annotator.tui.host import AppScreen, Host
from annotator.tui.keys.bindings import NO_KEY, bindings
from annotator.tui.keys.keymap import resolve
from annotator.tui.keys.palette_entries import KeyCommands, commands
from annotator.tui.keys.table import WITHHELD, in_scope
from annotator.tui.keys.withheld import withheld
from annotator.tui.opened_article import OpenedArticle, Start, open_article
from annotator.tui.style.palette import PREFIX, palette_named
from annotator.tui.style.themes import THEMES
from annotator.tui.terminal.hangup import hung_up
from annotator.tui.terminal.paste_guard import Piece

if TYPE_CHECKING:
    from annotator.tui.model_process import ModelProcess, SuggestionsCame, SuggestionsFailed
    from annotator.tui.screens.my_day.own_work import OwnWork
    from annotator.tui.screens.project.in_step import InStep
    from annotator.tui.screens.project.keys import ProjectKeys
    from annotator.tui.terminal.early_terminal import EarlyTerminal

LOOK = 1.0
"""Seconds between two looks at the project's file."""
AGAIN = 1.0
"""Seconds after which suggestions are offered again to a project that was busy."""
HANGUP = 5.0
"""Seconds between two looks whether the terminal is still there."""
SMALLEST = Size(12, 6)
"""The smallest terminal in which the keys are shown: in a smaller one their box has no room for a line."""


class AnnotatorApp(Host):
    """The whole app over one open project."""

    BINDINGS = bindings("app")
    COMMANDS = {KeyCommands}  # noqa: RUF012 - textual's declaration
    TITLE = "annotator"

    def __init__(
        self,
        store: Store,
        annotator: str,
        *,
        settings: Settings | None = None,
        article: str | None = None,
        start: Start = "library",
        suggest: bool = True,
        tour: bool = False,
        blind: bool = False,
        order: str = "file",
        worklist: str = "",
        task: TaskName = "names",
        opened: OpenedArticle | None = None,
        early: EarlyTerminal | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.keys = resolve(self.settings.preset, self.settings.keymap, withheld())
        self.early = early
        super().__init__(driver_class=tui.TerminalDriver if early and sys.platform != "win32" else None)
        self.store, self.annotator = store, annotator
        self.tour, self.blind, self.order = tour, blind, order
        self._opened = opened
        self._first: dict[str, Any] = {
            "start": start, "article": article, "order": order, "worklist": worklist, "task": task,
        }  # fmt: skip
        self._suggests = suggest
        self._models: ModelProcess | None = None
        self._in_step: InStep | None = None
        self._rest = AtRest(store)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = palette_named(self.settings.theme).name
        self.set_keymap({name: NO_KEY if keys in ("", WITHHELD) else keys for name, keys in self.keys.items()})

    def on_ready(self) -> None:
        """The first screen is painted: what is there now stays, and garbage is looked for again."""
        gc.freeze()
        gc.enable()
        self.set_interval(HANGUP, self._leave_if_alone)
        self.set_interval(LOOK, self._look_at_project)
        self._in_step = screens.InStep(self, self.store, self.annotator)

    def _look_at_project(self) -> None:
        """Let a resting project be whole in its file; where the file is gone, nothing is left to do but to leave."""
        if not self.screen_stack or isinstance(self.screen, screens.ProjectGone):
            return  # on the way out there is no screen any more
        try:
            self._rest.look()
        except ProjectGone as error:
            self.push_screen(screens.ProjectGone(services.farewell(self.store, error)))

    def _received(self, event: events.Event) -> bool:
        """A key that the project refuses changes nothing, and the reason is said."""
        try:
            return super()._received(event)
        except ProjectError as error:
            self._look_at_project()
            say = getattr(self.screen, "say", None) or self.notify
            say(str(error))
            return True

    def _leave_if_alone(self) -> None:
        if not self.is_headless and hung_up():
            self.exit(return_code=1)

    def on_mount(self) -> None:
        """Show the first screen."""
        if self._opened:
            self._annotate(self._opened)
        else:
            screens.show_first(self, self.store, self.annotator, **self._first)

    def next_article(self, after: str | None = None) -> str | None:
        """The next article to work on, in the order the user asked for."""
        if self.route:
            return self.route.leave(after)
        if self.onward and after:
            return self.onward()
        return services.next_for(self.store, self.annotator, after, self.order)

    def annotate(self, key: str, at: Span | None = None) -> None:
        """Open an article in the annotate screen, at a stretch of its text if one is given."""
        opened = open_article(self.store, self.annotator, key, near_misses=self.settings.near_misses, at=at)
        self._annotate(opened)

    def _annotate(self, opened: OpenedArticle) -> None:
        self.push_screen(screens.AnnotateScreen(self.store, self.annotator, opened, display=self.settings.display))

    def review(self, key: str, at: Span | None = None) -> None:
        """Open an article in the review screen, at a span if one is given."""
        self.push_screen(
            screens.ReviewScreen(
                self.store, self.annotator, key, at=at, blind=self.blind, display=self.settings.display
            )
        )

    def agree(self) -> None:
        """Show how far annotators agree."""
        self.push_screen(screens.AgreeScreen(self.store))

    def dashboard(self) -> None:
        """Show how the project stands."""
        self.push_screen(screens.DashboardScreen(self.store))

    def notes(self, *, reviewing: bool, left: Callable[[], None] = lambda: None) -> None:
        """Show what people wrote about articles."""
        blind = reviewing and self.blind
        self.push_screen(screens.NotesScreen(self.store, self.annotator, reviewing=reviewing, blind=blind, left=left))

    def leave(self) -> None:
        """From a screen back to the one before it, or to the library."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.switch_screen(screens.LibraryScreen(self.store, self.annotator))

    # -- work beside the app

    @cached_property
    def beside(self) -> ProjectKeys:
        """What works beside the app, and the keys that start it."""
        return screens.ProjectKeys(self, self.store, self.annotator)

    @cached_property
    def _own_work(self) -> OwnWork:
        return screens.OwnWork(self, self.store, self.annotator)

    @property
    def parts(self) -> Sequence[object]:
        """Who carries out what the palette does with the project, and shows of one's own work."""
        return (self.beside, self._own_work)

    # -- suggestions

    def want_suggestions(self, key: str) -> None:
        """Have the article suggested if nobody has been over it, and the next few after it."""
        if self._suggests:
            self._held_models().want([key, *queue.upcoming(self.store, self.annotator, key, 3)])

    def _held_models(self) -> ModelProcess:
        if self._models is None:
            self._models = tui.ModelProcess(self, self.store, self.settings.models, lists=self.settings.name_lists)
        return self._models

    def awaits(self, key: str) -> bool:
        """Whether suggestions for an article are on their way."""
        return self._models is not None and self._models.awaits(key)

    def unread(self, key: str) -> bool:
        """Whether a model is still to read an article."""
        return self._suggests and self._held_models().unread(key)

    def told_beside(self, key: str) -> str:
        """What is to be said beside the sources of an article."""
        return self._held_models().told_beside(key) if self._suggests else ""

    def on_suggestions_came(self, message: SuggestionsCame) -> None:
        """Store what the models answer, and tell the screens."""
        try:
            kept = self._models is not None and self._models.keep(message.answer)
        except ProjectBusy:
            self.set_timer(AGAIN, partial(self.post_message, message))
            return
        if kept:
            for screen in self._screens():
                screen.suggestions_came(message.answer.key)

    def on_suggestions_failed(self, message: SuggestionsFailed) -> None:
        """Have it said in one line why there are no suggestions; everything else goes on."""
        for screen in self._screens():
            screen.suggestions_failed(message.sentence)

    def _screens(self) -> list[AppScreen]:
        """Those that are shown, and those below them."""
        return [screen for screen in self.screen_stack if isinstance(screen, AppScreen)]

    def on_unmount(self) -> None:
        """Let the models go, and what is under way."""
        for one in (vars(self).get("beside"), self._models, self._in_step):
            if one:
                one.close()

    # -- keys that act everywhere

    def ask_about(self, piece: Piece) -> None:
        """Ask whether keys that look pasted are meant."""
        self.push_screen(screens.PasteQuestion(piece, self.carry_out, self.drop))

    def action_help(self) -> None:
        """Show the keys of the screen."""
        screen, size = self.screen, self.size
        if isinstance(screen, AppScreen) and size.width >= SMALLEST.width and size.height >= SMALLEST.height:
            self.push_screen(screens.Help(screen.SCOPE, screen.keymap))

    def action_command_palette(self) -> None:
        """Find an action by its name."""
        if not isinstance(self.screen, screens.Palette):
            self.push_screen(screens.Palette(placeholder="find an action", id="--command-palette"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: what the keys of the screen do; over a question, those that act everywhere."""
        *_, shown = self._screens()
        keys = shown.available() if shown is screen else in_scope("app", self.keys)
        return commands(keys, shown.perform)

    def action_suspend_process(self) -> None:
        """Go to the shell, once this key is done with."""
        self.call_later(self._suspend)

    def _suspend(self) -> None:
        if not (self.halt and self.halt()):
            *_, shown = self._screens()
            shown.say("No shell waits behind the app: q leaves it.", "$warning")

    def action_theme(self) -> None:
        """Take the next theme."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.remember("theme", self.shown_theme)

    @property
    def shown_theme(self) -> str:
        """The theme on the screen."""
        return self.theme.removeprefix(PREFIX)

    def try_settings(self, settings: Settings) -> None:
        """Let other settings hold; the key map does from the next start on."""
        self.settings = settings
        self.theme = palette_named(settings.theme).name
        for screen in self._screens():
            screen.settings_changed()

    def remember(self, name: Remembered, choice: str | tuple[str, ...]) -> None:
        """Begin with this choice the next time."""
        choices: dict[str, Any] = {name: choice}
        self.settings = replace(self.settings, **choices)
        if not self.is_headless:
            remember(name, choice)
