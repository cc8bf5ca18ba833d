"""The question for a comment, below what was said there before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.services.annotating.stored_cursor import Change
from annotator.tui import screens
from annotator.tui.screens.common.article_screen import ArticleScreen


def ask_comment(
    screen: ArticleScreen,
    question: str,
    comment: Callable[[str], Change],
    said: Sequence[tuple[str, str]],
    text: str = "",
) -> None:
    """Ask for a comment, and keep what is not empty; `said` are those there are: by whom, and what.

    It is asked again, with the text it has, where it could not be kept.
    """

    def written(text: str | None) -> None:
        if text and text.strip() and not screen.act(lambda: comment(text)):
            ask_comment(screen, question, comment, said, text)

    lines = [f"{who}: {words}" for who, words in said]
    screen.app.push_screen(screens.TextPrompt(question, text=text, said=lines), written)
