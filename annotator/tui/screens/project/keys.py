"""What is done with the whole project from the palette: a verb of the command line at a time, beside the app.

Its words are said when it has ended: all of them where one waits for them in the library, else the first, and the
palette shows the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.timer import Timer

from annotator import services
from annotator.errors import AnnotatorError
from annotator.home import expanded
from annotator.storage.queries.assignments import people
from annotator.storage.queries.documents import layer_names
from annotator.storage.store import Store
from annotator.storage.tags.tags import tags
from annotator.terminal_signals import Signals
from annotator.tui import screens
from annotator.tui.host import AppScreen, Host
from annotator.tui.verb_process import VerbProcess

if TYPE_CHECKING:
    from annotator.services.reviewing.queue import ReviewQueue

_LOOK = 0.2  # seconds between two looks at a verb


class ProjectKeys:
    """Starts verbs and tells how far they are."""

    def __init__(self, app: Host, store: Store, annotator: str) -> None:
        self._app, self._store, self._annotator = app, store, annotator
        self._verb: VerbProcess | None = None
        self._from: AppScreen | None = None
        self._said: tuple[str, Sequence[str]] = ("", ())
        self._looking: Timer | None = None
        self._signals: Signals | None = None
        self._queue: ReviewQueue | None = None
        self._asked: tuple[str, int] | None = None

    @property
    def running(self) -> str:
        """What is under way and how far it is, such as `Suggesting 12 %`; "" where nothing is."""
        verb = self._verb
        if verb is None:
            return ""
        return f"{verb.about} …" if verb.share is None else f"{verb.about} {int(100 * verb.share)} %"

    @property
    def review_queue(self) -> ReviewQueue:
        """The articles that wait for a reviewer, as the settings order them, or as they were ordered since."""
        settings = self._app.settings
        asked = settings.review_order, settings.review_sample
        if self._queue is None or asked != self._asked:
            self._queue, self._asked = services.ReviewQueue(self._store, *asked), asked
        return self._queue

    def order_review(self, order: str) -> ReviewQueue:
        """The same in another order, from now on."""
        self._queue = self.review_queue.reordered(order)
        return self._queue

    def start(self, words: Sequence[str] | None, about: str) -> None:
        """Start a verb, unless another is at work; None is a question that was left."""
        shown = self._shown
        if words is None:
            return
        if self._verb:
            shown.say(f"{self.running}: one thing at a time. esc in the library stops it.", "$warning")
            return
        self._verb, self._from = VerbProcess(self._store.path, self._annotator, words, about), shown
        settings = self._app.settings
        self._signals = Signals(self._write, notify=settings.notify, progress=settings.terminal_progress)
        self._looking = self._app.set_interval(_LOOK, self._look)
        self._look()

    @property
    def _shown(self) -> AppScreen:
        *_, shown = (screen for screen in self._app.screen_stack if isinstance(screen, AppScreen))
        return shown

    def _look(self) -> None:
        """Have the screens tell how far the verb is, or what it said."""
        verb = self._verb
        if verb and verb.code is not None:
            self._end(verb, verb.code)
        elif verb and self._signals:
            self._signals.moved(verb.about, verb.share)
        self._shown.verb_moved()

    def _end(self, verb: VerbProcess, code: int) -> None:
        lines = [line for line in verb.lines if line]
        self._verb, self._said = None, (verb.about, lines)
        if self._looking:
            self._looking.stop()
        first = lines[0] if lines else ""
        ended = "was stopped; what was done stays" if verb.stopped else "has ended" if not code else "did not go well"
        shown = self._shown
        self._tell_screens()
        more = " · ctrl+p shows what else it said" if len(lines) > 1 else ""
        told = f"{verb.about} {ended}{f': {first}' if first and not verb.stopped else '.'}{more}"
        if self._signals:
            self._signals.ended(told)
        shown.verb_ended(told, "$warning" if code else "$success")
        if len(lines) > 1 and self._app.screen is shown is self._from and shown.SCOPE == "library" and not verb.stopped:
            self.action_last_words()

    def _tell_screens(self) -> None:
        for screen in self._app.screen_stack:
            if isinstance(screen, AppScreen):
                screen.project_changed()

    def _write(self, text: str) -> None:
        if write := self._app.terminal:
            write(text)

    def stop(self) -> None:
        """Ask whether what is under way is to be stopped."""
        if self._verb:
            self._app.push_screen(screens.Sure(f"Stop? {self.running}"), lambda yes: self.close() if yes else None)

    def close(self) -> None:
        """Stop what is under way; what it has done stays."""
        if self._verb:
            self._verb.stop()
            if self._signals:
                self._signals.ended("")

    # -- the palette

    def action_add_articles(self) -> None:
        """Ask for files, and add them."""
        prompt = screens.PathPrompt("Add articles", "a file, a folder, *.txt, an address")
        self._app.push_screen(prompt, self._add)

    def _add(self, path: str | None) -> None:
        path = path.strip() if path else ""
        if path:
            source = path if "://" in path else str(expanded(path))
            self.start(("add", "--", source), "Adding")

    def work_on(self, verb: str, keys: Sequence[str]) -> None:
        """Suggest for some articles, or ask how to export them."""
        named = [f"--article={key}" for key in keys]
        if verb == "suggest":
            self.start(("suggest", *named), "Suggesting")
        else:
            form = screens.ExportForm(layer_names(self._store), len(keys))
            self._app.push_screen(form, lambda words: self.start(words and (words[0], *named, *words[1:]), "Exporting"))

    def action_suggest_all(self) -> None:
        """Suggest for what has no suggestions yet."""
        self.start(("suggest",), "Suggesting")

    def action_send_texts(self) -> None:
        """Ask whether texts of the project may go to the language models of the settings, or no longer."""
        names = [model for model in self._app.settings.models if model.startswith("llm:")]
        if not names:
            self._shown.say('The settings name no language model: `models = ["llm:NAME"]` does.', "$warning")
            return
        allowed = services.may_send(self._store, names)
        question = f"{'No longer send' if allowed else 'Send'} texts of {self._store.name} to {', '.join(names)}?"
        self._app.push_screen(screens.Sure(question), lambda yes: self._send(names, send=not allowed) if yes else None)

    def _send(self, names: Sequence[str], *, send: bool) -> None:
        try:
            said = services.set_consent(self._store, names, send=send)
        except AnnotatorError as error:
            self._shown.say(str(error), "$warning")
            return
        self._tell_screens()
        self._shown.verb_ended(" ".join(said), "$success")

    def action_settle(self) -> None:
        """Show what a vote would settle in all articles."""
        if self._shown.SCOPE != "settle":
            blind = self._app.blind or self._store.scheme().blind
            left = self._tell_screens
            self._app.push_screen(screens.SettleScreen(self._store, self._annotator, blind=blind, left=left))

    def action_team(self) -> None:
        """Show the board of the team."""
        if self._shown.SCOPE != "team":
            self._app.push_screen(screens.TeamScreen(self._store, self._annotator))

    def action_export(self) -> None:
        """Ask how, and export."""
        form = screens.ExportForm(layer_names(self._store))
        self._app.push_screen(form, lambda words: self.start(words, "Exporting"))

    def action_changes(self) -> None:
        """Show what changed between two tags, or since one."""
        if self._shown.SCOPE != "changes":
            blind = self._app.blind or self._store.scheme().blind
            self._app.push_screen(screens.ChangesScreen(self._store, self._annotator, blind=blind))

    def action_tag(self) -> None:
        """Ask for a name, and tag the project as it is."""
        self._app.push_screen(screens.TagForm(), lambda words: self.start(words, "Tagging"))

    def action_release(self) -> None:
        """Ask which tag and how, and write it as a folder to be published."""
        if names := [one.name for one in tags(self._store)]:
            self._app.push_screen(screens.ReleaseForm(names), lambda words: self.start(words, "Releasing"))
        else:
            self._shown.say("There is no tag yet: tag the project first, here or by `annotator tag NAME`.", "$warning")

    def action_assign(self) -> None:
        """Ask among whom, and deal out."""
        form = screens.AssignForm(people(self._store))
        self._app.push_screen(form, lambda words: self.start(words, "Dealing out"))

    def action_settings(self) -> None:
        """Change settings, and see at once how it would be."""
        self._app.push_screen(screens.SettingsDialog(self._app, self._store), self._kept)

    def _kept(self, said: str | None) -> None:
        if said:
            self._tell_screens()
            self._shown.verb_ended(said, "$success")

    def action_other_projects(self) -> None:
        """Choose another project, and open it in place of this one."""
        if self._verb:
            self._shown.say(f"{self.running}: wait for it, or stop it with esc in the library.", "$warning")
        else:
            self._app.push_screen(screens.Projects(self._store.path), self._leave_for)

    def _leave_for(self, path: Path | None) -> None:
        if path:
            self._app.following = path
            self._app.exit()

    def action_last_words(self) -> None:
        """Show all that the last verb said."""
        about, lines = self._said
        if about:
            self._app.push_screen(screens.Report(about, lines))
        else:
            self._shown.say("Nothing was done from the palette yet.")
