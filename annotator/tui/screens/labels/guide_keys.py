"""The keys of the guideline: beside the text where there is room, else as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator import services
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, TookTooLong
from annotator.tui import screens, widgets
from annotator.tui.screens.common.article_screen import ArticleScreen, take_labels

if TYPE_CHECKING:
    from annotator.tui.widgets.guide_panel import GuidePanel

BESIDE_FROM, WITH_TEXT = 120, 104
"""It stands beside the text in a terminal of so many cells, where so many are left for both."""


class GuideKeys:
    """Shows the guideline, and lets the one beside the text follow the focus once that rests.

    `blind` says that nobody is told what others decided; `besides` gives what is read before the labels, and the name
    of what to begin with there, if not with the focused label.
    """

    def __init__(
        self,
        screen: ArticleScreen,
        *,
        blind: bool = False,
        besides: Callable[[], tuple[Sequence[Label], str]] = lambda: ((), ""),
    ) -> None:
        self._screen, self._blind, self._besides = screen, blind, besides
        self._panel: GuidePanel | None = None
        self._wished = self._too_many = False
        self._shown: tuple[object, ...] = ()
        self._told: tuple[Scheme, Sequence[Label]] | None = None
        screen.at_rest.append(self._follow)

    def action_guideline(self) -> None:
        """Show the guideline beside the text, or hide it; in a narrow terminal open it as a page."""
        if not self._wished and not self._has_room():
            self._open_page()
            return
        self._wished = not self._wished
        self._follow()
        self._screen.say("The guideline follows what is focused: ctrl+↓ ctrl+↑ scroll, d hides it." * self._wished)

    def action_guide(self, lines: int) -> None:
        """Scroll the guideline beside the text."""
        if self._panel and self._panel.display:
            self._panel.scroll_relative(y=lines, animate=False)
        else:
            self._screen.say("No guideline is beside the text: d shows it.")

    def action_example(self) -> None:
        """Make the focused span an example of its label, or take it out again."""
        screen, focus = self._screen, self._screen.focus_mark()
        if focus is None:
            screen.say("Focus a span: it becomes an example of its label.")
            return
        try:
            said = services.turn_example(screen.store, screen.session.key, focus, screen.user)
        except AnnotatorError as error:
            screen.say(str(error), "$warning")
            return
        take_labels(screen)
        screen.show_labels_of_now(said)

    def _labels(self) -> Sequence[Label]:
        """The labels with their examples as people read them, found anew when the scheme is another one."""
        scheme = self._screen.session.scheme
        if self._told is None or self._told[0] is not scheme:
            self._told = scheme, services.with_examples_told(self._screen.store, scheme.labels)
        return self._told[1]

    def _open_page(self) -> None:
        screen, focus = self._screen, self._screen.focus_mark()
        others, name = self._besides()
        first = name if others or not focus else focus.label
        page = screens.Guideline([*others, *self._labels()], screen.colours, first)
        screen.app.push_screen(page)

    def _has_room(self) -> bool:
        """Whether what the article and a list beside it leave is enough."""
        taken = self._panel.outer_size.width if self._panel and self._panel.display else 0
        return self._screen.app.size.width >= BESIDE_FROM and self._screen.view.size.width + taken >= WITH_TEXT

    def _follow(self) -> None:
        """Show what is to be known of the focused label, and of the others below it."""
        if not self._wished and self._panel is None:
            return
        was, shows = self._panel is not None and self._panel.display, self._wished and self._has_room()
        panel = self._panel or self._made()
        panel.display = shows
        if shows != was:
            self._screen.fit()  # a list beside it is as wide as there is room now
        session, focus = self._screen.session, self._screen.focus_mark()
        others, name = self._besides() if panel.display else ((), "")
        shown = (session.key, focus, session.scheme, self._screen.colours, *(one.name for one in others), name)
        if panel.display and shown != self._shown:
            self._shown = shown
            below = self._elsewhere(focus) if focus else ""
            first = name if others or not focus else focus.label
            panel.show([*others, *self._labels()], self._screen.colours, first, below)

    def _made(self) -> GuidePanel:
        """The panel; it is made when it is first needed."""
        self._panel = widgets.GuidePanel()
        self._screen.query_one("#middle").mount(self._panel)
        return self._panel

    def _elsewhere(self, focus: Span) -> str:
        """How others have labelled the same words elsewhere."""
        screen, quote = self._screen, focus.quote(self._screen.session.text)
        if self._blind or screen.session.scheme.blind:
            return ""
        if not self._too_many:
            try:
                return services.told_elsewhere(screen.store, quote, screen.session.key, screen.user)
            except TookTooLong:
                self._too_many = True  # the keys wait but once
        return "How others labelled these words takes too long to count among so many articles."
