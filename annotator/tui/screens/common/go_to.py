"""The key that asks where to go: another article, or an offset in this one."""

from __future__ import annotations

import re

from annotator.errors import AnnotatorError
from annotator.storage.queries import queue
from annotator.tui import screens
from annotator.tui.lines.parts import BACK
from annotator.tui.screens.common.article_screen import ArticleScreen

_WISHES = "article 12 or its key · offset 3400 · 0 top · $ end"


class GoToKeys:
    """Goes to what is typed, in a screen's session or from it to another article."""

    def __init__(self, screen: ArticleScreen) -> None:
        self._screen = screen

    def action_go_to(self) -> None:
        """Ask where to go."""
        prompt = screens.TextPrompt("Go to", _WISHES, (("enter", "go there"), BACK))
        self._screen.app.push_screen(prompt, self._go_to)

    def _go_to(self, wish: str | None) -> None:
        wish = (wish or "").strip().removeprefix(":")
        session = self._screen.session
        if wish in ("0", "$"):
            session.move(0 if wish == "0" else len(session.text))
        elif re.fullmatch(r"[@+]\d{1,9}", wish):
            session.move(int(wish[1:]))
        elif wish:
            self._go_to_article(wish)
            return
        self._screen.refresh_view()

    def _go_to_article(self, wish: str) -> None:
        screen, session = self._screen, self._screen.session
        try:
            number = int(wish) if wish.isdecimal() and len(wish) < 10 else None
            key = screen.store.resolve(wish) if number is None else queue.at(screen.store, number)
        except AnnotatorError as error:
            screen.say(str(error), "$warning")
            return
        if key is None and number and number < len(session.text):
            session.move(number)
            screen.refresh_view()
            screen.say(f"This is offset {number}; there is no article of that number.")
        elif key is None:
            screen.say(f"There is no article {wish}.", "$warning")
        elif key != session.key:
            screen.open_article(key)
