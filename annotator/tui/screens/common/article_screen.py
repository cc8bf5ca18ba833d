"""A screen of one article: what annotating and reviewing have in common.

A session is at work on the article, the view shows its text, lines stand around it. One key, one frame: a verb of the
session is carried out, and what it changed is shown before the next key. Keys that take more than that are the
business of *parts*, which a screen has: objects with a method `action_<verb>` for each of their verbs.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters
from textual.theme import Theme

from annotator.domain.layer import Layer
from annotator.domain.scheme import HOT_KEYS, Scheme
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.annotating.stored_cursor import Change
from annotator.storage.store import Store
from annotator.tui.host import AppScreen
from annotator.tui.lines.parts import label_bar
from annotator.tui.screens.long_work import LongWork
from annotator.tui.style.worn import label_colours
from annotator.tui.terminal.debounce import Debounce
from annotator.tui.text.masthead import masthead
from annotator.tui.text.page import Display, Pull
from annotator.tui.text.session_marks import labels_used, word_end
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.line import Line

if TYPE_CHECKING:
    from annotator.services.annotating.session import AnnotationSession
    from annotator.services.reviewing.session import ReviewSession

REST = 0.3
"""Seconds after which the place of a resting cursor is kept; in annotating, a decision keeps it at once."""


class ArticleScreen(AppScreen):
    """One article before one user; it opens the next article itself."""

    LABEL_KEYS: ClassVar[str] = HOT_KEYS
    """The keys that may be labels."""
    NO_NEIGHBOUR: ClassVar[tuple[str, str]]
    """What is said where there is no next article, and no previous one."""
    REJECTED: ClassVar[str]
    """What `z` shows or hides."""
    ELSEWHERE: ClassVar[str]
    """What is said where the user's last step was not one of this screen."""

    view = getters.query_one("#article", ArticleView)
    top = getters.query_one("#top", Line)
    labels = getters.query_one("#labels", Line)
    facts = getters.query_one("#facts", Line)
    keys = getters.query_one("#keys", Line)

    def __init__(self, store: Store, user: str, *, display: Display) -> None:
        super().__init__()
        self.store, self.user = store, user
        self.message: tuple[str, str] = ("", "")
        self.by_character = False
        self.colours: dict[str, str] = {}
        self._display = display
        self.scheme: Scheme | None = None
        """The one that is shown."""
        self._used: Mapping[str, float] = {}
        """The labels that are shown, by how much they are used."""
        self.at_rest: list[Callable[[], None]] = []
        """What is done once the cursor rests."""
        self._saver = Debounce(self, REST, self._rest)
        self.work = LongWork(self, lambda: self.open_article(self.session.key))

    # -- what each of the two has of its own

    @property
    @abstractmethod
    def session(self) -> AnnotationSession | ReviewSession:
        """The session on the article."""

    @abstractmethod
    def load(self, key: str) -> None:
        """Begin a session on an article, where the user stood last."""

    @abstractmethod
    def show_article(self) -> None:
        """Put the session's article on the screen."""

    @abstractmethod
    def renew_lines(self) -> None:
        """Show the lines as they are now."""

    @abstractmethod
    def write_place(self) -> str:
        """Write down where one is; gives the sentence that says why that cannot be, or ""."""

    @abstractmethod
    def neighbour(self, *, back: bool) -> str | None:
        """The key of the next (or previous) article; None behind the last."""

    @abstractmethod
    def works_in(self, layer: str) -> bool:
        """Whether the user's steps in a layer are those of this screen."""

    # -- articles come and go

    def on_mount(self) -> None:
        """Show the article."""
        self.app.theme_changed_signal.subscribe(self, self.wear)
        self.view.display_mode = self._display
        self.show_article()

    def on_unmount(self) -> None:
        """Leave no work behind, and keep the place."""
        self.work.stop()
        self.keep_place()

    def open_article(self, key: str) -> None:
        """Leave this article and open another one."""
        self.keep_place()
        self.load(key)
        self.show_article()

    def show_text(self, marks: Pull, scroll: int | None) -> None:
        """Show the session's text with its marks, a row at the top of the window if one is given by its offset."""
        session = self.session
        self.scheme, self._used = session.scheme, labels_used(session)
        colours = {label.name: label.colour for label in session.scheme.labels}
        self.view.show(session.text, marks, roles=masthead(session.article), colours=colours)
        self.fit()
        self.show_cursor()
        if scroll:
            self.view.scroll_anchor = scroll
            self.note_scroll()
        self.renew()

    def keep_place(self) -> str:
        """Write down where one is now, and not again once the cursor rests."""
        self._saver.drop()
        return self.write_place()

    def _rest(self) -> None:
        """Keep the place of a resting cursor; that it cannot be kept is no reason to stop."""
        for work in self.at_rest:
            work()
        if problem := self.keep_place():
            self.say(problem, "$warning")

    # -- one key, one frame

    @property
    def receives_keys(self) -> bool:
        """Keys come here first while the article has the focus."""
        return self.focused is None or self.focused is self.view

    def receive_key(self, event: events.Key) -> bool:
        """Take a digit, give the label of a key, or do what the table says; none of it while much is being done."""
        if self.work.takes(event.key):
            return True
        if said := self.number.receive(event.character):
            self.say(said)
            return True
        if not event.character or event.character not in self.LABEL_KEYS:
            return super().receive_key(event)
        label = self.session.scheme.given_by(event.character)
        if label is None:
            self.say(f"No label has the key {event.character}.", "$warning")
        else:
            self.give(label.name)
        return True

    def act(self, verb: Callable[[], Change]) -> bool:
        """Carry out a verb of the session and show what it did; False if it was refused, with the reason shown."""
        layer = self.session.layer
        try:
            change = verb()
        except AnnotatorError as error:
            _refused(self, error, layer)
            return False
        else:
            self.refresh_view(change)
            return True
        finally:
            if self.session.scheme is not self.scheme:
                self.show_labels_of_now()

    def show_labels_of_now(self, why: str = "The labels were changed by another program.") -> None:
        """Show the article again, because the labels were changed; say why, before what there is to be said."""
        message, style = self.message
        self.open_article(self.session.key)
        self.say(f"{why} {message}".strip(), style)

    def refresh_view(self, change: Change | None = None, *, gentle: bool = False) -> None:
        """Show what a key did: repaint what changed, bring the cursor into view, renew what stands around."""
        if change and change.touched:
            self.touch(*change.touched)
        self.message = (change.message if change else "", "$accent")
        self.by_character = False
        self.show_cursor(gentle=gentle)
        self.view.paint()
        self.renew()

    def touch(self, start: int, end: int) -> None:
        """What is shown of `[start, end)` has changed."""
        self.view.touch(start, end)

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts, until the next key."""
        self.message = (message, style)
        self.renew_lines()

    def say_found(self, found: bool, otherwise: str) -> None:  # noqa: FBT001 - said by its name
        """Show where one has gone, or say that there was nothing to go to."""
        self.refresh_view()
        if not found:
            self.say(otherwise)

    def show_cursor(self, *, gentle: bool = False) -> None:
        """Bring cursor, focus and selection of the view in line with the session."""
        session, view = self.session, self.view
        view.focus_mark = self.focus_mark()
        view.selection = session.selection
        view.move_to(session.cursor, end=self.cursor_end(), gentle=gentle)
        self.note_scroll()
        self._saver.ask()

    def focus_mark(self) -> Span | None:
        """The span that is to be filled."""
        return self.session.focus

    def cursor_end(self) -> int | None:
        """Where the cursor's block ends; None for one character."""
        return word_end(self.session)

    @abstractmethod
    def note_scroll(self) -> None:
        """Keep in mind which row is the first of the window, for the place that is kept."""

    # -- what stands around the article

    def on_resize(self) -> None:
        """Fit lines and lists to the new size."""
        self.fit()
        self.renew()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self.on_resize()

    def settings_changed(self) -> None:
        """Take the display of the settings."""
        if self.view.display_mode != self.app.settings.display:
            self.view.display_mode = self.app.settings.display
            self.refresh_view()

    def fit(self) -> None:
        """Fit to scheme, theme and size what only changes with them: here the colour of each label, and their bar."""
        scheme = self.session.scheme
        self.colours = label_colours(self.app, scheme)
        labels = scheme.numbered() if "1" in self.LABEL_KEYS else scheme.active()
        self.labels.show(label_bar(labels, self._used, self.colours, self.app.size.width))
        self._saver.ask()

    def renew(self) -> None:
        """Show lines and lists as they are now; what did not change is not painted."""
        self.renew_lines()

    # -- what several keys lead to

    def give(self, name: str) -> None:
        """Give a label, and let the bar show it from now on."""
        if self.act(lambda: self.session.label(name)) and f" {name} " not in self.labels.render().plain:
            self._used = labels_used(self.session)
            self.fit()

    # -- the mouse

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        """Put the cursor where it was clicked."""
        self.session.selection = None
        self.session.move(message.offset, focus=message.span)
        self.refresh_view(gentle=True)

    def on_article_view_dragged(self, message: ArticleView.Dragged) -> None:
        """Select by token from where the button went down to where the mouse is."""
        self.session.move(message.end_offset)
        self.session.select(message.start_offset, message.end_offset)
        self.refresh_view(gentle=True)


def take_labels(screen: ArticleScreen) -> None:
    """Go on under the labels as they were changed from a screen, with the same words before one."""
    session, focus = screen.session, screen.session.focus
    screen.message = ("", "")
    session.take_scheme()
    screen.scheme = session.scheme
    if focus and session.state_of(focus):
        session.focus = focus
    elif focus and not session.selection:
        session.select_span(focus)  # what was learned is proposed anew once the article is shown again


def _refused(screen: ArticleScreen, error: AnnotatorError, layer: Layer) -> None:
    """Say why a verb was refused; where another program had decided in the layer, show it as it is now."""
    if screen.session.layer is not layer:
        screen.touch(0, len(screen.session.text))
        screen.refresh_view()
    screen.say(str(error), "$warning")
